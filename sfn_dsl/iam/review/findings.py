"""A review as findings, each at the state that requires what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import place
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.iam.evaluation.evaluate import (
    ASSUME,
    SERVICE,
    SOURCES,
    Decision,
    EvaluationResult,
    PolicySource,
)
from sfn_dsl.iam.policy.document import statements
from sfn_dsl.iam.requirements.model import Permission, Unknown
from sfn_dsl.iam.review.excess import Excess
from sfn_dsl.iam.review.review import AccessCheck, Review
from sfn_dsl.iam.review.running import running_findings

_EXCESS: Final = "SFN925"
TRUST_STATEMENT: Final = {
    "Effect": "Allow",
    "Principal": {"Service": SERVICE},
    "Action": ASSUME,
}


def findings(review: Review, definition: Definition) -> list[Diagnostic]:
    """A review as findings SFN920 to SFN926, errors first.

    Each is at the state in ``definition`` that requires the permission, where there is one, else at
    the whole machine.
    """
    found = [
        *_trust(review),
        *(_permission(checks, review) for checks in _grouped(review)),
        *(_unknown(part, review) for part in review.unknown),
        *_delegated(review),
        *(Diagnostic("SFN924", Severity.INFO, one.reason, one.pointer) for one in review.notes),
        *running_findings(review.running, review.machine_type),
        *(_excess(one) for one in review.excess),
    ]
    placed = (_with_position(one, definition) for one in found)
    return sorted(placed, key=lambda one: list(Severity).index(one.severity))


def to_add(review: Review) -> dict[str, list[dict[str, Any]]]:
    """The statements to add so that nothing is missing, by the document to add them to."""
    missing = [one for one in review.checks if one.result.decision is Decision.MISSING]
    trusted = review.trust is None or review.trust.decision is not Decision.MISSING
    by_document = {"trust policy": [] if trusted else [dict(TRUST_STATEMENT)]}
    for source in SOURCES:
        by_document[source] = _missing_on(source, missing)
    return {document: added for document, added in by_document.items() if added}


def _missing_on(source: PolicySource, missing: Iterable[AccessCheck]) -> list[dict[str, Any]]:
    return statements(one.required.narrowed for one in missing if source in one.result.missing_on)


def as_statement(statement: dict[str, Any]) -> str:
    """A statement as JSON on one line."""
    return json.dumps(statement, ensure_ascii=False)


def _grouped(review: Review) -> Iterator[list[AccessCheck]]:
    """The checks that are not ALLOWED, grouped by result.

    A group has the resources of one permission, and the permissions of the same states on the same
    resources: a task that waits needs many, and one message reports them all.
    """
    permissions: dict[tuple[int, EvaluationResult], list[AccessCheck]] = {}
    for check in review.checks:
        if check.result.decision is not Decision.ALLOWED:
            key = (id(check.required.permission), check.result)
            permissions.setdefault(key, []).append(check)
    groups: dict[tuple[object, ...], list[AccessCheck]] = {}
    for checks in permissions.values():
        pointers = checks[0].required.permission.pointers
        resources = tuple(one.required.request.resource for one in checks)
        groups.setdefault((pointers, checks[0].result, resources), []).extend(checks)
    yield from groups.values()


def _trust(review: Review) -> Iterator[Diagnostic]:
    result = review.trust
    if result is None or result.decision is Decision.ALLOWED:
        return
    advice = f"add to its trust policy: {as_statement(TRUST_STATEMENT)}"
    if result.decision is Decision.UNKNOWN:
        message = f"it is not known whether Step Functions may assume the role '{review.role}': "
        yield Diagnostic(
            "SFN920", Severity.WARNING, f"{message}{result.why}; make sure, or {advice}"
        )
        return
    if result.decision is Decision.DENIED:
        advice = "exclude Step Functions from that statement"
    message = f"Step Functions may not assume the role '{review.role}': {result.why}; {advice}"
    yield Diagnostic("SFN920", Severity.ERROR, message)


def _permission(checks: list[AccessCheck], review: Review) -> Diagnostic:
    result, pointers = checks[0].result, checks[0].required.permission.pointers
    actions = _listed(one.required.permission.action for one in checks)
    resources = _listed(one.required.request.resource for one in checks)
    need = f"{_needing(pointers)} {actions} on {resources}"
    pointer = pointers[0] if pointers else ""
    match result.decision:
        case Decision.DENIED:
            message = f"{need}, which the role '{review.role}' is denied: {result.why}; narrow that"
            return Diagnostic("SFN922", Severity.ERROR, f"{message} statement", pointer)
        case Decision.MISSING:
            required = (one.required.narrowed for one in checks)
            added = " and ".join(map(as_statement, statements(required)))
            message = f"{need}, which the role '{review.role}' does not allow: {result.why}; add to"
            missing_on = result.missing_on or ("policy",)
            where = " and ".join(f"its {SOURCES[source]}" for source in missing_on)
            return Diagnostic("SFN921", Severity.ERROR, f"{message} {where}: {added}", pointer)
        case _:
            message = f"{need}, and it is not known whether the role '{review.role}' allows that: "
            message += f"{result.why}; make sure that it does"
            return Diagnostic("SFN923", Severity.WARNING, message, pointer)


def _listed(names: Iterable[str]) -> str:
    """Names in quotes, each once: `'a', 'b' and 'c'`."""
    *others, last = [f"'{name}'" for name in dict.fromkeys(names)]
    return f"{', '.join(others)} and {last}" if others else last


def _needing(pointers: tuple[str, ...]) -> str:
    """Which states need it, as the beginning of a sentence."""
    names = list(dict.fromkeys(filter(None, (place(pointer).state for pointer in pointers))))
    if not names:
        return "the machine needs"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"state '{names[0]}'{more} need{'' if more else 's'}"


def _unknown(part: Unknown, review: Review) -> Diagnostic:
    state = place(part.pointer).state
    subject = f"state '{state}'" if state else "the machine"
    message = f"what {subject} needs is not known: {part.reason}; make sure that the role "
    message += f"'{review.role}' allows it"
    return Diagnostic("SFN924", Severity.WARNING, message, part.pointer)


def _delegated(review: Review) -> Iterator[Diagnostic]:
    """What tasks require of the roles that they assume: one finding for each role."""
    by_role: dict[str, list[Permission]] = {}
    for one in review.delegated:
        by_role.setdefault(one.role, []).append(one.permission)
    for role, permissions in by_role.items():
        actions = _listed(one.action for one in permissions)
        pointers = tuple(pointer for one in permissions for pointer in one.pointers)
        message = f"{_needing(pointers)} the role '{role}' to allow {actions}; that role is not "
        message += "reviewed, so make sure that it does and that it trusts this role"
        pointer = pointers[0] if pointers else ""
        yield Diagnostic("SFN924", Severity.INFO, message, pointer)


def _excess(one: Excess) -> Diagnostic:
    message = f"{one.statement} allows {one.allows}, "
    if one.narrowed:
        narrowed = " and ".join(map(as_statement, one.narrowed))
        message += f"and the machine needs only part of that; narrow it to {narrowed}, unless "
        message += "executions of an earlier definition still run and need the rest"
    else:
        message += "and the machine needs none of that; remove it unless something else needs it, "
        message += "such as executions of an earlier definition that still run"
    return Diagnostic(_EXCESS, Severity.INFO, message)


def _with_position(finding: Diagnostic, definition: Definition) -> Diagnostic:
    if finding.code == _EXCESS:
        return finding  # it is about a policy, which is no part of the source
    return attrs.evolve(finding, position=definition.source.locate(finding.pointer))
