"""A review as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.iam.evaluation.evaluate import Answer, Outcome
from sfn_dsl.iam.review.findings import as_statement, to_add
from sfn_dsl.iam.review.review import Checked, Review

_TRUST: Final[Mapping[Outcome, str]] = {
    Outcome.ALLOWED: "Step Functions may assume the role",
    Outcome.MISSING: "Step Functions may not assume the role",
    Outcome.DENIED: "Step Functions is denied to assume the role",
    Outcome.UNKNOWN: "whether Step Functions may assume the role is not known",
}


def as_text(review: Review) -> str:
    """A review as lines, the first of which says whether the role suffices.

    Why something is not allowed is told by the findings, and not again here.
    """
    lines = [_heading(review), *(f"  {line}" for line in _lines(review))]
    return "".join(f"{line}\n" for line in lines)


def additions(review: Review) -> str:
    """The statements to add, one a line and as few as there can be; "" when none is missing."""
    lines = []
    for source, statements in to_add(review).items():
        lines.append(f"to add to its {source}:")
        lines += [f"  {as_statement(statement)}" for statement in statements]
    return "".join(f"{line}\n" for line in lines)


def as_json(review: Review, findings: Sequence[Diagnostic]) -> dict[str, Any]:
    """A review as a JSON object; ``suffices`` is null where that is not known."""
    return {
        "role": review.role,
        "machine": review.machine,
        "suffices": _suffices(review),
        "trust": None if review.trust is None else _answer_as_json(review.trust),
        "permissions": [_checked_as_json(checked) for checked in review.checks],
        "unknown": [{"pointer": one.pointer, "reason": one.reason} for one in review.unknown],
        "excess": [
            {"statement": one.statement, "allows": one.allows, "narrowed": list(one.narrowed)}
            for one in review.excess
        ],
        "add": to_add(review),
        "findings": [finding.as_json() for finding in findings],
    }


def _suffices(review: Review) -> bool | None:
    if review.lacks:
        return False
    return True if review.is_sure else None


def _heading(review: Review) -> str:
    says = {True: "suffices", False: "does not suffice", None: "may suffice"}
    return f"role '{review.role}' {says[_suffices(review)]}"


def _lines(review: Review) -> Iterator[str]:
    if review.trust is not None:
        yield f"trust    {_TRUST[review.trust.outcome]}"
    for checked in review.checks:
        call = checked.asked.call
        yield f"{checked.answer.outcome.value:8} {call.action} on {call.resource}"


def _checked_as_json(checked: Checked) -> dict[str, Any]:
    permission, call = checked.asked.permission, checked.asked.call
    return {
        "action": call.action,
        "resource": call.resource,
        "conditions": {operator: dict(keys) for operator, keys in permission.conditions.items()},
        "pointers": list(permission.pointers),
        **_answer_as_json(checked.answer),
        "by": "simulation" if checked.simulated else "documents",
    }


def _answer_as_json(answer: Answer) -> dict[str, Any]:
    return {"outcome": answer.outcome.value, "why": answer.why}
