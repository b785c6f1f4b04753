"""The page: its parts, put together by a template that escapes every text.

The page allows itself, by a Content-Security-Policy, its own script and its own styles and nothing
else. So even a text that was not escaped could neither run nor fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from sfn_dsl._version import __version__, how_to_install
from sfn_dsl.comparison import as_text
from sfn_dsl.counting import counted, duration
from sfn_dsl.definition.scopes import innermost_state
from sfn_dsl.definition.text import one_line
from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import SfnError
from sfn_dsl.graph.overlay import SIGNS
from sfn_dsl.graph.svg.style import STYLE
from sfn_dsl.iam.requirements.model import Permission
from sfn_dsl.review.facts import Comparison, ReviewFacts
from sfn_dsl.review.grants import Grant, grants_of
from sfn_dsl.review.page.names import named, quoted
from sfn_dsl.review.states import StateTold, anchor, states_told

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER: Final = Path(__file__).parent
_MOST_LINES: Final = 4_000
_SIGNS: Final = {"+": "added", "-": "removed", "~": "changed", "→": "changed"}


@attrs.frozen
class Line:
    """A line of the comparison, and what its sign means."""

    text: str
    kind: str = ""


def as_page(facts: ReviewFacts) -> str:
    """A review as HTML: one file for a browser, light and dark, to search, to print and to link to.

    Raises SfnError if jinja2 or graphviz-pure is not installed.
    """
    environment = _environment()
    # Needs what jinja2 brings with it.
    from sfn_dsl.review.page.pictures import pictures_of

    states = states_told(facts)
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    style = STYLE + (_FOLDER / "page.css").read_text(encoding="utf-8")
    return environment.get_template("page.html.j2").render(
        facts=facts,
        states=states,
        links=_Links(states),
        pictures=pictures_of(facts),
        chips=list(_chips(facts)),
        diff=_diff(facts.comparison, facts),
        needs=_needs(facts),
        script=_as_written(script),
        style=_as_written(style),
        policy=_policy(script, style),
        version=__version__,
    )


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise SfnError(
            "the page is made with jinja2, which is not installed; write --format markdown, or "
            f"{how_to_install('review')}"
        ) from error
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    environment.filters |= {"counted": counted, "anchor": anchor, "state_at": innermost_state}
    environment.filters |= {"duration": duration, "named": named, "quoted": quoted}
    environment.globals |= {"signs": SIGNS}
    return environment


def _safe(value: Any) -> Any:
    """Text as it is shown: what steers a terminal or turns the reading around is an escape."""
    if type(value) is not str:  # what is markup already, and is safe
        return value
    return "\n".join(map(one_line, value.split("\n")))


def _as_written(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # the package's own files


def _policy(script: str, style: str) -> Any:
    hashes = (base64.b64encode(hashlib.sha256(each.encode()).digest()) for each in (script, style))
    of_script, of_style = (f"'sha256-{each.decode()}'" for each in hashes)
    rules = ("default-src 'none'", f"script-src {of_script}", f"style-src {of_style}")
    others = ("img-src data:", "base-uri 'none'", "form-action 'none'")
    return _as_written("; ".join((*rules, *others)))


def _chips(facts: ReviewFacts) -> Iterator[tuple[str, str]]:
    """What the review found in a few words each, with its kind of mark, "" for none."""
    yield "", counted(facts.states, "state")
    comparison = facts.comparison
    if comparison is not None:
        count = len(comparison.changes)
        yield "changed" if count else "", counted(count, "change") if count else "no change"
        if comparison.grants.gained:
            yield "added", f"{counted(len(comparison.grants.gained), 'permission')} gained"
        if comparison.grants.lost:
            yield "removed", f"{counted(len(comparison.grants.lost), 'permission')} lost"
    counts = Counter(finding.severity for finding in facts.findings)
    for severity in Severity:
        if counts[severity]:
            yield severity.value, counted(counts[severity], severity.value)
    if not counts:
        yield "reached", "no findings"
    if facts.role is not None:
        kinds = {True: "reached", False: "error", None: "warning"}
        yield kinds[facts.role.suffices], facts.role.heading


def _diff(comparison: Comparison | None, facts: ReviewFacts) -> list[Line]:
    if comparison is None:
        return []
    lines = as_text(comparison.changes, facts.definition.source).splitlines()
    shown = [_line(line) for line in lines[:_MOST_LINES]]
    left = len(lines) - len(shown)
    return [*shown, Line(f"… {counted(left, 'more line')}")] if left else shown


def _line(text: str) -> Line:
    sign = text.lstrip(" ")[:2]
    is_change = text.startswith("  ") and sign[1:] in (" ", "")
    return Line(text, _SIGNS.get(sign[:1], "") if is_change else "")


@attrs.frozen
class Need:
    """A permission that a role needs: on what, since when, for which states, and why so wide."""

    grant: Grant
    is_new: bool
    states: tuple[str, ...]
    widened: str


def _needs(facts: ReviewFacts) -> list[Need]:
    gained = set(facts.comparison.grants.gained) if facts.comparison else set()
    found: dict[Grant, list[Permission]] = {}
    for permission in facts.requirements.permissions:
        for grant in grants_of((permission,)):
            found.setdefault(grant, []).append(permission)
    return [
        Need(
            grant,
            grant in gained,
            tuple(dict.fromkeys(innermost_state(at) for one in permissions for at in one.pointers)),
            "; ".join(dict.fromkeys(one.widened for one in permissions if one.widened)),
        )
        for grant, permissions in sorted(found.items())
    ]


class _Links:
    """The names and the anchors of states, by pointer."""

    def __init__(self, states: Sequence[StateTold]) -> None:
        self._names = {state.node.pointer: state.node.name for state in states}

    def has(self, pointer: str) -> bool:
        """Return whether there is such a state."""
        return pointer in self._names

    def name(self, pointer: str) -> str:
        """The name of a state that there is."""
        return self._names[pointer]
