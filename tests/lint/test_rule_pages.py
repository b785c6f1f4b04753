"""docs/reference/rules and the list of codes say what the rules and the code say."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from sfn_dsl.lint.rules import rules
from sfn_dsl.report.codes import Page, as_markdown, as_text, pages
from sfn_dsl.report.pages import PAGES
from tests.scripts import load_script

COMMAND = "run: .venv/bin/python scripts/generate_rule_pages.py"
CODE = re.compile(r"[\"']+(SFN\d{3})[\"']")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return load_script("generate_rule_pages")


def test_the_pages_are_what_the_script_writes(generator: ModuleType) -> None:
    files = generator.generated()
    there = set(generator.FOLDER.glob("*.md"))
    assert {file.name for file in there} == {file.name for file in files}, COMMAND
    for file, text in files.items():
        assert file.read_text(encoding="utf-8") == text, f"{file.name} is out of date; {COMMAND}"


def test_the_readme_counts_the_rules(root: Path) -> None:
    said = re.search(r"\[(\d+) rules\]", (root / "README.md").read_text(encoding="utf-8"))
    assert said is not None
    assert int(said[1]) == len(rules())


def test_the_list_leads_to_every_page(generator: ModuleType) -> None:
    index = generator.generated()[generator.FOLDER / "index.md"]
    assert re.findall(r"\]\((\S+)\)", index) == sorted(
        f"{page.code}-{page.name}.md" for page in pages().values()
    )


def test_every_code_of_the_package_can_be_explained(root: Path) -> None:
    used = {
        code
        for file in (root / "sfn_dsl").rglob("*.py")
        if file.parent.name != "rules"
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    }
    missing = used - pages().keys()
    assert not missing, f"add a page to sfn_dsl/report/pages for {sorted(missing)}"


def test_codes_and_names_are_unique() -> None:
    names = [page.name for page in pages().values()]
    assert len(set(names)) == len(names)
    assert list(pages()) == sorted(pages())
    assert len(pages()) == len({rule.CODE for rule in rules()}) + len(PAGES)


PAGE = Page(
    "SFN999",
    "odd-thing",
    "A ``Thing`` is even.",
    'Why so: ``a``.\n\nBad::\n\n    {"a":\n     1}\n\n    {"b": 2}\n\nGood::\n\n    {"a": 2}',
)


def test_a_page_is_shown_as_text() -> None:
    assert as_text(PAGE) == (
        "SFN999 odd-thing\n\nA 'Thing' is even.\n\nWhy so: 'a'.\n\n"
        'Bad:\n\n    {"a":\n     1}\n\n    {"b": 2}\n\nGood:\n\n    {"a": 2}\n'
    )


def test_a_page_is_shown_as_markdown_with_fenced_examples() -> None:
    assert as_markdown(PAGE) == (
        "# SFN999 odd-thing\n\nA `Thing` is even.\n\nWhy so: `a`.\n\n"
        'Bad:\n\n```text\n{"a":\n 1}\n\n{"b": 2}\n```\n\nGood:\n\n```json\n{"a": 2}\n```\n'
    )


def test_literals_inside_examples_are_left_alone() -> None:
    page = Page("SFN999", "odd", "Title.", "Bad::\n\n    a ``b`` c")
    assert as_text(page).endswith("Bad:\n\n    a ``b`` c\n")


def test_a_page_leaves_out_references_that_its_readers_do_not_have() -> None:
    assert [page.code for page in pages().values() if "ASL reference" in as_text(page)] == []
