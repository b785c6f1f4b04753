"""A plan as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl.comparison import Changes, changed_states
from sfn_dsl.comparison import as_text as changes_as_text
from sfn_dsl.counting import counted
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.text import in_lines
from sfn_dsl.deployment.differences import Difference
from sfn_dsl.deployment.plan import Create, Delete, Plan, Step, Tag, Untag, Update
from sfn_dsl.deployment.release.spec import MoveAlias, Prune, Publish
from sfn_dsl.deployment.render.release import release_line, release_step_as_json
from sfn_dsl.model import settings
from sfn_dsl.model.settings import TAGS, short


def as_text(plan: Plan) -> str:
    """A plan as lines, the first of which says what is done to which machine."""
    return in_lines([_heading(plan), *(f"  {line}".rstrip() for line in _lines(plan))])


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan as a JSON object: the machine, the steps in order, and the findings.

    It is as ``schemas/plan.schema.json`` says. ``action`` is ``create``, ``update``, ``replace``
    or ``nothing``; a change of tags alone is an update.
    """
    return {
        "action": action(plan),
        "arn": plan.arn,
        "name": plan.desired.name,
        "steps": [_step_as_json(step, plan) for step in plan.steps],
        "findings": [finding.as_json() for finding in plan.findings],
    }


def action(plan: Plan) -> str:
    """What the steps of a plan amount to, in one word."""
    if not plan:
        return "nothing"
    if any(isinstance(step, Delete) for step in plan.steps):
        return "replace"
    return "create" if plan.actual is None else "update"


def _heading(plan: Plan) -> str:
    if plan:
        return f"{action(plan)} state machine {plan.desired.name!r} ({plan.arn})"
    return f"nothing to do: state machine {plan.desired.name!r} is as written ({plan.arn})"


def _lines(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        match step:
            case Delete():
                yield "delete it, with its execution history, versions and aliases"
                yield "create it again:"
            case Create():
                yield from _creation(plan)
            case Update():
                for difference in step.differences:
                    yield from _update(difference, plan)
            case Tag():
                yield from TAGS.lines(TAGS.name, step.tags)
            case Untag():
                yield from (f"untag {key!r}" for key in step.keys)
            case Publish() | MoveAlias() | Prune():
                yield release_line(step, plan.desired.release)


def _creation(plan: Plan) -> Iterator[str]:
    desired = plan.desired
    states = sum(len(scope.states) for scope in scopes(desired.definition.document))
    yield f"definition: {counted(states, 'state')}"
    for setting in settings.SETTINGS:
        value = setting.of(desired)
        if value is not None:
            yield from setting.lines(setting.name, value)


def _update(difference: Difference, plan: Plan) -> Iterator[str]:
    if difference.part != "definition":
        yield f"{difference.part}: {short(difference.old)} -> {short(difference.new)}"
        return
    yield "definition:"
    if plan.changes is not None:
        source = plan.desired.definition.source
        yield from (f"  {line}" for line in changes_as_text(plan.changes, source).splitlines())


def _step_as_json(step: Step, plan: Plan) -> dict[str, Any]:
    match step:
        case Delete():
            return {"step": "delete"}
        case Create():
            values = {setting.name: setting.of(plan.desired) for setting in settings.SETTINGS}
            return {"step": "create", **values, TAGS.name: dict(plan.desired.tags or {})}
        case Update():
            return {
                "step": "update",
                "parts": {d.part: _difference_as_json(d, plan) for d in step.differences},
            }
        case Tag():
            return {"step": "tag", "tags": dict(step.tags)}
        case Untag():
            return {"step": "untag", "keys": list(step.keys)}
        case Publish() | MoveAlias() | Prune():
            return release_step_as_json(step, plan.desired.release)


def _difference_as_json(difference: Difference, plan: Plan) -> Any:
    if difference.part == "definition" and plan.changes is not None:
        return {"changes": plan.changes.as_json(), "states": _changed_states(plan.changes, plan)}
    return {"old": difference.old, "new": difference.new}


def _changed_states(changes: Changes, plan: Plan) -> list[dict[str, Any]]:
    """The states that change, each with its place in the author's source."""
    found = []
    for pointer in changed_states(changes):
        position = plan.desired.definition.source.locate(pointer)
        place = attrs.asdict(position) if position else dict.fromkeys(("file", "line", "column"))
        found.append({"pointer": pointer, **place})
    return found
