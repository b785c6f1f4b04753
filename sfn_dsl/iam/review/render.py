"""A review as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sfn_dsl.definition.text import in_lines
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.iam.evaluation.evaluate import SOURCES, Decision, EvaluationResult
from sfn_dsl.iam.review.findings import as_statement, to_add
from sfn_dsl.iam.review.review import AccessCheck, Review

_TRUST: Final[Mapping[Decision, str]] = {
    Decision.ALLOWED: "Step Functions may assume the role",
    Decision.MISSING: "Step Functions may not assume the role",
    Decision.DENIED: "a statement denies Step Functions the permission to assume the role",
    Decision.UNKNOWN: "it is not known whether Step Functions may assume the role",
}

# The documents whose names in JSON are not those that AWS uses.
_DOCUMENTS: Final[Mapping[str, str]] = {"permission boundary": SOURCES["permission boundary"]}


def as_text(review: Review) -> str:
    """A review as lines; the first one says whether the role suffices.

    The reasons are in the findings and are not repeated here.
    """
    return in_lines([_heading(review), *(f"  {line}" for line in _lines(review))])


def additions(review: Review) -> str:
    """The fewest statements to add, one a line; "" if none is missing."""
    lines = []
    for source, statements in to_add(review).items():
        lines.append(f"to add to its {_DOCUMENTS.get(source, source)}:")
        lines += [f"  {as_statement(statement)}" for statement in statements]
    return in_lines(lines)


def as_json(review: Review, findings: Sequence[Diagnostic]) -> dict[str, Any]:
    """A review as a JSON object; ``suffices`` is null if that is not known."""
    return {
        "role": review.role,
        "machine": review.machine,
        "suffices": review.suffices,
        "trust": None if review.trust is None else _result_as_json(review.trust),
        "permissions": [_check_as_json(check) for check in review.checks],
        "unknown": [{"pointer": one.pointer, "reason": one.reason} for one in review.unknown],
        "notes": [{"pointer": one.pointer, "reason": one.reason} for one in review.notes],
        "excess": [
            {"statement": one.statement, "allows": one.allows, "narrowed": list(one.narrowed)}
            for one in review.excess
        ],
        "add": to_add(review),
        "findings": [finding.as_json() for finding in findings],
    }


def _heading(review: Review) -> str:
    says = {True: "suffices", False: "does not suffice", None: "may suffice"}
    return f"role '{review.role}' {says[review.suffices]}"


def _lines(review: Review) -> Iterator[str]:
    if review.trust is not None:
        yield f"trust    {_TRUST[review.trust.decision]}"
    for check in review.checks:
        request = check.required.request
        yield f"{check.result.decision.value:8} {request.action} on {request.resource}"


def _check_as_json(check: AccessCheck) -> dict[str, Any]:
    permission, request = check.required.permission, check.required.request
    return {
        "action": request.action,
        "resource": request.resource,
        "conditions": {operator: dict(keys) for operator, keys in permission.conditions.items()},
        "pointers": list(permission.pointers),
        **_result_as_json(check.result),
        "by": "simulation" if check.is_simulated else "documents",
    }


def _result_as_json(result: EvaluationResult) -> dict[str, Any]:
    return {"outcome": result.decision.value, "why": result.why}
