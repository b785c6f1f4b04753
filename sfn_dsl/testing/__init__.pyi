"""What `sfn_dsl.testing` gives, by what each name needs loaded."""

from .engine import Event, Execution, Failed, Hangs, Limits, Succeeded, TaskCall
from .files import mock_config, read_tasks
from .functions import handler
from .local_aws import local_aws
from .services import answers_like_service, real
from .simulated import (
    Answer,
    AnswerError,
    LocalObjects,
    ObjectsError,
    TaskFailed,
    UnansweredTaskError,
    after,
    answers,
    fails,
    hangs,
    nested,
    returns,
    simulate,
    submitted,
)

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
    "local_aws",
    "mock_config",
    "nested",
    "read_tasks",
    "real",
    "returns",
    "simulate",
    "submitted",
]
