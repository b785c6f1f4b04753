"""Amazon Athena (the optimized integration ``athena``)."""

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
    description in ``QueryExecution``. Raises AuthoringError for an object with a member that the
    service does not have or without one that it requires.
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

    Its result is empty.
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

    Its result holds ``QueryExecution``.
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

    Its result holds ``ResultSet`` and, if more follows, ``NextToken``.
    """
    given: dict[str, Template | Unset] = {
        "QueryExecutionId": query_execution_id,
        "MaxResults": max_results,
        "NextToken": next_token,
    }
    return service_task(name, "athena:getQueryResults", given, options)
