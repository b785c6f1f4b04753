"""Paths, intrinsic calls, JSONata and conditions as the Python that makes them."""

from __future__ import annotations

from typing import Any, Protocol

from sfn_dsl._unset import UNSET
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.choice_rules import parse_rule_test
from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Or, condition_python
from sfn_dsl.expressions.intrinsics import Argument, Intrinsic, parse_intrinsic, python_name
from sfn_dsl.expressions.jsonata import Jsonata, bare_text
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import (
    Placeholder,
    Unquoted,
    UnquotedInYaml,
    is_all_placeholders,
    is_placeholder,
)
from sfn_dsl.importer.layout import Call, Dict, Either, List, Node, Text, literal, quoted
from sfn_dsl.language.comparisons import TYPE_TESTS
from sfn_dsl.language.fields import snake_case


class Imports(Protocol):
    """Notes that the file needs a public name."""

    def use(self, name: str) -> str:
        """The name, which will be imported."""


def path_call(path: Path, imports: Imports, suffix: str = "") -> Call:
    """The call that makes a path."""
    function, text = path.call
    arguments: list[tuple[str, Node]] = [("", Text(quoted(text)))] if text else []
    return Call(imports.use(function), arguments, suffix)


def placeholder_call(text: str, imports: Imports, wanted: str) -> Call:
    """The call that makes a placeholder, in quotes if it was. Raises AuthoringError for other text.

    ``wanted`` is what else could stand there.
    """
    if not is_all_placeholders(text):
        raise AuthoringError(f"{text!r} is neither {wanted} nor a placeholder such as '${{Name}}'")
    arguments: list[tuple[str, Node]] = [("", Text(quoted(text)))]
    if not isinstance(text, (Unquoted, UnquotedInYaml)):
        arguments.append(("quoted", Text("True")))
    return Call(imports.use("placeholder"), arguments)


def plain_json(value: Any, imports: Imports) -> Node:
    """Plain JSON as a Python display, with the placeholders outside quotes that are in it."""
    if isinstance(value, dict):
        return Dict([(quoted(key), plain_json(member, imports)) for key, member in value.items()])
    if isinstance(value, list):
        return List([plain_json(element, imports) for element in value])
    if isinstance(value, Unquoted):
        return placeholder_call(value, imports, "JSON")
    return literal(value)


def dynamic_value(text: str, imports: Imports) -> Node:
    """The value of a member spelled ``name.$``: a path or an intrinsic call.

    Raises AuthoringError for text that is neither.
    """
    if not isinstance(text, str):
        raise AuthoringError("what is worked out is a path or a call of an intrinsic function")
    if text.lstrip(" \t\r\n").startswith("States."):
        try:
            return _intrinsic(parse_intrinsic(text), imports)
        except AuthoringError:
            if not is_placeholder(text):
                raise
    return path_call(Path(text), imports)


def jsonata_call(text: str, imports: Imports) -> Node:
    """A JSONata expression, given with its ``{%`` and ``%}``, which are kept where they matter."""
    return Call(imports.use("jsonata"), [("", Text(quoted(bare_text(Jsonata(text)))))])


def condition(rule: dict[str, Any], imports: Imports) -> Node:
    """The test of a Choice rule. Raises AuthoringError for members that are not a test."""
    return _condition(parse_rule_test(rule), imports)


def _condition(condition: Condition, imports: Imports) -> Node:
    """A condition by Python's operators while it fits on the line, else by calls."""
    long = _long(condition, imports)
    if condition.comment is not UNSET:
        suffix = f"{long.suffix}.commented({quoted(condition.comment)})"
        long = Call(long.function, long.arguments, suffix)
    return Either(condition_python(condition, quoted), long)


def _long(condition: Condition, imports: Imports) -> Call:
    match condition:
        case Comparison():
            return _comparison(condition, imports)
        case And() | Or():
            function = "all_of" if isinstance(condition, And) else "any_of"
            parts = [("", _condition(part, imports)) for part in condition.conditions]
            return Call(imports.use(function), parts)
        case Not():
            return Call(imports.use("not_"), [("", _condition(condition.condition, imports))])
    raise NotImplementedError(f"no Python for a {type(condition).__name__}")


def _comparison(comparison: Comparison, imports: Imports) -> Call:
    name, operand = comparison.operator, comparison.operand
    if name in TYPE_TESTS and isinstance(operand, bool):
        suffix = f".{snake_case(name)}({'' if operand else False})"
        return path_call(comparison.variable, imports, suffix)
    variable = path_call(comparison.variable, imports)
    value: Node
    if isinstance(operand, Path):
        value = path_call(operand, imports)
    elif isinstance(operand, Placeholder):
        value = placeholder_call(Unquoted(operand.text), imports, "a value")
    else:
        value = literal(operand)
    return Call(imports.use("compare"), [("", variable), ("", Text(quoted(name))), ("", value)])


def _intrinsic(call: Intrinsic, imports: Imports) -> Node:
    module = imports.use("intrinsics")
    if call.spelling is not None:
        return Call(f"{module}.parse", [("", Text(quoted(call.spelling)))])
    arguments = [("", _argument(argument, imports)) for argument in call.arguments]
    return Call(f"{module}.{python_name(call)}", arguments)


def _argument(argument: Argument, imports: Imports) -> Node:
    if isinstance(argument, Intrinsic):
        return _intrinsic(argument, imports)
    if isinstance(argument, Path):
        return path_call(argument, imports)
    return literal(argument)
