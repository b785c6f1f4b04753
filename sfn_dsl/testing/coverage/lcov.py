"""Coverage in LCOV's format, which editors and most coverage services read.

States are its functions; transitions, rules, retriers and catchers its branches.
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.definition.text import one_line
from sfn_dsl.testing.coverage.coverage import Coverage
from sfn_dsl.testing.coverage.lines import FileLines, lines_by_file


def lcov_text(coverage: Coverage) -> str:
    """A tracefile with a record for each file."""
    return "".join(
        f"{line}\n"
        for name, file in lines_by_file(coverage).items()
        for line in ("TN:", f"SF:{name}", *_records(file), "end_of_record")
    )


def _records(file: FileLines) -> Iterator[str]:
    states = sorted((line, one_line(name), count) for name, (line, count) in file.states.items())
    yield from (f"FN:{line},{name}" for line, name, _ in states)
    yield from (f"FNDA:{count},{name}" for _, name, count in states)
    yield f"FNF:{len(states)}"
    yield f"FNH:{sum(count > 0 for _, _, count in states)}"
    for number, line in file.sorted_lines:
        for index, count in enumerate(line.branches):
            yield f"BRDA:{number},0,{index},{count if line.count else '-'}"
    taken, branches = file.branch_counts
    yield f"BRF:{branches}"
    yield f"BRH:{taken}"
    yield from (f"DA:{number},{line.count}" for number, line in file.sorted_lines)
    reached, lines = file.line_counts
    yield f"LF:{lines}"
    yield f"LH:{reached}"
