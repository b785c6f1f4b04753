"""``sfn pull``: a machine that AWS holds, as Python source of a project."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import click

from sfn_dsl.arns import read_arn
from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.options import place_options
from sfn_dsl.cli.output import printable, say
from sfn_dsl.cli.where import where_of
from sfn_dsl.deployment.pull import pulled
from sfn_dsl.errors import SfnError


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
    found = pulled(machine, api, place, say)
    if output is not None:
        write_atomically(output, found.source)
        say(f"wrote {printable(output)}")
    else:
        sys.stdout.buffer.write(found.source.encode())
        sys.stdout.flush()
    for sentence in found.notes:
        say(sentence)
