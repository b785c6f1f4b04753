"""Recorded cases: how many end on the simulator as they ended on AWS, and where the others differ.

    python bench/conformance.py [--data FOLDER] [--format json] [--kind KIND] [--case TEXT]
    python bench/conformance.py --engine moto

FOLDER is laid out like the `conformance` folder of the project's data (by default the one of
SFN_DSL_DATA): `executions/`, `test_state/`, and the `compare.py` by which its cases are judged.
Executions are self-contained, or their tasks are answered as was recorded. "equal" is equal in
status, output, error, cause, and where a history is recorded in each event's type and details, in
order; "outcome" in status, output and error name. What is not run is named with its reason.

`--case` runs the cases whose name holds a text. `--engine moto` runs the self-contained cases
through moto's interpreter as well, with the time of each; `--engine recording` feeds the
recordings to themselves, which checks this script.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import attrs
from recordings.cases import (
    MOCKED,
    SELF_CONTAINED,
    Case,
    Compare,
    default_folder,
    load_cases,
    load_compare,
)
from recordings.judging import Verdict, judge, judge_answer
from recordings.limits import EngineError, within
from recordings.shape import recorded_as

TEST_STATE = "test_state"
KINDS = (SELF_CONTAINED, MOCKED, TEST_STATE)
SECONDS = 30.0  # of one case

# Runs a case. What it returns gives the run in the shape of a recording, which is not timed.
Run = Callable[[Case], Callable[[], Mapping[str, Any]]]


@attrs.define
class Score:
    """What came of the cases of one kind; ``times`` are the seconds of those that ended."""

    cases: int = 0
    equal: int = 0
    outcome_equal: int = 0
    differences: list[dict[str, str]] = attrs.Factory(list)
    skipped: list[tuple[str, str]] = attrs.Factory(list)
    times: dict[str, float] = attrs.Factory(dict)

    def add(self, case: Case, verdict: Verdict) -> None:
        """Count a case that was run."""
        self.cases += 1
        self.equal += verdict.equal
        self.outcome_equal += verdict.outcome_equal
        if not verdict.equal:
            self.differences.append({"case": case.id, "first": verdict.first})


def main() -> int:
    options = read_options()
    folder = options.data or default_folder()
    if not (folder / "compare.py").is_file():
        print(f"no recorded cases in {folder}; set SFN_DSL_DATA or give --data", file=sys.stderr)
        return 2 if options.data else 0
    kinds = (options.kind,) if options.kind else KINDS
    scores = score_all(folder, kinds, options.case, options.engine == "recording")
    peer = None
    if options.engine == "moto":
        from recordings import moto_engine

        with moto_engine.running() as run:
            cases = chosen(folder / "executions", SELF_CONTAINED, options.case)
            peer = score(cases, run, load_compare(folder), moto_engine.unfit)
    if options.format == "json":
        print(json.dumps(as_json(scores), indent=2, ensure_ascii=False))
        for name, why in skipped(scores):
            print(f"skipped {name}: {why}", file=sys.stderr)
    else:
        show(scores)
        if peer is not None:
            show_peer(scores[SELF_CONTAINED], peer)
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--case", default="", metavar="TEXT")
    parser.add_argument("--engine", choices=("simulator", "moto", "recording"), default="simulator")
    options = parser.parse_args()
    if options.engine == "moto" and options.kind not in (None, SELF_CONTAINED):
        parser.error(f"moto runs the kind '{SELF_CONTAINED}' only")
    if options.engine == "moto":
        options.kind = SELF_CONTAINED
    return options


def score_all(folder: Path, kinds: Sequence[str], text: str, itself: bool) -> dict[str, Score]:
    compare = load_compare(folder)
    execute, test = (recorded, recorded) if itself else engine(compare)
    scores = {}
    for kind in kinds:
        if kind == TEST_STATE:
            cases = [case for case in load_cases(folder / TEST_STATE) if text in case.id]
            scores[kind] = score_answers(cases, test, compare)
        else:
            scores[kind] = score(chosen(folder / "executions", kind, text), execute, compare)
    return scores


def engine(compare: Compare) -> tuple[Run, Run]:
    from recordings.simulator import execution_of, test_state_of

    return lambda case: execution_of(case, compare), lambda case: test_state_of(case, compare)


def recorded(case: Case) -> Callable[[], Mapping[str, Any]]:
    return lambda: recorded_as(case.expected)


def chosen(folder: Path, kind: str, text: str) -> list[Case]:
    return [case for case in load_cases(folder) if case.kind()[0] == kind and text in case.id]


def never(_: Case) -> str | None:
    return None


def score(
    cases: Sequence[Case],
    run: Run,
    compare: Compare,
    unfit: Callable[[Case], str | None] = never,
) -> Score:
    """Run executions and judge them."""
    scored = Score()
    for case in cases:
        if why := case.kind()[1] or unfit(case):
            scored.skipped.append((case.id, why))
            continue
        actual = timed(case, run, scored)
        if isinstance(actual, EngineError):
            scored.add(case, Verdict(False, False, str(actual)))
        else:
            scored.add(case, judge(case, actual, compare))
    return scored


def score_answers(cases: Sequence[Case], run: Run, compare: Compare) -> Score:
    """Test states and compare the answers."""
    scored = Score()
    for case in cases:
        actual = timed(case, run, scored)
        if isinstance(actual, EngineError):
            first = str(actual)
        else:
            answer = {name: value for name, value in actual.items() if name != "history"}
            first = judge_answer(case.expected, answer, compare)
        scored.add(case, Verdict(not first, not first, first))
    return scored


def timed(case: Case, run: Run, scored: Score) -> Mapping[str, Any] | EngineError:
    before = perf_counter()
    try:
        with within(SECONDS):
            shape = run(case)
            scored.times[case.id] = perf_counter() - before
            return shape()
    except EngineError as error:
        return error


def as_json(scores: Mapping[str, Score]) -> dict[str, Any]:
    executions = {}
    for kind in (SELF_CONTAINED, MOCKED):
        found = scores.get(kind, Score())
        names = ("cases", "equal", "outcome_equal")
        executions[kind] = {name: getattr(found, name) for name in names}
    tested = scores.get(TEST_STATE, Score())
    return {
        "executions": executions,
        TEST_STATE: {"cases": tested.cases, "equal": tested.equal},
        "differences": [each for found in scores.values() for each in found.differences],
    }


def skipped(scores: Mapping[str, Score]) -> Iterator[tuple[str, str]]:
    return (each for found in scores.values() for each in found.skipped)


def show(scores: Mapping[str, Score]) -> None:
    for found in scores.values():
        for difference in found.differences:
            print(f"{difference['case']}\n    {difference['first']}")
        for name, why in found.skipped:
            print(f"{name}\n    skipped: {why}")
    print(f"{'':16} {'cases':>6} {'equal':>14} {'outcome':>14} {'skipped':>8} {'seconds':>8}")
    for kind, found in scores.items():
        outcome = "" if kind == TEST_STATE else part(found.outcome_equal, found.cases)
        print(
            f"{kind:16} {found.cases:6} {part(found.equal, found.cases):>14} {outcome:>14} "
            f"{len(found.skipped):8} {sum(found.times.values()):8.2f}"
        )


def part(count: int, whole: int) -> str:
    return f"{count} {100 * count / whole:6.2f} %" if whole else "0"


def show_peer(ours: Score, peer: Score) -> None:
    """Moto's agreement and times beside ours, of the cases that both ran to an end."""
    print("\nmoto, the same cases")
    for name, why in peer.skipped:
        print(f"{name}\n    skipped: {why}")
    ran = sorted(ours.times.keys() & peer.times.keys())
    failing = {each["case"] for each in ours.differences}
    print(f"{'':16} {'cases':>6} {'equal':>14} {'outcome':>14} {'median':>10} {'all':>9}")
    for name, found in (("sfn_dsl", ours), ("moto", peer)):
        print(
            f"{name:16} {found.cases:6} {part(found.equal, found.cases):>14} "
            f"{part(found.outcome_equal, found.cases):>14} "
            f"{1e3 * median([found.times[each] for each in ran]):7.2f} ms "
            f"{sum(found.times[each] for each in ran):7.2f} s"
        )
    if ran:
        ratios = [peer.times[each] / ours.times[each] for each in ran]
        whole = sum(peer.times[each] for each in ran) / sum(ours.times[each] for each in ran)
        print(
            f"{len(ran)} cases that both ran to an end: ours takes 1/{whole:.0f} of moto's time, "
            f"in the median 1/{median(ratios):.0f}"
        )
    only = [each["case"] for each in peer.differences if each["case"] not in failing]
    print(f"{len(only)} cases where ours agrees with AWS and moto does not")


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0


if __name__ == "__main__":
    sys.exit(main())
