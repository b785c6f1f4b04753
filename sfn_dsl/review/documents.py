"""What other commands wrote as JSON, for a review to show: a plan, and the review of a role."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.errors import SfnError, reading_fault

_LONGEST: Final = 200
_SUFFICES: Final = {True: "suffices", False: "does not suffice", None: "may suffice"}


@attrs.frozen
class PlanDocument:
    """A plan: what it does to which state machine, and its steps, a line each."""

    heading: str
    lines: tuple[str, ...]


@attrs.frozen
class RoleDocument:
    """The review of a role: whether it suffices, the outcomes, and its findings, a line each."""

    heading: str
    suffices: bool | None
    lines: tuple[str, ...]
    findings: tuple[str, ...]


def read_plan(text: str | bytes, name: str) -> PlanDocument:
    """The plan in what ``sfn plan -o FILE`` and ``sfn plan --format json`` write.

    Raises SfnError for anything else; messages call it `name`.
    """
    content = _object(text, name, "action", "sfn plan SOURCE -o FILE")
    steps = content.get("steps")
    if not isinstance(steps, list):
        raise SfnError(f"'{name}' has no steps; write it with: sfn plan SOURCE -o FILE")
    action = {"nothing": "nothing to do:"}.get(str(content["action"]), str(content["action"]))
    heading = f"{action} state machine '{content.get('name')}' ({content.get('arn')})"
    lines = [line for step in steps if isinstance(step, dict) for line in _step(step)]
    return PlanDocument(heading, tuple(lines))


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    kind = str(step.get("step"))
    parts = step.get("parts")
    if kind == "update" and isinstance(parts, dict):
        for part, difference in parts.items():
            yield f"update {part}: {_difference(difference)}"
        return
    others = [
        f"{name} {_short(value)}"
        for name, value in step.items()
        if name != "step" and value not in (None, {})
    ]
    yield f"{kind}: {', '.join(others)}" if others else kind


def _difference(difference: object) -> str:
    if isinstance(difference, dict) and isinstance(changes := difference.get("changes"), list):
        return f"{len(changes)} change{'' if len(changes) == 1 else 's'}"
    if isinstance(difference, dict) and "new" in difference:
        return f"{_short(difference.get('old'))} → {_short(difference['new'])}"
    return _short(difference)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def read_role(text: str | bytes, name: str) -> RoleDocument:
    """The review in what ``sfn role SOURCE --format json`` prints.

    Raises SfnError for anything else; messages call it `name`.
    """
    content = _object(text, name, "suffices", "sfn role SOURCE --format json > FILE")
    suffices = content["suffices"]
    told = _SUFFICES.get(suffices) if suffices is None or isinstance(suffices, bool) else None
    if told is None:
        raise SfnError(f"'{name}' does not say whether the role suffices; write it again")
    lines = [
        f"{one.get('outcome')!s:8} {one.get('action')} on {one.get('resource')}"
        for one in _objects(content, "permissions")
    ]
    findings = [
        f"{one.get('severity')} {one.get('code')} {one.get('message')}"
        for one in _objects(content, "findings")
    ]
    heading = f"role '{content.get('role')}' {told}"
    return RoleDocument(heading, suffices, tuple(lines), tuple(findings))


def _objects(content: Mapping[str, Any], member: str) -> list[dict[str, Any]]:
    listed = content.get(member)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _object(text: str | bytes, name: str, member: str, command: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = reading_fault(error)
        raise SfnError(f"'{name}' is not JSON: {why}; write it with: {command}") from error
    if not isinstance(content, dict) or member not in content:
        program = " ".join(command.split()[:2])
        raise SfnError(f"'{name}' is not what '{program}' writes as JSON; write it with: {command}")
    return content
