"""A simulated execution that has ended, as tests and commands look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.counting import counted
from sfn_dsl.definition import Definition
from sfn_dsl.definition.text import one_line
from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.simulation.events import Event, in_api_form
from sfn_dsl.simulation.keys import answers_under
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.sizes import copied
from sfn_dsl.simulation.world import Status


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Execution(NotebookDisplay):
    """What became of an execution.

    The values in it are the caller's own, to change as it likes; only the details of events hold
    values that others share.

    Attributes:
        definition: What was run.
        name: The name of the execution.
        arn: The ARN of the execution.
        status: AWS's status: ``"SUCCEEDED"``, ``"FAILED"``, ``"TIMED_OUT"``, or ``"RUNNING"`` for
            one that waits for what never comes.
        input: The input.
        output: The output of one that succeeded.
        error: The error of one that failed, None where AWS gives none.
        cause: The cause of one that failed, None where AWS gives none.
        history: The events, in order; empty where the history was not kept.
        path: The names of the states entered, in order, those of branches, iterations and child
            executions included; empty where the history was not kept.
        variables: The variables of the outermost scope at the end, by name.
        started: When it started, in virtual time.
        elapsed: How long it took, in virtual time.
        reached: The JSON pointers of the states, transitions, rules, retriers and catchers that
            were reached.
        attempts: How often the work of each state was begun, by the state's name.
        all_calls: The tasks that were called, in order.
        next_state: The state that one which was run alone leads to, None at the end.
    """

    definition: Definition
    name: str
    arn: str
    status: Status
    input: Any
    output: Any
    error: str | None
    cause: str | None
    history: tuple[Event, ...]
    path: list[str]
    variables: Mapping[str, Any]
    started: datetime
    elapsed: timedelta
    reached: frozenset[str]
    attempts: Mapping[str, int]
    all_calls: tuple[TaskCall, ...]
    next_state: str | None = None

    @property
    def machine_name(self) -> str:
        """The name of the state machine."""
        # arn:aws:states:us-east-1:123456789012:execution:machine:name
        return self.arn.split(":")[6]

    def tries(self, state: str) -> int:
        """How often the work of a Task, Parallel or Map state was begun, retries included.

        Args:
            state: The name of the state.
        """
        return self.attempts.get(state, 0)

    def calls(self, key: str | None = None) -> list[TaskCall]:
        """The tasks that were called, in order: all, or those that a key names.

        Args:
            key: What tasks are answered under: the name of a state, ``sns:publish``, a function's
                name or ARN, ``aws-sdk:s3:*``. If omitted, all calls.

        Returns:
            The calls; their parameters are the caller's own, to change as it likes.
        """
        return [
            attrs.evolve(call, parameters=copied(call.parameters))
            for call in self.all_calls
            if key is None or answers_under(key, call)
        ]

    def __repr__(self) -> str:
        ended = self.status if self.error is None else f"{self.status} with {self.error}"
        return one_line(f"<Execution of {counted(len(self.path), 'state')}: {ended}>")


def execution_of(run: Run, definition: Definition, next_state: str | None = None) -> Execution:
    """What became of a run that is over, or that waits for what never comes."""
    world = run.world
    return Execution(
        definition=definition,
        name=run.names.name,
        arn=run.names.execution,
        status=run.status,
        # A test may change what it gets, and what it gets may be a literal of the definition.
        input=copied(run.input),
        output=copied(run.output),
        error=run.error,
        cause=run.cause,
        history=tuple(run.events),
        path=world.entered,
        variables=copied(run.variables),
        started=datetime.fromtimestamp(run.started, UTC),
        elapsed=timedelta(seconds=run.ended - run.started),
        reached=frozenset(world.reached),
        attempts=Counter(world.attempts),
        all_calls=tuple(world.calls),
        next_state=next_state,
    )


def execution_json(execution: Execution) -> dict[str, Any]:
    """An execution as a JSON object.

    ``history`` is as AWS's GetExecutionHistory gives it, with timestamps in ISO 8601; ``elapsed``
    is in seconds of virtual time. ``output``, ``error``, ``cause`` and ``nextState`` are there
    where the execution has them.
    """
    shown: dict[str, Any] = {"status": execution.status}
    if execution.status == "SUCCEEDED":
        shown["output"] = execution.output
    given = {
        "error": execution.error,
        "cause": execution.cause,
        "nextState": execution.next_state,
    }
    shown |= {name: value for name, value in given.items() if value is not None}
    return shown | {
        "executionArn": execution.arn,
        "input": execution.input,
        "elapsed": execution.elapsed.total_seconds(),
        "path": execution.path,
        "calls": [
            {
                "state": call.state,
                "resource": call.resource,
                "attempt": call.attempt,
                "parameters": call.parameters,
            }
            for call in execution.calls()
        ],
        "variables": dict(execution.variables),
        "history": [_event(event) for event in map(in_api_form, execution.history)],
    }


def _event(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "timestamp": event["timestamp"].isoformat(timespec="milliseconds")}
