"""Results in colour: JSON, changes, plans and findings, each line of which is safe to show.

What is shown is the same text as without colour. Nothing is done where standard output has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sfn_dsl.cli.terminal import Style, has_colour, is_redrawn, styled

Highlight = Callable[[str], str]

_JSON: Final = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+"?)'
    r"|(?P<constant>\b(?:true|false|null)\b)|(?P<number>-?\b\d[\d.eE+-]*)"
)
_SIGN: Final = re.compile(r"\s*([-+~→])(?: |$)")
_SIGNS: Final[Mapping[str, Style]] = {
    "+": "added",
    "-": "removed",
    "~": "changed",
    "→": "moved",
}
_ACTION: Final = re.compile(
    r"(nothing to do:|no drift:|not deployed:|drift:|create|created|update|updated|replaced?)(?= )"
)
_ACTIONS: Final[Mapping[str, Style]] = {
    "create": "added",
    "created": "added",
    "update": "changed",
    "updated": "changed",
    "replace": "removed",
    "replaced": "removed",
    "drift:": "changed",
    "not deployed:": "removed",
    "nothing to do:": "faint",
    "no drift:": "done",
}
_DECISION: Final = re.compile(r"(  )(allowed|missing|denied|unknown)\b")
_DECISIONS: Final[Mapping[str, Style]] = {
    "allowed": "done",
    "missing": "removed",
    "denied": "removed",
    "unknown": "changed",
}


def json_text(text: str) -> str:
    """JSON with its keys, strings, numbers and constants told apart, on a terminal alone.

    Where FORCE_COLOR asks for colour, it is data all the same: who reads it, reads JSON.
    """
    if not (has_colour() and is_redrawn()):
        return text
    kinds: tuple[Style, ...] = ("key", "string", "constant", "number")
    shown = {kind: styled("%", kind).partition("%") for kind in kinds}

    def show(found: re.Match[str]) -> str:
        is_key = found["string"] is not None and text.startswith(":", found.end())
        kind = "key" if is_key else next(kind for kind in kinds[1:] if found[kind] is not None)
        before, _, after = shown[kind]
        return f"{before}{found[0]}{after}"

    return _JSON.sub(show, text)


def changes(text: str) -> str:
    """Changes between definitions, or a plan, by the signs and the actions of their lines."""
    return _by_line(text, _change)


def unified_diff(text: str) -> str:
    """A diff of two texts."""
    return _by_line(text, _diff_line)


def page(text: str) -> str:
    """A page on a code: its heading, and the titles of its examples."""
    heading, *lines = text.split("\n")
    marks: Mapping[str, Style] = {"Bad:": "removed", "Good:": "added"}
    shown = [styled(line, marks[line]) if line in marks else line for line in lines]
    return "\n".join([styled(heading, "heading"), *shown])


def review(text: str) -> str:
    """The review of a role, by its decisions."""
    return _by_line(text, _decision)


def _by_line(text: str, show: Highlight) -> str:
    if not has_colour():
        return text
    return "\n".join(show(line) if line else line for line in text.split("\n"))


def _change(line: str) -> str:
    if sign := _SIGN.match(line):
        return styled(line, _SIGNS[sign[1]])
    if action := _ACTION.match(line):
        return styled(action[0], _ACTIONS[action[0]]) + line[action.end() :]
    return line if line[0] == " " else styled(line, "heading")


def _diff_line(line: str) -> str:
    if line.startswith(("--- ", "+++ ")):
        return styled(line, "heading")
    if line.startswith("@@"):
        return styled(line, "moved")
    return styled(line, _SIGNS[line[0]]) if line[0] in "+-" else line


def _decision(line: str) -> str:
    found = _DECISION.match(line)
    if found is None:
        return line if line[0] == " " else styled(line, "heading")
    return found[1] + styled(found[2], _DECISIONS[found[2]]) + line[found.end() :]
