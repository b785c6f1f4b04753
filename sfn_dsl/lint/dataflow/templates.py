"""What payload templates and paths read, and the shape of what they make (ASL reference, 1.6)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic
from sfn_dsl.expressions.paths import Path
from sfn_dsl.lint.dataflow.reads import Read, Route, look_up, read_path, route_of
from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    SCALAR,
    UNKNOWN,
    Member,
    Record,
    Shape,
    record,
)

_DEEPEST: Final = 40
_ARRAYS: Final = frozenset({"Array", "ArrayPartition", "ArrayRange", "ArrayUnique", "StringSplit"})
_OBSCURE: Final = frozenset({"ArrayGetItem", "JsonMerge", "StringToJson"})


class Sight(NamedTuple):
    """What an expression can see: the data that ``$`` stands for, and the variables.

    ``of_input`` tells that ``$`` is the state's whole input. What is read is noted in ``reads``.
    """

    data: Shape
    variables: Shape
    reads: list[Read]
    of_input: bool = False

    def at(self, pointer: str, text: object, *, certain: bool = True) -> Shape:
        """The shape of what the path in a field leads to."""
        path = read_path(text)
        return UNKNOWN if path is None else self.follow(pointer, path, certain=certain)

    def follow(self, pointer: str, path: Route, *, certain: bool = True) -> Shape:
        """The shape of what a path leads to, which is noted as read."""
        if path.reads_context:
            return UNKNOWN
        variable, steps = path.variable, path.steps
        if steps is None:
            if variable is None:
                return UNKNOWN
            self._note(pointer, path.text, (), variable, certain=certain)
            return UNKNOWN
        return self._note(pointer, path.text, steps, variable, certain=certain)

    def _note(
        self,
        pointer: str,
        text: str,
        steps: tuple[str | int, ...],
        variable: str | None,
        *,
        certain: bool,
    ) -> Shape:
        if variable is None:
            outcome = look_up(self.data, steps)
        else:
            outcome = look_up(self.variables, (variable, *steps))
        of_input = self.of_input and variable is None
        self.reads.append(Read(pointer, text, steps, outcome, variable, certain, of_input))
        return outcome.shape if not outcome.partly else UNKNOWN


def literal(value: Any, depth: int = 0) -> Shape:
    """The shape of JSON that is taken as it stands."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, dict):
        return _object({name: literal(part, depth + 1) for name, part in value.items()}, depth)
    if isinstance(value, list):
        return LISTING
    if value is None or (isinstance(value, str) and "${" in value):
        return UNKNOWN
    return SCALAR


def template(sight: Sight, pointer: str, value: Any, depth: int = 0) -> Shape:
    """The shape of what a JSONPath payload template makes; notes what it reads."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, list):
        for index, part in enumerate(value):
            template(sight, child(pointer, index), part, depth + 1)
        return LISTING
    if not isinstance(value, dict):
        return literal(value)
    made: dict[str, Shape] = {}
    for name, part in value.items():
        place = child(pointer, name)
        if name.endswith(".$"):
            made[name[:-2]] = dynamic(sight, place, part)
        else:
            made[name] = template(sight, place, part, depth + 1)
    return _object(made, depth)


def dynamic(sight: Sight, pointer: str, text: Any) -> Shape:
    """The shape of what a path or a call of an intrinsic function gives."""
    if not isinstance(text, str) or "${" in text:
        return UNKNOWN
    if text.startswith("$"):
        return sight.at(pointer, text)
    try:
        call = parse_intrinsic(text)
    except (AuthoringError, RecursionError):
        return UNKNOWN
    pending = [call]
    while pending:
        for argument in pending.pop().arguments:
            if isinstance(argument, Intrinsic):
                pending.append(argument)
            elif isinstance(argument, Path):
                sight.follow(pointer, route_of(argument))
    name = call.function.removeprefix("States.")
    if name in _OBSCURE:
        return UNKNOWN
    return LISTING if name in _ARRAYS else SCALAR


def _object(made: dict[str, Shape], depth: int) -> Shape:
    # What a deployment tool will put in place of such an object is not known.
    if depth > _DEEPEST or any(name == "Ref" or name.startswith("Fn::") for name in made):
        return UNKNOWN
    known = {name: Member(shape) for name, shape in made.items() if "${" not in name}
    return record(known, is_open=len(known) < len(made))


def jsonata_shape(value: Any, depth: int = 0) -> Shape:
    """The shape of JSON with JSONata expressions in it; what those give is not known."""
    if isinstance(value, str) and value.startswith("{%"):
        return UNKNOWN
    if isinstance(value, dict) and depth < _DEEPEST:
        made = {name: jsonata_shape(part, depth + 1) for name, part in value.items()}
        return _object(made, depth)
    return literal(value, depth)


ERROR_OUTPUT: Final[Record] = Record(
    {"Error": Member(SCALAR), "Cause": Member(SCALAR)}, size=3, depth=2
)
"""What a catcher is given: both are strings, or null (ASL reference, section 2.4)."""
