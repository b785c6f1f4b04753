"""The error names that Step Functions itself raises or understands (ASL reference, section 6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


class States:
    """The reserved error names, as constants so that a misspelt one is an error in the editor.

    They are the names for ``error_equals`` of `Retry` and `Catch`. See
    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. (ASL
    reference, section 6.3.)
    """

    ALL = "States.ALL"
    """Matches every error but ``States.Runtime``; must stand alone and in the last place."""

    BRANCH_FAILED = "States.BranchFailed"
    DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded"
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold"
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout"
    HTTP_SOCKET = "States.Http.Socket"
    INTRINSIC_FAILURE = "States.IntrinsicFailure"
    ITEM_READER_FAILED = "States.ItemReaderFailed"
    NO_CHOICE_MATCHED = "States.NoChoiceMatched"
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure"
    PERMISSIONS = "States.Permissions"
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError"
    RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure"
    RESULT_WRITER_FAILED = "States.ResultWriterFailed"
    RUNTIME = "States.Runtime"
    """Ends the execution whatever Retry and Catch say (section 6.4)."""

    TASK_FAILED = "States.TaskFailed"
    """Matches every error of a task but ``States.Timeout``."""

    TIMEOUT = "States.Timeout"


TERMINAL: Final = frozenset({States.RUNTIME})
"""Errors that end the execution: no retrier or catcher matches them, even one that names them."""

WILDCARDS: Final[Mapping[str, frozenset[str]]] = {
    States.ALL: TERMINAL,
    States.TASK_FAILED: TERMINAL | {States.TIMEOUT},
}
"""The names that stand for many errors, each with those it does not stand for (section 6.2)."""

UNRAISED: Final = frozenset({States.ALL, States.NO_CHOICE_MATCHED})
"""Names that no retrier or catcher ever meets as an error: the one is only a wildcard, the other is
raised by Choice states, which have neither."""


def matches(listed: str, error: str) -> bool:
    """Return whether a name in ErrorEquals matches an error (ASL reference, section 6.2)."""
    if error in TERMINAL:
        return False
    return listed == error or (listed in WILDCARDS and error not in WILDCARDS[listed])
