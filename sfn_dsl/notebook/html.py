"""The HTML of a notebook's output, piece by piece.

Only these functions make markup, and all text in it is escaped. Styles are attributes: a
style sheet would apply to the whole notebook, and is dropped from one that is not trusted. Colours
are the notebook's own, so that text can be read on any theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, NewType

from sfn_dsl.definition.text import one_line

Html = NewType("Html", str)

_CELL: Final = "text-align:left;vertical-align:top;padding:2px 12px 2px 0;border:0"
_IN_TABLE: Final = "text-align:left;vertical-align:top"
_TEXT: Final = (
    "margin:0;padding:0;white-space:pre-wrap;overflow-wrap:anywhere;text-align:left;"
    "font-family:monospace;line-height:1.4;background:transparent;color:inherit"
)
LONGEST_TEXT: Final = 20_000


def text(words: str) -> Html:
    """Words as they are, on one line."""
    return Html(escape(one_line(words)))


def joined(parts: Iterable[Html]) -> Html:
    """Pieces one after the other."""
    return Html("\n".join(parts))


def box(parts: Iterable[Html]) -> Html:
    """All of an output."""
    return Html(f"<div>\n{joined(parts)}\n</div>\n")


def heading(words: str, remark: str = "") -> Html:
    """The first line of an output: what is shown, and a remark on it."""
    more = f" {text(remark)}" if remark else ""
    return Html(f'<p style="margin:4px 0"><strong>{text(words)}</strong>{more}</p>')


def note(words: str) -> Html:
    """A line about the output itself."""
    return Html(f'<p style="margin:4px 0"><em>{text(words)}</em></p>')


def lines(words: str) -> Html:
    """Lines of text as they are, of very many the first."""
    safe = "\n".join(map(text, beginning(words).rstrip("\n").split("\n")))
    return Html(f'<pre style="{_TEXT}">{safe}</pre>')


def beginning(words: str) -> str:
    """A text, of a very long one the beginning: a notebook's file keeps all that it is given."""
    left = len(words) - LONGEST_TEXT
    return words if left <= 0 else f"{words[:LONGEST_TEXT]}… ({left} more characters)"


def facts(rows: Iterable[tuple[str, Html]]) -> Html:
    """A table of names and values, "" if there are none."""
    body = "".join(
        f'<tr style="background:transparent"><th scope="row" style="{_CELL}">{text(name)}</th>'
        f'<td style="{_CELL}">{value}</td></tr>\n'
        for name, value in rows
    )
    return Html(f'<table style="border:0;margin:4px 0">\n{body}</table>') if body else Html("")


def table(columns: Sequence[str], rows: Iterable[Sequence[Html]]) -> Html:
    """A table with a head."""
    head = "".join(f'<th scope="col" style="{_IN_TABLE}">{text(name)}</th>' for name in columns)
    body = "".join(f'<tr style="background:transparent">{_cells(row)}</tr>\n' for row in rows)
    return Html(
        f'<table style="border:0;margin:4px 0">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n</table>"
    )


def _cells(row: Sequence[Html]) -> str:
    return "".join(f'<td style="{_IN_TABLE}">{cell}</td>' for cell in row)


def items(entries: Iterable[Html]) -> Html:
    """A list."""
    body = "".join(f"<li>{entry}</li>\n" for entry in entries)
    return Html(f'<ul style="margin:4px 0">\n{body}</ul>')


def folded(title: str, inside: Html) -> Html:
    """A part that is shown on a click."""
    return Html(
        f'<details style="margin:4px 0"><summary style="cursor:pointer">{text(title)}</summary>\n'
        f"{inside}\n</details>"
    )
