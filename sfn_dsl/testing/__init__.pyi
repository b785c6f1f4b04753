"""What `sfn_dsl.testing` gives, each name where it lives."""

from .answering import Answer
from .engine import Event, Execution, Failed, Hangs, Limits, Succeeded, TaskCall
from .errors import AnswerError, TaskFailed, UnansweredTaskError
from .files.mock_config import mock_config
from .files.tasks_file import read_tasks
from .functions.handlers import handler
from .local_objects import LocalObjects, ObjectsError
from .nesting import nested
from .scripted import after, answers, fails, hangs, returns, submitted
from .services.plausible import answers_like_service
from .services.real_clients import real
from .simulating import simulate

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
