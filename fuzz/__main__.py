"""Try mutated definitions on the tools: ``python -m fuzz --seconds 600 --seed 1``.

Each case has a number and a seed, and the same ones give the same case, whatever ran before. What
breaks a law, raises or takes long is printed with the command that repeats it, and written to a
folder with its input; then the run goes on. Exit codes: 0: every case held; 1: some did not.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from sfn_dsl import canonical_text

from .cases import Case, Failure, run

_HUNG_SECONDS = 120
_SAID = "Try mutated definitions on the tools, and hold what they do to laws."


def main() -> int:
    """Run cases until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=_SAID)
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on (60)")
    parser.add_argument("--seed", type=int, default=1, help="which cases to try (1)")
    parser.add_argument("--cases", type=int, help="how many cases to try, however long it takes")
    parser.add_argument("--case", type=int, help="try only the case of this number")
    parser.add_argument("--output", type=Path, help="folder for the inputs of cases that failed")
    given = parser.parse_args()
    numbers = _numbers(given)
    began, tried, kinds = time.monotonic(), 0, Counter[str]()
    for number in numbers:
        if given.cases is None and time.monotonic() - began > given.seconds:
            break
        case = Case(given.seed, number)
        faulthandler.dump_traceback_later(_HUNG_SECONDS, exit=True)
        for failure in run(case):
            if failure.kind not in kinds:
                _tell(case, failure, given.output)
            kinds[failure.kind] += 1
        faulthandler.cancel_dump_traceback_later()
        tried += 1
    print(f"{tried} cases in {time.monotonic() - began:.0f} s, {len(kinds)} kinds of failure")
    for kind, times in sorted(kinds.items()):
        print(f"{times:6} {kind}")
    return 1 if kinds else 0


def _numbers(given: argparse.Namespace) -> Iterable[int]:
    if given.case is not None:
        return (given.case,)
    return count() if given.cases is None else range(given.cases)


def _tell(case: Case, failure: Failure, output: Path | None) -> None:
    again = f"python -m fuzz --seed {case.seed} --case {case.number}"
    print(f"case {case.number}: {failure.kind}: {again}")
    print("".join(traceback.format_exception(failure.error)[-4:])[-2_000:], flush=True)
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        name = f"{case.seed}-{case.number}-{failure.check}.json"
        inputs = {"one": failure.one, "other": failure.other}
        (output / name).write_text(canonical_text(inputs), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
