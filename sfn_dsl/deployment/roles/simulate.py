"""The answers of IAM's own simulator, which also knows what an organization forbids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfn_dsl.aws.api import Api, Simulated
from sfn_dsl.iam.evaluation.evaluate import AccessRequest, Decision, EvaluationResult, PolicySource

_MOST_ACTIONS = 100


def simulated(api: Api, role: str, calls: Sequence[AccessRequest]) -> list[EvaluationResult | None]:
    """IAM's answer to each call, None where it has none.

    It has none to calls with wildcards, which its simulator takes for texts, and none that is sure
    where a policy looks at what is not known. Raises DeploymentError when it may not be asked.
    """
    groups: dict[tuple[str, str], dict[str, list[int]]] = {}
    for place, call in enumerate(calls):
        if not _has_wildcards(call):
            group = groups.setdefault((call.resource, repr(_context(call))), {})
            group.setdefault(call.action.lower(), []).append(place)
    answers: list[EvaluationResult | None] = [None] * len(calls)
    for (resource, _), places in groups.items():
        for verdict in _verdicts(api, role, resource, calls, places):
            for place in places.get(verdict.action.lower(), ()):
                answers[place] = _answer(verdict)
    return answers


def _verdicts(
    api: Api,
    role: str,
    resource: str,
    calls: Sequence[AccessRequest],
    places: Mapping[str, list[int]],
) -> list[Simulated]:
    asked = [calls[first] for first, *_ in places.values()]
    found: list[Simulated] = []
    for start in range(0, len(asked), _MOST_ACTIONS):
        actions = [call.action for call in asked[start : start + _MOST_ACTIONS]]
        found += api.simulate_principal_policy(
            role, actions=actions, resource=resource, context=_context(asked[0])
        )
    return found


def _has_wildcards(call: AccessRequest) -> bool:
    return any(sign in text for text in (call.action, call.resource) for sign in "*?")


def _context(call: AccessRequest) -> dict[str, str]:
    known = call.context.known.items()
    return {key: values[0] for key, values in known if len(values) == 1 and "*" not in values[0]}


def _answer(verdict: Simulated) -> EvaluationResult | None:
    if verdict.missing:
        return None
    if verdict.decision == "allowed":
        return EvaluationResult(Decision.ALLOWED)
    if verdict.decision == "explicitDeny":
        by = " and ".join(f"policy '{policy}'" for policy in verdict.policies) or "a policy"
        return EvaluationResult(Decision.DENIED, f"{by} denies it, as IAM's simulator finds")
    if verdict.by_organization is False:
        why = "a policy of the organization does not allow it, as IAM's simulator finds"
        return EvaluationResult(Decision.DENIED, why)
    source: PolicySource = "permission boundary" if verdict.by_boundary is False else "policy"
    why = f"no statement of its {source} allows it, as IAM's simulator finds"
    return EvaluationResult(Decision.MISSING, why, (source,))
