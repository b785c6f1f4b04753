"""``sfn policy``: the least-privilege policy for a state machine's role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli import highlight
from sfn_dsl.cli.options import Resources, output_option, set_option, target_options
from sfn_dsl.cli.output import note, say, write_result
from sfn_dsl.cli.verbosity import is_quiet, quiet_option
from sfn_dsl.definition import canonical_text
from sfn_dsl.iam.policy.document import policy as document_of
from sfn_dsl.iam.policy.explain import as_json, as_text, warnings
from sfn_dsl.iam.policy.formats import as_cloudformation, as_terraform
from sfn_dsl.iam.requirements.derive import derive, require_known, unused
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target

_FORMATS: Final[Mapping[str, Callable[[Requirements], str]]] = {
    "json": lambda requirements: canonical_text(document_of(requirements)),
    "terraform": lambda requirements: as_terraform(document_of(requirements)),
    "cloudformation": lambda requirements: canonical_text(
        as_cloudformation(document_of(requirements))
    ),
    "explain": lambda requirements: canonical_text(as_json(requirements)),
}


@click.command(short_help="Print the least-privilege policy for the role of SOURCE.")
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="json",
    help="Output format; 'explain' also says which state needs what, and why.",
)
@click.option(
    "--name",
    metavar="NAME",
    default="",
    help="Name of the state machine. Defaults to that of the workflow.",
)
@output_option
@quiet_option
@set_option
@target_options
def policy(
    source: str,
    form: str,
    name: str,
    output: str | None,
    resources: Resources,
    target: Target,
) -> None:
    """Print the least-privilege policy for the role of SOURCE.

    What the definition does not say becomes a wildcard, reported on standard error with its state
    and field; --set narrows it, and so does [tool.sfn_dsl.resources] in pyproject.toml. Logging,
    tracing and encryption of a Workflow, a template or a deployed state machine are included.

    Exit codes: 0: the policy is complete; 1: some required permissions are unknown; 2: the command
    could not run.
    """
    target, name = _of_arn(source, target, name)
    loaded = load(source, target)
    machine = machine_at(target, loaded.workflow, loaded.definition, name=name)
    require_known(resources.given, loaded.definition, machine)
    configured = (one for one in resources.known if one not in resources.given)
    unneeded = unused(configured, loaded.definition, machine)
    machine = attrs.evolve(machine, resources=resources.known)
    requirements = derive(loaded.definition, machine)
    text = _FORMATS[form](requirements)
    write_result(text, output, str if form == "terraform" else highlight.json_text)
    for line in (warnings if is_quiet() else as_text)(requirements, loaded.definition):
        say(line)
    for resource in unneeded:
        note(f"note: [tool.sfn_dsl.resources] sets '{resource}', which this policy does not have")
    if requirements.unknown:
        click.get_current_context().exit(1)


def _of_arn(source: str, target: Target, name: str) -> tuple[Target, str]:
    """The target and the name in the ARN of a deployed state machine."""
    arn = read_arn(source)
    _, is_named, own_name = arn.resource.partition(":")
    if not is_named:
        return target, name
    where = attrs.evolve(target, account=arn.account, region=arn.region, partition=arn.partition)
    return where, name or own_name.partition(":")[0]
