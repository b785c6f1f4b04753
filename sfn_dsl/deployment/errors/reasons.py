"""Why AWS refused a call, and what to change: one row for each error of AWS.

AWS tells several causes apart only by the text of an AccessDeniedException, so a reason is read
from code and text together.
"""

from __future__ import annotations

import enum
import re

import attrs

from sfn_dsl.aws.api import RefusalError
from sfn_dsl.model.settings import MAX_TAGS

_ACCESS = r"AccessDenied(Exception)?"


@attrs.frozen
class _Row:
    """An error of AWS: its code and text as patterns, as a clause, and what to change.

    `messages.explained` fills in the names in braces. Without an ``explanation`` the error is
    either dealt with or reported as AWS words it.
    """

    clause: str
    code: str
    text: str = ""
    explanation: str | None = None


class Reason(enum.Enum):
    """Why AWS refused a call; the first row whose code and text match an answer is the reason."""

    NOT_ASSUMABLE = _Row(
        "Step Functions cannot assume the role yet",
        _ACCESS,
        r"authorized to assume the provided role",
        "Step Functions may not assume the role '{role}' for '{arn}'; add this statement to the "
        "role's trust policy, or make its condition match that machine: {trust}",
    )
    FORBIDDEN = _Row(
        "a policy denies the caller an action",
        _ACCESS,
        r"with an explicit deny",
        "{policy} explicitly denies {action}, which no other policy can allow; have the denial "
        "lifted for '{resource}', or use other credentials",
    )
    NOT_PASSABLE = _Row(
        "the caller may not pass the role",
        _ACCESS,
        r"not authorized to perform: iam:PassRole",
        "these credentials may not pass the role '{role}' to Step Functions; add to {policy}: "
        "{pass_role}",
    )
    OTHER_ACCOUNT = _Row(
        "the role belongs to another account",
        _ACCESS,
        r"Cross-account pass role",
        "the role '{role}' belongs to another account than the state machine '{arn}'; write a role "
        "of the same account, by its name alone",
    )
    MANAGED_RULE = _Row(
        "the role may not create EventBridge rules yet",
        _ACCESS,
        r"not authorized to create managed-rule",
        "the role '{role}' may not create the EventBridge rule that tasks with '.sync' wait for "
        "({waiting}); add to the role's policy: {managed_rules}",
    )
    LOG_ACCESS = _Row(
        "the role may not deliver logs yet",
        _ACCESS,
        r"not authorized to access the Log Destination",
        "the role '{role}' may not deliver logs to {groups}; add to the role's policy: "
        "{deliver_logs}",
    )
    LOG_POLICY_FULL = _Row(
        "CloudWatch Logs cannot allow another log group",
        r"InvalidLoggingConfiguration",
        r"Resource Policy size was exceeded",
        "the resource policy of CloudWatch Logs has no room left to allow deliveries to {groups}; "
        "write a log group whose name starts with '/aws/vendedlogs/states/', which needs no room",
    )
    LOG_GROUP_MISSING = _Row(
        "the log group does not exist",
        r"InvalidLoggingConfiguration",
        r"not found",
        "{groups} does not exist; create it in the machine's region, or write the ARN of one that "
        "exists, with ':*' at its end",
    )
    LOGGING = _Row(
        "the logging configuration is not valid",
        r"InvalidLoggingConfiguration",
        r"",
        "AWS does not accept logging to {groups}: {said} Write exactly one log group, by its ARN "
        "with ':*' at its end",
    )
    DEFINITION = _Row("the definition is not valid", r"InvalidDefinition")
    EXISTS = _Row("a machine of that name exists", r"StateMachineAlreadyExists")
    DELETING = _Row(
        "an old machine of that name is still being deleted",
        r"StateMachineDeleting",
        r"",
        "an old state machine '{name}' is still being deleted, which AWS completes once its "
        "executions have ended; stop them or wait, and run this again",
    )
    GONE = _Row("the machine does not exist any more", r"StateMachineDoesNotExist|ResourceNotFound")
    CONFLICT = _Row(
        "another change is in progress",
        r"ConflictException",
        r"",
        "somebody else is changing the state machine '{name}' right now; run this again when they "
        "are done",
    )
    TAGS = _Row(
        "there are too many tags",
        r"TooManyTags",
        r"",
        f"the state machine '{{name}}' would have more than {MAX_TAGS} tags; write fewer, counting "
        "those that it has already",
    )
    KEY_STATE = _Row(
        "the encryption key is disabled",
        r"KmsInvalidStateException",
        r"",
        "Step Functions cannot use {key} in its current state: {said} Enable it, cancel its "
        "deletion, or write another key",
    )
    KEY_BUSY = _Row(
        "AWS KMS is throttling requests",
        r"KmsThrottlingException",
        r"",
        "AWS KMS is throttling requests for {key}; run this again in a while",
    )
    KEY = _Row(
        "the encryption key cannot be used",
        r"Kms\w+",
        r"",
        "Step Functions cannot use {key}: {said} Unless the key's own policy allows it, add to "
        "the policy of whoever deploys, and of the role: {use_key}",
    )
    KEY_SETTING = _Row(
        "the encryption configuration is not valid",
        r"InvalidEncryptionConfiguration",
        r"",
        "AWS does not accept the encryption with {key}: {said} Write the ARN of a symmetric key in "
        "the region of the state machine",
    )
    TYPE = _Row(
        "the region does not offer machines of that type",
        r"StateMachineTypeNotSupported",
        r"",
        "this region does not offer state machines of type {type}: {said} Write another type, or "
        "deploy to another region",
    )
    NAME = _Row(
        "the name is not valid",
        r"InvalidName",
        r"",
        "AWS does not accept the name '{name}': {said} Write letters, digits, '-' and '_' only",
    )
    ARN = _Row(
        "an ARN is not valid",
        r"InvalidArn",
        r"",
        "AWS does not accept an ARN: {said} Check the role '{role}' and the account in '{arn}'",
    )
    TRACING = _Row(
        "the tracing configuration is not valid",
        r"InvalidTracingConfiguration",
        r"",
        "AWS does not accept the tracing: {said} Write tracing=False, or leave it out",
    )
    SIZE = _Row(
        "the request is too large",
        r"413|Request(Entity)?TooLarge(Exception)?",
        r"",
        "the state machine '{name}' is larger than one request to AWS may be, 1 MB with "
        "everything in it; move a part into a machine of its own and start that from a Task",
    )
    DENIED = _Row(
        "the caller lacks a permission",
        _ACCESS,
        r"",
        "these credentials may not do {action}; add to {policy}: {permission}",
    )
    LIMIT = _Row(
        "the account has reached a quota",
        r"StateMachineLimitExceeded|ServiceQuotaExceededException",
        r"",
        "the account has reached a quota: {said} Delete what is not needed any more, or ask AWS "
        "for a higher quota",
    )
    UNKNOWN = _Row("AWS refused", r".*")

    @property
    def clause(self) -> str:
        """The reason as a clause."""
        return self.value.clause

    @property
    def explanation(self) -> str | None:
        """What to change, with names in braces; None where AWS's own words are reported."""
        return self.value.explanation


def reason(refusal: RefusalError) -> Reason:
    """Why AWS refused."""
    return next(
        candidate
        for candidate in Reason
        if re.fullmatch(candidate.value.code, refusal.code or "", re.DOTALL)
        and re.search(candidate.value.text, refusal.said)
    )
