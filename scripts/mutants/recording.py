"""What one run of all tests shows, and which tests it says are worth running for a fault."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from faults import Fault

# For how long tests run that do not reach the fault itself.
OTHERS_SECONDS: Final = 60


@dataclass
class Recording:
    """How long each test takes, which fail, and which reach each place (a fault or a file)."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    failed: set[str] = field(default_factory=set)
    reaching: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(self, reports: str) -> None:
        """Add the reports of the probes and hooks in one run of tests."""
        for line in reports.splitlines():
            match json.loads(line):
                case [test, float(seconds), bool(failed)]:
                    self.seconds[test] += seconds
                    self.failed |= {test} if failed else set()
                case [test, str(place)]:
                    self.reaching[place].add(test)

    @property
    def passing(self) -> set[str]:
        """The tests that can notice something."""
        return set(self.seconds) - self.failed

    def tests_for(self, number: int, fault: Fault) -> list[str]:
        """The tests that reach a fault, then others: of the same file, the quickest of all."""
        reaching = self.reaching[str(number)] & self.passing
        others, left = [], float(OTHERS_SECONDS)
        near = self.reaching[fault.file]
        for test in sorted(
            self.passing - reaching, key=lambda test: (test not in near, self.seconds[test], test)
        ):
            left -= self.seconds[test]
            if left > 0:
                others.append(test)
        return [*self._by_file(reaching), *self._by_file(others)]

    def _by_file(self, tests: Iterable[str]) -> list[str]:
        """The tests by file, since those of a file share fixtures; the quickest file first."""
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests):
            files[test.partition("::")[0]].append(test)
        quickest = sorted(files.values(), key=lambda those: sum(self.seconds[t] for t in those))
        return [test for those in quickest for test in those]
