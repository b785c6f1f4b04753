"""Does a role suffice for a state machine: what it allows, what is missing, what is in excess.

A least-privilege policy also grants what is only needed at times: to stop a job, to create a
service-linked role, to call another version of a function. A machine usually works without it, so a
role without such a permission is not known to be insufficient.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.iam.evaluation.calls import (
    Identity,
    RequiredAccess,
    assume_role_context,
    required_access,
)
from sfn_dsl.iam.evaluation.documents import PolicyDocument
from sfn_dsl.iam.evaluation.evaluate import (
    Decision,
    EvaluationResult,
    Policies,
    evaluate,
    evaluate_trust,
)
from sfn_dsl.iam.requirements.model import Delegated, Note, Permission, Requirements, Unknown
from sfn_dsl.iam.review.excess import Excess, find_excess
from sfn_dsl.iam.review.running import still_needed

_PLACEHOLDERS: Final = re.compile(rf"\$\{{[^{{}}]*\}}|\b{PLACEHOLDER_ACCOUNT}\b")
_NOT_ALLOWED: Final = (Decision.MISSING, Decision.DENIED)

_INVOKE: Final = "lambda:InvokeFunction"
_ANY_VERSION: Final = ":*"
_SUBMIT: Final = "batch:SubmitJob"
_ANY_JOB: Final = ":job/*"
_ANY_PATH: Final = "/*/"
_PUT_RULE: Final = "events:PutRule"
_PAYLOADS: Final = ("Parameters", "Arguments")

# When a permission is needed, where that is not always.
_ACTIONS_NEEDED: Final[Mapping[str, str]] = {
    "iam:CreateServiceLinkedRole": "if the account has no service-linked role for it yet",
    "lakeformation:GetDataAccess": "if Lake Formation controls access to the data",
    "s3:ListBucketMultipartUploads": "for results that are uploaded in parts",
    "sagemaker:ListTags": "if there are tags",
    "states:RedriveExecution": "when a Map Run is redriven",
}
_SERVICES_NEEDED: Final[Mapping[str, str]] = {
    "kms": "if the key's own policy does not allow it",
    "xray": "for traces, and executions run without them",
}
_WIDENED_NEEDED: Final[Mapping[str, str]] = {
    "iam": "for what the task may name elsewhere",
    "glue": "for what the query may name",
    "s3": "for what the task may name elsewhere",
}
# AWS's guide lists these for a distributed Map; several of its samples run without them.
# Either of these gives a database's credentials; the policy has both.
_CREDENTIALS: Final = ("redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM")
_OTHER_WAY: Final = "where the other way to the database's credentials is not used"
_OTHER_KIND: Final = "if that is the kind of what the task computes at run time"
_OF_CHILDREN: Final = ("DescribeExecution", "StopExecution")
_PROCESSOR: Final = "/ItemProcessor"
_STOPPING: Final = ("Stop", "BatchStop", "Cancel", "Terminate", "Abort")
_READING: Final = ("Describe", "Get", "List", "BatchGet")


@attrs.frozen
class RoleDocuments:
    """The policies and the trust policy of a role; ``trust`` is None to review only policies."""

    name: str
    policies: Policies
    trust: PolicyDocument | None = None


@attrs.frozen(repr=False)
class AccessCheck:
    """Required access to one resource, and whether the role allows it.

    Attributes:
        required: The permission, and the request that is evaluated for it.
        result: The decision, and why.
        is_simulated: Whether IAM's policy simulator gave the result.
    """

    required: RequiredAccess
    result: EvaluationResult
    is_simulated: bool = False

    def __repr__(self) -> str:
        request = self.required.request
        return f"AccessCheck({self.result.decision.value}: {request.action} on {request.resource})"


@attrs.frozen(repr=False)
class Review(NotebookDisplay):
    """The result of checking a role against what a state machine requires.

    Attributes:
        role: The name of the role.
        machine: The ARN of the state machine.
        trust: The result for the trust policy, None if that was not reviewed.
        checks: One entry for each required action on each resource.
        excess: The statements that allow more than is required.
        unknown: The parts of the definition whose permissions cannot be determined.
        delegated: What is required of other roles, which are not reviewed.
        notes: What else decides whether the calls are allowed.
        running: What only executions of the deployed definition still need, so that it is no
            excess.
        machine_type: The type of the deployed definition.
    """

    role: str
    machine: str
    trust: EvaluationResult | None
    checks: tuple[AccessCheck, ...]
    excess: tuple[Excess, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    delegated: tuple[Delegated, ...] = ()
    notes: tuple[Note, ...] = ()
    running: tuple[Permission, ...] = ()
    machine_type: str = "STANDARD"

    def __repr__(self) -> str:
        says = {True: "suffices", False: "does not suffice", None: "may suffice"}[self.suffices]
        counts = Counter(check.result.decision.value for check in self.checks)
        checks = ", ".join(f"{count} {decision}" for decision, count in sorted(counts.items()))
        return f"Review(role '{self.role}' {says}{checks and f': {checks}'})"

    @property
    def results(self) -> tuple[EvaluationResult, ...]:
        """All results, that for the trust policy first."""
        trusted = () if self.trust is None else (self.trust,)
        return (*trusted, *(check.result for check in self.checks))

    @property
    def is_insufficient(self) -> bool:
        """Return whether the role is known not to suffice."""
        return any(one.decision in _NOT_ALLOWED for one in self.results)

    @property
    def is_conclusive(self) -> bool:
        """Return whether nothing is unknown, and nothing but the role decides."""
        is_unknown = any(one.decision is Decision.UNKNOWN for one in self.results)
        return not (self.unknown or self.notes or is_unknown)

    @property
    def suffices(self) -> bool | None:
        """Whether the role suffices; None if that is not known."""
        if self.is_insufficient:
            return False
        return True if self.is_conclusive else None


def review(
    requirements: Requirements,
    role: RoleDocuments,
    identity: Identity,
    definition: Definition,
    simulated: Sequence[EvaluationResult | None] = (),
    *,
    deployed: Requirements | None = None,
    is_final: bool = False,
) -> Review:
    """Check a role against what a state machine requires.

    ``requirements`` come from `derive` for the same ``definition``; ``identity`` has the ARNs that
    conditions may be on. ``simulated`` are the results of IAM's policy simulator for
    `required_access`, in the same order, with None where it gave none; the others are evaluated
    here. ``deployed`` is what the deployed definition requires, which executions that still run may
    need. A placeholder may stand for anything, unless ``is_final`` says that the definition is
    deployed as it is.

    Policies are evaluated by IAM's policy evaluation logic (IAM User Guide), but for resource-based
    policies, an organization's policies and session policies. Nothing is raised, whatever the
    documents contain, except ValueError if ``simulated`` has another length.
    """
    required = required_access(requirements, identity)
    running = still_needed(deployed, requirements) if deployed else ()
    used = (*required, *required_access(Requirements(running), identity))
    observed = _tasks_with_end_events(requirements)
    checks = [
        AccessCheck(
            one, evaluate(one.request, role.policies) if given is None else given, given is not None
        )
        for one, given in zip(required, simulated or [None] * len(required), strict=True)
    ]
    allowed = _allowed_ways(checks)
    return Review(
        role.name,
        identity.machine,
        _trust(role, identity),
        tuple(
            _allow_for_rare_needs(
                _allow_for_alternatives(
                    _allow_for_paths(
                        one if is_final else _allow_for_placeholders(one, role.policies),
                        role.policies,
                    ),
                    allowed,
                    definition,
                ),
                definition,
                observed,
            )
            for one in checks
            if _is_relevant(one, definition)
        ),
        find_excess(role.policies.documents, used),
        requirements.unknown,
        requirements.delegated,
        requirements.notes,
        running,
        definition.machine_type or "STANDARD",
    )


def _trust(role: RoleDocuments, identity: Identity) -> EvaluationResult | None:
    if role.trust is None:
        return None
    return evaluate_trust(role.trust, assume_role_context(identity), identity.region)


def _is_relevant(check: AccessCheck, definition: Definition) -> bool:
    """Return whether to report a check: not for access that is neither needed nor allowed."""
    required = check.required
    is_allowed = check.result.decision is Decision.ALLOWED
    return is_allowed or not _is_unchecked(
        required.permission, required.request.resource, definition
    )


def _allow_for_placeholders(check: AccessCheck, policies: Policies) -> AccessCheck:
    """The same check, but UNKNOWN if only a placeholder keeps a statement from allowing it."""
    request = check.required.request
    found = list(dict.fromkeys(_PLACEHOLDERS.findall(request.resource)))
    if check.result.decision is not Decision.MISSING or not found:
        return check
    anything = attrs.evolve(request, resource=_PLACEHOLDERS.sub("*", request.resource))
    if evaluate(anything, policies).decision is Decision.MISSING:
        return check
    names = " and ".join(f"'{one}'" for one in found)
    why = f"the value of {names} is not known before the deployment"
    return _unknown(check, why)


def _allow_for_paths(check: AccessCheck, policies: Policies) -> AccessCheck:
    """The same check, but UNKNOWN if a statement allows it for a path that the call may not say."""
    request = check.required.request
    under = next(
        (one for one in check.required.permission.resources if _is_at_root(request.resource, one)),
        "",
    )
    if check.result.decision is not Decision.MISSING or not under:
        return check
    if evaluate(attrs.evolve(request, resource=under), policies).decision is Decision.MISSING:
        return check
    return _unknown(check, "it is allowed under a path, which the call does not say")


def _is_at_root(resource: str, under: str) -> bool:
    """Return whether something of IAM is another one without the path before its name."""
    return ":iam::" in under and _ANY_PATH in under and under.replace(_ANY_PATH, "/", 1) == resource


def _allow_for_rare_needs(
    check: AccessCheck, definition: Definition, observed: frozenset[str]
) -> AccessCheck:
    """The same check, but UNKNOWN if the missing access is only needed at times."""
    when = _when_needed(check.required.permission, definition, observed)
    if check.result.decision not in _NOT_ALLOWED or not when:
        return check
    return _unknown(check, f"{check.result.why}, and it is needed only {when}")


def _allowed_ways(checks: Iterable[AccessCheck]) -> frozenset[tuple[object, ...]]:
    """The ways in which tasks may do something, as far as the role may allow them."""
    return frozenset(
        way
        for one in checks
        if one.result.decision not in _NOT_ALLOWED
        for way in _ways(one.required)
    )


def _ways(required: RequiredAccess) -> Iterator[tuple[object, ...]]:
    """What a permission on a resource is one way to do, for the same parts of the definition."""
    permission, resource = required.permission, required.request.resource
    action, pointers = permission.action, permission.pointers
    yield (_CREDENTIALS if action in _CREDENTIALS else action), pointers
    yield from ((action, pointers, each) for each in permission.either if resource in each)


def _allow_for_alternatives(
    check: AccessCheck, allowed: frozenset[tuple[object, ...]], definition: Definition
) -> AccessCheck:
    """The same check, but UNKNOWN if the access may not be needed, or another one instead."""
    required = check.required
    if check.result.decision not in _NOT_ALLOWED:
        return check
    does, *chosen = (way in allowed for way in _ways(required))
    when = _OTHER_KIND if any(chosen) else ""
    if does and required.permission.action in _CREDENTIALS:
        when = _OTHER_WAY
    # What a task calls itself is needed on something, whatever that is.
    is_sure = not does and _is_called_itself(required.permission, definition)
    if required.permission.only and not is_sure:
        when = required.permission.only
    if not when:
        return check
    return _unknown(check, f"{check.result.why}, and it is needed only {when}")


def _is_called_itself(permission: Permission, definition: Definition) -> bool:
    """Return whether a task calls the very action."""
    name = permission.action.partition(":")[2].lower()
    return any(name in _called_resources(state) for state in _states(permission, definition))


def _unknown(check: AccessCheck, why: str) -> AccessCheck:
    result = EvaluationResult(Decision.UNKNOWN, why, check.result.missing_on)
    return attrs.evolve(check, result=result)


def _tasks_with_end_events(requirements: Requirements) -> frozenset[str]:
    """The pointers of tasks whose end EventBridge reports, so that polling is a fallback."""
    rules = (one for one in requirements.permissions if one.action == _PUT_RULE)
    return frozenset(pointer for one in rules for pointer in one.pointers)


def _when_needed(permission: Permission, definition: Definition, observed: frozenset[str]) -> str:
    """When a permission is needed, as a clause; "" if it is always needed."""
    service, _, name = permission.action.partition(":")
    if permission.action in _ACTIONS_NEEDED:
        return _ACTIONS_NEEDED[permission.action]
    if service in _SERVICES_NEEDED:
        return _SERVICES_NEEDED[service]
    if name in _OF_CHILDREN and all(one.endswith(_PROCESSOR) for one in permission.pointers):
        return "to watch and stop child executions, which distributed Maps are known to run without"
    if _is_called(permission, definition):
        return ""
    if permission.widened and service in _WIDENED_NEEDED:
        return _WIDENED_NEEDED[service]
    if name.startswith(_STOPPING):
        return "when an execution is stopped or its task times out"
    pointers = permission.pointers
    if name.startswith(_READING) and pointers and observed.issuperset(pointers):
        return "if the event that reports the end of the task is lost"
    return ""


def _is_unchecked(permission: Permission, resource: str, definition: Definition) -> bool:
    """Return whether the service does not check access to a resource for this task.

    That is so for the versions of a function if the task names none, for a job that the call
    creates, and for what IAM has under a path if the name alone is reviewed.
    """
    if any(_is_at_root(one, resource) for one in permission.resources):
        return True
    if permission.action == _SUBMIT:
        return resource.endswith(_ANY_JOB)
    function = resource.removesuffix(_ANY_VERSION)
    return (
        permission.action == _INVOKE
        and function != resource
        and function in permission.resources
        and not any(_names_a_version(state) for state in _states(permission, definition))
    )


def _is_called(permission: Permission, definition: Definition) -> bool:
    """Return whether a task calls the action itself, according to its name or first word."""
    called = [_called_resources(state) for state in _states(permission, definition)]
    name = permission.action.partition(":")[2]
    verb = next((verb for verb in (*_STOPPING, *_READING) if name.startswith(verb)), name).lower()
    return any(verb in call or call.startswith("aws-sdk:") for call in called)


def _called_resources(state: Mapping[str, Any]) -> str:
    """What a state calls: its Resource, or those of a Map's reader and writer."""
    parts = (state, state.get("ItemReader"), state.get("ResultWriter"))
    resources = (part.get("Resource", "") for part in parts if isinstance(part, dict))
    return " ".join(str(resource).rpartition(":::")[2].lower() for resource in resources).strip()


def _names_a_version(state: Mapping[str, Any]) -> bool:
    payloads = [state[name] for name in _PAYLOADS if name in state]
    return any(
        not isinstance(payload, dict) or bool({"Qualifier", "Qualifier.$"} & payload.keys())
        for payload in payloads
    )


def _states(permission: Permission, definition: Definition) -> Iterator[Mapping[str, Any]]:
    """The states that need a permission: the innermost one of each pointer."""
    for pointer in permission.pointers:
        part: Any = definition.document
        state: Mapping[str, Any] = {}
        for token in tokens(pointer):
            if isinstance(part, list) and token.isdecimal() and int(token) < len(part):
                part = part[int(token)]
            else:
                part = part.get(token) if isinstance(part, dict) else None
            if isinstance(part, dict) and isinstance(part.get("Type"), str):
                state = part
        yield state
