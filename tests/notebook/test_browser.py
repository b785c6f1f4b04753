"""Outputs in a browser, as a notebook has them: one after the other in a page of its own theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Definition
from tests.graph.machines import hostile_machine
from tests.review.browser import Browser
from tests.review.test_browser import FAULTS

pytestmark = pytest.mark.slow

# What JupyterLab says of its theme, its colours, and that text is in its own font.
PAGE = """<!doctype html><html lang="en"><title>Notebook</title>
<style>body{{background:{ground};color:{text};font:13px sans-serif}}
pre{{font-family:inherit}}</style>
<body data-jp-theme-light="{is_light}"><main><h1>Notebook</h1><p id="own">own</p>{outputs}</main>
"""
LIGHT = {"ground": "#fff", "text": "rgba(0,0,0,.87)", "is_light": "true"}
DARK = {"ground": "#111", "text": "#fff", "is_light": "false"}

GROUNDS = """[...new Set([...document.querySelectorAll("svg rect.ground")]
  .map((ground) => getComputedStyle(ground).fill))].join()"""
FONTS = """[...new Set([...document.querySelectorAll("pre")]
  .map((lines) => getComputedStyle(lines).fontFamily))].join()"""
OWN = "getComputedStyle(document.getElementById('own')).fontSize"


@pytest.mark.parametrize(
    ("theme", "ground"), [(LIGHT, "rgb(255, 255, 255)"), (DARK, "rgb(15, 20, 26)")]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outputs_are_read_on_any_theme_and_change_nothing_else(
    browser: Browser,
    axe: str,
    tmp_path: Path,
    shown: dict[str, Any],
    theme: dict[str, str],
    ground: str,
    scheme: str,
) -> None:
    file = tmp_path / "notebook.html"
    values = (*shown.values(), shown["Workflow"], Definition(hostile_machine()))
    outputs = "".join(value._repr_html_() for value in values)
    file.write_text(PAGE.format(outputs=outputs, **theme), encoding="utf-8")
    browser.colours(scheme)
    try:
        browser.open(file)
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        browser.run(f"{axe};0")
        assert browser.run(FAULTS) == []
        assert browser.run(GROUNDS) == ground
        assert browser.run(FONTS) == "monospace"  # a caret stands under its column
        assert browser.run(OWN) == "13px"
    finally:
        browser.colours("light")  # as other tests expect it
    assert browser.said == []
    assert browser.requests == [file.as_uri()]
