"""The comment: what it says first, and its sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from shlex import quote as in_shell
from typing import Final
from urllib.parse import quote

from sfn_dsl.comparison import as_text
from sfn_dsl.counting import counted
from sfn_dsl.definition.scopes import place
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.review.facts import Comparison, ReviewFacts
from sfn_dsl.review.markdown.picture import picture_section
from sfn_dsl.review.markdown.sections import Section, clipped, fitting
from sfn_dsl.review.markdown.text import code, prose

LONGEST: Final = 65_536
"""The most characters of a comment on GitHub."""

_LONGEST_NAME: Final = 300


def as_markdown(facts: ReviewFacts) -> str:
    """A review as Markdown for GitHub, of at most 65,536 characters.

    Its first line is a comment that says what it is a review of, so that whoever posts it finds the
    one to replace. What does not fit is cut, and each section says so itself.
    """
    return fitting(_head(facts), list(_sections(facts)), LONGEST)


def marker(name: str) -> str:
    """The first line of the comment on a source."""
    return (
        f"<!-- sfn-review: {quote(name[:_LONGEST_NAME], safe='/.:#_ ').replace('--', '-%2D')} -->"
    )


def _head(facts: ReviewFacts) -> str:
    title = f"## Review of {code(facts.name[:_LONGEST_NAME])}"
    return f"{marker(facts.name)}\n{title}\n\n{_summary(facts)}"


def _summary(facts: ReviewFacts) -> str:
    parts = [counted(facts.states, "state")]
    comparison = facts.comparison
    if comparison is not None:
        count = len(comparison.changes)
        changes = counted(count, "change") if count else "no semantic difference"
        against = code(comparison.reference[:_LONGEST_NAME])
        parts.append(f"{changes} compared with {against}")
    parts.append(_counts(facts.findings))
    if comparison is not None:
        new = sum(map(comparison.is_new, facts.findings))
        if facts.findings:
            parts[-1] += f", {new or 'none'} of them new"
        grants = comparison.grants
        if grants:
            told = f"the role gains {counted(len(grants.gained), 'permission')}"
            parts.append(f"{told} and loses {len(grants.lost)}")
    if facts.role is not None:
        parts.append(prose(facts.role.heading))
    return " · ".join(parts)


def _counts(findings: Iterable[Diagnostic]) -> str:
    counts = Counter(finding.severity for finding in findings)
    told = (counted(counts[each], each.value) for each in Severity if counts[each])
    return ", ".join(told) or "no findings"


def _sections(facts: ReviewFacts) -> Iterator[Section]:
    name, comparison = in_shell(facts.name[:_LONGEST_NAME]), facts.comparison
    against = in_shell(comparison.reference[:_LONGEST_NAME]) if comparison else ""
    if comparison is not None and comparison.changes:
        command = code(f"sfn graph {name} --against {against} -o changes.svg")
        yield picture_section(comparison.graph, comparison.overlay, command)
        yield _changes(comparison, facts, code(f"sfn diff {against} {name}"))
    else:
        command = code(f"sfn graph {name} -o graph.svg")
        yield picture_section(facts.graph, facts.findings_overlay, command)
    if facts.findings:
        yield _findings(facts, code(f"sfn validate {name}"))
    if comparison is not None and comparison.grants:
        yield _grants(comparison, code(f"sfn policy {name} --format explain"))
    if facts.plan is not None:
        yield _block("Plan", facts.plan.heading, facts.plan.lines)
    if facts.role is not None:
        yield _block("Role", facts.role.heading, (*facts.role.lines, *facts.role.findings))


def _block(title: str, heading: str, lines: Iterable[str]) -> Section:
    return Section(title, (prose(clipped(heading)),), tuple(map(clipped, lines)), "text")


def _changes(comparison: Comparison, facts: ReviewFacts, command: str) -> Section:
    summary, _, rest = as_text(comparison.changes, facts.definition.source).partition("\n")
    lines = tuple(_as_diff(clipped(line)) for line in rest.strip("\n").split("\n"))
    return Section("Changes", (prose(summary),), lines, "diff", command)


def _as_diff(line: str) -> str:
    """A line of the comparison with its sign first, by which GitHub colours it."""
    bare = line.lstrip(" ")
    indent = line[: len(line) - len(bare)]
    return f"{bare[0]}{indent}{bare[1:]}" if bare[:2] in ("+ ", "- ") and indent else line


def _findings(facts: ReviewFacts, command: str) -> Section:
    listed = sorted(facts.findings, key=lambda one: not _is_new(one, facts.comparison))
    return Section("Findings", (), tuple(_item(one, facts) for one in listed), None, command)


def _is_new(finding: Diagnostic, comparison: Comparison | None) -> bool:
    return comparison is not None and comparison.is_new(finding)


def _item(finding: Diagnostic, facts: ReviewFacts) -> str:
    new = " (new)" if _is_new(finding, facts.comparison) else ""
    told = f"- **{finding.severity.value}** {finding.code}{new}"
    position = finding.position
    if position is not None:
        told += f" at {code(f'{position.file}:{position.line}'[-_LONGEST_NAME:])}"
    state = place(finding.pointer).state
    if state:
        told += f", state {code(state[:_LONGEST_NAME])}"
    return f"{told}: {prose(clipped(finding.message))}"


def _grants(comparison: Comparison, command: str) -> Section:
    grants = comparison.grants
    lines = [f"+ {grant}" for grant in grants.gained] + [f"- {grant}" for grant in grants.lost]
    lead = "Permissions that the role of this workflow needs now, and those it needs no more:"
    return Section("Policy", (lead,), tuple(map(clipped, lines)), "diff", command)
