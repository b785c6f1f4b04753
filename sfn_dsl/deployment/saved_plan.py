"""A plan as a file that can be reviewed, kept, and carried out later as it was reviewed.

The file is what `as_json` tells of a plan, and beside it everything that carrying it out needs:
the machine as it should be, what AWS held when the plan was made, and where the author wrote the
states. A digest over all of it tells a file that was edited. It holds no credentials. Its form is
that of ``schemas/plan.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.digests import Held, digest, held
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.release.spec import Release, Shift
from sfn_dsl.deployment.render.plan import as_json
from sfn_dsl.errors import DeploymentError
from sfn_dsl.origin import Position

VERSION: Final = 1


@attrs.frozen
class Reviewed:
    """What a plan file holds: the machine as it should be, and the steps as they were reviewed.

    ``held`` is what AWS held, None where there was no such machine; ``steps`` are as in the JSON
    of a plan.
    """

    arn: str
    desired: Desired
    held: Held | None
    steps: tuple[Mapping[str, Any], ...]

    @property
    def replaces(self) -> bool:
        """Tell whether the machine is to be deleted and made anew."""
        return any(step["step"] == "delete" for step in self.steps)


@attrs.frozen
class Recorded:
    """A source whose places were written down: those of the states."""

    name: str
    places: Mapping[str, Position | None] = attrs.field(eq=False)

    def locate(self, pointer: str) -> Position | None:
        """The place of the nearest state around a part, or of the whole."""
        while pointer not in self.places and pointer:
            pointer = parent(pointer)
        return self.places.get(pointer)


def text_of(plan: Plan) -> str:
    """The text of a plan file."""
    reviewed = {
        "version": VERSION,
        "desired": _desired_as_json(plan.desired),
        "held": attrs.asdict(held(plan.actual)) if plan.actual else None,
        "places": dict(_places(plan.desired.definition)),
    }
    content = as_json(plan) | {"reviewed": reviewed}
    text = json.dumps(content | {"digest": digest(content)}, indent=2, ensure_ascii=False)
    # What UTF-8 cannot hold, a lone surrogate, becomes the escape that JSON has for it.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def read(text: str, name: str) -> Reviewed:
    """What the text of a plan file holds; `name` is what the file is called.

    Raises DeploymentError for any other text, and for a plan file that was edited.
    """
    try:
        content = json.loads(text)
        _require_intact(content, name)
    except (ValueError, RecursionError):
        _refuse(name, "is no plan file: it is not JSON")
    reviewed = content["reviewed"]
    kept = reviewed["held"]
    return Reviewed(
        content["arn"],
        _desired(reviewed["desired"], reviewed["places"], name),
        Held(**kept) if kept else None,
        tuple(content["steps"]),
    )


def _require_intact(content: Any, name: str) -> None:
    reviewed = content.get("reviewed") if isinstance(content, dict) else None
    if not isinstance(reviewed, dict):
        _refuse(name, "is no plan file")
    if reviewed.get("version") != VERSION:
        _refuse(name, "was written by another version of sfn")
    if content.pop("digest", None) != digest(content):
        _refuse(name, "was edited since it was written")
    fault = _fault(content)
    if fault:
        _refuse(name, f"is no plan file: {fault}")


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

    # It takes no lone surrogates, which are nothing to the form of a plan.
    shaped = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    error = next(iter(jsonschema_rs.Draft202012Validator(schema()).iter_errors(shaped)), None)
    return error.message[:200] if error else None


def _desired_as_json(desired: Desired) -> dict[str, Any]:
    position = desired.position
    return attrs.asdict(desired, recurse=False) | {
        "definition": desired.definition.document,
        "tags": None if desired.tags is None else dict(desired.tags),
        "release": attrs.asdict(desired.release) if desired.release else None,
        "position": attrs.asdict(position) if position else None,
        "unsaid": sorted(desired.unsaid),
    }


def _desired(told: Mapping[str, Any], places: Mapping[str, Any], name: str) -> Desired:
    located = {pointer: Position(*place) if place else None for pointer, place in places.items()}
    position = told["position"]
    definition = Definition(told["definition"], Recorded(name, located), told["type"])
    return Desired(
        **{
            **told,
            "definition": definition,
            "release": _release(told["release"]),
            "position": Position(**position) if position else None,
            "unsaid": frozenset(told["unsaid"]),
        }
    )


def _release(told: Mapping[str, Any] | None) -> Release | None:
    if told is None:
        return None
    shift = Shift(**told["shift"]) if told["shift"] else None
    return Release(**{**told, "shift": shift, "alarms": tuple(told["alarms"])})


def _places(definition: Definition) -> Iterator[tuple[str, list[Any] | None]]:
    """The places of the whole and of each state, by pointer."""
    pointers = [""]
    for scope in scopes(definition.document):
        pointers += map(scope.state_pointer, scope.states)
    for pointer in pointers:
        position = definition.source.locate(pointer)
        yield pointer, list(attrs.astuple(position)) if position else None
