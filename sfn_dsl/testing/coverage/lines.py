"""Coverage by the author's lines, which is all that LCOV and Cobertura know.

A line counts as run as often as the part on it that was reached most often. What else stands there
is in the branches: the transitions of a state, and the rules, retriers and catchers at the lines
that they are written on. The transition of a rule or catcher is not a branch of its own, as it
would count twice.
"""

from __future__ import annotations

from collections import defaultdict

import attrs

from sfn_dsl.testing.coverage.coverage import Coverage


@attrs.define(eq=False)
class Line:
    """One line: how many executions reached it, and each of its branches."""

    count: int = 0
    branches: list[int] = attrs.field(factory=list)

    @property
    def taken(self) -> int:
        """How many branches were taken."""
        return sum(map(bool, self.branches))


@attrs.define(eq=False)
class FileLines:
    """The lines of a file by number, and its states with their line and count."""

    lines: defaultdict[int, Line] = attrs.field(factory=lambda: defaultdict(Line))
    states: dict[str, tuple[int, int]] = attrs.field(factory=dict)

    @property
    def sorted_lines(self) -> list[tuple[int, Line]]:
        """The lines in the order of the file."""
        return sorted(self.lines.items())

    @property
    def line_counts(self) -> tuple[int, int]:
        """How many lines were reached, of how many."""
        return sum(line.count > 0 for line in self.lines.values()), len(self.lines)

    @property
    def branch_counts(self) -> tuple[int, int]:
        """How many branches were taken, of how many."""
        own = self.lines.values()
        return sum(line.taken for line in own), sum(len(line.branches) for line in own)


def lines_by_file(coverage: Coverage) -> dict[str, FileLines]:
    """The lines of every file that is there, by its name. A part without a line is left out."""
    files: defaultdict[str, FileLines] = defaultdict(FileLines)
    for workflow in coverage.workflows:
        for item, place in workflow.placed():
            if place is None or not (coverage.root / place.file).is_file():
                continue
            file, count = files[place.file], workflow.reached[item.pointer]
            line = file.lines[place.line]
            line.count = max(line.count, count)
            if item.kind == "states":
                name = f"{workflow.key.name}.{item.state}"
                _, before = file.states.get(name, (0, 0))
                file.states[name] = (place.line, before + count)
            elif not item.within:
                line.branches.append(count)
    return dict(sorted(files.items()))
