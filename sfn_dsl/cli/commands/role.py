"""``sfn role``: whether the role of a state machine suffices."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import attrs
import click

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.cli import highlight
from sfn_dsl.cli.options import (
    Form,
    Resources,
    Where,
    form_option,
    set_option,
    target_of,
    where_options,
)
from sfn_dsl.cli.output import note, show_finding, show_json, show_text, told_in_json
from sfn_dsl.cli.verbosity import quiet_option
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.connect import connected
from sfn_dsl.deployment.roles.review import requirements_of, reviewed
from sfn_dsl.deployment.roles.subject import Subject, from_arn, from_source, subject_of_source
from sfn_dsl.errors import SfnError, reading_fault
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import DocumentKind, PolicyDocument, read_document
from sfn_dsl.iam.evaluation.evaluate import Decision, Policies
from sfn_dsl.iam.requirements.derive import require_known
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.render import additions, as_json, as_text
from sfn_dsl.iam.review.review import Review, RoleDocuments, review
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow

_FILES = click.Path(exists=True, dir_okay=False)


@attrs.frozen
class _Files:
    """The files with a role's documents, instead of IAM."""

    policies: tuple[str, ...]
    trust: str | None
    boundary: str | None

    def __bool__(self) -> bool:
        return bool(self.policies or self.trust or self.boundary)

    def __str__(self) -> str:
        return ", ".join(filter(None, (*self.policies, self.boundary, self.trust)))


@attrs.frozen
class _Known:
    """What the author knows besides the source: resources, and the name of the state machine."""

    resources: Resources
    name: str


@click.command(short_help="Check whether a role suffices for SOURCE.")
@click.argument("source")
@click.option(
    "--role", "name", metavar="ROLE", help="Name or ARN of the role. Defaults to that of SOURCE."
)
@click.option(
    "--name",
    "machine_name",
    metavar="NAME",
    default="",
    help="Name of the state machine. Defaults to that of SOURCE.",
)
@click.option(
    "--policy",
    "policies",
    metavar="FILE",
    type=_FILES,
    multiple=True,
    help="JSON policy to use instead of those in IAM. Can be given several times.",
)
@click.option("--trust", metavar="FILE", type=_FILES, help="Trust policy to use.")
@click.option("--boundary", metavar="FILE", type=_FILES, help="Permissions boundary to use.")
@set_option
@where_options
@quiet_option
@form_option("one object.")
def role(
    source: str,
    name: str | None,
    machine_name: str,
    policies: tuple[str, ...],
    trust: str | None,
    boundary: str | None,
    resources: Resources,
    where: Where,
    form: Form,
) -> None:
    """Check whether a role suffices for SOURCE: its trust policy, permissions, and any excess.

    The role and its policies are read from IAM, and IAM's policy simulator is used if these
    credentials may use it. With --policy, --trust and --boundary, the role is read from these
    files instead, and no call is made to AWS; the account then defaults to YOUR_ACCOUNT and the
    region to us-east-1.

    Exit codes: 0: nothing is known to be missing, though some of it may be unknown; 1: permissions
    are missing or denied; 2: the command could not run.
    """
    files = _Files(policies, trust, boundary)
    if files and name:
        raise click.UsageError(
            "--role names a role in IAM, and files are used instead of IAM; give one or the other"
        )
    if machine_name and source.startswith("arn:"):
        raise click.UsageError("the ARN of a state machine has its name; leave out --name")
    known = _Known(resources, machine_name)
    with told_in_json(source, form):
        done = (
            _by_files(source, files, where, known) if files else _by_iam(source, name, where, known)
        )
    _show(*done, form)
    if _needs_account(done[0]):
        note(
            f"the state machine is reviewed in the placeholder account {PLACEHOLDER_ACCOUNT}; give "
            "--account or --target if the policies name an account"
        )
    click.get_current_context().exit(1 if done[0].is_insufficient else 0)


def _needs_account(found: Review) -> bool:
    unsure = (one for one in found.checks if one.result.decision is not Decision.ALLOWED)
    return any(PLACEHOLDER_ACCOUNT in one.required.request.resource for one in unsure)


def _by_iam(
    source: str, name: str | None, where: Where, known: _Known
) -> tuple[Review, Definition]:
    if source.startswith("arn:"):
        api = connected(where.environment, region=where.region or read_arn(source).region or None)
        request = from_arn(api, source, name)
    else:
        api, place = where.connected()
        request = from_source(api, lambda target: _loaded(source, target), name, place)
    now = datetime.now(UTC)
    subject = _with_known(request.subject, known)
    found = reviewed(
        api,
        subject,
        request.role,
        now=now,
        simulate=True,
        is_new=not source.startswith("arn:"),
        on_progress=note,
    )
    return found, request.subject.definition


def _with_known(subject: Subject, known: _Known) -> Subject:
    if known.name:
        subject = subject.with_name(known.name)
    require_known(known.resources.given, subject.definition, subject.machine)
    return subject.with_resources(known.resources.known)


def _by_files(source: str, files: _Files, where: Where, known: _Known) -> tuple[Review, Definition]:
    environment = where.environment
    target = environment.target if environment else target_of(where.account, where.region)
    definition, workflow = _loaded(source, target)
    machine = _with_known(subject_of_source(definition, workflow, target), known)
    documents = Policies(
        tuple(_document(file, "policy") for file in files.policies),
        _document(files.boundary, "policy") if files.boundary else None,
    )
    trust = _document(files.trust, "trust policy") if files.trust else None
    name = role_name(workflow.role) if workflow else str(files)
    # A trust policy alone has no permissions.
    requirements = requirements_of(machine) if files.policies else Requirements()
    identity = Identity(machine.arn.replace(PLACEHOLDER_ACCOUNT, "*"), now=datetime.now(UTC))
    return review(
        requirements, RoleDocuments(name, documents, trust), identity, definition
    ), definition


def _loaded(source: str, target: Target) -> tuple[Definition, Workflow | None]:
    loaded = load(source, target)
    return loaded.definition, loaded.workflow


def _document(file: str, kind: DocumentKind) -> PolicyDocument:
    """Read a document that IAM would accept from a file."""
    try:
        written: object = json.loads(Path(file).read_bytes())
    except (ValueError, RecursionError) as error:
        why = reading_fault(error)
        raise SfnError(f"'{file}' is not valid JSON: {why}; write a {kind} document") from error
    read = read_document(written, f"'{file}'", kind)
    if read.faults:
        raise SfnError("; ".join(read.faults))
    return read


def _show(found: Review, definition: Definition, form: Form) -> None:
    listed = findings(found, definition)
    if form == "json":
        show_json(as_json(found, listed))
        return
    show_text(as_text(found), highlight.review)
    for finding in listed:
        show_finding(finding)
    show_text(additions(found))
