"""Python expressions laid out as `ruff format` lays them out, and JSON values as literals.

An expression stands on one line when it fits, and otherwise has one argument or element a line,
each followed by a comma, as the formatter would write it. Whatever a string contains, it stays
inside its quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

LINE_WIDTH = 88

_INDENT = 4
_ESCAPED_SINGLE = re.compile(r"\\(')")


class Text(NamedTuple):
    """An expression that cannot be broken: a name, a number, a string."""

    flat: str


class Call:
    """A call; an argument without a name is positional.

    ``suffix`` is what follows the closing parenthesis, such as ``.is_present()``.
    """

    def __init__(
        self, function: str, arguments: Sequence[tuple[str, Node]], suffix: str = ""
    ) -> None:
        self.function = function
        self.arguments = arguments
        self.suffix = suffix

    @cached_property
    def flat(self) -> str:
        """The call on one line."""
        inside = (f"{name}={value.flat}" if name else value.flat for name, value in self.arguments)
        return f"{self.function}({', '.join(inside)}){self.suffix}"


class List:
    """A list display."""

    def __init__(self, elements: Sequence[Node]) -> None:
        self.elements = elements

    @cached_property
    def flat(self) -> str:
        """The list on one line."""
        return f"[{', '.join(element.flat for element in self.elements)}]"


class Dict:
    """A dict display, with its keys as Python text."""

    def __init__(self, members: Sequence[tuple[str, Node]]) -> None:
        self.members = members

    @cached_property
    def flat(self) -> str:
        """The dict on one line."""
        return f"{{{', '.join(f'{key}: {value.flat}' for key, value in self.members)}}}"


class Chain(NamedTuple):
    """Expressions with one operator between them."""

    operator: str
    parts: tuple[str, ...]

    @property
    def flat(self) -> str:
        """The chain on one line."""
        return f" {self.operator} ".join(self.parts)


class Either:
    """An expression with operators while it fits on the line, and a call when it does not."""

    def __init__(self, short: str, long: Call) -> None:
        self.short = short
        self.long = long

    @property
    def flat(self) -> str:
        """The expression on one line."""
        return self.short


Node = Text | Call | List | Dict | Chain | Either


def laid_out(node: Node, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """An expression as text; ``before`` and ``after`` are the widths beside it on its lines."""
    pieces: list[str] = []
    _lay_out(pieces, node, indent, before, after)
    return "".join(pieces)


def _lay_out(pieces: list[str], node: Node, indent: int, before: int, after: int) -> None:
    """Add the text of an expression to the pieces; joined once, or each level would copy it."""
    if indent + before + len(node.flat) + after <= LINE_WIDTH:
        pieces.append(node.flat)
        return
    match node:
        case Call(arguments=arguments) if arguments:
            parts = [(f"{name}=" if name else "", value) for name, value in arguments]
            _break(pieces, f"{node.function}(", parts, f"){node.suffix}", indent)
        case List(elements=elements) if elements:
            _break(pieces, "[", [("", element) for element in elements], "]", indent)
        case Dict(members=members) if members:
            _break(pieces, "{", [(f"{key}: ", value) for key, value in members], "}", indent)
        case Chain():
            pieces.append(f"\n{' ' * indent}{node.operator} ".join(node.parts))
        case Either():
            _lay_out(pieces, node.long, indent, before, LINE_WIDTH)
        case _:
            pieces.append(node.flat)


def _break(
    pieces: list[str], opening: str, parts: Sequence[tuple[str, Node]], closing: str, indent: int
) -> None:
    """Add a call or display with one part a line."""
    inner = indent + _INDENT
    pieces.append(f"{opening}\n")
    for head, node in parts:
        pieces.append(f"{' ' * inner}{head}")
        _lay_out(pieces, node, inner, len(head), 1)
        pieces.append(",\n")
    pieces.append(f"{' ' * indent}{closing}")


def assignment(name: str, node: Node) -> str:
    """An assignment statement."""
    text = laid_out(node, before=len(name) + 3)
    is_too_long = isinstance(node, Text) and len(name) + 3 + len(text) > LINE_WIDTH
    if is_too_long and _INDENT + len(text) <= LINE_WIDTH:
        return f"{name} = (\n{' ' * _INDENT}{text}\n)"
    return f"{name} = {text}"


def quoted(text: str) -> str:
    """A string literal, in double quotes unless single ones need fewer escapes.

    What does not print, bidirectional controls and lone surrogates among it, is escaped.
    """
    # Python writes double quotes only around text that has single ones and no double ones.
    body = repr(text + '"')[1:-2]
    plain = _ESCAPED_SINGLE.sub(r"\1", body)
    if text.count('"') > text.count("'"):
        return "'" + plain.replace("'", "\\'") + "'"
    return '"' + plain.replace('"', '\\"') + '"'


def literal(value: Any) -> Node:
    """Plain JSON as a Python display."""
    if isinstance(value, dict):
        return Dict([(quoted(key), literal(member)) for key, member in value.items()])
    if isinstance(value, list):
        return List([literal(element) for element in value])
    return Text(quoted(value) if isinstance(value, str) else repr(value))
