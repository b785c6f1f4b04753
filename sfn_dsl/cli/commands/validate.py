"""``sfn validate``: schema and lint over any number of sources."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sfn_dsl.cli.findings import Checked, Projects, check_each, configured, without
from sfn_dsl.cli.options import target_options
from sfn_dsl.cli.output import note, show_finding, show_json, sum_up
from sfn_dsl.cli.verbosity import quiet_option, verbose_option
from sfn_dsl.counting import counted, listed
from sfn_dsl.definition import MachineType
from sfn_dsl.diagnostics import Diagnostic, Severity, has_errors
from sfn_dsl.files import write_atomically
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from sfn_dsl.report.baseline import Key


@click.command(short_help="Check each SOURCE against the schema and the lint rules.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="Output format: text, JSON (an array with one object per finding), annotations for GitHub "
    "Actions, or a SARIF 2.1.0 log.",
)
@click.option("--strict", is_flag=True, help="Also report advice on good practice.")
@click.option(
    "--type",
    "machine_type",
    type=click.Choice(["STANDARD", "EXPRESS"]),
    help="Type of state machine to check for, if SOURCE does not set one.",
)
@click.option("--baseline", metavar="FILE", help="Do not report the findings listed in FILE.")
@click.option(
    "--write-baseline",
    "written",
    metavar="FILE",
    help="Write the findings to FILE, for --baseline, instead of reporting them.",
)
@target_options
@verbose_option
@quiet_option
def validate(
    sources: tuple[str, ...],
    form: str,
    strict: bool,
    machine_type: MachineType | None,
    baseline: str | None,
    written: str | None,
    target: Target,
) -> None:
    """Check each SOURCE against the schema of the States Language and the lint rules.

    If SOURCE is a folder, every workflow in its Python files and every definition in its .asl.json,
    .asl.yaml and .asl.yml files is checked, including subfolders. Of the Python files, only those
    are run that import sfn_dsl or stepfunctions.

    A project configures what is reported in [tool.sfn_dsl] of its pyproject.toml.

    Exit codes: 0: no errors; 1: errors, including a source that cannot be read; 2: the command
    could not run.
    """
    if baseline and written:
        raise click.UsageError("give --baseline or --write-baseline, not both")
    known = _known(baseline) if baseline else frozenset()
    projects, began = Projects(), time.monotonic()
    found = [
        each
        for source in sources
        for each in check_each(source, target, projects, machine_type, strict=strict)
    ]
    checked = list(configured(found, projects, strict=strict))
    left = checked
    if written:
        left = _write(written, checked)
    elif baseline:
        left = list(without(known, checked, _folder(baseline)))
        known_before = len(_all(checked)) - len(_all(left))
        note(f"{counted(known_before, 'finding')} of the baseline not reported")
    if left or not written:
        _report(left, form, len(found), began)
    click.get_current_context().exit(1 if has_errors(_all(left)) else 0)


def _known(file: str) -> frozenset[Key]:
    from sfn_dsl.report.baseline import read_baseline

    return read_baseline(Path(file).read_bytes(), file)


def _write(file: str, checked: list[Checked]) -> list[Checked]:
    """Write the findings to a baseline; what is left are the sources that cannot be read."""
    from sfn_dsl.report.baseline import baseline_text

    keys = {key for each in checked if each.is_read for key, _ in each.keyed(_folder(file))}
    write_atomically(file, baseline_text(keys))
    note(f"wrote {counted(len(keys), 'finding')} to {file}")
    return [each for each in checked if not each.is_read]


def _report(checked: list[Checked], form: str, sources: int, began: float) -> None:
    found = _all(checked)
    if form == "json":
        show_json([finding.as_json() for finding in found])
    elif form == "sarif":
        click.echo(_sarif(checked))
    else:
        if form == "github":
            _annotate(found)
        else:
            _show(checked)
        _sum_up(checked, sources, began)


def _show(checked: list[Checked]) -> None:
    if not any(each.found for each in checked):
        return
    # Each form of report is imported only when it is used.
    from sfn_dsl.report.excerpts import Excerpts

    excerpts = Excerpts()
    for each in checked:
        for finding in each.found:
            excerpt = excerpts.of(finding.position) if each.may_show(finding) else None
            show_finding(finding, excerpt)


def _annotate(found: list[Diagnostic]) -> None:
    from sfn_dsl.report.formats import annotation

    for finding in found:
        click.echo(annotation(finding))


def _sarif(checked: list[Checked]) -> str:
    from sfn_dsl.report.formats import sarif_log

    here = str(Path.cwd())
    log = sarif_log(entry for each in checked for entry in each.keyed(here))
    return json.dumps(log, indent=2)


def _sum_up(checked: list[Checked], sources: int, began: float) -> None:
    """The number of findings, also per source if several sources have some."""
    reported = [each for each in checked if each.found]
    if len(reported) > 1:
        for each in reported:
            note(f"{each.source}: {_counts(each.found)}")
    faulty = [each.source for each in checked if has_errors(each.found)]
    named = f" (errors in {listed(faulty)})" if faulty and sources > 1 else ""
    sum_up(f"{counted(sources, 'source')}: {_counts(_all(checked))}{named}", began)


def _counts(found: list[Diagnostic]) -> str:
    """The number of findings in words: ``1 error, 3 warnings``."""
    counts = Counter(finding.severity for finding in found)
    each = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return ", ".join(each) or "nothing found"


def _all(checked: list[Checked]) -> list[Diagnostic]:
    return [finding for each in checked for finding in each.found]


def _folder(file: str) -> str:
    return str(Path(file).resolve().parent)
