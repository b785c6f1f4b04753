"""What AWS would refuse, or take and not carry out, found before anything is sent.

Each rule looks at one field of a `Desired` and yields findings. botocore checks hardly any of
this, and AWS tells of one at a time, some of it only after another call has had its effect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT, is_role_arn
from sfn_dsl.aws.api import Shape
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.deployment.desired import Desired, definition_text
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.language.limits import DEFINITION_BYTES, MACHINE_NAME_CHARACTERS
from sfn_dsl.origin import Position

MAX_TAGS = 50
AWS_TAG_PREFIX = "aws:"

_MAX_TAG_KEY = 128
_MAX_TAG_VALUE = 256
_MAX_ARN = 256
_LOG_LEVELS = ("ALL", "ERROR", "FATAL", "OFF")
_FORBIDDEN_IN_NAMES = frozenset('<>{}[]?*"#%\\^|~`$&,;:/')
_PLAIN_NAME = re.compile(r"[0-9A-Za-z_-]*")
_ROLE_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)
_KEY = re.compile(r"[\w:/-]{1,2048}", re.ASCII)
_LEAST_REUSE, _MOST_REUSE = 60, 900
_TAG_TEXT = re.compile(r"[\w\s.:/=+@-]*")

Check = Callable[[Definition], Sequence[Diagnostic]]


def settings_findings(desired: Desired) -> list[Diagnostic]:
    """What is wrong with everything about the machine but its definition."""
    return [
        attrs.evolve(finding, position=desired.position)
        for rule in (_name, _role, _logging, _encryption, _tags)
        for finding in rule(desired)
    ]


def definition_findings(desired: Desired, check: Check) -> list[Diagnostic]:
    """What is wrong with the definition: what `check` finds, placeholders, the size."""
    definition = desired.definition
    findings = list(check(definition))
    text = definition_text(definition)
    if PLACEHOLDER_ACCOUNT in text:
        findings += _placeholders(definition)
    size = len(text.encode())
    if size > DEFINITION_BYTES and not any(f.code == "SFN802" for f in findings):
        message = f"the definition has {size:,} bytes, and AWS takes {DEFINITION_BYTES:,}; "
        message += "move a part into a machine of its own and start that from a Task"
        findings.append(_error("SFN907", message, "", definition.source.locate("")))
    return findings


def _error(
    code: str, message: str, pointer: str = "", position: Position | None = None
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, pointer, position)


def _name(desired: Desired) -> Iterator[Diagnostic]:
    name = desired.name
    if not 1 <= len(name) <= MACHINE_NAME_CHARACTERS:
        message = f"has {len(name)} characters; write one of 1 to {MACHINE_NAME_CHARACTERS}"
        yield _error("SFN901", f"the name {name!r} {message}")
    bad = [character for character in dict.fromkeys(name) if _is_forbidden(character)]
    if bad:
        message = "which AWS does not allow in the name of a state machine; write letters, digits, "
        message += "'-' and '_' instead"
        yield _error("SFN901", f"the name {name!r} holds {', '.join(map(_shown, bad))}, {message}")
    elif not _PLAIN_NAME.fullmatch(name):
        message = "holds more than letters, digits, '-' and '_', so CloudWatch cannot take its "
        message += "logs and metrics; write those characters only"
        yield Diagnostic("SFN902", Severity.WARNING, f"the name {name!r} {message}")


def _is_forbidden(character: str) -> bool:
    number = ord(character)
    return (
        character in _FORBIDDEN_IN_NAMES
        or character.isspace()
        or number <= 0x1F
        or 0x7F <= number <= 0x9F
        or 0xD800 <= number <= 0xDFFF
        or number in (0xFFFE, 0xFFFF)
    )


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    return f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"


def _role(desired: Desired) -> Iterator[Diagnostic]:
    role = desired.role
    if not role.strip():
        message = "the workflow has no role; write the name or the ARN of the IAM role it runs with"
        yield _error("SFN903", message)
    elif PLACEHOLDER_ACCOUNT in role:
        message = "write the role's name alone, or its ARN with the account's number"
        yield _error("SFN904", f"the role {role!r} still holds {PLACEHOLDER_ACCOUNT!r}; {message}")
    elif role.startswith("arn:"):
        if not is_role_arn(role) or len(role) > _MAX_ARN:
            message = "write 'arn:aws:iam::<12 digits>:role/<name>', or the role's name alone"
            yield _error("SFN903", f"{role!r} is not the ARN of an IAM role; {message}")
    elif not _ROLE_NAME.fullmatch(role):
        message = "write it without a path, in at most 64 letters, digits and '+=,.@-_', or write "
        message += "the role's ARN"
        yield _error("SFN903", f"{role!r} cannot be the name of an IAM role; {message}")


def _logging(desired: Desired) -> Iterator[Diagnostic]:
    logging = desired.logging or {}
    level = logging.get("level", "OFF")
    groups = log_groups(logging)
    if level not in _LOG_LEVELS:
        message = f"is not a level of logging; write one of {', '.join(_LOG_LEVELS)}"
        yield _error("SFN905", f"{level!r} {message}")
    if len(groups) > 1 or (level != "OFF" and not groups):
        message = f"has {len(groups)} log groups; write exactly one"
        yield _error("SFN905", f"logging at level {level!r} {message}")
    for group in groups:
        if PLACEHOLDER_ACCOUNT in group:
            message = f"still holds {PLACEHOLDER_ACCOUNT!r}; write the account's number"
            yield _error("SFN904", f"the log group {group!r} {message}")
        elif not (group.startswith("arn:") and group.endswith(":*")):
            message = "is not what AWS takes; write the log group's ARN with ':*' at its end"
            yield _error("SFN905", f"the log group {group!r} {message}")


def own_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags that are not AWS's own, which nobody else may set or take away."""
    return {k: v for k, v in tags.items() if not k.lower().startswith(AWS_TAG_PREFIX)}


def log_groups(logging: Shape) -> list[str]:
    """The ARNs of the log groups that a loggingConfiguration names."""
    return [
        str((destination.get("cloudWatchLogsLogGroup") or {}).get("logGroupArn", ""))
        for destination in logging.get("destinations") or ()
    ]


def _encryption(desired: Desired) -> Iterator[Diagnostic]:
    encryption = desired.encryption or {}
    key, seconds = encryption.get("kmsKeyId"), encryption.get("kmsDataKeyReusePeriodSeconds")
    if key is not None and PLACEHOLDER_ACCOUNT in key:
        message = f"still holds {PLACEHOLDER_ACCOUNT!r}; write the account's number"
        yield _error("SFN904", f"the encryption key {key!r} {message}")
    if key is not None and not _KEY.fullmatch(key):
        message = "cannot be a key; write the ARN or the id of a KMS key, or 'alias/<name>'"
        yield _error("SFN910", f"{key!r} {message}")
    if seconds is not None and not _LEAST_REUSE <= seconds <= _MOST_REUSE:
        message = f"for {seconds} seconds; write {_LEAST_REUSE} to {_MOST_REUSE}"
        yield _error("SFN910", f"a data key cannot be used {message}")


def _tags(desired: Desired) -> Iterator[Diagnostic]:
    tags = desired.tags or {}
    if len(tags) > MAX_TAGS:
        yield _error("SFN906", f"the workflow has {len(tags)} tags; write at most {MAX_TAGS}")
    for key, value in tags.items():
        if key.lower().startswith(AWS_TAG_PREFIX):
            message = f"starts with {AWS_TAG_PREFIX!r}, which is AWS's own; write another name"
            yield _error("SFN906", f"the tag {key!r} {message}")
        if not 1 <= len(key) <= _MAX_TAG_KEY:
            message = f"has {len(key)} characters; write a name of 1 to {_MAX_TAG_KEY}"
            yield _error("SFN906", f"the tag {key!r} {message}")
        if len(value) > _MAX_TAG_VALUE:
            message = f"has {len(value)} characters; write at most {_MAX_TAG_VALUE}"
            yield _error("SFN906", f"the value of the tag {key!r} {message}")
        if not (_TAG_TEXT.fullmatch(key) and _TAG_TEXT.fullmatch(value)):
            message = "hold more than AWS allows; write letters, digits, white space and '_.:/=+-@'"
            yield _error("SFN906", f"the tag {key!r} and its value {value!r} {message}")


def _placeholders(definition: Definition) -> Iterator[Diagnostic]:
    """A finding for each string with the placeholder in it, found without recursion."""
    pending: list[tuple[str, Any]] = [("", definition.document)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            pending += [(child(pointer, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            pending += [(child(pointer, i), value[i]) for i in reversed(range(len(value)))]
        elif isinstance(value, str) and PLACEHOLDER_ACCOUNT in value:
            message = "build it with target.arn(...), which gets the account from the "
            message += "deployment, or write the account's number"
            yield _error(
                "SFN904",
                f"{value!r} still holds {PLACEHOLDER_ACCOUNT!r}; {message}",
                pointer,
                definition.source.locate(pointer),
            )
