"""The pictures of a page: each state in them is a link to what the page tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

import attrs
from markupsafe import Markup

from sfn_dsl.graph import NOTHING, Graph, Node, Overlay
from sfn_dsl.graph.svg import as_svg
from sfn_dsl.graph.svg.drawing import pointer_text
from sfn_dsl.review.facts import ReviewFacts
from sfn_dsl.review.states import anchor

_STATE: Final = re.compile(r'<g class="state\b[^"]*" data-pointer="([^"]*)">\n.*?</g>', re.DOTALL)
_STYLE: Final = re.compile(r"<style>.*?</style>\n", re.DOTALL)
# The page says all of it in a form that is easier to read aloud.
_DESCRIPTION: Final = re.compile(r"<desc id=.*?</desc>\n", re.DOTALL)
_ROOT: Final = re.compile(r'role="img" aria-labelledby="(\S+) [^"]*"')


@attrs.frozen
class Picture:
    """One way to look at the graph: its ``key`` in the page, what it shows, and its SVG."""

    key: str
    title: str
    svg: Markup


def pictures_of(facts: ReviewFacts) -> tuple[Picture, ...]:
    """The pictures: of the changes and of an execution where there are any, and of the findings.

    Raises SfnError as `as_svg` does.
    """
    return tuple(
        Picture(key, title, _linked(graph, overlay)) for key, title, graph, overlay in _views(facts)
    )


def _views(facts: ReviewFacts) -> Iterator[tuple[str, str, Graph, Overlay]]:
    comparison = facts.comparison
    if comparison is not None and comparison.changes:
        yield "changes", "Changes", comparison.graph, comparison.overlay
    overlay = facts.findings_overlay
    if overlay.marks:
        yield "findings", "Findings", facts.graph, overlay
    else:
        yield "graph", "Graph", facts.graph, NOTHING
    if facts.run is not None and facts.run.steps:
        yield "run", "Execution", facts.graph, facts.run.overlay


def _linked(graph: Graph, overlay: Overlay) -> Markup:
    """A picture in which each state is a link."""
    svg = _DESCRIPTION.sub("", _STYLE.sub("", as_svg(graph, overlay)))
    svg = _ROOT.sub(r'role="group" aria-labelledby="\1"', svg, count=1)
    nodes = {pointer_text(node.pointer): node for node in graph.nodes()}
    linked = _STATE.sub(lambda found: _link(found[0], nodes[found[1]]), svg)
    return Markup(linked)  # noqa: S704  # of what an author wrote, each text in it is escaped


def _link(drawn: str, node: Node) -> str:
    """A state as a link, whose name is what is drawn, in full in its title.

    Another label would not be what people see, and say to a browser that they speak to.
    """
    return f'<a href="#{escape(anchor(node.pointer))}">{drawn}</a>'
