"""From a source to the workflow that is deployed of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import attrs
import click

from sfn_dsl.aws.api import MachineType
from sfn_dsl.cli.options import Command, place_options, sources_of
from sfn_dsl.cli.where import where_of
from sfn_dsl.deployment.build import Buildable, NamedDefinition
from sfn_dsl.errors import SfnError
from sfn_dsl.loading import author_value, file_of, load, require_file
from sfn_dsl.model.workflow import Target, Workflow, WorkflowBuilder
from sfn_dsl.python_files import running


@attrs.frozen
class Beside:
    """What the command line says of a bare definition, and the role that its target has."""

    name: str | None = None
    role: str | None = None
    type: MachineType | None = None
    default_role: str = ""

    @property
    def said(self) -> tuple[str | None, ...]:
        """What the command line says, None for what it does not."""
        return (self.name, self.role, self.type)

    def require_none(self, source: str) -> None:
        """Raise UsageError where something is said of a source that says it itself."""
        given = [f"--{name}" for name in ("name", "role", "type") if getattr(self, name)]
        if given:
            raise click.UsageError(
                f"'{source}' says itself what {' and '.join(given)} would say; leave that away"
            )


NOTHING_BESIDE: Final = Beside()


def source_options(command: Command) -> Callable[..., Any]:
    """Give a command the options for its SOURCEs, and hand it their `Where` and `Beside`.

    That is where the sources live, and --name, --role and --type for a definition without them.
    """

    @place_options
    @click.option(
        "--name", metavar="NAME", help="The name of a definition that no workflow is made of."
    )
    @click.option(
        "--role", metavar="ROLE", help="Its role, by name or ARN; the target's unless given."
    )
    @click.option(
        "--type",
        "machine_type",
        type=click.Choice(["STANDARD", "EXPRESS"]),
        help="Its type; unless given, that of the machine that is there, or STANDARD.",
    )
    @wraps(command)
    def with_sources(
        *,
        account: str | None,
        region: str | None,
        target: str | None,
        name: str | None,
        role: str | None,
        machine_type: MachineType | None,
        **options: Any,
    ) -> Any:
        where = where_of(target, sources_of(options), account, region)
        beside = Beside(name, role, machine_type, where.role)
        return command(where=where, beside=beside, **options)

    return with_sources


def workflow_of(source: str, beside: Beside = NOTHING_BESIDE) -> Buildable:
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
    require_file(source)
    role = beside.role or beside.default_role
    if not beside.name or not role:
        raise SfnError(
            f"'{source}' is a definition without a name and a role; give --name and --role, or "
            "deploy a Python file with a Workflow(...), which has both"
        )
    definition = load(source).definition
    return NamedDefinition(definition, beside.name, role, beside.type)


def machine_of(source: str) -> Buildable | str:
    """What names a state machine: its ARN as it is, or the workflow of a Python file."""
    if source.startswith("arn:"):
        return source
    if not file_of(source).endswith(".py"):
        require_file(source)
        raise SfnError(
            f"'{source}' is a definition, which does not say the name of its state machine; give "
            "the ARN of the machine, or the Python file of its workflow"
        )
    return workflow_of(source)


def _explained(builder: WorkflowBuilder, source: str) -> Callable[[Target], Workflow]:
    """The same function, but what it raises says where in the author's file."""

    def build(target: Target) -> Workflow:
        with running(file_of(source)):
            return builder(target)

    return build
