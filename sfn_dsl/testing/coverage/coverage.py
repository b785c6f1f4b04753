"""How often each part of each workflow was reached, over executions and over processes.

What one process has counted is handed to another as the JSON report, so that there is one shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.origin import Position
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.testing.coverage.items import KINDS, Item, Kind, items_of

REPORT_VERSION: Final = 1
"""The version of the JSON report; another one is another shape."""


class Key(NamedTuple):
    """What makes two executions executions of one workflow.

    The same source may be built for several targets and loaded any number of times, so neither the
    definition as an object nor its text will do: ARNs differ. Its file, the line of its machine and
    its name are those of the author; ``parts`` are the pointers of all items, because one function
    may build machines of different states under one name.
    """

    source: str
    line: int | None
    name: str
    parts: tuple[tuple[Kind, str], ...]


class Place(NamedTuple):
    """A line of the author's, the file relative to the project where it is inside of it."""

    file: str
    line: int


class Counts(NamedTuple):
    """How many items were reached, of how many."""

    covered: int
    total: int

    @property
    def percent(self) -> float:
        """The share in percent; 100 where there is nothing to reach."""
        return 100 * self.covered / self.total if self.total else 100.0


@attrs.define(eq=False)
class WorkflowCoverage:
    """A workflow, what can be reached of it, and how many executions reached each part."""

    key: Key
    items: tuple[Item, ...]
    places: tuple[Place | None, ...]
    executions: int = 0
    reached: Counter[str] = attrs.field(factory=Counter)

    def counts(self, kind: Kind | None = None) -> Counts:
        """The counts of one kind, or of all."""
        own = [item for item in self.items if kind in (None, item.kind)]
        return Counts(sum(item.pointer in self.reached for item in own), len(own))

    def placed(self) -> Iterable[tuple[Item, Place | None]]:
        """The items, each with its line where that is known."""
        return zip(self.items, self.places, strict=True)


class Coverage:
    """The coverage of all workflows of which executions were recorded.

    ``root`` is the folder of the project. With ``sources``, only workflows that are written in one
    of these files and folders are recorded.
    """

    def __init__(self, root: Path, sources: Sequence[Path] = ()) -> None:
        self._root = root
        self._sources = [source.resolve() for source in sources]
        self._workflows: dict[Key, WorkflowCoverage] = {}

    @property
    def root(self) -> Path:
        """The folder that the files of reports are relative to."""
        return self._root

    @property
    def workflows(self) -> list[WorkflowCoverage]:
        """The workflows by source, line and name."""
        order = sorted(self._workflows, key=lambda key: (key.source, key.line or 0, *key[2:]))
        return [self._workflows[key] for key in order]

    def counts(self, kind: Kind | None = None) -> Counts:
        """The counts of all workflows together, of one kind or of all."""
        each = [workflow.counts(kind) for workflow in self._workflows.values()]
        return Counts(sum(one.covered for one in each), sum(one.total for one in each))

    def record(self, execution: Execution) -> None:
        """Count what an execution reached."""
        definition = execution.definition
        machine = definition.source.locate("")
        file = machine.file if machine else definition.source.name
        if not self._is_selected(file):
            return
        items = tuple(items_of(definition))
        key = Key(
            self._relative(file),
            machine.line if machine else None,
            execution.machine_name,
            tuple((item.kind, item.pointer) for item in items),
        )
        # Only now, as the working directory and the files are those of the test.
        if key not in self._workflows:
            places = tuple(self._place(definition, item) for item in items)
            self._workflows[key] = WorkflowCoverage(key, items, places)
        self._count(key, 1, dict.fromkeys(execution.reached, 1))

    def add(self, report: dict[str, Any]) -> None:
        """Add what another process counted, from its JSON report."""
        for written in report["workflows"]:
            entries = written["items"]
            items = tuple(Item(*(entry[name] for name in Item._fields)) for entry in entries)
            parts = tuple((item.kind, item.pointer) for item in items)
            key = Key(written["source"], written["line"], written["name"], parts)
            if key not in self._workflows:
                places = tuple(Place(e["file"], e["line"]) if e["file"] else None for e in entries)
                self._workflows[key] = WorkflowCoverage(key, items, places)
            self._count(key, written["executions"], {e["pointer"]: e["count"] for e in entries})

    def report(self) -> dict[str, Any]:
        """The JSON report, see docs/how-to/coverage.md."""
        return {
            "version": REPORT_VERSION,
            "totals": _totals(self.counts),
            "workflows": [_entry(workflow) for workflow in self.workflows],
        }

    def _count(self, key: Key, executions: int, reached: dict[str, int]) -> None:
        workflow = self._workflows[key]
        workflow.executions += executions
        known = {item.pointer for item in workflow.items}
        workflow.reached += Counter({each: reached[each] for each in reached if each in known})

    def _is_selected(self, file: str) -> bool:
        path = Path(file).resolve()
        return not self._sources or any(path.is_relative_to(each) for each in self._sources)

    def _place(self, definition: Definition, item: Item) -> Place | None:
        position: Position | None = definition.source.locate(item.pointer)
        return Place(self._relative(position.file), position.line) if position else None

    def _relative(self, file: str) -> str:
        """A file relative to the project; what is not a file, such as an ARN, as it is."""
        path = Path(file).resolve()
        if not path.is_file():
            return file
        root = self._root.resolve()
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _totals(counts: Any) -> dict[str, Any]:
    own: dict[str, Any] = {kind: counts(kind)._asdict() for kind in KINDS}
    together: Counts = counts()
    return {**own, "all": together._asdict(), "percent": round(together.percent, 2)}


def _entry(workflow: WorkflowCoverage) -> dict[str, Any]:
    return {
        "name": workflow.key.name,
        "source": workflow.key.source,
        "line": workflow.key.line,
        "executions": workflow.executions,
        "totals": _totals(workflow.counts),
        "items": [
            {
                **item._asdict(),
                "file": place.file if place else None,
                "line": place.line if place else None,
                "count": workflow.reached[item.pointer],
            }
            for item, place in workflow.placed()
        ],
    }
