"""One state, run once, and AWS's answer to it (ASL reference, section 6.2 for what is left out)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.failures import TIMEOUT, Failure, StateFault
from sfn_dsl.simulation.fiber import Fiber, State, Steps
from sfn_dsl.simulation.states.choice_state import ChoiceState
from sfn_dsl.simulation.states.distributed_map import DistributedMap
from sfn_dsl.simulation.states.end_states import SucceedState
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.handlers import error_output
from sfn_dsl.simulation.states.map_state import MapState
from sfn_dsl.simulation.states.pass_state import PassState
from sfn_dsl.simulation.states.task_state import TaskState
from sfn_dsl.simulation.states.wait_state import WaitState
from sfn_dsl.simulation.test_state.inspection import Inspection, inspected
from sfn_dsl.simulation.test_state.map_trial import work_out_fields
from sfn_dsl.simulation.test_state.requests import Request

_WITH_FLOW: Final = (ChoiceState, HandledState, PassState, SucceedState, WaitState)


# What an answer holds as itself, not as the text of its JSON.
_PLAIN: Final = frozenset(
    ("errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")
)


@attrs.frozen
class Answer:
    """What came of a state.

    ``status`` is SUCCEEDED, FAILED, RETRIABLE or CAUGHT_ERROR. ``output`` is a list of one, None
    where there is no output.
    """

    status: str
    output: list[Any] | None = None
    error: str | None = None
    cause: str | None = None
    next_state: str | None = None

    def as_api(self, inspection: Mapping[str, Any] | None) -> dict[str, Any]:
        """The answer of the API; ``inspection`` is what was seen of the data on its way."""
        fields: dict[str, Any] = {
            "error": self.error,
            "cause": self.cause,
            "nextState": self.next_state,
            "status": self.status,
        }
        answer = {name: value for name, value in fields.items() if value is not None}
        if self.output is not None:
            answer["output"] = compact(self.output[0])
        if inspection is not None:
            answer["inspectionData"] = {
                name: value if name in _PLAIN else compact(value)
                for name, value in inspection.items()
            }
        return answer


class Trial(State):
    """Runs a state once, without retries, and keeps what came of it as ``answer``."""

    is_instant: ClassVar[bool] = False

    __slots__ = ("_inspection", "_is_jsonata", "_request", "_state", "answer")

    def __init__(
        self, state: State, request: Request, inspection: Inspection, *, is_jsonata: bool
    ) -> None:
        super().__init__(state.name, state.pointer, request.kind)
        self._state = state
        self._request = request
        self._inspection = inspection
        self._is_jsonata = is_jsonata
        self.answer = Answer("FAILED", error=TIMEOUT)  # unless the state ends in time
        if isinstance(state, _WITH_FLOW):
            state.flow = inspected(state.flow, request.kind, inspection)

    def perform(self, fiber: Fiber, raw: Any) -> Steps:
        """Run the state."""
        state = self._state
        try:
            if isinstance(state, HandledState):
                self.answer = yield from self._handled(state, fiber, raw)
            else:
                self.answer = yield from self._plain(state, fiber, raw)
        except Failure as failure:
            self.answer = Answer("FAILED", error=failure.error, cause=self._cause(fiber, failure))
        return None, None

    def _plain(self, state: State, fiber: Fiber, raw: Any) -> Steps:
        if self._request.kind == "Fail" and not self._is_jsonata:
            self._inspection.note("afterInputPath", raw)
        if state.is_instant:
            after, output = state.step(fiber, raw)
        else:
            after, output = yield from state.perform(fiber, raw)
        return _succeeded(after, output)

    def _handled(self, state: HandledState, fiber: Fiber, raw: Any) -> Steps:
        fiber.enter(state, raw)
        fiber.retries = self._request.retries
        try:
            result = yield from self._result(state, fiber, raw)
            output, assigned = state.flow.finish(fiber, raw, result)
            fiber.run.check_size(output, state.name)
        except Failure as fault:
            return self._failed(state, fiber, raw, fault)
        fiber.exit(state, output, assigned)
        return _succeeded(state.next, output)

    def _result(self, state: HandledState, fiber: Fiber, raw: Any) -> Steps:
        request = self._request
        if isinstance(state, TaskState):
            result, _ = yield from state.attempt(fiber, raw)
            return self._inspection.note("result", result)
        if isinstance(state, (MapState, DistributedMap)):
            work_out_fields(state, request, fiber, self._inspection, is_jsonata=self._is_jsonata)
        else:
            state.flow.arguments(fiber, state.flow.effective(fiber, raw))
        if request.error is not None:
            raise Failure(request.error.error, request.error.cause)
        assert request.result is not None  # noqa: S101  # such states are tested with a mock
        return request.result[0]

    def _failed(self, state: HandledState, fiber: Fiber, raw: Any, fault: Failure) -> Answer:
        """What a retrier or a catcher makes of a failure."""
        failure = Failure(fault.error, self._cause(fiber, fault))
        handlers, made = state.handlers, self._request.retries
        retrier = handlers.retrier(fault)
        if retrier is not None and made < retrier.attempts:
            delay = attrs.evolve(retrier, is_jittered=False).delay(made + 1, fiber.random)
            self._handled_by("retry", handlers.retriers.index(retrier))
            self._inspection.seen["errorDetails"]["retryBackoffIntervalSeconds"] = int(delay)
            return Answer("RETRIABLE", error=failure.error, cause=failure.cause)
        catcher = handlers.catcher(fault)
        if catcher is None:
            raise failure
        self._handled_by("catch", handlers.catchers.index(catcher))
        output, assigned = catcher.work_out(fiber, raw, error_output(failure))
        fiber.exit(state, output, assigned)
        return Answer("CAUGHT_ERROR", [output], failure.error, failure.cause, catcher.next.name)

    def _handled_by(self, kind: str, index: int) -> None:
        self._inspection.note("errorDetails", {f"{kind}Index": index})

    def _cause(self, fiber: Fiber, failure: Failure) -> str | None:
        """The cause without the state and the event that it begins with in a history."""
        if isinstance(failure, StateFault):
            return failure.text
        opening = StateFault("").in_state(self.name, fiber.entered).cause or ""
        return None if failure.cause is None else failure.cause.removeprefix(opening)


def _succeeded(after: State | None, output: Any) -> Answer:
    return Answer("SUCCEEDED", [output], next_state=after.name if after else None)
