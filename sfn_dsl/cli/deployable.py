"""What the commands that talk to AWS share: their options, and the workflow of a source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sfn_dsl.cli.options import checked_account, checked_region
from sfn_dsl.errors import SfnError
from sfn_dsl.loading import author_value, file_of
from sfn_dsl.model.workflow import Target, Workflow, WorkflowBuilder
from sfn_dsl.python_files import running

_Command = TypeVar("_Command", bound=Callable[..., Any])


def deploy_options(command: _Command) -> _Command:
    """Give a command --account and --region."""
    command = click.option(
        "--account",
        metavar="ID",
        callback=checked_account,
        help="The account id; that of the credentials unless given.",
    )(command)
    return click.option(
        "--region",
        metavar="REGION",
        callback=checked_region,
        help="The region; by boto3's conventions unless given.",
    )(command)


def change_options(command: _Command) -> _Command:
    """Give a command --replace, --no-aws-validation and --allow-missing-permissions.

    They come as ``replace``, ``ask_aws`` and ``allow_missing_permissions``.
    """
    command = click.option(
        "--allow-missing-permissions",
        is_flag=True,
        help="Go on where the role surely lacks what the definition needs, as `sfn role` tells.",
    )(command)
    command = click.option(
        "--replace",
        is_flag=True,
        help="Delete a machine of another type and make it anew, without its history.",
    )(command)
    return click.option(
        "--no-aws-validation",
        "ask_aws",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Do without AWS's own validation of the definition.",
    )(command)


def workflow_of(source: str) -> Workflow | WorkflowBuilder:
    """The workflow that a Python file holds, to be built for the account it is deployed to.

    Raises SfnError for a source that says no name and role, which a bare definition does not.
    """
    if not file_of(source).endswith(".py"):
        raise SfnError(
            f"'{source}' is a definition without a name and a role; deploy a Python file with a "
            "Workflow(...), which has both"
        )
    value = author_value(source)
    if isinstance(value, Workflow):
        return value
    if isinstance(value, WorkflowBuilder):
        return WorkflowBuilder(_explained(value, source))
    raise SfnError(
        f"'{source}' holds a {type(value).__name__}, which has no role; return it in a "
        "Workflow(name, machine, role=...)"
    )


def machine_of(source: str) -> Workflow | WorkflowBuilder | str:
    """What names a state machine: its ARN as it is, or the workflow of a Python file."""
    return source if source.startswith("arn:") else workflow_of(source)


def _explained(builder: WorkflowBuilder, source: str) -> Callable[[Target], Workflow]:
    """The same function, but what it raises says where in the author's file."""

    def build(target: Target) -> Workflow:
        with running(file_of(source)):
            return builder(target)

    return build
