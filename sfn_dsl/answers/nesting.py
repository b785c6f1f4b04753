"""State machines that a workflow starts, answered by simulating them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from sfn_dsl.answers.answering import Answer, Answerer
from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.services.executions import (
    START,
    SUCCEEDED,
    SYNC_EXPRESS,
    Ended,
    InvalidInputError,
    cause_of,
    description,
    input_of,
    invalid_input,
    machine_of,
    name_of,
    started,
    sync_express_result,
)
from sfn_dsl.arns import read_arn
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall
from sfn_dsl.simulation.keys import target_name

if TYPE_CHECKING:
    from sfn_dsl.simulation.execution import Execution


def nested(
    source: Any,
    *,
    tasks: object = None,
    objects: Any = None,
    substitutions: Mapping[str, str] | None = None,
    on_run: Callable[[Execution], object] | None = None,
) -> Answer:
    """Another workflow is simulated, for ``states:startExecution`` in all its forms.

    With ``.sync`` and ``.sync:2`` the task takes as long as the child and fails with
    States.TaskFailed where the child does not succeed; without, it is over at once, whatever
    becomes of the child. ``aws-sdk:sfn:startSyncExecution`` gives the child's status.

    Args:
        source: The other workflow: any value that `simulate` takes.
        tasks: The answers to its tasks, as for `simulate`.
        objects: What S3 holds for it, as for `simulate`.
        substitutions: The values of its placeholders.
        on_run: Called with the execution of each child.

    Example::

        runs: list[Execution] = []
        child = StateMachine([Pass("Ship", end=True)])
        tasks = {"StartShipping": nested(child, on_run=runs.append)}
    """
    return _Nested(source, tasks, objects, substitutions, on_run)


@attrs.frozen
class _Nested(Answer):
    made_by: ClassVar[str] = "nested"

    source: Any
    tasks: object
    objects: Any
    substitutions: Mapping[str, str] | None
    on_run: Callable[[Execution], object] | None

    def begin(self, where: str) -> Answerer:
        def answerer(call: TaskCall) -> Outcome:
            operation = call.action.partition(".")[0]
            if call.service not in ("states", "aws-sdk:sfn") or (
                operation not in (START, SYNC_EXPRESS)
            ):
                raise AnswerError(
                    f"{where} is nested(...), and '{call.state}' calls '{call.resource}', which "
                    "starts no execution; write its output, or a function of the call"
                )
            try:
                given = input_of(call)
            except InvalidInputError as error:
                return invalid_input(call, error)
            run = self._run(call, given, is_express=operation == SYNC_EXPRESS)
            if self.on_run is not None:
                self.on_run(run)
            return _outcome(call, run, operation)

        return answerer

    def _run(self, call: TaskCall, given: Any, *, is_express: bool) -> Execution:
        from sfn_dsl.answers.simulating import simulate

        machine = machine_of(call)
        return simulate(
            self.source,
            given,
            tasks=self.tasks,
            objects=self.objects,
            substitutions=self.substitutions,
            machine_type="EXPRESS" if is_express else None,
            name=name_of(call),
            machine_name=target_name(machine)[0],
            account=read_arn(machine).account or "123456789012",
            start=datetime.datetime.fromtimestamp(call.time, datetime.UTC),
            # Each child has its own random numbers, the same in each run of its parent.
            seed=call.token,
        )


def _outcome(call: TaskCall, run: Execution, operation: str) -> Outcome:
    seconds = run.elapsed.total_seconds()
    ended = Ended(run.status, run.input, run.output, run.error, run.cause, seconds)
    if operation == SYNC_EXPRESS:
        return Succeeded(sync_express_result(call, ended), after=seconds)
    first = started(call)
    if call.pattern == "waitForTaskToken":
        return Hangs(submitted=first)
    if not call.pattern:
        return Succeeded(first)
    if run.status == SUCCEEDED:
        output = description(call, ended, is_parsed=call.pattern == "sync:2")
        return Succeeded(output, after=seconds, submitted=first)
    cause = cause_of(call, ended)
    return Failed("States.TaskFailed", cause, after=seconds, submitted=first)
