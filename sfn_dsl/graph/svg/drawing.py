"""A graph as SVG: one file that refers to nothing else, for light and dark, and for all readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import hypot
from typing import Final
from zlib import crc32

from sfn_dsl.counting import counted
from sfn_dsl.graph.graph import Graph, Node
from sfn_dsl.graph.overlay import NOTHING, SIGNS, Mark, Overlay
from sfn_dsl.graph.svg.boxes import PADDING, Text
from sfn_dsl.graph.svg.graphviz import Point
from sfn_dsl.graph.svg.layout import (
    MARGIN,
    PlacedBox,
    PlacedCurve,
    PlacedMachine,
    every_machine,
    laid_out,
)
from sfn_dsl.graph.svg.measure import text_width
from sfn_dsl.graph.svg.style import STYLE, in_notebook
from sfn_dsl.graph.text import as_text
from sfn_dsl.graph.words import edge_text, marked, shortened, subtitle, visible, warning_of

_ARROW: Final = 3.5
_FINAL: Final = ("Succeed", "Fail")  # round as the End is
_LEGEND_SIZE: Final = 12
_LONGEST_TITLE: Final = 1_000
_LONGEST_DESCRIPTION: Final = 20_000
_MOST_TOLD: Final = 10  # transitions of those that share a line


def as_svg(graph: Graph, overlay: Overlay = NOTHING, *, number: int = 0) -> str:
    """A graph as SVG, with its description as text for those who do not see it.

    ``number`` is that of the picture among those of a notebook, where its rules hold for it alone;
    0 is for a file of its own.

    Raises SfnError if graphviz-pure, which lays it out, is not installed or fails.
    """
    placed = laid_out(graph, overlay)
    legend = 2.5 * _LEGEND_SIZE if overlay.title else 0
    width = max(placed.width, _legend_width(overlay)) + 2 * MARGIN
    height = placed.height + 2 * MARGIN + legend
    body = "\n".join(
        [
            *_legend(overlay),
            *_machines(placed, (width - placed.width) / 2, MARGIN + legend, overlay),
        ]
    )
    return _document(graph, overlay, (width, height), body, number)


def _document(
    graph: Graph, overlay: Overlay, size: tuple[float, float], body: str, number: int
) -> str:
    count = sum(node.is_defined for node in graph.nodes())
    title = f"State machine of {counted(count, 'state')}"
    description = as_text(graph, overlay)
    if len(description) > _LONGEST_DESCRIPTION:
        description = f"{description[:_LONGEST_DESCRIPTION]}…"
    # Several pictures may stand in one page, where names must not be the same.
    name = f"sfn-{crc32(body.encode()):08x}"
    kind, style = "sfn", STYLE
    if number:
        kind = name = f"{name}-{number}"
        style = in_notebook(name)
    width, height = map(_number, size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n'
        f'<title id="{name}-title">{title}</title>\n'
        f'<desc id="{name}-desc">{_escaped(description)}</desc>\n'
        f"<style>{style}</style>\n"
        f'<rect class="ground" width="{width}" height="{height}"/>\n{body}\n</svg>\n'
    )


def _legend_text(overlay: Overlay) -> str:
    signs = "   ".join(f"{SIGNS[kind]} {kind}" for kind in overlay.kinds)
    return f"{shortened(overlay.title, 80)}{f':   {signs}' if signs else ''}"


def _legend_width(overlay: Overlay) -> float:
    return text_width(_legend_text(overlay), _LEGEND_SIZE) if overlay.title else 0


def _legend(overlay: Overlay) -> Iterator[str]:
    if overlay.title:
        text = _escaped(_legend_text(overlay))
        yield f'<text class="legend" x="{MARGIN}" y="{MARGIN + 12}">{text}</text>'


def _machines(placed: PlacedMachine, left: float, top: float, overlay: Overlay) -> Iterator[str]:
    for x, y, machine in every_machine(placed, left, top):
        if machine.title:
            size = f'width="{_number(machine.width)}" height="{_number(machine.height)}"'
            yield f'<rect class="branch" x="{_number(x)}" y="{_number(y)}" {size} rx="6"/>'
            middle = x + machine.width / 2
            yield _text(machine.title, middle, y + machine.title.height)
        for curve in machine.curves:
            yield from _curve(curve, x, y, overlay)
        for box in machine.boxes:
            yield from _box(box, x, y, overlay)
        for curve in machine.curves:
            yield from _label(curve, x, y, overlay)


def _box(box: PlacedBox, left: float, top: float, overlay: Overlay) -> Iterator[str]:
    x, y = left + box.x, top + box.y
    mark = overlay.mark(box.node.pointer) if box.node else None
    radius = min(box.height / 2, 40) if box.node is None else 8
    if box.node and box.node.type in _FINAL:
        radius = min(box.height / 2, 24)
    at = f'x="{_number(x)}" y="{_number(y)}" width="{_number(box.width)}"'
    named = f' data-pointer="{pointer_text(box.node.pointer)}"' if box.node else ""
    yield f'<g class="{_classes(box, mark)}"{named}>'
    if box.node:
        yield f"<title>{_escaped(shortened(_told(box.node, mark), _LONGEST_TITLE))}</title>"
    yield f'<rect {at} height="{_number(box.height)}" rx="{_number(radius)}"/>'
    below = y + (box.height - sum(line.height for line in box.lines)) / 2
    if box.inner:
        below = y + PADDING * 0.7
    for line in box.lines:
        below += line.height
        yield _text(line, x + box.width / 2, below - line.height * 0.27)
    yield "</g>"


def _told(node: Node, mark: Mark | None) -> str:
    """All of what is drawn of a state, of which the box may show a part, and its comment."""
    parts = (subtitle(node), warning_of(node), marked("", mark), node.comment)
    return ": ".join(filter(None, (visible(node.name), ", ".join(filter(None, parts)))))


def _classes(box: PlacedBox, mark: Mark | None) -> str:
    if box.node is None:
        return "stub" if box.is_stub else "terminal"
    names = ["state"]
    names += ["container"] if box.inner else []
    names += ["unreachable"] if not box.node.is_reachable or not box.node.is_defined else []
    names += [mark.kind] if mark else []
    return " ".join(names)


def _mark(curve: PlacedCurve, overlay: Overlay) -> Mark | None:
    """The mark of a line: of several transitions that share it, the one they have in common."""
    marks = {overlay.mark(edge.pointer) for edge in curve.edges}
    kinds = {mark.kind if mark else None for mark in marks}
    if kinds == {"reached", "missed"}:  # some execution passed
        return next(mark for mark in marks if mark and mark.kind == "reached")
    return next(iter(marks)) if len(kinds) == 1 else None


def _curve(placed: PlacedCurve, left: float, top: float, overlay: Overlay) -> Iterator[str]:
    edge, mark = placed.edges[0], _mark(placed, overlay)
    points = [(x + left, y + top) for x, y in placed.curve.points]
    names = ["edge", *(["catch"] if edge.kind == "catch" else []), *([mark.kind] if mark else [])]
    told = "; ".join(dict.fromkeys(filter(None, map(edge_text, placed.edges[:_MOST_TOLD]))))
    yield f'<g class="{" ".join(names)}">'
    if told:
        yield f"<title>{_escaped(shortened(told, _LONGEST_TITLE))}</title>"
    tip = placed.curve.tip
    if tip is not None:
        end = (tip[0] + left, tip[1] + top)
        yield f'<path d="{_path(points)}"/><path class="arrow" d="{_arrow(points[-1], end)}"/>'
    else:
        yield f'<path d="{_path(points)}"/>'
    yield "</g>"


def _label(placed: PlacedCurve, left: float, top: float, overlay: Overlay) -> Iterator[str]:
    if placed.curve.label is None or not placed.label:
        return
    x, y = placed.curve.label[0] + left, placed.curve.label[1] + top
    y -= sum(line.height for line in placed.label) / 2
    mark = _mark(placed, overlay)
    for line in placed.label:
        y += line.height
        yield _text(line, x, y - line.height * 0.27, mark.kind if mark else "")


def _path(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    return f"M{_number(x)},{_number(y)}C" + " ".join(f"{_number(x)},{_number(y)}" for x, y in rest)


def _arrow(base: Point, tip: Point) -> str:
    """The head of an arrow from the end of its line to what it points at."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = hypot(dx, dy) or 1
    sx, sy = -dy / length * _ARROW, dx / length * _ARROW
    corners = (tip, (base[0] + sx, base[1] + sy), (base[0] - sx, base[1] - sy))
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in corners) + "Z"


def _text(line: Text, x: float, y: float, kind: str = "") -> str:
    # The width holds text within its box where the font is another one.
    width = f' textLength="{_number(line.width)}" lengthAdjust="spacingAndGlyphs"'
    names = f"{line.style} {kind}".strip()
    place = f'x="{_number(x)}" y="{_number(y)}"'
    return f'<text class="{names}" {place}{width}>{_escaped(line.text)}</text>'


def pointer_text(pointer: str) -> str:
    """A pointer as the attribute ``data-pointer`` of a state has it, markup included.

    What XML cannot hold, such as the characters that end a C string or half a surrogate pair, is
    written as an escape of JSON.
    """
    return "".join(c if c.isprintable() else _coded(c) for c in escape(pointer))


def _coded(character: str) -> str:
    """A character that steers or cannot be seen: a line break would be a space in an attribute."""
    code = ord(character)
    is_held = code >= 0x20 or character in "\t\n\r"
    if is_held and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF):
        return f"&#{code};"
    return f"\\u{code:04x}"


def _escaped(text: str) -> str:
    return escape(text)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
