"""The settings of a state machine other than its definition, one row each.

Whatever writes, checks, sends, compares, shows or reads back a setting reads it from `SETTINGS`: a
new setting of AWS is one row here, one attribute of `Workflow` and one line of documentation. A
value has two forms: the author's, such as `Logging`, and AWS's, as in CreateStateMachine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.arns import Arn
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.model.setting_arns import (
    Fault,
    encryption_faults_in,
    is_key,
    is_log_group,
    log_groups,
    logging_faults_in,
    role_faults_in,
)
from sfn_dsl.model.state import written

MAX_TAGS: Final = 50
AWS_TAG_PREFIX: Final = "aws:"
SAM_TAG: Final = "stateMachine:createdBy"

_MAX_TAG_KEY = 128
_MAX_TAG_VALUE = 256
_MAX_ARN = 256
_LOG_LEVELS = ("ALL", "ERROR", "FATAL", "OFF")
# As text, since every workflow's file loads this and only a deploy checks.
_ROLE_NAME = r"(?a:[\w+=,.@-]{1,64})"
_OWNED_KEY = "AWS_OWNED_KEY"
_REUSE_SECONDS, _LEAST_REUSE, _MOST_REUSE = 300, 60, 900
_TAG_TEXT = r"[\w\s.:/=+@-]*"


@attrs.frozen(repr=False)
class Logging:
    """What executions log to CloudWatch Logs.

    See https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html.

    Args:
        level: Which events are logged: ``"ALL"``, ``"ERROR"``, ``"FATAL"`` or ``"OFF"``.
        log_group: The ARN of the log group, which ends in ``:*``. Required unless the level is OFF.
        include_execution_data: Whether input, output and parameters are logged too. If omitted,
            they are not.

    Example::

        logging = Logging(
            "ERROR", log_group="arn:aws:logs:eu-west-1:123456789012:log-group:/nightly:*"
        )
    """

    level: Literal["ALL", "ERROR", "FATAL", "OFF"]
    log_group: str | Unset = attrs.field(default=UNSET, kw_only=True)
    include_execution_data: bool = attrs.field(default=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "level")


@attrs.frozen(repr=False)
class Encryption:
    """The customer managed KMS key that encrypts the definition and the data of executions.

    See https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html.

    Args:
        kms_key: The id, the alias or the ARN of the key (``kmsKeyId``).
        data_key_reuse_seconds: How long Step Functions uses a data key before it asks KMS for
            another, 60 to 900 seconds (``kmsDataKeyReusePeriodSeconds``).

    Example::

        encryption = Encryption("alias/workflows", data_key_reuse_seconds=600)
    """

    kms_key: str
    data_key_reuse_seconds: int = attrs.field(default=_REUSE_SECONDS, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "kms_key")


def _same(value: Any) -> Any:
    return value


def _no_faults(_: Any) -> Iterator[Fault]:
    return iter(())


def _no_faults_in(_: Any, __: Arn) -> Iterator[Fault]:
    return iter(())


def _one_line(name: str, value: Any) -> Iterator[str]:
    yield f"{name}: {short(value)}"


@attrs.frozen(kw_only=True, eq=False)
class Setting:
    """A setting, for everything that has to do with it.

    ``name`` is the author's keyword, and the setting's name in plans; ``member`` is AWS's name in
    CreateStateMachine, UpdateStateMachine and DescribeStateMachine. ``kind`` is the author's type,
    ``example`` what to write, ``choices`` the values that there are where they are few. ``default``
    is what a machine has where nothing is set, in AWS's form.

    ``is_configuration`` is for a structure that is sent and returned as a whole, as most settings
    are; the other ones are fields of their own of whatever holds a machine. ``change`` is how AWS
    changes it for an existing machine: by UpdateStateMachine, by TagResource, or not at all, so
    that the machine has to be replaced.

    ``to_aws`` and ``to_author`` turn one form into the other, the latter None for AWS's default.
    ``canonical`` is equal for values in AWS's form that mean the same, ``faults`` finds what AWS
    would refuse in one, ``faults_in`` what AWS would refuse in a place, an ARN of which parts
    may be empty, and ``lines`` shows it in a plan.
    """

    name: str
    member: str
    kind: type
    example: str
    choices: tuple[str, ...] = ()
    default: Any = None
    is_configuration: bool = True
    change: Literal["update", "tag", "replace"] = "update"
    to_aws: Callable[[Any], Any] = _same
    to_author: Callable[[Any], Any] = _same
    canonical: Callable[[Any], Any] = _same
    faults: Callable[[Any], Iterator[Fault]] = _no_faults
    lines: Callable[[str, Any], Iterator[str]] = _one_line
    faults_in: Callable[[Any, Arn], Iterator[Fault]] = _no_faults_in

    def fault(self, value: Any) -> AuthoringError | None:
        """What keeps an author from writing a value, None for one that can be written."""
        if isinstance(value, Unset):
            return None
        if self.choices and value not in self.choices:
            write = " or ".join(map(repr, self.choices))
            said = f"{value!r} is not a valid {self.name}; write {write}"
            return AuthoringError(said, code=Mistake.UNUSABLE_ARGUMENT)
        if not isinstance(value, self.kind):
            return AuthoringTypeError(f"write {self.name}={self.example}, not {value!r}")
        return None

    def of(self, machine: Any) -> Any:
        """The value of a machine, desired or deployed, in AWS's form; None for AWS's default."""
        if self.is_configuration:
            return machine.settings.get(self.name)
        return getattr(machine, self.name)

    def or_default(self, value: Any) -> Any:
        """A value in AWS's form, AWS's default where it is None."""
        return self.default if value is None else value

    def differs(self, value: Any, other: Any) -> bool:
        """Return whether two values in AWS's form mean different things."""
        same: bool = self.canonical(self.or_default(value)) == self.canonical(
            self.or_default(other)
        )
        return not same


def short(value: Any) -> str:
    """A value in AWS's form on one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def given(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settings by name, without those that are None."""
    return {name: value for name, value in settings.items() if value is not None}


def configuration() -> Iterator[Setting]:
    """The settings that are sent and returned as a structure each."""
    return (setting for setting in SETTINGS if setting.is_configuration)


def updatable() -> Iterator[Setting]:
    """The settings that UpdateStateMachine takes."""
    return (setting for setting in SETTINGS if setting.change == "update")


def from_author(workflow: object) -> Mapping[str, Any]:
    """The configuration of a workflow in AWS's form, by name, as far as its author set it."""
    values = {setting: getattr(workflow, setting.name, UNSET) for setting in configuration()}
    return {
        setting.name: setting.to_aws(value)
        for setting, value in values.items()
        if not isinstance(value, Unset)
    }


def to_author(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settings in AWS's form, by name, as an author writes them, without AWS's defaults."""
    shape = {
        setting.name: setting.to_author(values[setting.name])
        for setting in SETTINGS
        if values.get(setting.name) is not None
    }
    return given(shape)


# The type and the role.


def _type_to_author(value: str) -> str | None:
    return None if value == TYPE.default else value


def _role_faults(role: str) -> Iterator[Fault]:
    # Every workflow's file loads this module, and only a deploy checks.
    from sfn_dsl.arns import is_role_arn

    if not role.strip():
        message = "the workflow has no role; write the name or the ARN of the IAM role it runs with"
        yield "SFN903", message
    elif PLACEHOLDER_ACCOUNT in role:
        write = "write the role's name alone, or its ARN with the account's number"
        yield _placeholder("role", role, write)
    elif role.startswith("arn:"):
        if not is_role_arn(role) or len(role) > _MAX_ARN:
            message = "write 'arn:aws:iam::<12 digits>:role/<name>', or the role's name alone"
            yield "SFN903", f"{role!r} is not the ARN of an IAM role; {message}"
    elif not re.fullmatch(_ROLE_NAME, role):
        message = "write it without a path, in at most 64 letters, digits and '+=,.@-_', or write "
        message += "the role's ARN"
        yield "SFN903", f"{role!r} cannot be the name of an IAM role; {message}"


def _placeholder(what: str, value: str, write: str = "write the account's number") -> Fault:
    return "SFN904", f"the {what} {value!r} still contains {PLACEHOLDER_ACCOUNT!r}; {write}"


# Logging.


def _logging_to_aws(logging: Logging) -> Mapping[str, Any]:
    shape: dict[str, Any] = {
        "level": logging.level,
        "includeExecutionData": logging.include_execution_data,
    }
    if not isinstance(logging.log_group, Unset):
        group = {"cloudWatchLogsLogGroup": {"logGroupArn": logging.log_group}}
        shape["destinations"] = [group]
    return shape


def _logging_to_author(shape: Mapping[str, Any]) -> Logging | None:
    level, groups = shape.get("level", "OFF"), log_groups(shape)
    data = bool(shape.get("includeExecutionData"))
    if level == "OFF" and not groups and not data:
        return None
    if not groups:
        return Logging(level, include_execution_data=data)
    group = groups[0] if groups[0].endswith(":*") else f"{groups[0]}:*"
    return Logging(level, log_group=group, include_execution_data=data)


def _canonical_logging(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The configuration with defaults, log groups as the ARNs without what AWS puts behind them.

    Where nothing is logged, it does not matter where to and with what.
    """
    filled: Mapping[str, Any] = {**LOGGING.default, **shape}
    if filled["level"] == "OFF":
        return {"level": "OFF"}
    return {**filled, "destinations": [group.removesuffix(":*") for group in log_groups(filled)]}


def _logging_faults(shape: Mapping[str, Any]) -> Iterator[Fault]:
    level, groups = shape.get("level", "OFF"), log_groups(shape)
    if level not in _LOG_LEVELS:
        message = f"is not a level of logging; write one of {', '.join(_LOG_LEVELS)}"
        yield "SFN905", f"{level!r} {message}"
    if len(groups) > 1 or (level != "OFF" and not groups):
        message = f"has {len(groups)} log groups; write exactly one"
        yield "SFN905", f"logging at level {level!r} {message}"
    for group in groups:
        if PLACEHOLDER_ACCOUNT in group:
            yield _placeholder("log group", group)
        elif not is_log_group(group):
            message = "is not what AWS accepts; write the log group's ARN with ':*' at its end"
            yield "SFN905", f"the log group {group!r} {message}"


# Tracing.


def _tracing_to_aws(tracing: bool) -> Mapping[str, Any]:
    return {"enabled": tracing}


def _tracing_to_author(shape: Mapping[str, Any]) -> bool | None:
    return True if shape.get("enabled") else None


def _canonical_tracing(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**TRACING.default, **shape}


# Encryption.


def _encryption_to_aws(encryption: Encryption) -> Mapping[str, Any]:
    return {
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kmsKeyId": encryption.kms_key,
        "kmsDataKeyReusePeriodSeconds": encryption.data_key_reuse_seconds,
    }


def _encryption_to_author(shape: Mapping[str, Any]) -> Encryption | None:
    if shape.get("type", _OWNED_KEY) == _OWNED_KEY:
        return None
    seconds = shape.get("kmsDataKeyReusePeriodSeconds")
    key = str(shape.get("kmsKeyId", ""))
    if not isinstance(seconds, int):
        return Encryption(key)
    return Encryption(key, data_key_reuse_seconds=seconds)


def _canonical_encryption(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The configuration with defaults, a key named by its id where its ARN was given."""
    if shape.get("type", _OWNED_KEY) == _OWNED_KEY:
        return {"type": _OWNED_KEY}
    key = str(shape.get("kmsKeyId", "")).rpartition(":key/")[2]
    return {"kmsDataKeyReusePeriodSeconds": _REUSE_SECONDS, **shape, "kmsKeyId": key}


def _encryption_faults(shape: Mapping[str, Any]) -> Iterator[Fault]:
    key, seconds = shape.get("kmsKeyId"), shape.get("kmsDataKeyReusePeriodSeconds")
    if key is not None and PLACEHOLDER_ACCOUNT in key:
        yield _placeholder("encryption key", key)
    if key is not None and not is_key(key):
        message = "cannot be a key; write the ARN or the id of a KMS key, or 'alias/<name>'"
        yield "SFN910", f"{key!r} {message}"
    if key is not None and re.search(r"(?i)(?:^|:)alias/aws/", key):
        message = "is a key of AWS's own, which state machines cannot use; write a key of yours"
        yield "SFN910", f"{key!r} {message}"
    if seconds is not None and not _LEAST_REUSE <= seconds <= _MOST_REUSE:
        message = f"for {seconds} seconds; write {_LEAST_REUSE} to {_MOST_REUSE}"
        yield "SFN910", f"a data key cannot be reused {message}"


# Tags, which have calls of their own once the machine is created.


def own_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags that are not AWS's own: those nobody else may set or remove, and SAM's."""
    return {
        key: value
        for key, value in tags.items()
        if key != SAM_TAG and not key.lower().startswith(AWS_TAG_PREFIX)
    }


def _tags_to_aws(tags: Mapping[str, str]) -> list[Mapping[str, str]]:
    return [{"key": key, "value": value} for key, value in tags.items()]


def _tags_to_author(tags: Mapping[str, str]) -> Mapping[str, str] | None:
    return own_tags(tags) or None


def _tag_lines(_: str, tags: Mapping[str, str]) -> Iterator[str]:
    return (f"tag {key!r}: {value!r}" for key, value in tags.items())


def _tag_faults(tags: Mapping[str, str]) -> Iterator[Fault]:
    if len(tags) > MAX_TAGS:
        yield "SFN906", f"the workflow has {len(tags)} tags; write at most {MAX_TAGS}"
    for key, value in tags.items():
        if key.lower().startswith(AWS_TAG_PREFIX):
            message = f"starts with {AWS_TAG_PREFIX!r}, which is AWS's own; write another name"
            yield "SFN906", f"the tag {key!r} {message}"
        if value.lower().startswith(AWS_TAG_PREFIX):
            message = f"starts with {AWS_TAG_PREFIX!r}, which is AWS's own; write another value"
            yield "SFN906", f"the value {value!r} of the tag {key!r} {message}"
        if not 1 <= len(key) <= _MAX_TAG_KEY:
            message = f"has {len(key)} characters; write a name of 1 to {_MAX_TAG_KEY}"
            yield "SFN906", f"the tag {key!r} {message}"
        if len(value) > _MAX_TAG_VALUE:
            message = f"has {len(value)} characters; write at most {_MAX_TAG_VALUE}"
            yield "SFN906", f"the value of the tag {key!r} {message}"
        if not (re.fullmatch(_TAG_TEXT, key) and re.fullmatch(_TAG_TEXT, value)):
            message = (
                "have characters AWS does not allow; write letters, digits, spaces and '_.:/=+-@'"
            )
            yield "SFN906", f"the tag {key!r} and its value {value!r} {message}"


TYPE: Final = Setting(
    name="type",
    member="type",
    kind=str,
    example="'EXPRESS'",
    choices=("STANDARD", "EXPRESS"),
    default="STANDARD",
    is_configuration=False,
    change="replace",
    to_author=_type_to_author,
)
ROLE: Final = Setting(
    name="role",
    member="roleArn",
    kind=str,
    example="'RoleName', or the ARN of a role",
    is_configuration=False,
    faults=_role_faults,
    faults_in=role_faults_in,
)
LOGGING: Final = Setting(
    name="logging",
    member="loggingConfiguration",
    kind=Logging,
    example="Logging(level, log_group=...)",
    default={"level": "OFF", "includeExecutionData": False, "destinations": []},
    to_aws=_logging_to_aws,
    to_author=_logging_to_author,
    canonical=_canonical_logging,
    faults=_logging_faults,
    faults_in=logging_faults_in,
)
TRACING: Final = Setting(
    name="tracing",
    member="tracingConfiguration",
    kind=bool,
    example="True or False",
    default={"enabled": False},
    to_aws=_tracing_to_aws,
    to_author=_tracing_to_author,
    canonical=_canonical_tracing,
)
ENCRYPTION: Final = Setting(
    name="encryption",
    member="encryptionConfiguration",
    kind=Encryption,
    example="Encryption(kms_key)",
    default={"type": _OWNED_KEY},
    to_aws=_encryption_to_aws,
    to_author=_encryption_to_author,
    canonical=_canonical_encryption,
    faults=_encryption_faults,
    faults_in=encryption_faults_in,
)
TAGS: Final = Setting(
    name="tags",
    member="tags",
    kind=Mapping,
    example="{'name': 'value'}",
    is_configuration=False,
    change="tag",
    to_aws=_tags_to_aws,
    to_author=_tags_to_author,
    canonical=own_tags,
    faults=_tag_faults,
    lines=_tag_lines,
)

SETTINGS: tuple[Setting, ...] = (TYPE, ROLE, LOGGING, TRACING, ENCRYPTION, TAGS)
"""Every setting, in the order in which they are shown."""
