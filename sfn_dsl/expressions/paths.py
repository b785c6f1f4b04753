"""Paths: into the data (``$``), the context object (``$$``) and variables (``$name``).

ASL reference, section 3. A Reference Path names exactly one place; a Path may also hold wildcards,
slices, lists and filters, and then selects an array.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, NoReturn

import attrs

from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.placeholders import is_placeholder

# Names and indices only, which is nearly every path there is.
_PLAIN: Final = re.compile(r"\$\$?(?:[^\W\d]\w*+)?(?:\.[^\W\d]\w*+|\[[0-9]{1,18}\])*+")

_ROOT: Final = re.compile(r"\$\{[^{}]*\}|\$\$|\$(?:[^\W\d]\w*)?")
_NAME: Final = r"(?:\\.|\$\{[^{}]*\}|[^),'\"\\.\[\]\s><!=*])(?:\\.|[^),'\"\\.\[\]\s><!=])*"
_QUOTED: Final = r"(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
# Few paths need these, so they are compiled when the first one does. What a quantifier has taken it
# keeps (``*+``), so that no text is scanned more than once or twice. No array has as many elements
# as an index of 18 digits counts. A dot before a bracket says nothing.
_ONE: Final = rf"\.({_NAME})|\.?\[\s*+(?:({_QUOTED})|([0-9]{{1,18}}))\s*+\]"
_MANY: Final = (
    rf"\.\*|\.\.(?:{_NAME}|\*|(?=\[))"
    rf"|\.?\[\s*+(?:\*|{_QUOTED}(?:\s*+,\s*+{_QUOTED})++|-?\d++(?:\s*+,\s*+-?\d++)++"
    r"|-?\d*+\s*+:\s*+-?\d*+|-\d++|\(\s*+@\.length\s*+-\s*+\d++\s*+\))\s*+\]"
)
_FILTER: Final = r"\.?\[\s*+\?\s*+(?=\()"
_FILTER_TOKEN: Final = rf"{_QUOTED}|[()]|[^'\"()]++"
_CLOSING: Final = r"\s*+\]"
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)

_LONGEST_SHOWN: Final = 200

Data = Literal["input", "result"]


@attrs.frozen(repr=False)
class Path:
    """A path as a workflow stores it, by its text.

    Authors write `path`, `context` and `variable`; a field keeps this value, which is equal to
    another by content. Its ``is_reference`` tells whether it is a Reference Path. A ``${Name}`` in
    it is filled in later. (ASL reference, section 3.)

    Args:
        text: The path, which starts with ``$``.
        data: What ``$`` refers to, where the author says so: ``"input"`` or ``"result"``.

    Raises:
        AuthoringError: The text is not a path.
    """

    text: str
    data: Data | None = None
    is_reference: bool = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise AuthoringError(
                f"a path is a string such as '$.name', not {self.text!r}",
                code=Mistake.WRONG_ARGUMENT_TYPE,
            )
        object.__setattr__(self, "is_reference", _check(self.text))

    @property
    def reads_context(self) -> bool:
        """Return whether the path reads the context object."""
        return self.text.startswith("$$")

    @property
    def variable(self) -> str | None:
        """The name of the variable that the path starts from, None for data and context."""
        root = _ROOT.match(self.text)
        return root[0][1:] if root and root[0] not in ("$", "$$") else None

    @property
    def steps(self) -> tuple[str | int, ...] | None:
        """The names and indices from the root on; None for a path that is not a Reference Path."""
        if not self.is_reference or (is_placeholder(self.text) and not _is_readable(self.text)):
            return None
        root = _ROOT.match(self.text)
        found = re.compile(_ONE, re.DOTALL).finditer(self.text, root.end() if root else 0)
        return tuple(_step(*step.groups()) for step in found)

    @property
    def call(self) -> tuple[str, str]:
        """The function that makes the path and what it is called with, "" for nothing."""
        if self.data is not None:
            function = "state_input" if self.data == "input" else self.data
            return function, "" if self.text == "$" else self.text
        if self.text == "$$" or self.text.startswith("$$."):
            return "context", self.text[3:]
        if self.variable is not None and not self.text.startswith("${"):
            return "variable", self.text[1:]
        return "path", self.text

    def __repr__(self) -> str:
        return path_python(self)


def path_python(path: Path, quoted: Callable[[str], str] = repr) -> str:
    """A path as an author writes it; ``quoted`` makes a string literal of a text."""
    function, text = path.call
    return f"{function}({quoted(text) if text else ''})"


def _refuse(text: str, at: int) -> NoReturn:
    raise AuthoringError(
        f"'{shown(text)}' is not a path: '{shown(text[at:])}' cannot be read at character "
        f"{at + 1}; write '.name', '[0]', '[*]' or, for a name with other characters, \"['name']\"",
        code=Mistake.MALFORMED_EXPRESSION,
    )


def shown(text: str) -> str:
    """A text as a message shows it, of which the beginning is enough."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def path_end(text: str, start: int) -> tuple[int, bool]:
    """Where the path that starts at a place in a text ends, and whether it is a Reference Path.

    Raises AuthoringError where no path starts, or where its brackets do not close.
    """
    root = _ROOT.match(text, start)
    if root is None:
        raise AuthoringError(
            f"'{shown(text)}' is not a path; a path starts with '$', such as '$.{shown(text)}'",
            code=Mistake.MALFORMED_EXPRESSION,
        )
    one, many = re.compile(_ONE, re.DOTALL), re.compile(_MANY, re.DOTALL)
    at, is_reference = root.end(), True
    while at < len(text) and text[at] in ".[":
        if found := one.match(text, at):
            at = found.end()
            continue
        is_reference = False
        found = many.match(text, at)
        at = found.end() if found else _end_of_filter(text, at)
    return at, is_reference


def _check(text: str) -> bool:
    """Return whether a text is a Reference Path; raise AuthoringError when it is not a path."""
    if _PLAIN.fullmatch(text):
        return True
    if is_placeholder(text) and not _is_readable(text):
        return True
    end, is_reference = path_end(text, 0)
    if text[end:].strip():
        _refuse(text, end)
    return is_reference


def _is_readable(text: str) -> bool:
    """Return whether a text with placeholders can be read before anything is filled in."""
    try:
        return not text[path_end(text, 0)[0] :].strip()
    except AuthoringError:
        return False


def _step(name: str | None, quoted: str | None, index: str | None) -> str | int:
    if index is not None:
        return int(index)
    return _ESCAPED.sub(r"\1", name if name is not None else (quoted or "")[1:-1])


def _end_of_filter(text: str, at: int) -> int:
    """The end of the filter ``[?(...)]`` that starts at a place in a path."""
    token_at = re.compile(_FILTER_TOKEN, re.DOTALL)
    opening = re.compile(_FILTER).match(text, at)
    depth, end = 0, opening.end() if opening else len(text)
    while opening and end < len(text) and (token := token_at.match(text, end)):
        end = token.end()
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0 and (closing := re.compile(_CLOSING).match(text, end)):
            return closing.end()
        if depth == 0:
            break
    _refuse(text, at)
