"""A review as findings, at the states that ask for what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import place
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.iam.evaluation import Answer, Outcome
from sfn_dsl.iam.excess import Excess
from sfn_dsl.iam.requirements import Permission, Unknown
from sfn_dsl.iam.review import Checked, Review
from sfn_dsl.iam.trust import ASSUME, SERVICE
from sfn_dsl.iam.wanted import statements

TRUST_STATEMENT: Final = {
    "Effect": "Allow",
    "Principal": {"Service": SERVICE},
    "Action": ASSUME,
}


def findings(review: Review, definition: Definition) -> list[Diagnostic]:
    """What is wrong with a role, what is not known, and what it allows in excess, in this order."""
    found = [
        *_trust(review),
        *(_permission(checks, review) for checks in _grouped(review)),
        *(_unknown(part, review) for part in review.unknown),
        *_delegated(review),
        *(_excess(one) for one in review.excess),
    ]
    placed = (_placed(one, definition) for one in found)
    return sorted(placed, key=lambda one: list(Severity).index(one.severity))


def to_add(review: Review) -> dict[str, list[dict[str, Any]]]:
    """The statements to add so that nothing is missing, by where they are to be added."""
    missing = [one for one in review.checks if one.answer.outcome is Outcome.MISSING]
    trusted = review.trust is None or review.trust.outcome is not Outcome.MISSING
    wanted = {
        "trust policy": [] if trusted else [dict(TRUST_STATEMENT)],
        "policy": statements(one.asked for one in missing if "policy" in one.answer.lacking),
        "permission boundary": statements(
            one.asked for one in missing if "permission boundary" in one.answer.lacking
        ),
    }
    return {source: added for source, added in wanted.items() if added}


def as_statement(statement: dict[str, Any]) -> str:
    """A statement as JSON on one line."""
    return json.dumps(statement, ensure_ascii=False)


def _grouped(review: Review) -> Iterator[list[Checked]]:
    """What is not surely allowed, and fares alike, together.

    That is the resources of a permission, and the permissions of the same states on the same
    resources: a task that waits needs many, and one message tells of all.
    """
    permissions: dict[tuple[int, Answer], list[Checked]] = {}
    for checked in review.checks:
        if checked.answer.outcome is not Outcome.ALLOWED:
            key = (id(checked.asked.permission), checked.answer)
            permissions.setdefault(key, []).append(checked)
    groups: dict[tuple[object, ...], list[Checked]] = {}
    for checks in permissions.values():
        pointers = checks[0].asked.permission.pointers
        resources = tuple(one.asked.call.resource for one in checks)
        groups.setdefault((pointers, checks[0].answer, resources), []).extend(checks)
    yield from groups.values()


def _trust(review: Review) -> Iterator[Diagnostic]:
    answer = review.trust
    if answer is None or answer.outcome is Outcome.ALLOWED:
        return
    advice = f"write into its trust policy: {as_statement(TRUST_STATEMENT)}"
    if answer.outcome is Outcome.UNKNOWN:
        message = f"whether Step Functions may assume the role '{review.role}' is not known: "
        yield Diagnostic(
            "SFN920", Severity.WARNING, f"{message}{answer.why}; make sure, or {advice}"
        )
        return
    if answer.outcome is Outcome.DENIED:
        advice = "take Step Functions out of that statement"
    message = f"Step Functions may not assume the role '{review.role}': {answer.why}; {advice}"
    yield Diagnostic("SFN920", Severity.ERROR, message)


def _permission(checks: list[Checked], review: Review) -> Diagnostic:
    answer, pointers = checks[0].answer, checks[0].asked.permission.pointers
    actions = _listed(one.asked.permission.action for one in checks)
    need = f"{_needing(pointers)} {actions} on {_listed(one.asked.call.resource for one in checks)}"
    pointer = pointers[0] if pointers else ""
    match answer.outcome:
        case Outcome.DENIED:
            message = f"{need}, which the role '{review.role}' is denied: {answer.why}; narrow that"
            return Diagnostic("SFN922", Severity.ERROR, f"{message} statement", pointer)
        case Outcome.MISSING:
            added = " and ".join(map(as_statement, statements(one.asked for one in checks)))
            message = f"{need}, which the role '{review.role}' does not allow: {answer.why}; add to"
            where = " and ".join(f"its {source}" for source in answer.lacking) or "its policy"
            return Diagnostic("SFN921", Severity.ERROR, f"{message} {where}: {added}", pointer)
        case _:
            message = f"{need}, and whether the role '{review.role}' allows that is not known: "
            message += f"{answer.why}; make sure that it does"
            return Diagnostic("SFN923", Severity.WARNING, message, pointer)


def _listed(names: Iterable[str]) -> str:
    """Names in quotes, each once: `'a', 'b' and 'c'`."""
    *others, last = [f"'{name}'" for name in dict.fromkeys(names)]
    return f"{', '.join(others)} and {last}" if others else last


def _needing(pointers: tuple[str, ...]) -> str:
    """Who needs it, as the begin of a sentence."""
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
    """What tasks need of the roles that they assume: each role once, at the first such task."""
    by_role: dict[str, list[Permission]] = {}
    for one in review.delegated:
        by_role.setdefault(one.role, []).append(one.permission)
    for role, permissions in by_role.items():
        actions = _listed(one.action for one in permissions)
        pointers = tuple(pointer for one in permissions for pointer in one.pointers)
        message = f"{_needing(pointers)} {actions} of the role '{role}', which is not looked at; "
        message += "make sure that it allows that, and trusts this role"
        pointer = pointers[0] if pointers else ""
        yield Diagnostic("SFN924", Severity.INFO, message, pointer)


def _excess(one: Excess) -> Diagnostic:
    message = f"{one.statement} allows {one.allows}, "
    if one.narrowed:
        narrowed = " and ".join(map(as_statement, one.narrowed))
        message += f"and the machine needs only a part of that; narrow it to {narrowed}"
    else:
        message += "of which the machine needs nothing; remove it if nothing else does"
    return Diagnostic("SFN925", Severity.INFO, message)


def _placed(finding: Diagnostic, definition: Definition) -> Diagnostic:
    if not finding.pointer:
        return finding
    return attrs.evolve(finding, position=definition.source.locate(finding.pointer))
