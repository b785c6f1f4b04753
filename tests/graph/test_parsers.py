"""Whether those who draw Mermaid read what is written for them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sfn_dsl.definition.reading import read_json
from sfn_dsl.graph import as_mermaid, graph_of

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
    modules = root / "bench" / "node_modules"
    if node is None or not all((modules / name).is_dir() for name in ("mermaid", "jsdom")):
        pytest.skip("no Mermaid; npm install --no-save --prefix bench mermaid@11 jsdom")

    def refused(texts: list[str]) -> list[list[str]]:
        done = subprocess.run(
            [node, "--input-type=module", "--eval", SCRIPT],
            cwd=modules.parent,
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        found: list[list[str]] = json.loads(done.stdout)
        return found

    return refused


@pytest.mark.slow
def test_mermaid_parses_whatever_is_written(refused_by_mermaid: Refused) -> None:
    assert (
        refused_by_mermaid([as_mermaid(graph(ORDERS)), as_mermaid(graph(hostile_machine()))]) == []
    )


@pytest.mark.slow
def test_mermaid_parses_every_public_definition(refused_by_mermaid: Refused, data: Path) -> None:
    files = sorted((data / "corpus" / "definitions").iterdir())
    texts = [as_mermaid(graph_of(read_json(file.read_bytes(), str(file)))) for file in files]
    assert refused_by_mermaid(texts) == []
