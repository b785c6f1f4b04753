"""A plan as a file that can be reviewed, kept, and carried out later as it was reviewed.

The file is the JSON of the plan, and everything else that carrying it out needs: the machine as it
should be, what was deployed when the plan was made, and where the author wrote the states. A digest
over all of it reveals a file that was edited. It holds no credentials. Its form is that of
``schemas/plan.schema.json``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import Release, Shift
from sfn_dsl.deployment.plan import Actual, Plan
from sfn_dsl.deployment.render.plan import as_json
from sfn_dsl.errors import DeploymentError
from sfn_dsl.origin import Position

VERSION: Final = 2

_OPTIONAL: Final = frozenset({"literal", "kept_tags"})
# What matters only while a plan is made.
_UNSAVED: Final = frozenset({"unknown", "places", "placeholders"})


@attrs.frozen
class Fingerprint:
    """What a plan remembers of a machine, to tell later whether somebody has changed it since.

    AWS gives each content of a machine a ``revision`` id, but none before its first update, and
    none for its tags; ``digest`` is one of everything that a deployment looks at.
    """

    revision: str | None
    digest: str


@attrs.frozen
class SavedPlan:
    """A plan as it was reviewed: the machine as it should be, and the steps to it.

    Attributes:
        arn: The ARN of the state machine.
        desired: What should be deployed, in AWS's terms.
        deployed: What was deployed when the plan was made, as a fingerprint; None where there was
            no such machine.
        steps: The steps, as in the JSON of a plan.
    """

    arn: str
    desired: Desired
    deployed: Fingerprint | None
    steps: tuple[Mapping[str, Any], ...]

    def __repr__(self) -> str:
        return f"SavedPlan({self.arn!r}: {', '.join(s['step'] for s in self.steps) or 'nothing'})"

    @property
    def replaces(self) -> bool:
        """Return whether the machine is to be deleted and created again."""
        return any(step["step"] == "delete" for step in self.steps)


def fingerprint(actual: Actual | None) -> Fingerprint | None:
    """What to remember of a machine; tags count where the plan looked at them."""
    if actual is None:
        return None
    machine = actual.machine
    content = attrs.asdict(machine, recurse=False) | {"tags": dict(actual.tags)}
    del content["revision"], content["status"]
    return Fingerprint(machine.revision, digest(content))


def saved(plan: Plan) -> SavedPlan:
    """A plan as it would be read from its file."""
    return SavedPlan(plan.arn, plan.desired, fingerprint(plan.actual), steps_as_json(plan))


def steps_as_json(plan: Plan) -> tuple[Mapping[str, Any], ...]:
    """The steps of a plan as JSON has them, where a tuple is a list."""
    return tuple(json.loads(json.dumps(as_json(plan)["steps"])))


@attrs.frozen
class Recorded:
    """A source whose places were saved: those of the states."""

    name: str
    places: Mapping[str, Position | None] = attrs.field(eq=False)

    def locate(self, pointer: str) -> Position | None:
        """The place of the nearest state around a part, or of the whole."""
        while pointer not in self.places and pointer:
            pointer = parent(pointer)
        return self.places.get(pointer)


def text_of(plan: Plan) -> str:
    """The text of a plan file."""
    found = fingerprint(plan.actual)
    reviewed = {
        "version": VERSION,
        "desired": _desired_as_json(plan.desired),
        "deployed": attrs.asdict(found) if found else None,
        "places": dict(_places(plan.desired.definition)),
    }
    content = as_json(plan) | {"reviewed": reviewed}
    text = json.dumps(content | {"digest": digest(content)}, indent=2, ensure_ascii=False)
    # What UTF-8 cannot hold, a lone surrogate, becomes the escape that JSON has for it.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def read_plan(text: str, name: str = "the plan") -> SavedPlan:
    """The plan in the text of a file that ``sfn plan -o FILE`` wrote.

    Args:
        text: The text of the file.
        name: What messages call it.

    Returns:
        The plan, for `deploy_plan`.

    Raises:
        DeploymentError: It is any other text, a plan file of another version, or one that was
            edited.
    """
    try:
        content = json.loads(text)
        _require_intact(content, name)
    except (ValueError, RecursionError):
        _refuse(name, "is not a plan file: it is not JSON")
    reviewed = content["reviewed"]
    found = reviewed["deployed"]
    return SavedPlan(
        content["arn"],
        _desired(reviewed["desired"], reviewed["places"], name),
        Fingerprint(**found) if found else None,
        tuple(content["steps"]),
    )


def _require_intact(content: Any, name: str) -> None:
    reviewed = content.get("reviewed") if isinstance(content, dict) else None
    if not isinstance(reviewed, dict):
        _refuse(name, "is not a plan file")
    if reviewed.get("version") != VERSION:
        _refuse(name, "was written by another version of sfn")
    if content.pop("digest", None) != digest(content):
        _refuse(name, "was edited since it was written")
    fault = _fault(content)
    if fault:
        _refuse(name, f"is not a plan file: {fault}")


def _refuse(name: str, fault: str) -> NoReturn:
    raise DeploymentError(f"'{name}' {fault}; write one with 'sfn plan SOURCE -o FILE'")


def schema() -> dict[str, Any]:
    """The JSON Schema of plans and plan files."""
    package = Path(__file__).parents[1]
    in_wheel, in_repository = (
        home / "schemas" / "plan.schema.json" for home in (package, package.parent)
    )
    file = in_wheel if in_wheel.exists() else in_repository
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _fault(content: Mapping[str, Any]) -> str | None:
    # Only a plan that is read needs it.
    import jsonschema_rs

    # It accepts no lone surrogates, which do not matter to the form of a plan.
    shaped = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    error = next(iter(jsonschema_rs.Draft202012Validator(schema()).iter_errors(shaped)), None)
    return error.message[:200] if error else None


def _desired_as_json(desired: Desired) -> dict[str, Any]:
    position = desired.position
    found = attrs.asdict(desired, recurse=False) | {
        "definition": desired.definition.document,
        "settings": dict(desired.settings),
        "tags": None if desired.tags is None else dict(desired.tags),
        "release": attrs.asdict(desired.release) if desired.release else None,
        "position": attrs.asdict(position) if position else None,
        "unmanaged": sorted(desired.unmanaged),
        "literal": sorted(desired.literal),
        "kept_tags": list(desired.kept_tags),
    }
    empty = {name for name in _OPTIONAL if not found[name]}
    return {name: value for name, value in found.items() if name not in empty | _UNSAVED}


def _desired(data: Mapping[str, Any], places: Mapping[str, Any], name: str) -> Desired:
    located = {pointer: Position(*place) if place else None for pointer, place in places.items()}
    position = data["position"]
    definition = Definition(data["definition"], Recorded(name, located), data["type"])
    return Desired(
        **{
            **data,
            "definition": definition,
            "release": _release(data["release"]),
            "position": Position(**position) if position else None,
            "unmanaged": frozenset(data["unmanaged"]),
            "literal": frozenset(data.get("literal", ())),
            "kept_tags": tuple(data.get("kept_tags", ())),
        }
    )


def _release(data: Mapping[str, Any] | None) -> Release | None:
    if data is None:
        return None
    shift = Shift(**data["shift"]) if data["shift"] else None
    return Release(**{**data, "shift": shift, "alarms": tuple(data["alarms"])})


def _places(definition: Definition) -> Iterator[tuple[str, list[Any] | None]]:
    """The places of the whole and of each state, by pointer."""
    pointers = [""]
    for scope in scopes(definition.document):
        pointers += map(scope.state_pointer, scope.states)
    for pointer in pointers:
        position = definition.source.locate(pointer)
        yield pointer, list(attrs.astuple(position)) if position else None


def digest(value: Any) -> str:
    """A digest of a JSON value that does not depend on how it is written."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=dict)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
