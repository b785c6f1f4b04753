"""Any service's action, called by the AWS SDK."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.model.converters import Template
from sfn_dsl.model.integration import Integration
from sfn_dsl.model.states import Task
from sfn_dsl.tasks.service import TaskOptions, given_whole


def aws_sdk(
    name: str,
    service: str,
    action: str,
    parameters: Mapping[str, Template] | Jsonata | Unset = UNSET,
    *,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Call a service that has no function of its own here: ``aws_sdk("Read", "s3", "getObject")``.

    ``service`` and ``action`` are spelt as in a resource (``sfn``, ``describeExecution``) and the
    parameters in PascalCase; without them the state's input is handed over. The result is the
    service's answer in PascalCase. Raises AuthoringError for a service, an action or a parameter
    that does not exist, and for a required one that is not there.
    """
    # Loads the table of integrations and a service's model.
    from sfn_dsl.tasks.checking import objections

    given = given_whole(parameters, options)
    for objection in objections(f"aws-sdk:{service}:{action}", wait, given.get("parameters")):
        raise AuthoringError(f"in '{name}', {objection}")
    resource = Integration(f"aws-sdk:{service}:{action}", wait)
    return Task(name, resource=resource, **given, **options)
