"""``sfn pull``: Python source for a deployed state machine."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli.options import output_option, place_options, where_of
from sfn_dsl.cli.output import note, say, write_result
from sfn_dsl.cli.verbosity import quiet_option
from sfn_dsl.deployment.pull import pulled, require_machine
from sfn_dsl.errors import SfnError


@click.command(short_help="Print Python source for a deployed state machine.")
@click.argument("machine")
@output_option
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@quiet_option
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
    require_machine(machine)
    if output is not None and Path(output).exists() and not force:
        raise SfnError(f"'{output}' already exists; add --force to overwrite it, or name another")
    where = where_of(target, [output or "-"], account, region)
    if where.environment is None and region is None:
        where = attrs.evolve(where, region=read_arn(machine).region or None)
    api, place = where.connected()
    found = pulled(machine, api, place, note)
    write_result(found.source, output)
    if output is not None:
        note(f"wrote {output}")
    for sentence in found.notes:
        say(sentence)
