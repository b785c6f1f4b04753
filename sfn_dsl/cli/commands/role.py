"""``sfn role``: does the role that a machine is given suffice?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import attrs
import click

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT, read_arn, role_name
from sfn_dsl.cli.options import Form, form_option, target_of
from sfn_dsl.cli.output import finding_line, printable, say, show_json
from sfn_dsl.cli.where import Where, where_options
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.connect import connected
from sfn_dsl.deployment.roles.review import requirements_of, reviewed
from sfn_dsl.deployment.roles.subject import from_arn, from_source, subject_of_source
from sfn_dsl.errors import SfnError
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import Document, Kind, read_document
from sfn_dsl.iam.evaluation.evaluate import Outcome, Policies
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.render import additions, as_json, as_text
from sfn_dsl.iam.review.review import HeldRole, Review, review
from sfn_dsl.loading import load
from sfn_dsl.model.workflow import Target, Workflow

_FILES = click.Path(exists=True, dir_okay=False)


@attrs.frozen
class _Files:
    """The documents of a role that is not asked of IAM."""

    policies: tuple[str, ...]
    trust: str | None
    boundary: str | None

    def __bool__(self) -> bool:
        return bool(self.policies or self.trust or self.boundary)

    def __str__(self) -> str:
        return ", ".join(filter(None, (*self.policies, self.boundary, self.trust)))


@click.command(short_help="Tell whether a role suffices for SOURCE.")
@click.argument("source")
@click.option("--role", "name", metavar="ROLE", help="Its name or ARN; the source's unless given.")
@click.option(
    "--policy",
    "policies",
    metavar="FILE",
    type=_FILES,
    multiple=True,
    help="A policy of the role, as JSON; IAM is not asked. May be given several times.",
)
@click.option("--trust", metavar="FILE", type=_FILES, help="The role's trust policy, likewise.")
@click.option("--boundary", metavar="FILE", type=_FILES, help="Its permission boundary, likewise.")
@where_options
@form_option("one object.")
def role(
    source: str,
    name: str | None,
    policies: tuple[str, ...],
    trust: str | None,
    boundary: str | None,
    where: Where,
    form: Form,
) -> None:
    """Tell whether a role suffices for SOURCE: trust policy, permissions, and what is in excess.

    The role and its policies are read from IAM, and IAM's own simulator is asked where it may be.
    With --policy, --trust and --boundary the role is what these files say, and AWS is not asked;
    the account is then YOUR_ACCOUNT and the region us-east-1 unless given.

    Exits 0 when nothing is surely missing, which may leave some of it unknown; 1 when something
    is; 2 when the source or the role cannot be read.
    """
    files = _Files(policies, trust, boundary)
    if files and name:
        raise click.UsageError("--role asks IAM and files do without; give one or the other")
    done = _by_files(source, files, where) if files else _by_iam(source, name, where)
    _show(*done, form)
    if _wants_an_account(done[0]):
        say(
            f"the machine is held to the account {PLACEHOLDER_ACCOUNT}, which only stands for one; "
            "give --account or --target where the policies name theirs"
        )
    click.get_current_context().exit(1 if done[0].lacks else 0)


def _wants_an_account(found: Review) -> bool:
    unsure = (one for one in found.checks if one.answer.outcome is not Outcome.ALLOWED)
    return any(PLACEHOLDER_ACCOUNT in one.asked.call.resource for one in unsure)


def _by_iam(source: str, name: str | None, where: Where) -> tuple[Review, Definition]:
    if source.startswith("arn:"):
        api = connected(where.environment, region=where.region or read_arn(source).region or None)
        asked = from_arn(api, source, name)
    else:
        api, place = where.connected()
        asked = from_source(api, lambda target: _loaded(source, target), name, place)
    now = datetime.now(UTC)
    found = reviewed(api, asked.subject, asked.role, now=now, simulate=True, on_progress=say)
    return found, asked.subject.definition


def _by_files(source: str, files: _Files, where: Where) -> tuple[Review, Definition]:
    environment = where.environment
    target = environment.target if environment else target_of(where.account, where.region)
    definition, workflow = _loaded(source, target)
    machine = subject_of_source(definition, workflow, target)
    held = Policies(
        tuple(_document(file, "policy") for file in files.policies),
        _document(files.boundary, "policy") if files.boundary else None,
    )
    trust = _document(files.trust, "trust policy") if files.trust else None
    name = role_name(workflow.role) if workflow else str(files)
    # A trust policy alone says nothing of permissions.
    requirements = requirements_of(machine) if files.policies else Requirements()
    identity = Identity(machine.arn.replace(PLACEHOLDER_ACCOUNT, "*"), now=datetime.now(UTC))
    return review(requirements, HeldRole(name, held, trust), identity, definition), definition


def _loaded(source: str, target: Target) -> tuple[Definition, Workflow | None]:
    loaded = load(source, target)
    return loaded.definition, loaded.workflow


def _document(file: str, kind: Kind) -> Document:
    """A document read from a file, which must be as IAM would take it."""
    try:
        written: object = json.loads(Path(file).read_bytes())
    except (ValueError, RecursionError) as error:
        raise SfnError(f"'{file}' is no JSON: {error}; write a {kind} document") from error
    read = read_document(written, f"'{file}'", kind)
    if read.faults:
        raise SfnError("\n".join(read.faults))
    return read


def _show(found: Review, definition: Definition, form: Form) -> None:
    told = findings(found, definition)
    if form == "json":
        show_json(as_json(found, told))
        return
    click.echo(printable(as_text(found)), nl=False)
    for finding in told:
        click.echo(finding_line(finding))
    click.echo(printable(additions(found)), nl=False)
