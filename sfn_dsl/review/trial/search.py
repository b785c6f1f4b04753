"""Looking for data under which a workflow succeeds: from one run to the next, a bounded time.

A run that fails says where. What the states on its way read is then tried otherwise, one member
after the other, the last states first; a run that reaches something new is gone on from. Of the
data that it succeeds with, what is not needed is removed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from sfn_dsl.answers.answering import Answer
from sfn_dsl.answers.services.plausible import answers_like_service
from sfn_dsl.answers.simulating import simulate
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.model.target import Target
from sfn_dsl.review.trial.data import Choices, Data, Fitting
from sfn_dsl.review.trial.reads import Reads
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.keys import EVERYTHING
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.workflow_values import LoadedSource

MOST_RUNS: Final = 150
_MOST_EVENTS: Final = 20_000  # of all runs together, so that large machines take no longer


@attrs.frozen(eq=False)
class Trial:
    """An execution, and whether its data was chosen: so that it succeeds, or comes farthest."""

    execution: Execution
    is_chosen: bool


@attrs.frozen(eq=False)
class _Tried:
    choices: Choices
    execution: Execution

    @property
    def succeeded(self) -> bool:
        return self.execution.status == "SUCCEEDED"

    def is_as_good_as(self, other: _Tried) -> bool:
        """Return whether it succeeds, or comes as far as another that does not."""
        return self.succeeded or (
            not other.succeeded and self.execution.reached >= other.execution.reached
        )


def try_out(loaded: LoadedSource, target: Target, events: int) -> Trial:
    """Run a workflow with data under which it succeeds, or comes farthest of those tried.

    That is the input ``{}``, with answers as services give them, where these do.

    Args:
        loaded: The workflow.
        target: What it is built for.
        events: The most events of a run.

    Raises:
        SfnError: It cannot be simulated.
    """
    simulated = _Simulation(loaded, target, events)
    plain = simulated({}, answers_like_service())
    if plain.status == "SUCCEEDED":
        return Trial(plain, is_chosen=False)
    found = _Search(loaded.definition, simulated).found()
    is_better = found.status == "SUCCEEDED" or len(found.reached) > len(plain.reached)
    return Trial(found if is_better else plain, is_better)


class _Simulation:
    """Runs a workflow, which is built once for all runs."""

    def __init__(self, loaded: LoadedSource, target: Target, events: int) -> None:
        self._definition, self._target = loaded.definition, target
        self._name = loaded.workflow.name if loaded.workflow else None
        self._limits = Limits(events=events)

    def __call__(self, given: Any, answer: Answer) -> Execution:
        return simulate(
            self._definition,
            given,
            tasks={EVERYTHING: answer},
            target=self._target,
            machine_name=self._name,
            limits=self._limits,
        )


class _Search:
    def __init__(self, definition: Definition, simulated: _Simulation) -> None:
        self._simulated = simulated
        document = definition.document
        self._reads = Reads(document)
        self._states = {
            name: state for scope in scopes(document) for name, state in scope.states.items()
        }
        self._left = MOST_RUNS
        self._events_left = _MOST_EVENTS

    def found(self) -> Execution:
        """The execution that comes farthest, with no more data than it needs."""
        return self._reduced(self._farthest())

    def _farthest(self) -> _Tried:
        """The first run that succeeds, or else the one that reaches most."""
        best = self._run(Choices())
        pending, covered = [best], set(best.execution.reached)
        seen = {best.choices}
        while pending and not best.succeeded:
            for choices in self._others(pending.pop(0)):
                if choices in seen:
                    continue
                seen.add(choices)
                if not self._has_time:
                    return best
                following = self._run(choices)
                if following.succeeded:
                    return following
                if not following.execution.reached <= covered:
                    covered |= following.execution.reached
                    pending.append(following)
                    best = max(best, following, key=lambda run: len(run.execution.reached))
        return best

    @property
    def _has_time(self) -> bool:
        return self._left > 0 and self._events_left > 0

    def _run(self, choices: Choices, given: dict[str, Any] | None = None) -> _Tried:
        data = Data(self._reads, choices)
        made = data.input() if given is None else given
        execution = self._simulated(made, Fitting(data))
        self._left -= 1
        self._events_left -= len(execution.history)
        return _Tried(choices, execution)

    def _others(self, tried: _Tried) -> Iterator[Choices]:
        """Choices that differ in one member from those of a run, which its states read."""
        picked = dict(tried.choices.picked)
        for name in self._read_on_the_way(tried.execution):
            for nth in range(len(self._reads.members[name].candidates)):
                if nth != picked.get(name, 0):
                    yield Choices(frozenset({**picked, name: nth}.items()))

    def _read_on_the_way(self, execution: Execution) -> Iterator[str]:
        """The members that the states of a run read, those of the last one and of Choices first."""
        states = [self._states.get(name) or {} for name in reversed(execution.path)]
        choices = [state for state in states[1:] if state.get("Type") == "Choice"]
        names: dict[str, None] = {}
        for state in (*states[:1], *choices, *states[1:]):
            names |= dict.fromkeys(self._reads.named(state))
        yield from names

    def _reduced(self, tried: _Tried) -> Execution:
        """As good a run without the members, and without the input, that it does without."""
        self._left, self._events_left = MOST_RUNS, _MOST_EVENTS

        def with_fewer_members(less: frozenset[str]) -> _Tried:
            return self._run(attrs.evolve(tried.choices, without=less))

        best = self._least(tried, self._reads.names, with_fewer_members)
        whole = best.execution.input
        if not isinstance(whole, dict):
            return best.execution

        def with_less_input(less: frozenset[str]) -> _Tried:
            kept = {name: value for name, value in whole.items() if name not in less}
            return self._run(best.choices, kept)

        return self._least(best, list(whole), with_less_input).execution

    def _least(
        self, best: _Tried, names: list[str], without: Callable[[frozenset[str]], _Tried]
    ) -> _Tried:
        """As good a run with the fewest names: many are tried to drop at once, then few."""
        dropped: frozenset[str] = frozenset()
        size = len(names)
        while size:
            kept = [name for name in names if name not in dropped]
            for start in range(0, len(kept), size):
                if not self._has_time:
                    return best
                less = dropped.union(kept[start : start + size])
                run = without(less)
                if run.is_as_good_as(best):
                    best, dropped = run, less
            size //= 2
        return best
