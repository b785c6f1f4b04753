"""JSONata for moto, which would need Java to evaluate it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.stepfunctions.parser.api import EvaluationFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import (
    StatesErrorName,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.jsonata import jsonata

from sfn_dsl.expressions.jsonata import evaluated
from sfn_dsl.local.replacing import replaced

_QUERY_ERROR = StatesErrorNameType.StatesQueryEvaluationError


def evaluate(expression: str) -> Any:
    """The value of an expression, in the place of moto's own function."""
    try:
        return evaluated(expression)
    except Exception as error:  # whatever the engine fails with is an error of the expression
        raise jsonata.JSONataException("UNKNOWN", str(error)) from error


def evaluate_in(evaluate_body: Callable[[StringJSONata, Any], None]) -> Callable[..., None]:
    """Moto's evaluation of a field, in which an error fails the state as it does on AWS.

    Any: moto's environment of an execution is used as it is.
    """

    def evaluate_field(field: StringJSONata, environment: Any) -> None:
        try:
            evaluate_body(field, environment)
        except jsonata.JSONataException as error:
            name = StatesErrorName(typ=_QUERY_ERROR)
            cause = f"The JSONata expression '{field.expression}' threw an error: {error.details}"
            failed = EvaluationFailedEventDetails(cause=cause, error=name.error_name)
            details: Any = {"evaluationFailedEventDetails": failed}
            raise FailureEventException(
                failure_event=FailureEvent(
                    env=environment,
                    error_name=name,
                    event_type=HistoryEventType.EvaluationFailed,
                    event_details=details,
                )
            ) from error

    return evaluate_field


@contextmanager
def installed() -> Iterator[None]:
    """Give moto the engine in the block."""
    body = evaluate_in(StringJSONata._eval_body)
    with replaced(jsonata, "_eval_jsonata", evaluate), replaced(StringJSONata, "_eval_body", body):
        yield
