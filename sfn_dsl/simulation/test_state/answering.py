"""Answering a request of TestState."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import transitions
from sfn_dsl.errors import AuthoringError
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.simulation.effects import (
    Failed,
    NoSuchObjectError,
    Outcome,
    StoredObject,
    Succeeded,
    TaskCall,
    Tasks,
)
from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import prepare
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.single import alone
from sfn_dsl.simulation.test_state.inspection import Inspection
from sfn_dsl.simulation.test_state.requests import MockedError, Request, read_request
from sfn_dsl.simulation.test_state.trial import Trial
from sfn_dsl.simulation.world import Names, World

_MACHINE: Final = "TestState"


def answer(
    given: Mapping[str, Any],
    *,
    tasks: Tasks | None = None,
    check: Callable[[Definition], None] | None = None,
    account: str = "123456789012",
    region: str = "us-east-1",
    partition: str = "aws",
    start: float = 0.0,
    seed: int | str = 0,
) -> dict[str, Any]:
    """Test a state: a request of AWS's TestState, and its answer.

    ``given`` and the answer have the members of AWS's API, with texts of JSON where it has them.
    ``tasks`` answers the task of a state without a mock. ``check`` gets a machine of the state and
    of ends where it leads to, and may raise RefusedError for what the schema says of it.
    ``start`` is the time of the test, in seconds since 1970; waiting takes no time, but what would
    take more than five minutes fails with States.Timeout, as it does on AWS. ``seed`` is where
    random numbers come from.

    Raises RefusedError for what AWS refuses, and AuthoringError for a definition that cannot be
    prepared.
    """
    request = read_request(given)
    inspection = Inspection({"input": request.input})
    world = World(
        start=start,
        tasks=tasks
        if tasks and not request.is_mocked
        else MockedTask(request.result, request.error),
        objects=ReaderData(request.items),
        seed=seed,
        limits=Limits(),
    )
    around = f"arn:{partition}:states:{region}:{account}"
    name = world.new_id()
    names = Names(
        machine=f"{around}:stateMachine:{_MACHINE}",
        execution=f"{around}:express:{_MACHINE}:{name}",
        name=name,
        role=request.role or f"arn:{partition}:iam::{account}:role/{_MACHINE}",
        region=region,
        account=account,
    )
    run = TestedRun(world, names, request)
    definition = _definition(request)
    if check is not None:
        check(definition)
    trial = _trial(definition, request, inspection)
    run.start(alone(trial), request.input, None)
    world.run(lambda: run.is_over)
    if run.variables:
        inspection.note("variables", run.variables)
    return trial.answer.as_api(inspection.seen if request.level != "INFO" else None)


class TestedRun(Run):
    """The execution of a tested state: express, with the context and the variables given."""

    def __init__(self, world: World, names: Names, request: Request) -> None:
        super().__init__(world, names, is_express=True)
        self.variables.update(request.variables)
        self._context = request.context

    def context_of(self, fiber: Fiber) -> dict[str, Any]:
        """The context object that was given, with the item of a Map in it."""
        context = super().context_of(fiber)
        if self._context is None:
            return context
        return {**self._context, **{key: context[key] for key in ("Map",) if key in context}}


@attrs.frozen
class MockedTask:
    """Answers the task of a state with its mock (see `Tasks`)."""

    result: list[Any] | None
    error: MockedError | None

    def start(self, call: TaskCall) -> Outcome:
        """What becomes of the call."""
        if self.error is not None:
            return Failed(self.error.error, self.error.cause)
        if self.result is None:
            raise AuthoringError(
                f"the task of '{call.state}' has no answer; give a mock, or tasks= that answer it"
            )
        return Succeeded(self.result[0])


@attrs.frozen
class ReaderData:
    """Gives one text, whatever object is read (see `Objects`)."""

    text: str | None

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """The text. Raises NoSuchObjectError without one."""
        if self.text is None:
            raise NoSuchObjectError(bucket, key)
        return self.text.encode()

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        """The objects that the text lists, as ListObjectsV2 does."""
        for each in json.loads(self.read(bucket, prefix)):
            yield StoredObject(each["Key"], each.get("Size", 0), each.get("Etag", ""))

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """Nothing is kept."""


def _definition(request: Request) -> Definition:
    """A machine of the state and of the states that it leads to, which end there."""
    state = dict(request.state)
    if request.kind == "Pass" and request.language is QueryLanguage.JSONPATH:
        state.setdefault("InputPath", "$")  # so that it is worked out, and seen
    targets = [transition.target for transition in transitions("", state)]
    ends = {name: {"Type": "Succeed"} for name in targets}
    states = {**ends, request.name: state}
    language = request.language.value
    return Definition({"QueryLanguage": language, "StartAt": request.name, "States": states})


def _trial(definition: Definition, request: Request, inspection: Inspection) -> Trial:
    state = prepare(definition).machine.states[request.name]
    is_jsonata = request.language is QueryLanguage.JSONATA
    return Trial(state, request, inspection, is_jsonata=is_jsonata)
