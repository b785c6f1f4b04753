"""What the commands that talk to AWS share: their options, and the workflow of a source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import attrs
import click

from sfn_dsl.aws.api import MachineType
from sfn_dsl.aws.definitions import NamedDefinition
from sfn_dsl.aws.deploy import MakeDesired
from sfn_dsl.aws.held_roles import held_role
from sfn_dsl.aws.many import Built, OncePerKey
from sfn_dsl.aws.permissions import role_findings
from sfn_dsl.aws.release import Release
from sfn_dsl.aws.run import Run
from sfn_dsl.aws.terms import Terms
from sfn_dsl.cli.options import checked_account, checked_region, named_target
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import SfnError
from sfn_dsl.iam.review import HeldRole
from sfn_dsl.loading import author_value, file_of, load
from sfn_dsl.model.workflow import Target, Workflow, WorkflowBuilder
from sfn_dsl.python_files import running

Deployable = Workflow | WorkflowBuilder | NamedDefinition

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


def place_options(command: _Command) -> _Command:
    """Give a command --account and --region, and --target in place of both."""
    return named_target(deploy_options(command))


def definition_options(command: _Command) -> _Command:
    """Give a command --name, --role and --type, for a SOURCE that is a definition without them."""
    command = click.option(
        "--type",
        "machine_type",
        type=click.Choice(["STANDARD", "EXPRESS"]),
        help="Its type; unless given, that of the machine that is there, or STANDARD.",
    )(command)
    command = click.option(
        "--role", metavar="ROLE", help="Its role, by name or ARN; the target's unless given."
    )(command)
    return click.option(
        "--name", metavar="NAME", help="The name of a definition that no workflow is made of."
    )(command)


@attrs.frozen
class Change:
    """How a command changes machines, as its options say; the same for each of many."""

    replace: bool = False
    ask_aws: bool = True
    allow_missing_permissions: bool = False
    release: Release | None = None
    _roles: OncePerKey[HeldRole] = attrs.field(factory=OncePerKey, init=False, eq=False)

    @property
    def terms(self) -> Terms:
        """The terms of each deployment; each role is read once, however many machines have it."""
        return Terms(self.replace, self.ask_aws, self._review)

    def make(self, one: Built) -> MakeDesired:
        """What was built, with what is to be released of it."""
        desired = attrs.evolve(one.desired, release=self.release)
        return lambda *_: desired

    def _review(self, run: Run) -> tuple[Diagnostic, ...]:
        return role_findings(
            run,
            allow_missing=self.allow_missing_permissions,
            read=lambda api, arn: self._roles.get(arn, lambda: held_role(api, arn)),
        )


@attrs.frozen
class Beside:
    """What the command line says of a bare definition, and the role that its target has."""

    name: str | None = None
    role: str | None = None
    type: MachineType | None = None
    default_role: str = ""

    def require_none(self, source: str) -> None:
        """Raise UsageError where something is said of a source that says it itself."""
        given = [f"--{name}" for name in ("name", "role", "type") if getattr(self, name)]
        if given:
            raise click.UsageError(
                f"'{source}' says itself what {' and '.join(given)} would say; leave that away"
            )


NOTHING_BESIDE: Final = Beside()


def workflow_of(source: str, beside: Beside = NOTHING_BESIDE) -> Deployable:
    """The workflow of a source, to be built for the account it is deployed to.

    A definition that no workflow is made of takes name and role from `beside`. Raises SfnError for
    a source without them.
    """
    if not file_of(source).endswith(".py"):
        return _named(source, beside)
    beside.require_none(source)
    return built_later(author_value(source), source)


def built_later(value: Any, source: str) -> Workflow | WorkflowBuilder:
    """An author's workflow as it is deployed: what building it raises says where in the file."""
    if isinstance(value, Workflow):
        return value
    if isinstance(value, WorkflowBuilder):
        return WorkflowBuilder(_explained(value, source))
    raise SfnError(
        f"'{source}' holds a {type(value).__name__}, which has no role; return it in a "
        "Workflow(name, machine, role=...)"
    )


def _named(source: str, beside: Beside) -> NamedDefinition:
    if source.startswith("arn:"):
        raise SfnError(
            f"'{source}' is deployed already; deploy a file, or write one with sfn pull '{source}'"
        )
    role = beside.role or beside.default_role
    if not beside.name or not role:
        raise SfnError(
            f"'{source}' is a definition without a name and a role; give --name and --role, or "
            "deploy a Python file with a Workflow(...), which has both"
        )
    definition = load(source).definition
    return NamedDefinition(definition, beside.name, role, beside.type)


def machine_of(source: str) -> Workflow | WorkflowBuilder | NamedDefinition | str:
    """What names a state machine: its ARN as it is, or the workflow of a Python file."""
    return source if source.startswith("arn:") else workflow_of(source)


def _explained(builder: WorkflowBuilder, source: str) -> Callable[[Target], Workflow]:
    """The same function, but what it raises says where in the author's file."""

    def build(target: Target) -> Workflow:
        with running(file_of(source)):
            return builder(target)

    return build
