"""Running a workflow, and the answers that nearly every test writes (see `engine`)."""

from sfn_dsl.answers.answering import Answer
from sfn_dsl.answers.errors import AnswerError, TaskFailed, UnansweredTaskError
from sfn_dsl.answers.local_objects import LocalObjects, ObjectsError
from sfn_dsl.answers.nesting import nested
from sfn_dsl.answers.scripted import after, answers, fails, hangs, returns, submitted
from sfn_dsl.answers.simulating import simulate

__all__ = [
    "Answer",
    "AnswerError",
    "LocalObjects",
    "ObjectsError",
    "TaskFailed",
    "UnansweredTaskError",
    "after",
    "answers",
    "fails",
    "hangs",
    "nested",
    "returns",
    "simulate",
    "submitted",
]
