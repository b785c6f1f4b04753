"""What templates, paths and Choice rules read, and the shape of what they make.

ASL reference, sections 1.6 and 5.1.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import attrs

from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import AuthoringError
from sfn_dsl.language.comparisons import OPERATORS
from sfn_dsl.lint.dataflow.reads import Read, Route, look_up, read_path, route_of
from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    SCALAR,
    UNKNOWN,
    Member,
    Record,
    Shape,
    member_of,
    record,
)

Steps: TypeAlias = tuple[str | int, ...]

_DEEPEST: Final = 40
_ARRAYS: Final = frozenset({"Array", "ArrayPartition", "ArrayRange", "ArrayUnique", "StringSplit"})
_OBSCURE: Final = frozenset({"ArrayGetItem", "JsonMerge", "StringToJson"})


@attrs.define(eq=False)
class DataScope:
    """What an expression can refer to: the data that ``$`` stands for, and the variables.

    ``of_input`` says that ``$`` is the state's whole input. What is read is noted in ``reads``.
    """

    data: Shape
    variables: Shape
    reads: list[Read]
    of_input: bool = False

    def at(self, pointer: str, text: object, *, certain: bool = True) -> Shape:
        """The shape of what the path in a field selects."""
        path = read_path(text)
        return UNKNOWN if path is None else self.follow(pointer, path, certain=certain)

    def follow(self, pointer: str, path: Route, *, certain: bool = True) -> Shape:
        """The shape of what a path selects, which is noted as read."""
        text, steps, variable, reads_context = path
        if reads_context:
            return UNKNOWN
        if variable is not None:
            outcome = look_up(self.variables, (variable, *(steps or ())))
            self.reads.append(Read(pointer, text, steps or (), outcome, variable, certain, False))
            return UNKNOWN if steps is None or outcome.partly else outcome.shape
        if not steps:
            # All of the data, which is always there, or several parts of it.
            return UNKNOWN if steps is None else self.data
        outcome = look_up(self.data, steps)
        self.reads.append(Read(pointer, text, steps, outcome, None, certain, self.of_input))
        return UNKNOWN if outcome.partly else outcome.shape


def literal(value: Any, depth: int = 0) -> Shape:
    """The shape of literal JSON."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, dict):
        return _object({name: literal(part, depth + 1) for name, part in value.items()}, depth)
    if isinstance(value, list):
        return LISTING
    if value is None or (isinstance(value, str) and "${" in value):
        return UNKNOWN
    return SCALAR


def template(scope: DataScope, pointer: str, value: Any, depth: int = 0) -> Shape:
    """The shape of what a JSONPath payload template produces; notes what it reads."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, list):
        for index, part in enumerate(value):
            template(scope, child(pointer, index), part, depth + 1)
        return LISTING
    if not isinstance(value, dict):
        return literal(value)
    made: dict[str, Shape] = {}
    for name, part in value.items():
        if name.endswith(".$"):
            made[name[:-2]] = dynamic(scope, child(pointer, name), part)
        elif isinstance(part, (dict, list)):
            made[name] = template(scope, child(pointer, name), part, depth + 1)
        else:
            made[name] = literal(part, depth + 1)
    return _object(made, depth)


def read_template(scope: DataScope, pointer: str, value: Any, depth: int = 0) -> None:
    """Note what a JSONPath payload template reads, as `template` does, and no more."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            if name.endswith(".$"):
                dynamic(scope, child(pointer, name), part)
            elif isinstance(part, (dict, list)):
                read_template(scope, child(pointer, name), part, depth + 1)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            if isinstance(part, (dict, list)):
                read_template(scope, f"{pointer}/{index}", part, depth + 1)


def dynamic(scope: DataScope, pointer: str, text: Any) -> Shape:
    """The shape of the value of a path or a call of an intrinsic function."""
    if not isinstance(text, str):
        return UNKNOWN
    if text.startswith("$"):
        return scope.at(pointer, text)
    return UNKNOWN if "${" in text else _called(scope, pointer, text)


def _called(scope: DataScope, pointer: str, text: str) -> Shape:
    shape, paths = _read_call(text)
    for path in paths:
        scope.follow(pointer, path)
    return shape


@lru_cache(maxsize=1024)
def _read_call(text: str) -> tuple[Shape, tuple[Route, ...]]:
    """The shape of what a call of an intrinsic function gives, and the paths that it reads."""
    # Most definitions have no calls.
    from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic
    from sfn_dsl.expressions.paths import Path

    try:
        call = parse_intrinsic(text)
    except (AuthoringError, RecursionError):
        return UNKNOWN, ()
    paths, pending = [], [call]
    while pending:
        for argument in pending.pop().arguments:
            if isinstance(argument, Intrinsic):
                pending.append(argument)
            elif isinstance(argument, Path):
                paths.append(route_of(argument))
    name = call.function.removeprefix("States.")
    shape = UNKNOWN if name in _OBSCURE else LISTING if name in _ARRAYS else SCALAR
    return shape, tuple(paths)


def _object(made: dict[str, Shape], depth: int) -> Shape:
    # It is not known what a deployment tool will put in place of such an object.
    if depth > _DEEPEST or "Ref" in made:
        return UNKNOWN
    known = {}
    for name, shape in made.items():
        if name.startswith("Fn::"):
            return UNKNOWN
        if "${" not in name:
            known[name] = member_of(shape)
    return record(known, is_open=len(known) < len(made))


def jsonata_shape(value: Any, depth: int = 0) -> Shape:
    """The shape of JSON with JSONata expressions in it, whose values are not known."""
    if isinstance(value, str) and value.startswith("{%"):
        return UNKNOWN
    if isinstance(value, dict) and depth < _DEEPEST:
        made = {name: jsonata_shape(part, depth + 1) for name, part in value.items()}
        return _object(made, depth)
    return literal(value, depth)


ERROR_OUTPUT: Final[Record] = Record(
    {"Error": Member(SCALAR), "Cause": Member(SCALAR)}, size=3, depth=2
)
"""What a catcher receives: both are strings, or null (ASL reference, section 2.4)."""


class Test(NamedTuple):
    """One comparison; ``first`` says that nothing is tested before it."""

    pointer: str
    rule: dict[str, Any]
    first: bool


def read_rules(scope: DataScope, tests: list[Test]) -> None:
    """Note what the tests of Choice rules read.

    Rules are tried in order, and And and Or stop as soon as they can, so any test may keep later
    ones from reading what does not exist: only the very first is certain to be made.
    """
    guarded = {_variable(test.rule) for test in tests if "IsPresent" in test.rule}
    for test in tests:
        variable = _variable(test.rule)
        certain = test.first and variable not in guarded
        if "IsPresent" in test.rule or (variable in guarded and variable is not None):
            continue
        scope.at(f"{test.pointer}/Variable", variable, certain=certain)
        for name, value in test.rule.items():
            is_path = name in OPERATORS and OPERATORS[name].operand_is_path
            if is_path and isinstance(value, str) and value not in guarded:
                scope.at(f"{test.pointer}/{name}", value, certain=certain)


def tested(tests: list[Test]) -> list[Steps]:
    """The paths into the data that any of the tests is about.

    Which rules match if something is missing is not worked out; after the Choice, the machine is
    assumed to know.
    """
    found = []
    for test in tests:
        path = read_path(_variable(test.rule))
        if path and path.steps and path.is_into_data:
            found.append(path.steps)
    return found


def _variable(rule: dict[str, Any]) -> str | None:
    variable = rule.get("Variable")
    return variable if isinstance(variable, str) else None


def tests_of(pointer: str, rules: Any) -> list[Test]:
    """The comparisons in Choice rules and in their And, Or and Not, in the order written."""
    if not isinstance(rules, list):
        return []
    found: list[Test] = []
    pending = [(f"{pointer}/{index}", rule) for index, rule in enumerate(rules)][::-1]
    while pending:
        place, rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        if "Variable" in rule:
            found.append(Test(place, rule, not found))
        inner = [(f"{place}/Not", rule["Not"])] if "Not" in rule else []
        for name in ("And", "Or"):
            if isinstance(rule.get(name), list):
                inner += [(f"{place}/{name}/{i}", part) for i, part in enumerate(rule[name])]
        pending += reversed(inner)
    return found
