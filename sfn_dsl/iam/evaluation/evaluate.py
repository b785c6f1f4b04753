"""Whether a role's policies allow a request, and its trust policy allows Step Functions.

IAM's rules: nothing is allowed unless a statement allows it; an explicit deny overrides every
allow; a permissions boundary must allow it too. Resource-based policies, an organization's policies
and session policies are not evaluated.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Literal

import attrs

from sfn_dsl.iam.evaluation.conditions import RequestContext, conditions_hold
from sfn_dsl.iam.evaluation.coverage import ALL, NONE, Coverage, Match, either, every, partly
from sfn_dsl.iam.evaluation.documents import Elements, PolicyDocument, Statement
from sfn_dsl.iam.evaluation.patterns import (
    Pattern,
    action_pattern,
    arn_pattern,
    arn_pattern_by_fields,
    compare_patterns,
)


class Decision(enum.Enum):
    """IAM's decision on a request; `UNKNOWN` also if only some of the requests are allowed."""

    ALLOWED = "allowed"
    DENIED = "denied"
    MISSING = "missing"
    UNKNOWN = "unknown"


StatementMatcher = Callable[[Statement], Match]
"""For how many of the requests in question a statement applies."""

PolicySource = Literal["policy", "permission boundary"]

SOURCES: Final[Mapping[PolicySource, str]] = {
    "policy": "policy",
    "permission boundary": "permissions boundary",
}
"""The sources of permissions, as AWS calls them."""

ASSUME: Final = "sts:AssumeRole"
SERVICE: Final = "states.amazonaws.com"


@attrs.frozen
class AccessRequest:
    """An action on a resource; either may have wildcards and then stands for many requests.

    With ``is_of_no_resource`` the resource ``*`` is what IAM is asked for, and no wildcard: the
    call works on nothing that has an ARN.
    """

    action: str
    resource: str
    context: RequestContext = attrs.field(factory=RequestContext)
    is_of_no_resource: bool = False


@attrs.frozen
class EvaluationResult:
    """A decision, and the reason for it.

    Attributes:
        decision: The decision.
        why: The reason, as the end of a sentence; ``""`` if access is allowed.
        missing_on: Where a statement must be added: the role's policies, its permission boundary,
            or both.
    """

    decision: Decision
    why: str = ""
    missing_on: tuple[PolicySource, ...] = ()


@attrs.frozen
class Policies:
    """The policies of a role, managed and inline, and its permissions boundary."""

    documents: tuple[PolicyDocument, ...] = ()
    boundary: PolicyDocument | None = None


def evaluate(request: AccessRequest, policies: Policies) -> EvaluationResult:
    """The decision of a role's policies on a request."""
    match = partial(statement_match, request=request)
    boundary = () if policies.boundary is None else (policies.boundary,)
    denied = _deny_result(_deny_matches((*policies.documents, *boundary), match))
    if denied.decision is Decision.DENIED:
        return denied
    allowed = either(_allow_matches(policies.documents, match))
    within = either(_allow_matches(boundary, match)) if boundary else ALL
    by_source: dict[PolicySource, Match] = {"policy": allowed, "permission boundary": within}
    missing = [source for source, one in by_source.items() if one.coverage is Coverage.NONE]
    if missing:
        names = {**SOURCES, "policy": "policies"}
        where = " or of its ".join(names[source] for source in missing)
        why = f"no statement of its {where} allows it"
        return EvaluationResult(Decision.MISSING, why, tuple(missing))
    return _allow_result(every([allowed, within]), denied)


def evaluate_trust(
    document: PolicyDocument, context: RequestContext, region: str
) -> EvaluationResult:
    """Whether a trust policy lets Step Functions in a region assume the role."""
    match = partial(_trust_match, context=context, region=region)
    denied = _deny_result(_deny_matches([document], match))
    if denied.decision is Decision.DENIED:
        return denied
    allowed = either(_allow_matches([document], match))
    if allowed.coverage is Coverage.NONE:
        return EvaluationResult(Decision.MISSING, _why_not_trusted(document, region))
    return _allow_result(allowed, denied)


def statement_name(statement: Statement, document: PolicyDocument) -> str:
    """How messages name a statement."""
    return f"statement {statement.label} of {document.name}"


def statement_match(statement: Statement, request: AccessRequest) -> Match:
    """For how many of the requests a statement applies."""
    return every(_element_matches(statement, request))


def _element_matches(statement: Statement, request: AccessRequest) -> Iterator[Match]:
    """The elements of a statement, which must all match; each is only evaluated if needed."""
    yield _action_match(statement.actions, request.action)
    yield _resource_match(statement, request)
    yield conditions_hold(statement, request.context)


def _resource_match(statement: Statement, request: AccessRequest) -> Match:
    if request.is_of_no_resource:
        names_all = any(not text.strip("*") for text in statement.resources.texts)
        return ALL if names_all != statement.resources.inverted else NONE
    variables = request.context.variables if statement.has_variables else None
    resources = [arn_pattern(text, variables) for text in statement.resources.texts]
    return _any_match(statement.resources, resources, arn_pattern_by_fields(request.resource))


def _action_match(actions: Elements, action: str) -> Match:
    """For how much of an action the Action or NotAction of a statement applies."""
    patterns = [action_pattern(text) for text in actions.texts]
    return _any_match(actions, patterns, action_pattern(action))


def _any_match(elements: Elements, granted: Sequence[Pattern], requested: Pattern) -> Match:
    match = either(compare_patterns(requested, pattern) for pattern in granted)
    return ~match if elements.inverted else match


def _deny_result(matches: Iterable[tuple[str, Match]]) -> EvaluationResult:
    """DENIED if a statement denies all, UNKNOWN if one may deny some, ALLOWED if none does.

    Each match comes with the name of its statement.
    """
    reasons = []
    for name, match in matches:
        if match.coverage is Coverage.ALL:
            return EvaluationResult(Decision.DENIED, f"{name} denies it")
        if match.coverage is Coverage.PARTIAL:
            reasons.append(f"{name} may deny it, as {' and '.join(match.why)}")
    if reasons:
        return EvaluationResult(Decision.UNKNOWN, "; ".join(reasons))
    return EvaluationResult(Decision.ALLOWED)


def _allow_result(allowed: Match, denied: EvaluationResult) -> EvaluationResult:
    """The result for requests that are allowed at least in part and not known to be denied."""
    reasons = [*([denied.why] if denied.why else []), *allowed.why]
    if allowed.coverage is Coverage.ALL and denied.decision is Decision.ALLOWED:
        return EvaluationResult(Decision.ALLOWED)
    return EvaluationResult(Decision.UNKNOWN, "; ".join(dict.fromkeys(reasons)))


def _allow_matches(documents: Iterable[PolicyDocument], match: StatementMatcher) -> Iterator[Match]:
    """The matches of Allow statements; a document with faults may allow anything."""
    for document in documents:
        yield from (match(statement) for statement in document.statements if statement.allows)
        yield from map(partly, document.faults)


def _deny_matches(
    documents: Iterable[PolicyDocument], match: StatementMatcher
) -> Iterator[tuple[str, Match]]:
    """The matches of Deny statements, each with its name; a fault may deny anything."""
    for document in documents:
        for statement in document.statements:
            if not statement.allows:
                yield statement_name(statement, document), match(statement)
        for fault in document.faults:
            yield document.name, partly(fault)


def _trust_match(statement: Statement, context: RequestContext, region: str) -> Match:
    action = _action_match(statement.actions, ASSUME)
    principal = _principal_match(statement, region)
    return every([action, principal, conditions_hold(statement, context)])


def _principal_match(statement: Statement, region: str) -> Match:
    """Whether Step Functions is one of a statement's principals."""
    is_named = any(_is_step_functions(kind, text, region) for kind, text in statement.principals)
    return ALL if is_named != statement.excludes_principals else NONE


def _is_step_functions(kind: str, text: str, region: str) -> bool:
    if text == "*":
        return kind in ("*", "AWS", "Service")
    return kind == "Service" and (text == SERVICE or text.startswith(f"states.{region}.amazonaws."))


def _why_not_trusted(document: PolicyDocument, region: str) -> str:
    """Why Step Functions may not assume the role: a condition, or other principals are named."""
    allowing = [one for one in document.statements if one.allows]
    for one in allowing:
        if _principal_match(one, region).coverage is Coverage.ALL and one.conditions:
            keys = _joined(f"'{condition.key}'" for condition in one.conditions)
            return f"the condition of {statement_name(one, document)} on {keys} is not met"
    texts = dict.fromkeys(text for one in allowing for _, text in one.principals)
    return f"{document.name} names {_joined(map(repr, texts)) or 'nobody'}"


def _joined(texts: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(texts))
