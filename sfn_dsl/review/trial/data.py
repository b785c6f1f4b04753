"""Data made of members: the input of a trial, and what its tasks are answered with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer
from sfn_dsl.answers.services.plausible import plausible
from sfn_dsl.review.trial.reads import ROOT, Candidate, Kind, Reads
from sfn_dsl.simulation.effects import Outcome, Succeeded, TaskCall

_DEEPEST: Final = 4
_AROUND: Final = 20
_LARGEST: Final = 50_000  # characters, about: far below what AWS takes


@attrs.frozen
class Choices:
    """What is chosen: of members the number of a candidate, of all others the first one.

    ``without`` are the members that there are not.
    """

    picked: frozenset[tuple[str, int]] = frozenset()
    without: frozenset[str] = frozenset()


class Data:
    """The data that choices make."""

    def __init__(self, reads: Reads, choices: Choices) -> None:
        self._reads, self._without = reads, choices.without
        self._picked = dict(choices.picked)
        self._room = _LARGEST

    def input(self) -> Any:
        """The input of an execution."""
        self._room = _LARGEST
        match self._chosen(ROOT):
            case Kind.OBJECTS:
                return [self._element(ROOT, _DEEPEST)]
            case Kind.TEXTS:
                return ["text"]
        return self._whole()

    def _whole(self) -> dict[str, Any]:
        """An object with all members, as nobody knows which of them stands where."""
        return self._object(self._reads.members, _DEEPEST)

    def answer(self, call: TaskCall) -> Outcome:
        """A plausible outcome with the members that the workflow reads of it."""
        self._room = _LARGEST
        outcome = plausible(call)
        if not isinstance(outcome, Succeeded):
            return outcome
        return attrs.evolve(outcome, output=self._fitted(call, outcome.output))

    def _fitted(self, call: TaskCall, output: Any) -> Any:
        action = call.action.partition(".")[0]
        is_function = call.service == "lambda" and not action
        if call.pattern == "waitForTaskToken" or call.service == "activity" or is_function:
            return self._over(output)
        if action == "invoke" and isinstance(output, dict) and "Payload" in output:
            return {**output, "Payload": self._over(output["Payload"])}
        return self._filled(output, _DEEPEST)

    def _over(self, given: Any) -> Any:
        """What a function gives back, with all members over it."""
        whole = self._whole()
        return {**given, **whole} if isinstance(given, dict) else whole or given

    def _filled(self, sample: Any, depth: int) -> Any:
        """What a service answers, with its members as they are chosen where they are compared."""
        if isinstance(sample, list):
            return [self._filled(each, depth) for each in sample]
        if not isinstance(sample, dict):
            return sample
        return {name: self._part(name, part, depth) for name, part in sample.items()}

    def _part(self, name: str, part: Any, depth: int) -> Any:
        if not self._has(name) or depth == 0:
            return part
        value = self._value(name, depth)
        if isinstance(part, dict) and isinstance(value, dict):
            return {**self._filled(part, depth - 1), **value}
        if isinstance(part, list):
            return value if isinstance(value, list) and value else self._filled(part, depth - 1)
        is_compared = not isinstance(self._chosen(name), Kind) and value != name
        return value if is_compared and type(value) is type(part) else part

    def _object(self, names: Iterable[str], depth: int) -> dict[str, Any]:
        found = {}
        for name in names:
            is_there = name != ROOT and self._has(name) and self._chosen(name) is not Kind.ABSENT
            if is_there and self._room > 0:
                self._room -= len(name) + _AROUND
                found[name] = self._value(name, depth)
        return found

    def _has(self, name: str) -> bool:
        return name in self._reads.members and name not in self._without

    def _chosen(self, name: str) -> Candidate:
        return self._reads.members[name].candidates[self._picked.get(name, 0)]

    def _value(self, name: str, depth: int) -> Any:
        chosen = self._chosen(name)
        match chosen:
            case Kind.OBJECT:
                return self._inside(name, depth)
            case Kind.OBJECTS:
                return [self._element(name, depth)]
            case Kind.TEXTS:
                return [name]
            case Kind.JSON:
                return json.dumps(self._element(name, depth))
            case Kind.ABSENT:
                return None
        return chosen

    def _inside(self, name: str, depth: int) -> dict[str, Any]:
        """What is in an object: its members, or all that are scalars where none are known."""
        children = self._reads.members[name].children
        if depth and children:
            return self._object(children, depth - 1)
        return self._scalars() if depth else {}

    def _element(self, name: str, depth: int) -> dict[str, Any]:
        """What is in an array or a text: all scalars too, as a path has no name for an element."""
        return {**self._scalars(), **self._inside(name, depth)} if depth else {}

    def _scalars(self) -> dict[str, Any]:
        names = self._reads.members
        return self._object(
            [name for name in names if not isinstance(self._chosen(name), Kind)], depth=0
        )


@attrs.frozen(eq=False)
class Fitting(Answer):
    """The answer to all tasks of a trial."""

    made_by: ClassVar[str] = "answers_like_service"

    data: Data

    def begin(self, where: str) -> Answerer:  # there is one answer
        """What answers a task in one run."""
        return self.data.answer
