"""Testing a workflow here: simulated executions, answers for tasks, and coverage."""

from sfn_dsl.simulation.effects import Failed, Hangs, Succeeded, TaskCall
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.history.events import Event
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.testing.answering import Answer
from sfn_dsl.testing.errors import AnswerError, TaskFailed, UnansweredTaskError
from sfn_dsl.testing.files.mock_config import mock_config
from sfn_dsl.testing.files.tasks_file import read_tasks
from sfn_dsl.testing.functions.handlers import handler
from sfn_dsl.testing.local_objects import LocalObjects, ObjectsError
from sfn_dsl.testing.nesting import nested
from sfn_dsl.testing.scripted import after, answers, fails, hangs, returns, submitted
from sfn_dsl.testing.services.plausible import answers_like_service
from sfn_dsl.testing.services.real_clients import real
from sfn_dsl.testing.simulate import simulate

__all__ = [
    "Answer",
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
    "answers_like_service",
    "fails",
    "handler",
    "hangs",
    "mock_config",
    "nested",
    "read_tasks",
    "real",
    "returns",
    "simulate",
    "submitted",
]
