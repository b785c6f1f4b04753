"""Pictures in SVG: what they are made of, what they say, and where everything stands."""

from __future__ import annotations

import importlib.metadata
import re
import runpy
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from sfn_dsl.comparison import diff
from sfn_dsl.definition.reading import read_json
from sfn_dsl.errors import SfnError
from sfn_dsl.graph import NOTHING, Graph, Mark, Overlay, graph_of
from sfn_dsl.graph.svg import as_svg, graphviz, layout
from sfn_dsl.graph.svg.graphviz import Placement
from sfn_dsl.graph.svg.measure import text_width, wrapped
from sfn_dsl.graph.svg.style import STYLE
from sfn_dsl.loading import load
from sfn_dsl.report.change_pictures import changes_picture

from ..comparison.scopes_to_compare import two_versions
from .machines import HOSTILE, ORDERS, Document, graph, hostile_machine

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "path", "text"}
ATTRIBUTES = {
    *("class", "role", "aria-labelledby", "width", "height", "viewBox", "id", "x", "y", "rx", "d"),
    *("textLength", "lengthAdjust", "data-pointer"),
}

Faults = Callable[[Graph], Iterator[str]]


@pytest.fixture(scope="module")
def faults() -> Faults:
    """What the geometry of a picture has wrong, as the benchmark checks it."""
    bench = Path(__file__).parents[2] / "bench/pictures.py"
    found: Faults = runpy.run_path(str(bench))["faults"]
    return found


def drawn(document: Document, overlay: Overlay | None = None) -> ET.Element:
    svg = as_svg(graph(document), overlay) if overlay else as_svg(graph(document))
    return ET.fromstring(svg)  # noqa: S314 - our own text


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("document", [ORDERS, hostile_machine()], ids=["orders", "hostile"])
def test_a_picture_is_made_of_shapes_and_text_alone(document: Document) -> None:
    root = drawn(document)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= ELEMENTS
    assert {name for each in root.iter() for name in each.attrib} <= ATTRIBUTES


def test_a_picture_refers_to_nothing_outside() -> None:
    svg = as_svg(graph(ORDERS))
    assert re.findall(r"https?:[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|href|src=", svg)


def test_hostile_names_are_shown_as_they_are() -> None:
    titles = [each.text or "" for each in drawn(hostile_machine()).iter(f"{SVG}title")]
    for name in HOSTILE:
        if name.isprintable() and name.strip() and len(name) < 100:
            assert any(title.startswith(name) for title in titles), name
    assert all(text.isprintable() for text in titles)


def test_each_state_is_drawn_with_its_pointer() -> None:
    for document in (ORDERS, hostile_machine()):
        boxes = [each for each in drawn(document).iter(f"{SVG}g") if each.get("data-pointer")]
        named = {each.get("data-pointer"): each.findtext(f"{SVG}title") for each in boxes}
        nodes = [node for node in graph(document).nodes() if node.name.isprintable()]
        assert len(boxes) == len(named) == len(list(graph(document).nodes()))
        for node in nodes:
            assert node.name[:50] in (named[node.pointer] or "")


def test_pointers_hold_what_xml_can_and_escape_the_rest() -> None:
    names = ("tab\t", "line\nbreak", "to left \u202e", "nul\x00", "lone \ud800", "<&\">'")
    states = {name: {"Type": "Pass", "End": True} for name in names}
    root = drawn({"StartAt": names[0], "States": states})
    assert {each.get("data-pointer") for each in root.iter(f"{SVG}g")} - {None} == {
        *(f"/States/{name}" for name in names if "\x00" not in name and "\ud800" not in name),
        "/States/nul\\u0000",
        "/States/lone \\ud800",
    }


def test_a_picture_is_described_for_those_who_do_not_see_it() -> None:
    root = drawn(ORDERS)
    named = {each.get("id"): each.text or "" for each in root if each.get("id")}
    title, description = (named[name] for name in root.attrib["aria-labelledby"].split())
    assert title == "State machine of 9 states"
    assert "Both  Parallel" in description
    assert "Catch States.Timeout, Own → Reject" in description


def test_pictures_in_one_page_have_names_of_their_own() -> None:
    one, other = drawn(ORDERS), drawn(hostile_machine())
    assert one.attrib["aria-labelledby"] != other.attrib["aria-labelledby"]


def test_states_transitions_and_branches_have_their_texts() -> None:
    shown = texts(drawn(ORDERS))
    for text in ("Start", "End", "Check", "Map  distributed", "branch 2", "unreachable", "Default"):
        assert text in shown, text
    assert "each item" not in shown


def test_marks_and_their_legend_are_words_and_signs() -> None:
    marks = {
        "/States/Each": Mark("added", "added"),
        "/States/Check/Default": Mark("changed", ""),
        "/States/Each/Next": Mark("removed", ""),
    }
    shown = texts(drawn(ORDERS, Overlay("Changes", marks)))
    assert shown[0] == "Changes:   + added   \N{MINUS SIGN} removed   ~ changed"
    for text in ("+ added", "~ Default", "\N{MINUS SIGN}"):
        assert text in shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    both = re.findall(r"\.sfn\{(--ground[^}]*)\}", STYLE)
    colours = dict(pair.split(":") for pair in both[scheme == "dark"].replace("\n", "").split(";"))
    for name, colour in colours.items():
        for ground in ("--ground", "--box"):
            if name not in ("--ground", "--box"):
                least = 3 if name == "--line" else 4.5
                assert contrast(colour, colours[ground]) >= least, (name, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.strip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("document", [ORDERS, hostile_machine()], ids=["orders", "hostile"])
def test_no_line_runs_through_a_box(document: Document, faults: Faults) -> None:
    assert list(faults(graph(document))) == []


@settings(max_examples=25, deadline=None)
@given(two_versions())
def test_no_line_runs_through_a_box_of_any_machine(
    faults: Faults, versions: tuple[Any, Any]
) -> None:
    assert list(faults(graph(versions[0]))) == []


def test_lines_through_boxes_would_be_noticed(
    faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of the geometry, checked: lines down the middle run through what stands there."""
    placing = layout.place_all

    def down_the_middle(drawings: Any) -> list[Placement]:
        return [
            attrs.evolve(each, curves=tuple(moved(curve, each.width / 2) for curve in each.curves))
            for each in placing(drawings)
        ]

    def moved(curve: graphviz.Curve, x: float) -> graphviz.Curve:
        return attrs.evolve(curve, points=tuple((x, y) for _, y in curve.points))

    monkeypatch.setattr(layout, "place_all", down_the_middle)
    states: Document = {
        f"S{number}": {"Type": "Pass", "Next": f"S{number + 1}"} for number in range(5)
    }
    rule = {"Condition": "{% $a %}", "Next": "S1"}
    states["S0"] = {"Type": "Choice", "Choices": [rule], "Default": "S5"}
    document = {"StartAt": "S0", "States": {**states, "S5": {"Type": "Succeed"}}}
    assert any("runs through" in fault for fault in faults(graph(document)))


@pytest.mark.slow
def test_no_line_runs_through_a_box_of_any_public_definition(faults: Faults, data: Path) -> None:
    files = sorted((data / "corpus" / "definitions").iterdir())
    found = {
        file.name: told
        for file in files[::4]
        if (told := list(faults(graph_of(read_json(file.read_bytes(), str(file))))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ({}, ["Start"]),
        (None, ["Start"]),
        ({"States": {}}, ["Start"]),
        ({"StartAt": "A", "States": {}}, ["A", "no such state", "Start"]),
    ],
)
def test_an_empty_definition_has_a_picture(document: Any, shown: list[str]) -> None:
    assert texts(drawn(document)) == shown


def test_many_edges_to_one_state_are_one_line() -> None:
    states: Document = {
        f"S{number}": {
            "Type": "Task",
            "Resource": "r",
            "Catch": [{"ErrorEquals": ["E"], "Next": "Failed"}],
            "Next": f"S{number + 1}",
        }
        for number in range(20)
    }
    states |= {"S20": {"Type": "Succeed"}, "Failed": {"Type": "Fail"}}
    root = drawn({"StartAt": "S0", "States": states})
    caught = [each for each in root.iter(f"{SVG}g") if each.get("class") == "edge catch"]
    arrows = [each for each in caught if each.find(f"{SVG}path[@class='arrow']") is not None]
    # The last state is beside the one that all lead to, and needs no rail.
    assert len(caught) > 20
    assert len(arrows) <= 2


def test_a_state_stands_right_below_the_choice_whose_condition_leads_to_it() -> None:
    """However far it is from there to where it goes on, so that the condition is read there."""
    states: Document = {f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(10)}
    rule = {"Condition": "{% $early %}", "Next": "Early"}
    states["S1"] = {"Type": "Choice", "Choices": [rule], "Default": "S2"}
    states |= {"Early": {"Type": "Pass", "Next": "S10"}, "S10": {"Type": "Succeed"}}
    boxes = layout.laid_out(graph({"StartAt": "S0", "States": states}), NOTHING).boxes
    tops = {box.node.name: box.y for box in boxes if box.node}
    assert tops["S1"] < tops["Early"] < tops["S3"]


def test_states_that_end_are_round_as_the_end_is() -> None:
    states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}, "C": {"Type": "Fail"}}
    root = drawn({"StartAt": "A", "States": states})
    boxes = [each for each in root.iter(f"{SVG}g") if each.get("data-pointer")]
    radii = {
        each.get("data-pointer", "")[-1]: float(each.find(f"{SVG}rect").attrib["rx"])  # type: ignore[union-attr]  # each has one
        for each in boxes
    }
    assert radii["A"] < 10 < min(radii["B"], radii["C"])


@pytest.mark.parametrize("name", ["", "  "])
def test_a_name_that_could_not_be_seen_is_in_quotes(name: str) -> None:
    shown = texts(drawn({"StartAt": name, "States": {name: {"Type": "Pass", "End": True}}}))
    assert shown[0] == f'"{name}"'


def pairs(count: int) -> Document:
    """As many states, each of which catches errors and has a handler of its own far away."""
    states: Document = {}
    for number in range(count):
        catch = [{"ErrorEquals": ["E"], "Next": f"H{number}"}]
        following = f"S{number + 1}" if number + 1 < count else "H0"
        states[f"S{number}"] = {"Type": "Wait", "Seconds": 1, "Catch": catch, "Next": following}
        onward = {"Next": f"H{number + 1}"} if number + 1 < count else {"End": True}
        states[f"H{number}"] = {"Type": "Pass", **onward}
    return {"StartAt": "S0", "States": states}


def test_where_lines_would_be_too_long_stubs_name_the_states_they_lead_to(faults: Faults) -> None:
    root = drawn(pairs(60))
    stubs = [each for each in root.iter(f"{SVG}g") if each.get("class") == "stub"]
    named = [each.findtext(f"{SVG}text") or "" for each in stubs]
    assert "→ H0" in named
    assert 30 < len(named) <= 60
    assert set(named) <= {f"→ H{number}" for number in range(60)}
    assert list(faults(graph(pairs(60)))) == []


def test_a_picture_of_usual_size_has_no_stubs() -> None:
    assert not [text for text in texts(drawn(pairs(8))) if text.startswith("→")]


def test_without_graphviz_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(graphviz, "distribution", missing)
    with pytest.raises(SfnError, match=r"pip install '\.\[svg\]' in a checkout"):
        as_svg(graph(ORDERS))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("CheckBackupSuccess", ["Check", "Backup", "Success"]),
        ("get_order-items", ["get_order-", "items"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaa", "aaaaaaaaaa", "aaaaaaaaa…"]),
    ],
)
def test_names_break_where_people_would_break_them(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10, 3) == lines


def test_text_is_as_wide_as_helvetica_has_it() -> None:
    assert text_width("Start", 10) == pytest.approx(
        0.667 * 10 + 0.278 * 20 + 0.556 * 10 + 0.333 * 10
    )
    assert text_width("\N{CJK UNIFIED IDEOGRAPH-5DE5}", 10) == 10


@pytest.mark.parametrize("name", ["backup", "changes"])
def test_the_pictures_in_the_docs_are_what_is_drawn(root: Path, name: str) -> None:
    """Their texts, as another release of the program that lays out may shift what is drawn."""
    new = graph_of(load(str(root / "workflows/backup.asl.json")).definition)
    svg = as_svg(new)
    if name == "changes":
        page = (root / "docs/how-to/graph.md").read_text(encoding="utf-8")
        (written,) = re.findall(r"^```json shorter.asl.json\n(.*?)^```", page, re.DOTALL | re.M)
        changed = read_json(written.encode(), "shorter.asl.json")
        changes = diff(load(str(root / "workflows/backup.asl.json")).definition, changed)
        svg = as_svg(*changes_picture(new, graph_of(changed), changes))
    kept = (root / "docs/pictures" / f"{name}.svg").read_text(encoding="utf-8")
    both = [ET.fromstring(each) for each in (kept, svg)]  # noqa: S314 - our own texts
    assert texts(both[0]) == texts(both[1])
    style, drawn_style = (each.findtext(f"{SVG}style") for each in both)
    assert style == drawn_style
