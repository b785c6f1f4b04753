"""Layered layout by Graphviz: it gets sizes, and gives places. No text ever reaches it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any, Final

import attrs

from sfn_dsl._version import how_to_install
from sfn_dsl.errors import SfnError

_PROGRAM: Final = "graphviz-pure"
_MOST_SECONDS: Final = 120
_POINTS: Final = 72  # to an inch, in which DOT gives sizes of nodes
_BEND: Final = 24
# How often Graphviz improves the places of a drawing. Small ones are at their best long before; for
# large ones the time to the best grows faster than the square of their size.
_MOST_IMPROVEMENTS: Final = 1000

Point = tuple[float, float]


@attrs.frozen
class Item:
    """A box to place, or a point (``is_point``) where lines meet."""

    width: float
    height: float
    is_point: bool = False


@attrs.frozen
class Line:
    """A line to draw from one item to another, by their numbers.

    ``label`` is the size of what is written at it, None for nothing. Heavier ones are straighter
    and shorter. ``is_upward`` is one that leads back to an earlier item.
    """

    source: int
    target: int
    label: tuple[float, float] | None = None
    weight: int = 1
    has_arrow: bool = True
    is_upward: bool = False


@attrs.frozen
class Curve:
    """Where a line runs: the points of joined Bézier curves, where its arrow ends, its label."""

    points: tuple[Point, ...]
    tip: Point | None
    label: Point | None


@attrs.frozen
class Placement:
    """The centres of the items and the curves of the lines, from the upper left corner."""

    width: float
    height: float
    centres: tuple[Point, ...]
    curves: tuple[Curve, ...]


Drawing = tuple[Sequence[Item], Sequence[Line]]


def place_all(drawings: Sequence[Drawing]) -> list[Placement]:
    """Lay out each drawing by itself, all of them in one run of the program.

    Raises SfnError if the program is not installed or does not answer.
    """
    if not drawings:
        return []
    text = "\n".join(_digraph(items, lines) for items, lines in drawings)
    answers = _answers(_run(text))
    return [
        _placement(answer, items, lines)
        for answer, (items, lines) in zip(answers, drawings, strict=True)
    ]


def _digraph(items: Sequence[Item], lines: Sequence[Line]) -> str:
    effort = _MOST_IMPROVEMENTS / max(1, len(items))  # Graphviz takes it as a share of the items
    parts = [
        f"digraph{{graph[ranksep=0.45,nodesep=0.3,pad=0,nslimit={effort:.4f}];",
        'node[shape=box,label="",fixedsize=true];',
    ]
    for number, item in enumerate(items):
        shape = ",shape=point" if item.is_point else ""
        width, height = item.width / _POINTS, item.height / _POINTS
        parts.append(f"{number}[width={width:.4f},height={height:.4f}{shape}];")
    for number, line in enumerate(lines):
        ends = (line.target, line.source) if line.is_upward else (line.source, line.target)
        arrow = ("back" if line.is_upward else "forward") if line.has_arrow else "none"
        label = f",label={_label(line.label)}" if line.label else ""
        parts.append(
            f"{ends[0]}->{ends[1]}[id={number},weight={line.weight},dir={arrow},arrowsize=0.7{label}];"
        )
    return "\n".join([*parts, "}"])


def _label(size: tuple[float, float]) -> str:
    """A label that is nothing but room."""
    width, height = round(size[0]), round(size[1])
    table = f'BORDER="0" FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"'
    return f"<<TABLE {table}><TR><TD></TD></TR></TABLE>>"


def _run(text: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, which reads numbers
            [program(), "-Kdot", "-Tjson0"],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SfnError(
            f"the layout takes longer than {_MOST_SECONDS} s; draw it as text, mermaid or dot"
        ) from None
    if done.returncode:
        raise SfnError(f"{_PROGRAM} failed: {done.stderr.strip()[:200]}; draw it as mermaid or dot")
    return done.stdout


def program() -> str:
    """Where pip put Graphviz, which is the only place that it is taken from.

    Raises SfnError if it is not installed.
    """
    try:
        files = distribution(_PROGRAM).files or ()
    except PackageNotFoundError:
        files = ()
    for file in files:
        if file.stem == _PROGRAM:
            return os.fspath(file.locate())
    raise SfnError(
        "SVG is laid out by graphviz-pure, which is not installed; draw it as text, mermaid or "
        f"dot, or {how_to_install('svg')}"
    )


def _answers(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        answer, end = decoder.raw_decode(text, at)
        yield answer
        at = text.find("{", end)


def _placement(answer: dict[str, Any], items: Sequence[Item], lines: Sequence[Line]) -> Placement:
    _, _, width, height = map(float, answer["bb"].split(","))

    def point(text: str) -> Point:
        x, y = text.split(",")[-2:]
        return (float(x), height - float(y))

    centres: list[Point] = [(0.0, 0.0)] * len(items)
    for each in answer.get("objects", ()):
        centres[int(each["name"])] = point(each["pos"])
    joints = {number: centres[number] for number, item in enumerate(items) if item.is_point}
    # What it finds no way for, it leaves out.
    curves = [_straight(centres[line.source], centres[line.target]) for line in lines]
    for each in answer.get("edges", ()):
        if "pos" not in each:
            continue
        number = int(each["id"])
        line = lines[number]
        label = point(each["lp"]) if "lp" in each else None
        curve = _curve(each["pos"].split(), point, label, line.is_upward)
        curves[number] = _joined(curve, joints.get(line.source), joints.get(line.target))
    return Placement(width, height, tuple(centres), tuple(curves))


def _curve(words: list[str], point: Any, label: Point | None, is_upward: bool) -> Curve:
    """A curve in the direction of its line, which an upward one was laid out against."""
    tips = [point(word) for word in words if word[0] in "es"]
    points = [point(word) for word in words if word[0] not in "es"]
    if is_upward:
        points.reverse()
    return Curve(tuple(points), tips[0] if tips else None, label)


def _straight(source: Point, target: Point) -> Curve:
    return Curve((source, source, target, target), target, None)


def _joined(curve: Curve, source: Point | None, target: Point | None) -> Curve:
    """A curve that meets others in points: it ends in their middle, and runs into them upright."""
    points = list(curve.points)
    if source is not None:
        points[0], points[1] = source, _upright(source, points[3])
    if target is not None:
        points[-2], points[-1] = _upright(target, points[-4]), target
    return attrs.evolve(curve, points=tuple(points))


def _upright(joint: Point, other: Point) -> Point:
    """A control point above or below a joint, towards the other end of the curve."""
    away = other[1] - joint[1]
    return (joint[0], joint[1] + max(-_BEND, min(_BEND, away * 0.6)))
