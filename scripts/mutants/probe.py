"""What runs inside a run of the tests: its hooks for pytest, and the probes put into the code.

Child processes that tests start report as well: pytest names the test in the environment.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

# The variables that name the file with the tests to run, and the file to append reports to.
CHOSEN: Final = "MUTANTS_CHOSEN"
REPORT: Final = "MUTANTS_REPORT"

_told: set[tuple[str, str]] = set()


def reached(place: str) -> None:
    """Report that the current test reaches a place."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
    if test and (test, place) not in _told:
        _told.add((test, place))
        _report(test, place)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the chosen tests, in their order; all where none are."""
    chosen = json.loads(Path(os.environ[CHOSEN]).read_text(encoding="utf-8"))
    order = {test: at for at, test in enumerate(chosen)}
    if order:
        items[:] = sorted((i for i in items if i.nodeid in order), key=lambda i: order[i.nodeid])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Report how long a test took, and whether it failed."""
    _report(report.nodeid, report.duration, report.failed)


def _report(*what: object) -> None:
    if REPORT in os.environ:
        with Path(os.environ[REPORT]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")
