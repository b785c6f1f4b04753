"""What the tasks of a simulated execution are answered with.

An answer is a JSON value, which is the task's output; a function of the call; or what the functions
here make. They are values: an answer that several runs share begins anew in each of them.
"""

from __future__ import annotations

import datetime
from typing import ClassVar, Final, Literal

import attrs

from sfn_dsl.answers.answering import Answer, Answerer, begin
from sfn_dsl.answers.errors import AnswerError, UnansweredTaskError
from sfn_dsl.answers.json_values import json_copy, shown
from sfn_dsl.answers.outcomes import cause_text, check_error, seconds_of
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall

Phase = Literal["task", "start", "submit"]

_PHASES: Final[tuple[Phase, ...]] = ("task", "start", "submit")


@attrs.frozen
class _Fails(Answer):
    made_by: ClassVar[str] = "fails"

    error: str | None
    cause: str | None
    phase: Phase

    def begin(self, where: str) -> Answerer:
        outcome = Failed(self.error, self.cause, phase=self.phase)
        return lambda call: outcome


@attrs.frozen
class _Hangs(Answer):
    made_by: ClassVar[str] = "hangs"

    def begin(self, where: str) -> Answerer:
        outcome = Hangs()
        return lambda call: outcome


@attrs.frozen
class _After(Answer):
    made_by: ClassVar[str] = "after"

    seconds: float
    answer: object

    @property
    def counts(self) -> bool:
        return _counts(self.answer)

    def begin(self, where: str) -> Answerer:
        answerer = begin(self.answer, where)

        def later(call: TaskCall) -> Outcome:
            outcome = answerer(call)
            if isinstance(outcome, Hangs):
                raise AnswerError(
                    f"{where} hangs after {self.seconds:g} seconds, and what hangs has no end to "
                    "wait for; write hangs() alone, or an output"
                )
            return attrs.evolve(outcome, after=outcome.after + self.seconds)

        return later


@attrs.frozen
class _Submitted(Answer):
    made_by: ClassVar[str] = "submitted"

    response: object
    answer: object

    @property
    def counts(self) -> bool:
        return _counts(self.answer) or _counts(self.response)

    def begin(self, where: str) -> Answerer:
        respond, answerer = begin(self.response, where), begin(self.answer, where)

        def submit(call: TaskCall) -> Outcome:
            if not call.pattern:
                raise AnswerError(
                    f"{where} is submitted(...), which is for tasks with '.sync' or "
                    f"'.waitForTaskToken', and '{call.resource}' is neither; write the output alone"
                )
            response = respond(attrs.evolve(call, pattern=""))
            if isinstance(response, Failed):
                return attrs.evolve(response, phase="submit")
            # A function that only waits for its callback was called, and answered nothing.
            first = response.output if isinstance(response, Succeeded) else response.submitted
            return attrs.evolve(answerer(call), submitted=first)

        return submit


@attrs.frozen
class _InTurn(Answer):
    made_by: ClassVar[str] = "answers"

    values: tuple[object, ...]
    repeat_last: bool

    @property
    def counts(self) -> bool:
        return True

    def begin(self, where: str) -> Answerer:
        answerers = [begin(value, where) for value in self.values]
        given = 0

        def next_one(call: TaskCall) -> Outcome:
            nonlocal given
            given += 1
            if given > len(answerers) and not self.repeat_last:
                raise _exhausted(call, where, len(answerers))
            return answerers[min(given, len(answerers)) - 1](call)

        return next_one


@attrs.frozen
class _Returns(Answer):
    made_by: ClassVar[str] = "returns"

    value: object

    def begin(self, where: str) -> Answerer:
        from sfn_dsl.answers.functions.results import invocation_result

        value = json_copy(self.value, where)
        return lambda call: Succeeded(invocation_result(call, value))


def fails(error: str | None = None, cause: object = None, *, phase: Phase = "task") -> Answer:
    """The task fails with an error name and a cause.

    Args:
        error: The error's name. If omitted, it has none, as where SendTaskFailure names none.
        cause: What happened, as text; any other JSON value becomes its JSON text, as AWS gives it
            for Lambda functions and for jobs.
        phase: ``"submit"`` for a task with ``.sync`` or a task token whose service refuses the
            request (TaskSubmitFailed), ``"start"`` for one that cannot even be started
            (TaskStartFailed).

    Raises:
        AnswerError: No task can fail with that name, or there is no such phase.

    Example::

        machine = StateMachine([sns.publish("Tell", topic_arn="$t", message="hello", end=True)])
        run = simulate(machine, tasks={"Tell": fails("SNS.NotFound", "no such topic")})
        assert (run.status, run.error) == ("FAILED", "SNS.NotFound")
    """
    check_error(error, "fails()")
    return _Fails(error, cause_text(cause), _phase(phase))


def hangs() -> Answer:
    """The task does not end: its timeout, its heartbeat or a callback ends it.

    Example::

        tasks = {"Approve": hangs()}
    """
    return _Hangs()


def after(seconds: float | datetime.timedelta, answer: object) -> Answer:
    """The answer comes after so many seconds of virtual time.

    Args:
        seconds: How many seconds, or a timedelta.
        answer: The answer.

    Raises:
        AnswerError: The time is negative or not finite, or the answer hangs.

    Example::

        tasks = {"Train": after(3600, {"ModelName": "m-1"})}
    """
    delay = seconds_of(seconds, "after()", "after(60, answer)")
    if isinstance(answer, (_Hangs, Hangs)):
        raise AnswerError("a task that hangs has no end to wait for; write hangs() alone")
    return _After(delay, answer)


def answers(*values: object, repeat_last: bool = False) -> Answer:
    """One answer after the other, each for one call, retries included.

    To give one answer at every call, write it without ``answers()``.

    Args:
        *values: The answers, in order.
        repeat_last: True gives the last answer again at further calls. If omitted, a further call
            raises UnansweredTaskError, since the test did not expect it.

    Raises:
        AnswerError: There are no answers.

    Example::

        tasks = {"Charge": answers(fails("Payment.Busy"), {"id": "r-1"})}
    """
    if not values:
        raise AnswerError(
            "answers() takes one answer for each call; write answers(a, b), or fails(...) or "
            "hangs() alone"
        )
    return _InTurn(values, repeat_last)


def returns(value: object = None) -> Answer:
    """A Lambda function returns a value.

    For a function's ARN in Resource that is the task's output; for ``lambda:invoke`` it is wrapped
    with ``Payload``, ``StatusCode`` and the rest, as AWS does it. (ASL reference, section 8.4.)

    Args:
        value: What the function returns, a JSON value.

    Example::

        tasks = {"Pack": returns({"parcels": 2})}
    """
    return _Returns(value)


def submitted(response: object, answer: object) -> Answer:
    """What the service answers first, for a task with ``.sync`` or ``.waitForTaskToken``.

    Args:
        response: The output of its TaskSubmitted event. A function, a `handler` or a `real` client
            is called with the task's parameters, and a failure of it is the failure of the task.
        answer: What ends the task.

    Example::

        tasks = {"Run": submitted({"JobId": "j-1"}, {"JobId": "j-1", "Status": "SUCCEEDED"})}
    """
    return _Submitted(response, answer)


def _exhausted(call: TaskCall, where: str, given: int) -> UnansweredTaskError:
    calls = "one answer" if given == 1 else f"{given} answers"
    instead = (
        "write it without answers() to give it at every call"
        if given == 1
        else "add one, or repeat_last=True to give the last one again"
    )
    return UnansweredTaskError(
        f"{where} has {calls}, and '{call.state}' is call {given + 1} (attempt {call.attempt}, "
        f"with {shown(call.parameters)}); {instead}",
        state=call.state,
        resource=call.resource,
        parameters=call.parameters,
    )


def _counts(answer: object) -> bool:
    return isinstance(answer, Answer) and answer.counts


def _phase(phase: str) -> Phase:
    for known in _PHASES:
        if phase == known:
            return known
    raise AnswerError(f'"{phase}" is not a valid phase; write "task", "start" or "submit"')
