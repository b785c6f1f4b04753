"""The recorded cases over HTTP: at our endpoint, and beside it at those of moto and ministack."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from recordings import servers
from recordings.cases import SELF_CONTAINED, Case, Compare, load_cases
from recordings.creating import CreateScore, score_creating
from recordings.endpoint import Endpoint
from recordings.scoring import Engine, Score, score_answers, score_executions

_WAITS = "wait"


@attrs.frozen
class Cases:
    """What an endpoint is asked: verdicts on creating, states to test, executions to run."""

    create: list[Case]
    test_state: list[Case]
    executions: list[Case]

    @classmethod
    def of(cls, folder: Path, text: str) -> Cases:
        """The cases of a folder whose names hold a text."""
        executions = [
            case for case in load_cases(folder / "executions") if case.kind()[0] == SELF_CONTAINED
        ]
        groups = (load_cases(folder / "create"), load_cases(folder / "test_state"), executions)
        return cls(*([case for case in group if text in case.id] for group in groups))


@attrs.frozen
class Row:
    """What came of all of it at one endpoint, and how many seconds the executions took."""

    create: CreateScore
    test_state: Score
    executions: Score
    seconds: float


def rows(cases: Cases, compare: Compare, url: str, *, peers: bool) -> Iterator[tuple[str, Row]]:
    """The rows, each with the name of the endpoint; without a URL one of ours is started."""
    if url:
        yield "sfn_dsl", _row(cases, compare, Endpoint(url), _unfit_in_fast_time)
    else:
        yield "sfn_dsl", _row_of_ours(cases, compare)
    if not peers:
        return
    with servers.moto() as moto:
        yield "moto", _row(cases, compare, Endpoint(moto), _unfit_for_moto)
    with servers.ministack() as ministack:
        if ministack is not None:
            yield "ministack", _row(cases, compare, Endpoint(ministack))


def _row_of_ours(cases: Cases, compare: Compare) -> Row:
    """In fast time, but for executions that are stopped, which are in real time."""
    from sfn_dsl.local.server import LocalAWS

    with LocalAWS(time="fast") as fast:
        row = _row(cases, compare, Endpoint(fast.url), _unfit_in_fast_time)
    stopped = [case for case in cases.executions if _unfit_in_fast_time(case)]
    with LocalAWS() as real:
        more = score_executions(stopped, Engine(Endpoint(real.url).executed), compare)
    found = row.executions
    whole = Score(
        cases=found.cases + more.cases,
        equal=found.equal + more.equal,
        outcome_equal=found.outcome_equal + more.outcome_equal,
        differences=found.differences + more.differences,
        times=found.times | more.times,
    )
    return attrs.evolve(row, executions=whole)


def _unfit_in_fast_time(case: Case) -> str | None:
    if case.expected["status"] == "ABORTED":
        return "in fast time it ends before it can be stopped"
    return None


def _unfit_for_moto(case: Case) -> str | None:
    if _WAITS in case.tags or case.expected["status"] in ("TIMED_OUT", "ABORTED"):
        return "moto would wait in real time"
    return None


def _row(
    cases: Cases,
    compare: Compare,
    endpoint: Endpoint,
    unfit: Callable[[Case], str | None] = lambda _: None,
) -> Row:
    create = score_creating(cases.create, endpoint, compare)
    test_state = score_answers(cases.test_state, endpoint.tested, compare)
    before = time.perf_counter()
    executions = score_executions(cases.executions, Engine(endpoint.executed, unfit), compare)
    return Row(create, test_state, executions, time.perf_counter() - before)


def show(found: Sequence[tuple[str, Row]]) -> None:
    """Print what differs at the first endpoint, and a line for each."""
    for name, row in found[:1]:
        for score in (row.create, row.test_state, row.executions):
            for each in score.differences:
                print(f"{name}: {each['case']}\n    {each['first']}")
        for case, why in row.executions.skipped:
            print(f"{name}: {case}\n    skipped: {why}")
    heads = ("create", "word for word", "test_state", "executions", "outcome", "skipped", "seconds")
    print(f"{'':10}" + "".join(f"{head:>14}" for head in heads))
    for name, row in found:
        create, tested, executed = row.create, row.test_state, row.executions
        cells = (
            f"{create.equal}/{create.cases}",
            f"{create.texts}/{create.cases}",
            f"{tested.equal}/{tested.cases}",
            f"{executed.equal}/{executed.cases}",
            f"{executed.outcome_equal}/{executed.cases}",
            str(len(executed.skipped)),
            f"{row.seconds:.1f}",
        )
        print(f"{name:10}" + "".join(f"{cell:>14}" for cell in cells))


def as_json(found: Sequence[tuple[str, Row]]) -> Mapping[str, Any]:
    """The same as a JSON object."""
    return {
        name: {
            "create": {name: getattr(row.create, name) for name in ("cases", "equal", "texts")},
            "test_state": {"cases": row.test_state.cases, "equal": row.test_state.equal},
            "executions": {
                name: getattr(row.executions, name) for name in ("cases", "equal", "outcome_equal")
            },
            "differences": [
                *row.create.differences,
                *row.test_state.differences,
                *row.executions.differences,
            ],
        }
        for name, row in found
    }
