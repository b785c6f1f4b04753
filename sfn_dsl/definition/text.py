"""The canonical text of a definition: the same document always gives the same bytes.

Two spaces for each level, members in the document's order, arrays of scalars on one line while
they fit, numbers as they were (``2.0`` stays ``2.0``), non-ASCII characters as they are unless they
control how text is shown, and a final newline. People review this text, and AWS compares it byte
for byte on create.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any, Final

from sfn_dsl.expressions.placeholders import Unquoted

LINE_WIDTH = 100

_INDENT = "  "
# Lone surrogates, which UTF-8 has not, and what steers a terminal or turns the order of what is
# read around. All else of this kind is escaped in JSON anyway.
_ESCAPED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

# What the runners of GitHub and Azure take for a command: ``::error::`` at the start of a line, and
# ``##[error]`` or ``##vso[...]`` anywhere in it.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")

# Only nesting as deep as this is checked for values that contain themselves.
_DEEP = 1_000

# A container being written: its members still to come, the line break inside it, its closing text,
# and what tells it from others.
_Open = tuple[Iterator[tuple[str, Any]], str, str, int]


def canonical_text(document: Any) -> str:
    """The canonical JSON text of a document: the same document always gives the same bytes.

    It is the text of ``sfn compile``: two spaces for each level, members in the order of the
    document, and a final newline.

    Args:
        document: The JSON value, such as ``Definition.document``.

    Returns:
        The text.

    Raises:
        ValueError: A number is not one of JSON (NaN, an infinity), or a value contains itself.
        TypeError: A value is not JSON.

    Example::

        definition = compile_machine(StateMachine([Succeed("Done")]))
        print(canonical_text(definition.document))
    """
    parts: list[str] = []
    stack: list[_Open] = []
    _begin(document, "\n", parts, stack)
    while stack:
        members, newline, closing, _ = stack[-1]
        for head, member in members:
            parts.append(head)
            if _begin(member, newline, parts, stack):
                break
        else:
            stack.pop()
            parts.append(closing)
    parts.append("\n")
    return escaped("".join(parts))


def escaped(text: str) -> str:
    """JSON text that is the same to who reads it as JSON, and safe to show to a person."""
    # They only stand inside strings, where JSON's escape means the same.
    return re.sub(_ESCAPED, lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Text as one line that is safe to show: it steers no terminal and no runner of a build.

    Whatever comes from data (names of states and files, values, what AWS says) may hold line breaks
    and control characters. They are written as escapes, and so is what would be a command.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):x}", text)


def in_lines(lines: Iterable[str]) -> str:
    """Lines as a text that is safe to show; each stays one line, whatever is in it."""
    return "".join(f"{one_line(line)}\n" for line in lines)


def _begin(value: Any, newline: str, parts: list[str], stack: list[_Open]) -> bool:
    """Write a value that fits on the line, or open a container; tell whether one was opened."""
    if type(value) is str:
        parts.append(encode_basestring(value))
    elif isinstance(value, dict) and value:
        inner = newline + _INDENT
        _open((_members(value, inner), inner, newline + "}", id(value)), stack)
        return True
    elif isinstance(value, list) and value:
        line = _on_one_line(value, len(newline))
        if line is None:
            inner = newline + _INDENT
            _open((_elements(value, inner), inner, newline + "]", id(value)), stack)
            return True
        parts.append(line)
    else:
        parts.append(_scalar(value))
    return False


def _open(container: _Open, stack: list[_Open]) -> None:
    if len(stack) > _DEEP and any(container[-1] == outer[-1] for outer in stack):
        raise ValueError("the value contains itself, which JSON cannot; write it out")
    stack.append(container)


def _members(value: dict[str, Any], newline: str) -> Iterator[tuple[str, Any]]:
    separator = "{" + newline
    for key, member in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a member's name must be a string, not {key!r}")
        yield f"{separator}{encode_basestring(key)}: ", member
        separator = "," + newline


def _elements(value: list[Any], newline: str) -> Iterator[tuple[str, Any]]:
    separator = "[" + newline
    for element in value:
        yield separator, element
        separator = "," + newline


def _on_one_line(value: list[Any], indent: int) -> str | None:
    """The array as one line, or None when it holds more than scalars or is too long for that."""
    for element in value:
        if element and isinstance(element, (dict, list)):
            return None
    line = "[" + ", ".join(map(_scalar, value)) + "]"
    return line if indent + len(line) <= LINE_WIDTH else None


def _scalar(value: Any) -> str:
    write = _SCALARS.get(type(value))
    return write(value) if write else json.dumps(value, ensure_ascii=False, allow_nan=False)


# The json module writes everything rightly and these, which are nearly all there is, fast.
_SCALARS: Final[dict[type, Callable[[Any], str]]] = {
    str: encode_basestring,
    Unquoted: str,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
}
