"""The error names that Step Functions itself raises or understands (ASL reference, section 6.3)."""

from __future__ import annotations


class States:
    """The reserved error names, as constants so that a misspelt one is an error in the editor."""

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
