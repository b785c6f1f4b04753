"""The tables in ``docs/reference/policy.md`` are those of the code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sfn_dsl.language.aws_sdk.dependent.table import DEPENDENT, NOTED, UNKNOWABLE
from sfn_dsl.language.aws_sdk.keys import KEYS
from sfn_dsl.language.aws_sdk.roles import NOT_PASSED
from sfn_dsl.language.permissions import Grant


def calls(text: str) -> str:
    return ", ".join(f"`{call}`" for call in text.split())


def actions(grants: tuple[Grant, ...]) -> str:
    names = dict.fromkeys(action for each in grants for action in each.actions)
    return ", ".join(f"`{name}`" for name in names)


def dependent_permissions() -> Iterator[str]:
    yield "| calls | also needs | because | source |"
    yield "|---|---|---|---|"
    for row in DEPENDENT:
        cells = (calls(row.calls), actions(row.grants), row.why, row.source)
        yield f"| {' | '.join(cells)} |"


def unknowable_calls() -> Iterator[str]:
    yield "| calls | known with | because | source |"
    yield "|---|---|---|---|"
    for row in UNKNOWABLE:
        unless = f"`{row.unless}`" if row.unless else ""
        yield f"| {calls(row.calls)} | {unless} | {row.reason} | {row.source} |"


def noted_calls() -> Iterator[str]:
    yield "| calls | with | note | source |"
    yield "|---|---|---|---|"
    for row in NOTED:
        without = row.when.startswith("-")
        when = f"{'no ' if without else ''}`{row.when.removeprefix('-')}`"
        yield f"| {calls(row.calls)} | {when} | {row.reason} | {row.source} |"


def keys() -> Iterator[str]:
    yield "| calls | parameters | need on the key | source |"
    yield "|---|---|---|---|"
    for row in KEYS:
        cells = (calls(row.calls), calls(row.members), calls(row.actions), row.source)
        yield f"| {' | '.join(cells)} |"


def roles() -> Iterator[str]:
    yield "| calls | parameters | not passed because |"
    yield "|---|---|---|"
    for row in NOT_PASSED:
        members = "all" if row.members == "*" else calls(row.members)
        yield f"| {calls(row.calls)} | {members} | {row.why} |"


def test_the_page_shows_the_tables_with_the_source_of_each_row(
    root: Path, regenerate: bool
) -> None:
    page = root / "docs/reference/policy.md"
    text = page.read_text(encoding="utf-8")
    for title, lines in {
        "dependent permissions": dependent_permissions(),
        "keys of encryption": keys(),
        "noted calls": noted_calls(),
        "roles that are not passed": roles(),
        "unknowable calls": unknowable_calls(),
    }.items():
        begin = f"<!-- {title}: written by pytest with option regenerate -->\n"
        start = text.index(begin) + len(begin)
        stop = text.index("<!-- end -->", start)
        text = text[:start] + "\n" + "\n".join(lines) + "\n\n" + text[stop:]
    if regenerate:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text
