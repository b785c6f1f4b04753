"""Coverage as a table, with what was missed under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sfn_dsl.counting import counted
from sfn_dsl.definition.text import one_line
from sfn_dsl.testing.coverage.coverage import Counts, Coverage, Place, WorkflowCoverage
from sfn_dsl.testing.coverage.items import KINDS, Item

_MOST_MISSED: Final = 100
_LONGEST_NAME: Final = 40


def coverage_text(coverage: Coverage) -> str:
    """The table, and the lines of what was not reached."""
    workflows = coverage.workflows
    if not workflows:
        return "no workflow was simulated"
    rows = [("workflow", *KINDS, "covered")]
    # How many files have a workflow of that name.
    files = Counter(name for name, _ in {(one.key.name, one.key.source) for one in workflows})
    for one in workflows:
        shown = _cut(one.key.name) if files[one.key.name] == 1 else _name_by_file(one)
        rows.append(_row(shown, *map(one.counts, (*KINDS, None))))
    if len(workflows) > 1:
        rows.append(_row("all", *map(coverage.counts, (*KINDS, None))))
    return "\n".join([*_table(rows), *_missed(coverage)])


def percent_text(counts: Counts) -> str:
    """A share in whole percent, rounded down: only what is covered wholly is covered by 100%."""
    return f"{int(counts.percent)}%"


def missed_of(workflow: WorkflowCoverage) -> Iterator[tuple[Item, Place | None]]:
    """What was not reached, each once.

    What stands in a state that was not reached is left out, as are the transitions of rules and
    catchers.
    """
    for item, place in workflow.placed():
        is_told = item.kind != "states" and item.owner not in workflow.reached
        if item.pointer not in workflow.reached and not item.within and not is_told:
            yield item, place


def _name_by_file(workflow: WorkflowCoverage) -> str:
    """What tells a workflow from others of its name, as files of ASL without names all have."""
    file = next((place.file for _, place in workflow.placed() if place), None)
    if file is None:
        return _cut(workflow.key.name)
    shown = one_line(file)
    return shown if len(shown) <= _LONGEST_NAME else f"…{shown[1 - _LONGEST_NAME :]}"


def _cut(name: str) -> str:
    shown = one_line(name)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def _row(shown: str, *counts: Counts) -> tuple[str, ...]:
    *kinds, together = counts
    cells = [f"{each.covered}/{each.total}" if each.total else "-" for each in kinds]
    return (shown, *cells, percent_text(together))


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _missed(coverage: Coverage) -> list[str]:
    missed = [
        f"  {_where(workflow, item, place)}: {one_line(item.title)}"
        for workflow in coverage.workflows
        for item, place in sorted(missed_of(workflow), key=_by_line)
    ]
    if not missed:
        return []
    more = len(missed) - _MOST_MISSED
    rest = [f"  and {counted(more, 'other')}; the JSON report has them all"] if more > 0 else []
    return ["", "not reached:", *missed[:_MOST_MISSED], *rest]


def _by_line(missed: tuple[Item, Place | None]) -> tuple[str, int]:
    return missed[1] or ("", 0)


def _where(workflow: WorkflowCoverage, item: Item, place: Place | None) -> str:
    return one_line(
        f"{place.file}:{place.line}" if place else f"{workflow.key.name} {item.pointer}"
    )
