"""Testing a workflow here: simulated executions, answers for tasks, and coverage."""

from sfn_dsl.simulation.effects import Failed, Hangs, Succeeded, TaskCall
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.history.events import Event
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.testing.errors import AnswerError, TaskFailed, UnansweredTaskError
from sfn_dsl.testing.lambda_functions import handler
from sfn_dsl.testing.local_objects import LocalObjects, ObjectsError
from sfn_dsl.testing.scripted import after, answers, fails, hangs, returns, submitted
from sfn_dsl.testing.simulate import simulate

__all__ = [
    "AnswerError",
    "Event",
    "Execution",
    "Failed",
    "Hangs",
    "Limits",
    "LocalObjects",
    "ObjectsError",
    "Succeeded",
    "TaskCall",
    "TaskFailed",
    "UnansweredTaskError",
    "after",
    "answers",
    "fails",
    "handler",
    "hangs",
    "returns",
    "simulate",
    "submitted",
]
