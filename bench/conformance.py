"""Recorded cases: how many end on the simulator as they ended on AWS, and where the others differ.

    python bench/conformance.py [--data FOLDER] [--format json] [--kind KIND] [--case TEXT]
    python bench/conformance.py --engine moto
    python bench/conformance.py --endpoint [URL] [--case TEXT] [--format json] [--alone]

FOLDER is laid out like the `conformance` folder of the project's data (by default the one of
SFN_DSL_DATA): `executions/`, `test_state/`, and the `compare.py` by which its cases are judged.
Executions are self-contained, or their tasks are answered as was recorded. "equal" is equal in
status, output, error, cause, and where a history is recorded in each event's type and details, in
order; "outcome" in status, output and error name. What is not run is named with its reason.

`--case` runs the cases whose name holds a text. `--engine moto` runs the self-contained cases
through moto's interpreter as well, in the same process, with the time of each: CPU time, of an
engine that has run all of them before. `--engine recording` feeds the recordings to themselves,
which checks this script.

`--endpoint` asks an endpoint of AWS instead, by boto3 over HTTP; without a URL, one of ours is
started. It also asks for the verdicts of `create/`: accepted, or refused with the same code at the
same place. The same is asked of moto and ministack in the same run, unless `--alone`. What the
endpoint takes for an execution is real time, over HTTP.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from recordings.cases import (
    MOCKED,
    SELF_CONTAINED,
    Case,
    Compare,
    default_folder,
    load_cases,
    load_compare,
)
from recordings.scoring import Engine, Score, score_answers, score_executions
from recordings.shape import recorded_as

TEST_STATE = "test_state"
ROUNDS = 3
KINDS = (SELF_CONTAINED, MOCKED, TEST_STATE)


def main() -> int:
    options = read_options()
    folder = options.data or default_folder()
    if not (folder / "compare.py").is_file():
        print(f"no recorded cases in {folder}; set SFN_DSL_DATA or give --data", file=sys.stderr)
        return 2 if options.data else 0
    compare = load_compare(folder)
    if options.endpoint is not None:
        return at_endpoints(options, folder, compare)
    if options.engine == "moto":
        cases = chosen(folder, SELF_CONTAINED, options.case)
        ours, peer = beside_moto(cases, compare)
        scores = {SELF_CONTAINED: ours}
    else:
        kinds = (options.kind,) if options.kind else KINDS
        execute, test = itself() if options.engine == "recording" else simulator(compare)
        scores = {}
        for kind in kinds:
            cases = chosen(folder, kind, options.case)
            if kind == TEST_STATE:
                scores[kind] = score_answers(cases, test.run, compare)
            else:
                scores[kind] = score_executions(cases, execute, compare)
    if options.format == "json":
        print(json.dumps(as_json(scores), indent=2, ensure_ascii=False))
        for name, why in skipped(scores):
            print(f"skipped {name}: {why}", file=sys.stderr)
        return 0
    show(scores)
    if options.engine == "moto":
        show_peer(ours, peer)
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
    parser.add_argument("--endpoint", nargs="?", const="", metavar="URL")
    parser.add_argument("--alone", action="store_true", help="ask no other endpoints")
    options = parser.parse_args()
    if options.engine == "moto" and options.kind not in (None, SELF_CONTAINED):
        parser.error(f"moto runs the kind '{SELF_CONTAINED}' only")
    if options.engine == "moto":
        options.kind = SELF_CONTAINED
    return options


def at_endpoints(options: argparse.Namespace, folder: Path, compare: Compare) -> int:
    """Ask endpoints over HTTP for everything that can be asked so."""
    from recordings import beside

    cases = beside.Cases.of(folder, options.case)
    found = list(beside.rows(cases, compare, options.endpoint, peers=not options.alone))
    if options.format == "json":
        print(json.dumps(beside.as_json(found), indent=2, ensure_ascii=False))
    else:
        beside.show(found)
    return 0


def chosen(folder: Path, kind: str, text: str) -> list[Case]:
    """The cases of a kind whose names hold a text."""
    if kind == TEST_STATE:
        return [case for case in load_cases(folder / TEST_STATE) if text in case.id]
    cases = load_cases(folder / "executions")
    return [case for case in cases if case.kind()[0] == kind and text in case.id]


def simulator(compare: Compare) -> tuple[Engine, Engine]:
    """What executes on the simulator, and what tests states on it."""
    from recordings.simulator import execution_of, test_state_of

    return (
        Engine(lambda case: execution_of(case, compare)),
        Engine(lambda case: test_state_of(case, compare)),
    )


def itself() -> tuple[Engine, Engine]:
    """What gives the recordings themselves."""
    engine = Engine(lambda case: lambda: recorded_as(case.expected))
    return engine, engine


def beside_moto(cases: Sequence[Case], compare: Compare) -> tuple[Score, Score]:
    """Run executions on the simulator and then on moto, which is loaded only then."""
    ours = score_executions(cases, simulator(compare)[0], compare, ROUNDS)
    from recordings import moto_engine

    with moto_engine.running() as run:
        return ours, score_executions(cases, Engine(run, moto_engine.unfit), compare, ROUNDS)


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
