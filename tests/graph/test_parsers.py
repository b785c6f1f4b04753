"""Whether those who draw Mermaid and DOT read what is written for them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.definition.reading import read_json
from sfn_dsl.graph import Mark, Overlay, as_dot, as_mermaid, graph_of
from sfn_dsl.graph.svg.graphviz import program
from sfn_dsl.review.markdown.picture import MOST_EDGES, picture_section

from .machines import ORDERS, graph, hostile_machine

Refused = Callable[[list[str]], list[list[str]]]

SCRIPT = """
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
const refused = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try { await mermaid.parse(text); } catch (error) { refused.push([text, String(error)]); }
}
console.log(JSON.stringify(refused));
"""


@pytest.fixture
def refused_by_mermaid(root: Path) -> Refused:
    """What Mermaid cannot parse of some texts, each with its error."""
    node = shutil.which("node")
    modules = root / ".javascript" / "node_modules"
    if node is None or not all((modules / name).is_dir() for name in ("mermaid", "jsdom")):
        pytest.skip("no Mermaid; run: make .javascript/installed, which needs npm")

    def refused(texts: list[str]) -> list[list[str]]:
        done = subprocess.run(
            [node, "--input-type=module", "--eval", SCRIPT],
            cwd=modules.parent,
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        found: list[list[str]] = json.loads(done.stdout)
        return found

    return refused


def parsed_by_graphviz(text: str) -> list[dict[str, Any]]:
    """The nodes that Graphviz reads, with their attributes."""
    done = subprocess.run(
        [program(), "-Tjson0", "-y"], input=text, capture_output=True, text=True, timeout=60
    )
    # It knows not how wide every sign is, which it says, and is no fault of the text.
    said = [line for line in done.stderr.splitlines() if "no value for width" not in line]
    assert (done.returncode, said) == (0, [])
    found: list[dict[str, Any]] = json.loads(done.stdout)["objects"]
    return [each for each in found if "nodes" not in each and "subgraphs" not in each]


def test_graphviz_reads_each_state_as_one_node() -> None:
    names = {node["name"]: node.get("label") for node in parsed_by_graphviz(as_dot(graph(ORDERS)))}
    assert set(names) == {"start", "finish", *(f"n{number}" for number in range(1, 11))}
    assert names["n4"] == r"Reject\nFail  Rejected"


def test_graphviz_reads_hostile_texts_as_labels() -> None:
    read = parsed_by_graphviz(as_dot(graph(hostile_machine())))
    states = [node["name"] for node in read if node["name"].startswith("n")]
    assert len(states) == len(list(graph(hostile_machine()).nodes()))
    labels = [node["label"].partition(r"\n")[0] for node in read]
    assert "<script>alert(1)</script>" in labels
    assert "&amp;lt;b&amp;gt; &amp;amp; &amp;#60;" in labels
    assert not [node for node in read if node.keys() & {"URL", "href", "image", "tooltip"}]


def in_a_comment(document: Any) -> str:
    """The picture of a machine that is too large for a comment: what is near its marks."""
    drawn = graph(document)
    nodes = list(drawn.nodes())
    marks = {node.pointer: Mark("changed", f"changed: {node.name}") for node in nodes[-3:]}
    section = picture_section(drawn, Overlay("Changes", marks), "sfn graph")
    assert "marked states and those next to them" in section.lead[-1]
    return "\n".join(section.lines)


def enlarged(document: Any) -> Any:
    """A machine with so many states before its own that a comment has no room for it."""
    first = document["StartAt"]
    names = [f"Before {number}" for number in range(MOST_EDGES)]
    states = {
        name: {"Type": "Pass", "Next": following}
        for name, following in zip(names, [*names[1:], first], strict=True)
    }
    return {**document, "StartAt": names[0], "States": {**states, **document["States"]}}


@pytest.mark.slow
def test_mermaid_parses_whatever_is_written(refused_by_mermaid: Refused, data: Path) -> None:
    """Made-up machines, hostile ones, those cut for a comment, and public ones."""
    machines = (ORDERS, hostile_machine())
    texts = [as_mermaid(graph(each)) for each in machines]
    texts += [in_a_comment(enlarged(each)) for each in machines]
    files = sorted((data / "corpus" / "definitions").iterdir())
    texts += [as_mermaid(graph_of(read_json(file.read_bytes(), str(file)))) for file in files[::8]]
    assert refused_by_mermaid(texts) == []
