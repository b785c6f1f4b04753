"""Amazon Athena (the optimized integration ``athena``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.athena.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def start_query_execution(
    name: str,
    *,
    query_string: Template,
    client_request_token: Template | Unset = UNSET,
    execution_parameters: Elements | Unset = UNSET,
    query_execution_context: Template | Unset = UNSET,
    result_configuration: Template | Unset = UNSET,
    result_reuse_configuration: Template | Unset = UNSET,
    work_group: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a query.

    Its result holds ``QueryExecutionId``. With ``wait="sync"`` it holds the finished query's
    description in ``QueryExecution``. See
    https://docs.aws.amazon.com/goto/WebAPI/athena-2017-05-18/StartQueryExecution.

    Args:
        name: The name of the state, 1 to 80 characters.
        query_string: ``QueryString``, a string.
        client_request_token: ``ClientRequestToken``, a string.
        execution_parameters: ``ExecutionParameters``, a list of strings.
        query_execution_context: ``QueryExecutionContext``, an object.
        result_configuration: ``ResultConfiguration``, an object.
        result_reuse_configuration: ``ResultReuseConfiguration``, an object.
        work_group: ``WorkGroup``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "QueryString": query_string,
        "ClientRequestToken": client_request_token,
        "ExecutionParameters": execution_parameters,
        "QueryExecutionContext": query_execution_context,
        "ResultConfiguration": result_configuration,
        "ResultReuseConfiguration": result_reuse_configuration,
        "WorkGroup": work_group,
    }
    return service_task(
        name,
        "athena:startQueryExecution",
        given,
        options,
        wait=wait,
        nested=("QueryExecutionContext", "ResultConfiguration", "ResultReuseConfiguration"),
        lists=("ExecutionParameters",),
    )


def stop_query_execution(
    name: str,
    *,
    query_execution_id: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Stop a running query.

    Its result is empty. See
    https://docs.aws.amazon.com/goto/WebAPI/athena-2017-05-18/StopQueryExecution.

    Args:
        name: The name of the state, 1 to 80 characters.
        query_execution_id: ``QueryExecutionId``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "QueryExecutionId": query_execution_id,
    }
    return service_task(name, "athena:stopQueryExecution", given, options)


def get_query_execution(
    name: str,
    *,
    query_execution_id: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Describe one run of a query.

    Its result holds ``QueryExecution``. See
    https://docs.aws.amazon.com/goto/WebAPI/athena-2017-05-18/GetQueryExecution.

    Args:
        name: The name of the state, 1 to 80 characters.
        query_execution_id: ``QueryExecutionId``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "QueryExecutionId": query_execution_id,
    }
    return service_task(name, "athena:getQueryExecution", given, options)


def get_query_results(
    name: str,
    *,
    query_execution_id: Template,
    max_results: Template | Unset = UNSET,
    next_token: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Get one page of a query's rows.

    Its result holds ``ResultSet`` and, if more follows, ``NextToken``. See
    https://docs.aws.amazon.com/goto/WebAPI/athena-2017-05-18/GetQueryResults.

    Args:
        name: The name of the state, 1 to 80 characters.
        query_execution_id: ``QueryExecutionId``, a string.
        max_results: ``MaxResults``, a whole number.
        next_token: ``NextToken``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "QueryExecutionId": query_execution_id,
        "MaxResults": max_results,
        "NextToken": next_token,
    }
    return service_task(name, "athena:getQueryResults", given, options)
