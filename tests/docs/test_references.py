"""What pages refer to exists: files, headings, commands and options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import CONTRIBUTING, FENCED, PAGES, ROOT, blocks, name_of
from tests.docs.reading import check_options

LINKING = [*PAGES, CONTRIBUTING, ROOT / "CHANGELOG.md"]

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
INLINE_CODE = re.compile(r"`([^`\n]+)`")
SOURCE_FILE = re.compile(r"`([\w./-]+\.(?:pyi?|j2|json|toml))`")


@pytest.mark.parametrize("page", LINKING, ids=name_of)
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"\w+:", target):
            continue
        file, _, heading = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), f"{page.name} leads to {target}"
        assert not heading or heading in anchors(there), f"{page.name} leads to {target}"


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKING, ids=name_of)
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    spoken = FENCED.sub("", text)
    consoles = (block.text for block, _ in blocks(page) if block.language == "console")
    for code in [*INLINE_CODE.findall(spoken), *consoles]:
        check_options(code)


def test_contributing_names_files_that_exist() -> None:
    files = [
        f"/{file.relative_to(ROOT).as_posix()}"
        for folder in ("sfn_dsl", "scripts", "bench", "tests")
        for file in (ROOT / folder).rglob("*.*")
    ]
    for name in SOURCE_FILE.findall(CONTRIBUTING.read_text(encoding="utf-8")):
        known = (ROOT / name).exists() or any(file.endswith(f"/{name}") for file in files)
        assert known, f"there is no file '{name}'"


def test_contributing_lays_out_every_part_of_the_package() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    laid_out = text.partition("## How the code is laid out")[2].partition("###")[0]
    parts = {
        part.stem
        for part in (ROOT / "sfn_dsl").iterdir()
        if part.suffix in ("", ".py") and part.name[0].isalpha()
    }
    assert parts - set(re.findall(r"\w+", laid_out)) == {"project_template"}  # no code of its own
