"""The findings on public definitions are those that docs/reference/judged-findings.md judges."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from sfn_dsl import Definition, Severity, validate
from sfn_dsl.lint.rules import RULES

from .examples import definitions

COLLECTIONS = ("corpus/definitions", "conformance/executions")
CODES = {row.code for row in RULES}

SECTION = re.compile(r"## (SFN\d{3}): .+")
ROW = re.compile(r"\| `([^`]+)` \| `([^`]+)` \| (\d+) \| (true|deliberate|false) \| .+ \|")
TOTALS = re.compile(r"(\d+) findings: (\d+) true, (\d+) deliberate, (\d+) false\.")


class Found(NamedTuple):
    code: str
    definition: str
    pointer: str


class Judged(NamedTuple):
    """A row: findings of a code in the definitions whose names match."""

    code: str
    definitions: str
    pointer: str
    count: int
    verdict: str

    def covers(self, found: Found) -> bool:
        """Tell whether a finding is one of those that are judged."""
        place = self.pointer.removesuffix("…")
        return (
            found.code == self.code
            and fnmatchcase(found.definition, self.definitions.replace("[", "[[]"))
            and (found.pointer == place or place != self.pointer)
            and found.pointer.startswith(place)
        )


@cache
def page(root: Path) -> str:
    return (root / "docs/reference/judged-findings.md").read_text(encoding="utf-8")


@cache
def judged(root: Path) -> tuple[Judged, ...]:
    rows, code = [], ""
    for line in page(root).splitlines():
        if section := SECTION.fullmatch(line):
            code = section[1]
        elif row := ROW.fullmatch(line):
            rows.append(Judged(code, row[1], row[2], int(row[3]), row[4]))
    return tuple(rows)


@cache
def found(data: Path) -> tuple[Found, ...]:
    """Each error and warning of a rule, in definitions without their machine type."""
    return tuple(
        Found(finding.code, name.removesuffix(".json"), finding.pointer)
        for collection in COLLECTIONS
        for name, document in definitions(data / collection)
        for finding in validate(Definition(document))
        if finding.code in CODES and finding.severity is not Severity.INFO
    )


@pytest.mark.slow
def test_every_finding_is_judged(root: Path, data: Path) -> None:
    assert [each for each in found(data) if not any(row.covers(each) for row in judged(root))] == []


@pytest.mark.slow
def test_every_judgement_is_of_as_many_findings_as_it_says(root: Path, data: Path) -> None:
    counts = [sum(map(row.covers, found(data))) for row in judged(root)]
    differing = [row for row, count in zip(judged(root), counts, strict=True) if count != row.count]
    assert differing == []
    assert sum(counts) == len(found(data)), "a finding is judged twice"


def test_the_totals_are_those_of_the_rows(root: Path) -> None:
    counts: Counter[str] = Counter()
    for row in judged(root):
        counts[row.verdict] += row.count
    totals = TOTALS.search(page(root))
    assert totals
    assert [int(total) for total in totals.groups()] == [
        counts.total(),
        *(counts[verdict] for verdict in ("true", "deliberate", "false")),
    ]
