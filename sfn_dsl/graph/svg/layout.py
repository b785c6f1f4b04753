"""Where everything stands in a picture: each machine by itself, then as one box in the outer one.

So boxes hold what is inside of them exactly, no line crosses a border that it does not end at, and
the time grows with the number of machines. Machines of one depth are laid out in one run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

import attrs

from sfn_dsl.graph.graph import Edge, EdgeKind, Graph, Machine, Node
from sfn_dsl.graph.overlay import Overlay
from sfn_dsl.graph.svg.boxes import PADDING, Text, box_size, label_of, lines_of, size_of, title_line
from sfn_dsl.graph.svg.graphviz import Curve, Item, Placement, place_all
from sfn_dsl.graph.svg.rails import Route, Routing, items_with_points, routed
from sfn_dsl.graph.words import visible

MARGIN: Final = 16
_GAP: Final = 20
_HEAD: Final = 8
_WIDEST_ROW: Final = 2400
_SPINE: Final[tuple[EdgeKind, ...]] = ("start", "next")
_TERMINALS: Final = {"start": "Start", "end": "End"}


@attrs.frozen(eq=False)
class PlacedCurve:
    """A line: what it is drawn for, and where. Several edges share one, or a part of one."""

    edges: tuple[Edge, ...]
    curve: Curve
    label: tuple[Text, ...] = ()


@attrs.frozen(eq=False)
class PlacedMachine:
    """A machine that is laid out; places are relative to its upper left corner."""

    title: Text | None
    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    curves: tuple[PlacedCurve, ...]


@attrs.frozen(eq=False)
class PlacedBox:
    """A box at its upper left corner: of a state, or, without one, the Start, the End or a stub.

    ``inner`` are the machines inside of it, each with its place relative to the box.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    node: Node | None = None
    inner: tuple[tuple[float, float, PlacedMachine], ...] = ()
    is_stub: bool = False


@attrs.frozen(eq=False)
class _Plan:
    """A machine to lay out: its boxes without places, and its edges as groups and as lines."""

    machine: Machine
    boxes: tuple[PlacedBox, ...]
    groups: tuple[tuple[Edge, ...], ...]
    labels: tuple[tuple[Text, ...], ...]
    routing: Routing


def laid_out(graph: Graph, overlay: Overlay) -> PlacedMachine:
    """The whole graph with the place of everything in it. Raises SfnError as `place_all` does."""
    placed: dict[str, PlacedMachine] = {}
    # One that is alone in its state needs no border and no title of its own.
    bordered = {
        machine.pointer
        for node in graph.nodes()
        if len(node.machines) > 1
        for machine in node.machines
    }
    for level in reversed(_levels(graph)):
        plans = [_plan(machine, overlay, placed, machine is graph.machine) for machine in level]
        drawings = [
            (
                items_with_points(
                    [Item(box.width, box.height) for box in plan.boxes], plan.routing
                ),
                plan.routing.lines,
            )
            for plan in plans
        ]
        for plan, placement in zip(plans, place_all(drawings), strict=True):
            pointer = plan.machine.pointer
            placed[pointer] = _placed(plan, placement, has_border=pointer in bordered)
    return placed[graph.machine.pointer]


def _levels(graph: Graph) -> list[list[Machine]]:
    levels = [[graph.machine]]
    while inner := [m for machine in levels[-1] for node in machine.nodes for m in node.machines]:
        levels.append(inner)
    return levels


def _plan(
    machine: Machine, overlay: Overlay, placed: dict[str, PlacedMachine], is_whole: bool
) -> _Plan:
    boxes = [_box(node, overlay, placed) for node in machine.nodes]
    numbers = {node.pointer: number for number, node in enumerate(machine.nodes)}
    ends: dict[str, int] = {}
    if is_whole:
        kinds = {edge.kind for edge in machine.edges}
        for end in ("start", "end") if "end" in kinds else ("start",):
            ends[end] = len(boxes)
            line = title_line(_TERMINALS[end])
            boxes.append(PlacedBox(0, 0, line.width + 36, line.height + 14, (line,)))
    groups: dict[tuple[int, int, EdgeKind], list[Edge]] = {}
    for edge in machine.edges:
        source = numbers.get(edge.source) if edge.source else ends.get("start")
        target = numbers.get(edge.target) if edge.target else ends.get("end")
        if source is not None and target is not None:
            groups.setdefault((source, target, edge.kind), []).append(edge)
    labels = [label_of(each, [overlay.mark(e.pointer) for e in each]) for each in groups.values()]
    routes = [
        Route(source, target, kind == "catch", kind in _SPINE, _room(label))
        for (source, target, kind), label in zip(groups, labels, strict=True)
    ]
    routing = routed(len(boxes), routes, _start(machine, numbers, ends))
    stubs = [_stub(boxes[routes[number].target]) for number in routing.stubs]
    edges = tuple(map(tuple, groups.values()))
    return _Plan(machine, (*boxes, *stubs), edges, tuple(labels), routing)


def _stub(target: PlacedBox) -> PlacedBox:
    """What names a state beside another one that leads to it, where a line would be too long."""
    line = title_line(f"→ {visible(target.node.name) if target.node else target.lines[0].text}")
    return PlacedBox(0, 0, line.width + PADDING, line.height + 6, (line,), is_stub=True)


def _start(machine: Machine, numbers: dict[str, int], ends: dict[str, int]) -> int | None:
    first = (numbers.get(edge.target) for edge in machine.edges if edge.kind == "start")
    return ends.get("start", next(first, None))


def _room(label: tuple[Text, ...]) -> tuple[float, float] | None:
    if not label:
        return None
    width, height = size_of(label)
    return width + 10, height + 4


def _box(node: Node, overlay: Overlay, placed: dict[str, PlacedMachine]) -> PlacedBox:
    lines = lines_of(node, overlay.mark(node.pointer))
    width, height = box_size(lines)
    if not node.machines:
        return PlacedBox(0, 0, width, height, lines, node)
    inner, inside_width, inside_height = _rows([placed[each.pointer] for each in node.machines])
    width = max(width, inside_width + 2 * MARGIN)
    shift = (width - inside_width) / 2
    moved = tuple((x + shift, y + height, machine) for x, y, machine in inner)
    return PlacedBox(0, 0, width, height + inside_height + MARGIN, lines, node, moved)


def _rows(
    machines: Sequence[PlacedMachine],
) -> tuple[list[tuple[float, float, PlacedMachine]], float, float]:
    """Machines beside each other, in rows where one row would be far wider than high."""
    area = sum((each.width + _GAP) * (each.height + _GAP) for each in machines)
    widest = max(each.width for each in machines)
    limit = max(widest, _WIDEST_ROW, 1.6 * sqrt(area))
    found: list[tuple[float, float, PlacedMachine]] = []
    x = y = width = row_height = 0.0
    for each in machines:
        if x and x + each.width > limit:
            x, y, row_height = 0.0, y + row_height + _GAP, 0.0
        found.append((x, y, each))
        x += each.width + _GAP
        width, row_height = max(width, x - _GAP), max(row_height, each.height)
    return found, width, y + row_height


def _placed(plan: _Plan, placement: Placement, *, has_border: bool) -> PlacedMachine:
    """A machine with the places that the layout gave, within its border and under its title."""
    title = title_line(plan.machine.title) if has_border else None
    margin = MARGIN if has_border else 0
    head = (title.height + _HEAD) if title else 0
    boxes = tuple(
        attrs.evolve(box, x=x - box.width / 2 + margin, y=y - box.height / 2 + head)
        for box, (x, y) in zip(plan.boxes, placement.centres, strict=False)
    )
    curves = tuple(
        PlacedCurve(edges, _shifted(placement.curves[line], margin, head), label)
        for line, edges, label in _drawn(plan)
    )
    width = max(placement.width, title.width if title else 0) + 2 * margin
    return PlacedMachine(title, width, placement.height + head + margin, boxes, curves)


def _drawn(plan: _Plan) -> Iterator[tuple[int, tuple[Edge, ...], tuple[Text, ...]]]:
    """The lines of a plan by number, each with the edges it is drawn for and its label."""
    for group, line in plan.routing.own.items():
        yield line, plan.groups[group], plan.labels[group]
    for line, groups in plan.routing.shared.items():
        yield line, tuple(edge for group in groups for edge in plan.groups[group]), ()


def _shifted(curve: Curve, x: float, y: float) -> Curve:
    points = tuple((px + x, py + y) for px, py in curve.points)
    tip, label = (at and (at[0] + x, at[1] + y) for at in (curve.tip, curve.label))
    return Curve(points, tip, label)


def every_machine(
    whole: PlacedMachine, x: float = 0, y: float = 0
) -> Iterator[tuple[float, float, PlacedMachine]]:
    """Every machine with its place in the picture, an outer one before those inside it."""
    pending = [(x, y, whole)]
    while pending:
        left, top, machine = pending.pop()
        yield left, top, machine
        for box in machine.boxes:
            pending += [(left + box.x + dx, top + box.y + dy, inner) for dx, dy, inner in box.inner]
