"""``sfn pull``: a machine that AWS holds, as Python source of a project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.options import place_options
from sfn_dsl.cli.output import printable, say
from sfn_dsl.cli.where import where_of
from sfn_dsl.counting import counted
from sfn_dsl.definition import canonical_text
from sfn_dsl.deployment.pull import arn_of, deployable_of, held
from sfn_dsl.deployment.settings import held_definition
from sfn_dsl.errors import SfnError
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.model.workflow import Target


@click.command(short_help="Print Python source for a MACHINE that AWS holds.")
@click.argument("machine")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, wholly or not at all.")
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@place_options
def pull(
    machine: str,
    output: str | None,
    force: bool,
    account: str | None,
    region: str | None,
    target: str | None,
) -> None:
    """Print Python source for MACHINE, the name or the ARN of a state machine that AWS holds.

    The source holds the definition as states and tasks, and the workflow with its name, role, type,
    logging, tracing, encryption and tags: to plan it finds nothing to do.
    """
    if output is not None and Path(output).exists() and not force:
        raise SfnError(f"'{output}' is there already; add --force to replace it, or name another")
    where = where_of(target, [output or "-"], account, region)
    if where.environment is None and region is None:
        where = attrs.evolve(where, region=read_arn(machine).region or None)
    api, place = where.connected()
    actual = held(api, arn_of(machine, place), say)
    deployable = deployable_of(actual, api, place)
    definition = held_definition(actual.machine)
    text = python_source(definition, deployable)
    if output is not None:
        write_atomically(output, text)
        say(f"wrote {printable(output)}")
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    for sentence in _notes(deployable, canonical_text(definition.document), place):
        say(sentence)


def _notes(deployable: Deployable, definition: str, place: Target) -> list[str]:
    """What of the source holds in this account and region only."""
    own = re.escape(f":{place.region}:{place.account}:")
    literal = len(re.findall(rf'"arn:[a-z-]+:[a-z0-9-]+{own}', definition))
    notes = []
    if literal:
        notes.append(
            f"the definition names {counted(literal, 'ARN')} of account "
            f"{place.account} in {place.region}, which stand as they are; build the machine inside "
            "the function and write target.arn(...), to deploy it elsewhere too"
        )
    if deployable.role.startswith("arn:"):
        notes.append(
            f"IAM does not find the role by its name, so its ARN stands: {deployable.role}"
        )
    return notes
