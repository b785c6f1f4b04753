"""Why AWS refused a call.

AWS tells several causes apart only by the text of an AccessDeniedException, so a reason is read
from code and text together.
"""

from __future__ import annotations

import enum
import re
from typing import Final

from sfn_dsl.aws.api import RefusalError


class Reason(enum.Enum):
    """Why AWS refused, as a clause that says so."""

    NOT_ASSUMABLE = "Step Functions may not assume the role yet"
    NOT_PASSABLE = "the caller may not pass the role"
    OTHER_ACCOUNT = "the role is of another account"
    MANAGED_RULE = "the role may not make EventBridge rules yet"
    LOG_ACCESS = "the role may not deliver logs yet"
    LOG_POLICY_FULL = "CloudWatch Logs cannot allow another log group"
    LOG_GROUP_MISSING = "the log group does not exist"
    LOGGING = "the logging is not accepted"
    DEFINITION = "the definition is not accepted"
    EXISTS = "a machine of that name exists"
    DELETING = "an old machine of that name is still being deleted"
    GONE = "the machine does not exist any more"
    CONFLICT = "another change is under way"
    TAGS = "there are too many tags"
    KEY = "the encryption key cannot be used"
    KEY_STATE = "the encryption key is switched off"
    KEY_SETTING = "the encryption is not accepted"
    KEY_BUSY = "AWS KMS has too many requests"
    TYPE = "the region does not have machines of that type"
    NAME = "the name is not accepted"
    ARN = "an ARN is not accepted"
    TRACING = "the tracing is not accepted"
    SIZE = "the request is too large"
    FORBIDDEN = "a policy denies the caller an action"
    DENIED = "the caller lacks a permission"
    LIMIT = "the account is at a limit"
    UNKNOWN = "AWS says no"


_ACCESS = r"AccessDenied(Exception)?"
_REASONS: Final[tuple[tuple[Reason, str, str], ...]] = (  # the first that fits is it
    (Reason.NOT_ASSUMABLE, _ACCESS, r"authorized to assume the provided role"),
    (Reason.FORBIDDEN, _ACCESS, r"with an explicit deny"),
    (Reason.NOT_PASSABLE, _ACCESS, r"not authorized to perform: iam:PassRole"),
    (Reason.OTHER_ACCOUNT, _ACCESS, r"Cross-account pass role"),
    (Reason.MANAGED_RULE, _ACCESS, r"not authorized to create managed-rule"),
    (Reason.LOG_ACCESS, _ACCESS, r"not authorized to access the Log Destination"),
    (Reason.LOG_POLICY_FULL, r"InvalidLoggingConfiguration", r"Resource Policy size was exceeded"),
    (Reason.LOG_GROUP_MISSING, r"InvalidLoggingConfiguration", r"not found"),
    (Reason.LOGGING, r"InvalidLoggingConfiguration", r""),
    (Reason.DEFINITION, r"InvalidDefinition", r""),
    (Reason.EXISTS, r"StateMachineAlreadyExists", r""),
    (Reason.DELETING, r"StateMachineDeleting", r""),
    (Reason.GONE, r"StateMachineDoesNotExist|ResourceNotFound", r""),
    (Reason.CONFLICT, r"ConflictException", r""),
    (Reason.TAGS, r"TooManyTags", r""),
    (Reason.KEY_STATE, r"KmsInvalidStateException", r""),
    (Reason.KEY_BUSY, r"KmsThrottlingException", r""),
    (Reason.KEY, r"Kms\w+", r""),
    (Reason.KEY_SETTING, r"InvalidEncryptionConfiguration", r""),
    (Reason.TYPE, r"StateMachineTypeNotSupported", r""),
    (Reason.NAME, r"InvalidName", r""),
    (Reason.ARN, r"InvalidArn", r""),
    (Reason.TRACING, r"InvalidTracingConfiguration", r""),
    (Reason.SIZE, r"413|Request(Entity)?TooLarge(Exception)?", r""),
    (Reason.DENIED, _ACCESS, r""),
    (Reason.LIMIT, r"StateMachineLimitExceeded|ServiceQuotaExceededException", r""),
)


def reason(refusal: RefusalError) -> Reason:
    """Why AWS refused."""
    for candidate, code, text in _REASONS:
        if re.fullmatch(code, refusal.code or "") and re.search(text, refusal.said):
            return candidate
    return Reason.UNKNOWN
