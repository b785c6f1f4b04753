"""``sfn pull``: Python source for a deployed state machine."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli.options import output_option, place_options, where_of
from sfn_dsl.cli.output import printable, say, write_result
from sfn_dsl.counting import counted
from sfn_dsl.definition import canonical_text
from sfn_dsl.deployment.pull import arn_of, deployable_of, held
from sfn_dsl.deployment.settings import held_definition
from sfn_dsl.errors import SfnError
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.model.workflow import Target


@click.command(short_help="Print Python source for a deployed state machine.")
@click.argument("machine")
@output_option
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@place_options
def pull(
    machine: str,
    output: str | None,
    force: bool,
    account: str | None,
    region: str | None,
    target: str | None,
) -> None:
    """Print Python source for MACHINE, the name or ARN of a deployed state machine.

    The source has the definition as states and tasks, and the workflow with its name, role, type,
    logging, tracing, encryption and tags. `sfn plan` finds nothing to do for it.

    Exit codes: 0: success; 2: the command could not run.
    """
    if output is not None and Path(output).exists() and not force:
        raise SfnError(f"'{output}' already exists; add --force to overwrite it, or name another")
    where = where_of(target, [output or "-"], account, region)
    if where.environment is None and region is None:
        where = attrs.evolve(where, region=read_arn(machine).region or None)
    api, place = where.connected()
    actual = held(api, arn_of(machine, place), say)
    deployable = deployable_of(actual, api, place)
    definition = held_definition(actual.machine)
    text = python_source(definition, deployable)
    write_result(text, output)
    if output is not None:
        say(f"wrote {printable(output)}")
    for sentence in _notes(deployable, canonical_text(definition.document), place):
        say(sentence)


def _notes(deployable: Deployable, definition: str, place: Target) -> list[str]:
    """What in the source is valid in this account and region only."""
    own = re.escape(f":{place.region}:{place.account}:")
    literal = len(re.findall(rf'"arn:[a-z-]+:[a-z0-9-]+{own}', definition))
    notes = []
    if literal:
        notes.append(
            f"the definition has {counted(literal, 'ARN')} of account {place.account} in "
            f"{place.region}, copied as they are; to deploy it elsewhere too, build the state "
            "machine inside the function and write target.arn(...)"
        )
    if deployable.role.startswith("arn:"):
        notes.append(
            f"IAM does not find the role by its name, so its ARN is written: {deployable.role}"
        )
    return notes
