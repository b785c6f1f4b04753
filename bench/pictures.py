"""What pictures of public definitions are like, by their geometry, and what drawing them costs.

    python bench/pictures.py

A picture is good if no two boxes overlap, no box leaves the one that it is in, no line runs through
a box that it neither begins nor ends at, and what is written at a line overlaps no box and nothing
that is written at another. All pictures of the public definitions that SFN_DSL_DATA names are
checked, curves by points on them, and each exception is reported.

Then how many of the simulated executions that their reviews show succeed.

Then the CPU time in milliseconds, of the whole and of the program that lays out, the least of
several rounds: the largest of these definitions, and made-up ones of growing size.
"""

from __future__ import annotations

import os
import resource
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from sfn_dsl.definition import Definition
from sfn_dsl.definition.reading import read_json
from sfn_dsl.graph import NOTHING, Graph, graph_of
from sfn_dsl.graph.svg import as_svg
from sfn_dsl.graph.svg.boxes import size_of
from sfn_dsl.graph.svg.graphviz import Point
from sfn_dsl.graph.svg.layout import PlacedBox, PlacedMachine, every_machine, laid_out
from sfn_dsl.model.target import Target
from sfn_dsl.review.runs import simulated
from sfn_dsl.workflow_values import Built, LoadedSource

DATA = Path(os.environ.get("SFN_DSL_DATA", Path(__file__).parents[2] / "shared" / "data"))
ROUNDS = 3
SLACK = 1.0  # in pixels: less cannot be seen
STEPS = 24  # points on each Bezier curve

Rectangle = tuple[float, float, float, float]


def faults(graph: Graph) -> Iterator[str]:
    """What is wrong with the picture of a graph."""
    for _, _, machine in every_machine(laid_out(graph, NOTHING)):
        yield from _overlaps(machine)
        yield from _crossings(machine)
        yield from _covered_labels(machine)


def _overlaps(machine: PlacedMachine) -> Iterator[str]:
    for a, b in combinations(machine.boxes, 2):
        if _do_overlap(_rectangle(a), _rectangle(b)):
            yield f"{_name(a)!r} overlaps {_name(b)!r}"
    for box in machine.boxes:
        if not _is_within(_rectangle(box), (0, 0, machine.width, machine.height)):
            yield f"{_name(box)!r} leaves its machine"
        inner = [(x, y, x + each.width, y + each.height) for x, y, each in box.inner]
        if any(_do_overlap(a, b) for a, b in combinations(inner, 2)):
            yield f"branches of {_name(box)!r} overlap"
        if not all(_is_within(each, (0, 0, box.width, box.height)) for each in inner):
            yield f"a branch of {_name(box)!r} leaves it"


def _crossings(machine: PlacedMachine) -> Iterator[str]:
    boxes = [(box, _rectangle(box)) for box in machine.boxes]
    for placed in machine.curves:
        ends = {end for edge in placed.edges for end in (edge.source, edge.target)}
        points = list(_points(placed.curve.points))
        around = _around(points)
        for box, rectangle in boxes:
            own = (box.node.pointer in ends) if box.node else "" in ends
            if not own and _do_overlap(around, rectangle, -SLACK):
                inside = [point for point in points if _holds(rectangle, point)]
                if inside:
                    edge = placed.edges[0]
                    yield f"{edge.source} -> {edge.target} runs through {_name(box)!r}"


def _covered_labels(machine: PlacedMachine) -> Iterator[str]:
    labels = []
    for placed in machine.curves:
        if placed.label and placed.curve.label:
            (x, y), (width, height) = placed.curve.label, size_of(placed.label)
            across, down = width / 2, height / 2
            labels.append((placed.label[0].text, (x - across, y - down, x + across, y + down)))
    for (text, a), (other, b) in combinations(labels, 2):
        if _do_overlap(a, b):
            yield f"the labels {text!r} and {other!r} overlap"
    for text, rectangle in labels:
        for box in machine.boxes:
            if _do_overlap(rectangle, _rectangle(box)):
                yield f"the label {text!r} overlaps {_name(box)!r}"


def _points(points: tuple[Point, ...]) -> Iterator[Point]:
    for at in range(0, len(points) - 3, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(STEPS + 1):
            t = step / STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield tuple(  # type: ignore[misc]  # two of them
                sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True))
                for axis in (0, 1)
            )


def _name(box: PlacedBox) -> str:
    return box.node.name if box.node else box.lines[0].text


def _rectangle(box: PlacedBox) -> Rectangle:
    return (box.x, box.y, box.x + box.width, box.y + box.height)


def _around(points: list[Point]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _do_overlap(a: Rectangle, b: Rectangle, slack: float = SLACK) -> bool:
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def _is_within(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        inner[0] >= outer[0] - SLACK
        and inner[1] >= outer[1] - SLACK
        and inner[2] <= outer[2] + SLACK
        and inner[3] <= outer[3] + SLACK
    )


def _holds(box: Rectangle, point: Point) -> bool:
    return box[0] + SLACK < point[0] < box[2] - SLACK and box[1] + SLACK < point[1] < box[3] - SLACK


def definitions() -> Iterator[tuple[str, Definition]]:
    """The public definitions by name."""
    folder = DATA / "corpus" / "definitions"
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield file.name, read_json(file.read_bytes(), str(file))


def _built(built: Built, _: Target) -> Built:
    return built


def executions() -> Counter[str]:
    """How the executions end that the reviews of the public definitions show."""
    ends: Counter[str] = Counter()
    for name, definition in definitions():
        built = Built(definition)
        run = simulated(LoadedSource(name, partial(_built, built), built), Target())
        ends[run.summary.split()[0] if run.steps else "not simulated"] += 1
    return ends


def chain(count: int) -> Definition:
    """Tasks one after the other, all of which catch errors and go to the same state."""
    states: dict[str, Any] = {"Failed": {"Type": "Fail", "Error": "Gave.Up"}}
    for number in range(count):
        onward = {"Next": f"Step {number + 1}"} if number + 1 < count else {"End": True}
        catch = [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}]
        states[f"Step {number}"] = {"Type": "Task", "Resource": "r", "Catch": catch, **onward}
    return Definition({"StartAt": "Step 0", "States": states})


def choices(count: int) -> Definition:
    """A Choice between as many states."""
    rules = [{"Condition": f"{{% $n = {n} %}}", "Next": f"Case {n}"} for n in range(count)]
    states: dict[str, Any] = {f"Case {n}": {"Type": "Pass", "End": True} for n in range(count)}
    route = {"Type": "Choice", "Choices": rules, "Default": "Case 0"}
    return Definition({"StartAt": "Route", "States": {"Route": route, **states}})


def branches(count: int) -> Definition:
    """A Parallel of branches of three states each."""
    one = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Next": "B"},
            "B": {"Type": "Pass", "Next": "C"},
            "C": {"Type": "Pass", "End": True},
        },
    }
    fork = {"Type": "Parallel", "Branches": [one] * (count // 3), "End": True}
    return Definition({"StartAt": "Fork", "States": {"Fork": fork}})


def pairs(count: int) -> Definition:
    """Tasks one after the other, each with a handler of its own after all of them."""
    half = count // 2
    states: dict[str, Any] = {}
    for number in range(half):
        following = f"Step {number + 1}" if number + 1 < half else "Handler 0"
        catch = [{"ErrorEquals": ["States.ALL"], "Next": f"Handler {number}"}]
        step = {"Type": "Task", "Resource": "r", "Catch": catch, "Next": following}
        onward = {"Next": f"Handler {number + 1}"} if number + 1 < half else {"End": True}
        states |= {f"Step {number}": step, f"Handler {number}": {"Type": "Pass", **onward}}
    return Definition({"StartAt": "Step 0", "States": states})


def measured(definition: Definition) -> tuple[float, float]:
    """The CPU milliseconds that a picture takes, and those of the program that lays it out."""
    whole, program = [], []
    for _ in range(ROUNDS):
        own, other = _spent(resource.RUSAGE_SELF), _spent(resource.RUSAGE_CHILDREN)
        as_svg(graph_of(definition))
        own, other = _spent(resource.RUSAGE_SELF) - own, _spent(resource.RUSAGE_CHILDREN) - other
        whole.append(own + other)
        program.append(other)
    return min(whole) * 1000, min(program) * 1000


def _spent(whose: int) -> float:
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Check all pictures, then measure the times, and print one line for each result."""
    known = list(definitions())
    faulty = 0
    for name, definition in known:
        found = list(faults(graph_of(definition)))
        faulty += bool(found)
        for fault in found:
            print(f"{name}: {fault}")
    if known:
        print(f"{len(known) - faulty} of {len(known)} pictures without a fault")
        ends = ", ".join(f"{count} {end}" for end, count in sorted(executions().items()))
        print(f"executions of their reviews: {ends}")
    print(f"{'definition':60}{'states':>7}{'ms':>9}{'layout':>9}{'ms/state':>10}")
    largest = sorted(known, key=lambda each: -sum(1 for _ in graph_of(each[1]).nodes()))[:10]
    made_up = [
        (f"{make.__name__} of {count}", make(count))
        for make in (chain, choices, branches, pairs)
        for count in (30, 100, 300, 1000)
    ]
    for name, definition in (*largest, *made_up):
        states = sum(1 for _ in graph_of(definition).nodes())
        whole, program = measured(definition)
        print(f"{name[-58:]:60}{states:7}{whole:9.1f}{program:9.1f}{whole / states:10.2f}")


if __name__ == "__main__":
    main()
