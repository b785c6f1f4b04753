"""``sfn policy``: the least that the machine's role must allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import printable, say, write_result
from sfn_dsl.definition import canonical_text
from sfn_dsl.iam.policy.cloudformation import as_cloudformation
from sfn_dsl.iam.policy.document import policy as document_of
from sfn_dsl.iam.policy.explain import as_json, as_text, warnings
from sfn_dsl.iam.policy.terraform import as_terraform
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.loading import load
from sfn_dsl.model.workflow import Target
from sfn_dsl.role_policy import machine_at

_FORMATS: Final[Mapping[str, Callable[[Requirements], str]]] = {
    "json": lambda requirements: canonical_text(document_of(requirements)),
    "terraform": lambda requirements: as_terraform(document_of(requirements)),
    "cloudformation": lambda requirements: canonical_text(
        as_cloudformation(document_of(requirements))
    ),
    "explain": lambda requirements: canonical_text(as_json(requirements)),
}


@click.command(short_help="Print the least that the role of SOURCE must allow.")
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="json",
    help="The policy alone, or with which state needs what and why (explain).",
)
@click.option(
    "--name", metavar="NAME", default="", help="The machine's name; the workflow's unless given."
)
@output_option
@click.option("-q", "--quiet", is_flag=True, help="Say only what is not known, or too large.")
@target_options
def policy(
    source: str, form: str, name: str, output: str | None, quiet: bool, target: Target
) -> None:
    """Print the least-privilege policy of the role that SOURCE runs with.

    What the definition does not show is a wildcard; which state and which field makes it so is said
    on standard error. A Workflow also brings its name, logging, tracing and encryption.

    Exits 0 when the policy is complete, 1 when some of what is needed is not known, 2 for trouble.
    """
    target, name = _of_arn(source, target, name)
    loaded = load(source, target)
    requirements = derive(loaded.definition, machine_at(target, loaded.workflow, name=name))
    text = _FORMATS[form](requirements)
    write_result(text, output)
    for line in (warnings if quiet else as_text)(requirements, loaded.definition):
        say(printable(line).replace("\n", "\\n"))
    if requirements.unknown:
        click.get_current_context().exit(1)


def _of_arn(source: str, target: Target, name: str) -> tuple[Target, str]:
    """The target and the name that a deployed machine's ARN tells."""
    arn = read_arn(source)
    _, is_named, own_name = arn.resource.partition(":")
    if not is_named:
        return target, name
    where = attrs.evolve(target, account=arn.account, region=arn.region, partition=arn.partition)
    return where, name or own_name.partition(":")[0]
