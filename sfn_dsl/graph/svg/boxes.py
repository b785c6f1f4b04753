"""What stands in each box and at each line of a picture, and how much room that takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import attrs

from sfn_dsl.graph.graph import Edge, Node
from sfn_dsl.graph.overlay import Mark
from sfn_dsl.graph.svg.measure import text_width, wrapped
from sfn_dsl.graph.words import edge_text, marked, shortened, subtitle, visible, warning_of

TextStyle = Literal["name", "detail", "warning", "mark", "label"]

SIZES: Final[dict[TextStyle, float]] = {
    "name": 13,
    "detail": 11,
    "warning": 11,
    "mark": 11,
    "label": 11,
}
"""The sizes of text in pixels."""

_BOLD: Final = ("name", "mark")
LEADING: Final = 1.3
PADDING: Final = 12
_NARROWEST: Final = 96
_LONGEST: Final = 200
_NAME_WIDTH: Final = 26
_DETAIL_WIDTH: Final = 38
_LABEL_WIDTH: Final = 30
_MOST_LABELS: Final = 3


@attrs.frozen
class Text:
    """A line of text and its width in pixels."""

    text: str
    style: TextStyle
    width: float

    @property
    def height(self) -> float:
        """How much room it takes from the line before to the next."""
        return SIZES[self.style] * LEADING


def lines_of(node: Node, mark: Mark | None) -> tuple[Text, ...]:
    """What stands in the box of a state."""
    told = marked("", mark)
    parts: tuple[tuple[str, TextStyle, int, int], ...] = (
        (visible(node.name), "name", _NAME_WIDTH, 3),
        (subtitle(node), "detail", _DETAIL_WIDTH, 2),
        (warning_of(node), "warning", _DETAIL_WIDTH, 1),
        (told, "mark", _DETAIL_WIDTH, 2),
    )
    return tuple(
        line
        for text, style, most, lines in parts
        for line in _lines(shortened(text, _LONGEST), style, most, lines)
    )


def label_of(edges: Sequence[Edge], marks: Sequence[Mark | None]) -> tuple[Text, ...]:
    """What stands at a line that is drawn for one transition, or for several alike."""
    texts = [
        shortened(marked(edge_text(edge), mark), _LONGEST)
        for edge, mark in zip(edges, marks, strict=True)
    ]
    every = list(dict.fromkeys(text for text in texts if text))
    if len(every) == 1:
        return _lines(every[0], "label", _LABEL_WIDTH, 2)
    shown = [
        line for text in every[:_MOST_LABELS] for line in _lines(text, "label", _LABEL_WIDTH, 1)
    ]
    if len(every) > _MOST_LABELS:
        shown += _lines(f"… {len(every) - _MOST_LABELS} more", "label", _LABEL_WIDTH, 1)
    return tuple(shown)


def title_line(text: str) -> Text:
    """A line by itself: the title of a branch, what stands in the Start, the End or a stub."""
    return _lines(shortened(text, _LONGEST), "detail", _DETAIL_WIDTH, 1)[0]


def size_of(lines: Sequence[Text]) -> tuple[float, float]:
    """The width and the height of lines under each other."""
    return max((line.width for line in lines), default=0), sum(line.height for line in lines)


def box_size(lines: Sequence[Text]) -> tuple[float, float]:
    """The width and the height of a box around lines."""
    width, height = size_of(lines)
    return max(width + 2 * PADDING, _NARROWEST), height + 1.4 * PADDING


def _lines(text: str, style: TextStyle, most: int, lines: int) -> tuple[Text, ...]:
    is_bold = style in _BOLD
    return tuple(
        Text(line, style, text_width(line, SIZES[style], is_bold=is_bold))
        for line in wrapped(text, most, lines)
    )
