"""Testing a workflow here: simulated executions, answers for tasks, and coverage."""

from sfn_dsl.simulation.effects import Failed, Hangs, Succeeded, TaskCall
from sfn_dsl.testing.errors import AnswerError, TaskFailed, UnansweredTaskError
from sfn_dsl.testing.lambda_functions import handler
from sfn_dsl.testing.scripted import after, answers, fails, hangs, returns, submitted

__all__ = [
    "AnswerError",
    "Failed",
    "Hangs",
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
    "submitted",
]
