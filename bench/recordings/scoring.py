"""Running the cases of one kind on an engine, and what came of them."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import process_time
from typing import Any

import attrs

from recordings.cases import Case, Compare
from recordings.judging import Verdict, judge, judge_answer
from recordings.limits import EngineError, within

_SECONDS = 30.0  # of one case
_CASES_A_COLLECTION = 50

# Runs a case. What it returns gives the run in the shape of a recording, which is not timed.
Run = Callable[[Case], Callable[[], Mapping[str, Any]]]


@attrs.define
class Score:
    """What came of some cases; ``times`` are the seconds of CPU of those that ended."""

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


def never(_: Case) -> str | None:
    """Nothing keeps an engine from running a case."""
    return None


@attrs.frozen
class Engine:
    """What runs cases; ``unfit`` says why it cannot run one, None if it can."""

    run: Run
    unfit: Callable[[Case], str | None] = never


def score_executions(
    cases: Sequence[Case], engine: Engine, compare: Compare, rounds: int = 1
) -> Score:
    """Run executions and judge them; of several rounds the least time of a case counts."""
    scores = []
    _warm_up(cases, engine)
    with _collecting_between():
        for _ in range(rounds):
            scores.append(score := Score())
            for number, case in enumerate(cases):
                if number % _CASES_A_COLLECTION == 0:
                    gc.collect()
                _execute(case, engine, score, compare)
    for name in score.times:
        score.times[name] = min(each.times.get(name, _SECONDS) for each in scores)
    return score


def score_answers(cases: Sequence[Case], run: Run, compare: Compare) -> Score:
    """Test states and compare the answers."""
    score = Score()
    for case in cases:
        actual = _timed(case, run, score)
        if isinstance(actual, EngineError):
            first = str(actual)
        else:
            answer = {name: value for name, value in actual.items() if name != "history"}
            first = judge_answer(case.expected, answer, compare)
        score.add(case, Verdict(not first, not first, first))
    return score


def _execute(case: Case, engine: Engine, score: Score, compare: Compare) -> None:
    if why := case.kind()[1] or engine.unfit(case):
        score.skipped.append((case.id, why))
        return
    actual = _timed(case, engine.run, score)
    if isinstance(actual, EngineError):
        score.add(case, Verdict(False, False, str(actual)))
    else:
        score.add(case, judge(case, actual, compare))


def _timed(case: Case, run: Run, score: Score) -> Mapping[str, Any] | EngineError:
    before = process_time()
    try:
        with within(_SECONDS):
            shape = run(case)
            score.times[case.id] = process_time() - before
            return shape()
    except EngineError as error:
        return error


@contextmanager
def _collecting_between() -> Iterator[None]:
    """Collect garbage between cases only, so that none pays for what another one left."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _warm_up(cases: Sequence[Case], engine: Engine) -> None:
    """Run a case in each query language, so that what is loaded for them is not timed."""
    for language in ("jsonata", "jsonpath"):
        fit = (case for case in cases if language in case.tags and not engine.unfit(case))
        first = next(fit, None)
        if first is not None:
            with contextlib.suppress(EngineError), within(_SECONDS):
                engine.run(first)
