"""Paths, intrinsic calls, JSONata and conditions as the Python that makes them."""

from __future__ import annotations

from typing import Any, Protocol

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Argument, Intrinsic, parse_intrinsic
from sfn_dsl.expressions.jsonata import jsonata
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.expressions.timestamps import is_timestamp
from sfn_dsl.importer.layout import Call, Either, Equality, Method, Negation, Node, Text
from sfn_dsl.importer.literals import quoted
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation, ValueKind

_SYMBOLS = {
    Relation.EQUALS: "==",
    Relation.LESS_THAN: "<",
    Relation.GREATER_THAN: ">",
    Relation.LESS_THAN_EQUALS: "<=",
    Relation.GREATER_THAN_EQUALS: ">=",
}
_LITERALS: dict[ValueKind, tuple[type, ...]] = {
    ValueKind.STRING: (str,),
    ValueKind.NUMBER: (int, float),
    ValueKind.BOOLEAN: (bool,),
    ValueKind.TIMESTAMP: (str,),
}
_KINDS = {
    ValueKind.STRING: "string",
    ValueKind.NUMBER: "number",
    ValueKind.BOOLEAN: "boolean",
    ValueKind.TIMESTAMP: "timestamp",
}
_TEST_METHODS = {
    "IsPresent": "is_present",
    "IsNull": "is_null",
    "IsNumeric": "is_numeric",
    "IsString": "is_string",
    "IsBoolean": "is_boolean",
    "IsTimestamp": "is_timestamp",
}


class Imports(Protocol):
    """Notes that the file needs a public name."""

    def use(self, name: str) -> str:
        """The name, which will be imported."""


def path_call(text: str, imports: Imports, suffix: str = "") -> Call:
    """A path. Raises AuthoringError for text that is none."""
    path = Path(text)
    if text == "$$":
        return Call(imports.use("context"), [], suffix)
    if text.startswith("$$."):
        return Call(imports.use("context"), [("", Text(quoted(text[3:])))], suffix)
    if path.variable is not None and not text.startswith("${"):
        return Call(imports.use("variable"), [("", Text(quoted(text[1:])))], suffix)
    return Call(imports.use("path"), [("", Text(quoted(text)))], suffix)


def dynamic_value(text: str, imports: Imports) -> Node:
    """The value of a member spelt ``name.$``: a path or an intrinsic call."""
    if text.lstrip(" \t\r\n").startswith("States."):
        return _intrinsic(parse_intrinsic(text), imports)
    return path_call(text, imports)


def jsonata_call(text: str, imports: Imports) -> Node:
    """A JSONata expression, given with its ``{%`` and ``%}``, which are kept where they matter."""
    inner = text[3:-3]
    bare = inner if len(text) >= 6 and jsonata(inner).text == text else text
    return Call(imports.use("jsonata"), [("", Text(quoted(bare)))])


def condition(rule: dict[str, Any], imports: Imports) -> Node:
    """The test of a Choice rule. Raises AuthoringError, KeyError for what is no rule."""
    node = _uncommented(rule, imports)
    if "Comment" in rule:
        return _commented(node, f".commented({quoted(rule['Comment'])})")
    return node


def _commented(node: Node, suffix: str) -> Node:
    call = node.long if isinstance(node, Either) else node
    assert isinstance(call, Call)  # noqa: S101 - every condition is a call or can be one
    long = Call(call.function, call.arguments, call.suffix + suffix)
    if not isinstance(node, Either):
        return long
    receiver = node.flat if isinstance(node, Method) else f"({node.flat})"
    return Method(receiver + suffix, long)


def _intrinsic(call: Intrinsic, imports: Imports) -> Node:
    module = imports.use("intrinsics")
    if call.spelling is not None:
        return Call(f"{module}.parse", [("", Text(quoted(call.spelling)))])
    name = call.function.removeprefix("States.")
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
    function = {"u_u_i_d": "uuid", "base64_encode": "base64_encode"}.get(snake, snake)
    arguments = [("", _argument(argument, imports)) for argument in call.arguments]
    return Call(f"{module}.{function}", arguments)


def _argument(argument: Argument, imports: Imports) -> Node:
    if isinstance(argument, Intrinsic):
        return _intrinsic(argument, imports)
    if isinstance(argument, Path):
        return path_call(argument.text, imports)
    return Text(quoted(argument) if isinstance(argument, str) else repr(argument))


def _uncommented(rule: dict[str, Any], imports: Imports) -> Node:
    if "And" in rule:
        return _combined(rule["And"], "And", "&", "all_of", imports)
    if "Or" in rule:
        return _combined(rule["Or"], "Or", "|", "any_of", imports)
    if "Not" in rule:
        return _negated(rule["Not"], imports)
    return _comparison(rule, imports)


def _combined(
    rules: list[dict[str, Any]], name: str, symbol: str, function: str, imports: Imports
) -> Node:
    parts = [condition(rule, imports) for rule in rules]
    call = Call(function, [("", part) for part in parts])
    # An operator takes a chain of its own kind on its left for its own beginning.
    starts_with_same = name in rules[0] and "Comment" not in rules[0]
    if len(parts) < 2 or starts_with_same:
        return Call(imports.use(function), call.arguments)
    imports.use(function)
    return Either(f" {symbol} ".join(map(_enclosed, parts)), call)


def _negated(rule: dict[str, Any], imports: Imports) -> Node:
    node = condition(rule, imports)
    long = Call(imports.use("not_"), [("", node)])
    if isinstance(node, Equality) and "Comment" not in rule:
        return Either(node.negated, long)
    return Negation(f"~{_enclosed(node)}", long)


def _enclosed(node: Node) -> str:
    """The text of a condition as an operand: in parentheses where it has operators itself."""
    is_plain = isinstance(node, (Method, Negation)) or not isinstance(node, Either)
    return node.flat if is_plain else f"({node.flat})"


def _comparison(rule: dict[str, Any], imports: Imports) -> Node:
    name, operand = _operator(rule)
    if name in TYPE_TESTS and isinstance(operand, bool):
        test = f".{_TEST_METHODS[name]}({'' if operand else 'False'})"
        return path_call(rule["Variable"], imports, test)
    path = path_call(rule["Variable"], imports)
    variable = path.flat
    operator = OPERATORS.get(name)
    if operator is None or not _is_plain(operand, operator.kind, operator.operand_is_path):
        return _compare(path, name, operand, imports)
    long = _compare(path, name, operand, imports)
    if operator.relation is Relation.MATCHES:
        return Method(f"{variable}.matches({quoted(operand)})", long)
    if operator.operand_is_path:
        left, right = f"{variable}.{_KINDS[operator.kind]}", path_call(operand, imports).flat
    else:
        is_timestamp = operator.kind is ValueKind.TIMESTAMP
        left = f"{variable}.timestamp" if is_timestamp else variable
        right = quoted(operand) if isinstance(operand, str) else repr(operand)
    if operator.relation is Relation.EQUALS:
        return Equality(f"{left} == {right}", long, f"{left} != {right}")
    return Either(f"{left} {_SYMBOLS[operator.relation]} {right}", long)


def _operator(rule: dict[str, Any]) -> tuple[str, Any]:
    for name in rule:
        if name in OPERATORS or name in TYPE_TESTS:
            return name, rule[name]
    raise AuthoringError("a rule compares by none of the language's operators")


def _is_plain(operand: Any, kind: ValueKind, is_path: bool) -> bool:
    """Tell whether Python's operators make this comparison of this operand."""
    if is_path:
        return True
    if not isinstance(operand, _LITERALS[kind]) or is_placeholder(operand):
        return False
    if kind is ValueKind.NUMBER and isinstance(operand, bool):
        return False
    return kind is not ValueKind.TIMESTAMP or is_timestamp(operand)


def _compare(path: Call, name: str, operand: Any, imports: Imports) -> Call:
    is_path = name in OPERATORS and OPERATORS[name].operand_is_path
    value = path_call(operand, imports) if is_path else Text(_scalar(operand))
    arguments: list[tuple[str, Node]] = [("", path), ("", Text(quoted(name)))]
    return Call(imports.use("compare"), [*arguments, ("", value)])


def _scalar(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else repr(value)
