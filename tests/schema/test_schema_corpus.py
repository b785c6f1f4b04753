"""The schema against definitions that others wrote: what it says, and where it differs, and why.

The definitions are third parties' and stay outside the repository. Every difference from what a
collection claims is an entry of ``docs/reference/schema-disagreements.md``; a test fails for one
too few and for one too many.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import schema
from sfn_dsl.definition import Definition
from sfn_dsl.schema.rule_book import rule_book

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SFN_DSL_DATA", ROOT / ".." / "shared" / "data"))

pytestmark = pytest.mark.skipif(
    not (DATA / "corpus").is_dir(),
    reason="the collections of definitions are not here; SFN_DSL_DATA says where they are",
)

SECTION = re.compile(r"^## (?P<title>.+)$")
ENTRY = re.compile(r"^- `(?P<name>[^`]+)`: .+[.?]$")


def accepts(document: Any) -> bool:
    return not schema.check(Definition(document))


def files(*parts: str) -> Iterator[tuple[str, Any]]:
    for path in sorted(DATA.joinpath(*parts).glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


@cache
def judged() -> dict[str, set[str]]:
    """The names in each section of the page of differences."""
    sections: dict[str, set[str]] = {}
    title = ""
    page = ROOT / "docs/reference/schema-disagreements.md"
    for line in page.read_text(encoding="utf-8").splitlines():
        if heading := SECTION.match(line):
            title = heading["title"]
            sections[title] = set()
        elif entry := ENTRY.match(line):
            sections[title].add(entry["name"])
    return sections


def test_every_definition_from_public_projects_is_accepted_or_its_defect_is_named() -> None:
    refused = {name for name, document in files("corpus", "definitions") if not accepts(document)}

    assert refused == judged()["Refused, though collected as good"]


def test_every_fixture_collected_as_bad_is_refused_or_the_reason_is_named() -> None:
    accepted = {name for name, document in files("corpus", "invalid") if accepts(document)}

    assert accepted == (
        judged()["Accepted, though collected as bad: the schema's judgement"]
        | judged()["Accepted, though collected as bad: beyond any schema"]
    )


def test_every_single_defect_is_found_or_beyond_any_schema() -> None:
    accepted = {name for name, document in files("lint", "defects") if accepts(document)}

    assert accepted == judged()["Single defects beyond any schema"]


def test_a_single_defect_gives_a_single_finding() -> None:
    for name, document in files("lint", "defects"):
        assert len(schema.check(Definition(document))) <= 1, name


def test_definitions_without_a_defect_are_accepted() -> None:
    assert [name for name, document in files("lint", "good") if not accepts(document)] == []
    assert [name for name, document in files("seed") if not accepts(document)] == []


def test_every_definition_that_ran_on_aws_is_accepted() -> None:
    cases = list(files("conformance", "executions"))

    assert len(cases) > 600
    assert [name for name, case in cases if not accepts(case["definition"])] == []


def test_what_aws_said_on_creation_holds() -> None:
    differing = set()
    for name, case in files("conformance", "create"):
        if case["about"] != "definition" or not case["definition_is_json"]:
            continue
        expected = case["expected"]
        taken = expected.get("accepted", expected.get("result") == "OK")
        if accepts(case["definition"]) is not taken:
            differing.add(name)

    assert differing == judged()["Refused by AWS on creation, beyond any schema"]


def test_every_state_that_aws_took_for_a_trial_is_accepted() -> None:
    for name, case in files("conformance", "test_state"):
        state = case["definition"]
        document = state if "States" in state else {"StartAt": "A", "States": {"A": state}}
        refusal = case["expected"].get("exception", {}).get("message", "")
        assert accepts(document) is not refusal.startswith("Invalid State Machine Def"), name


def test_no_definition_makes_the_check_raise() -> None:
    for folder in ("definitions", "dialects", "invalid"):
        for _, document in files("corpus", folder):
            schema.check(Definition(document))


def test_both_validators_agree_on_every_definition() -> None:
    import jsonschema

    exact = jsonschema.Draft202012Validator(rule_book())
    for folder in ("definitions", "dialects", "invalid"):
        for name, document in files("corpus", folder):
            assert accepts(document) is exact.is_valid(document), name
