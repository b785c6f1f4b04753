"""Put small random faults into the code, and print each that no test notices.

The tests run once in copies of the checkout where probes record which test reaches which fault.
Then each fault is tried in a copy, with the tests that reach it and, for a minute more, with others
that reach the same file, since a cached value is computed in one test and used in many. The kept
tools do not fit: they try each fault with the whole suite, or leave out the code outside of
functions, and none of them takes a sample.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from checkout import ROOT, Checkout
from faults import Fault, Source
from recording import Recording

PACKAGES: Final = (
    *("aws", "comparison", "definition", "deployment", "diff", "expressions", "iam", "lint"),
)
RECORDING_SECONDS: Final = 1800


def main() -> None:
    """Try a sample of faults; the exit code only tells whether that was possible."""
    options = _options()
    # A run in the background ignores interrupts, and what a test interrupts would as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sources = {source.file: source for source in _sources(options.package)}
    faults = [fault for source in sources.values() for fault in source.faults()]
    if not faults:
        sys.exit(f"no code found in {', '.join(options.package)}")
    random.Random(options.seed).shuffle(faults)  # noqa: S311 - a sample, no secret
    real = (fault for fault in faults if sources[fault.file].changes_with(fault))
    sample = list(islice(real, options.sample))
    _tell(f"{len(sample)} of {len(faults)} faults in {len(sources)} files\n")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Checkout(Path(folder, str(number))) for number in range(options.jobs)]
        survived = 0
        for fault in _Trial(copies, sources, sample).survivors():
            _tell(_shown(fault, sources[fault.file].text))
            survived += 1
    _tell(f"\nthe tests noticed {len(sample) - survived} of {len(sample)} faults\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, default=80, help="how many faults")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("package", nargs="*", default=PACKAGES, help="a folder or file of sfn_dsl")
    return parser.parse_args()


def _sources(packages: Iterable[str]) -> Iterator[Source]:
    """The modules of the packages that there are."""
    for place in (ROOT / "sfn_dsl" / package for package in packages):
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.is_file()
        yield from (Source(file.relative_to(ROOT).as_posix(), file.read_bytes()) for file in files)


def _shown(fault: Fault, source: bytes) -> str:
    """A fault as the lines that it changes."""
    old, new = (text.decode().splitlines() for text in (source, fault.applied(source)))
    changes = list(difflib.unified_diff(old, new, n=0, lineterm=""))[3:]
    line = source.count(b"\n", 0, fault.start) + 1
    return "\n".join([f"\n{fault.file}:{line}", *(f"  {change}" for change in changes), "\n"])


def _tell(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


@dataclass(frozen=True)
class _Trial:
    """A sample of faults, tried in as many copies at a time as there are."""

    copies: Sequence[Checkout]
    sources: Mapping[str, Source]
    sample: Sequence[Fault]

    def survivors(self) -> Iterator[Fault]:
        """The faults with which all tests pass that were chosen for them."""
        recording = self._recorded()
        free: SimpleQueue[Checkout] = SimpleQueue()
        for copy in self.copies:
            free.put(copy)

        def survives(number: int) -> bool:
            copy = free.get()
            try:
                return self._survives(number, copy, recording)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(len(self.copies)) as pool:
            running = {pool.submit(survives, n): fault for n, fault in enumerate(self.sample)}
            try:
                for done in as_completed(running):
                    if done.result():
                        yield running[done]
                    else:
                        _tell(".")
            finally:  # when interrupted, what has begun is all that is waited for
                pool.shutdown(cancel_futures=True)

    def _recorded(self) -> Recording:
        recording = Recording()
        with ThreadPoolExecutor(len(self.copies)) as pool:
            for report in pool.map(self._share_recorded, range(len(self.copies))):
                recording.read(report)
        if not recording.passing:
            sys.exit("no test passes even without a fault; run: make test")
        _tell(f"{len(recording.passing)} tests pass in a copy without a fault\n")
        _tell("".join(f"left out, as it fails: {test}\n" for test in sorted(recording.failed)))
        return recording

    def _share_recorded(self, share: int) -> str:
        """Run a share of the tests with probes in one of the copies."""
        copy = self.copies[share]
        probes: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, fault in enumerate(self.sample):
            probes[fault.file][fault.anchor].append(number)
        for file, numbers in probes.items():
            copy.write(file, self.sources[file].probed(numbers), version=1)
        files = copy.test_files[share :: len(self.copies)]
        report = copy.test(*files, timeout=RECORDING_SECONDS)[1]
        for file in probes:
            copy.write(file, self.sources[file].text, version=2)
        return report

    def _survives(self, number: int, copy: Checkout, recording: Recording) -> bool:
        fault, tests = self.sample[number], recording.tests_for(number, self.sample[number])
        source = self.sources[fault.file].text
        copy.write(fault.file, fault.applied(source), version=3 + number)
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        seconds = sum(recording.seconds[test] for test in tests)
        passed, _ = copy.test("-x", *files, chosen=tests, timeout=60 + 3 * seconds)
        copy.write(fault.file, source, version=2)
        return passed


if __name__ == "__main__":
    main()
