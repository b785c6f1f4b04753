"""The resources that settings name: what their ARNs are, and where they have to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.arns import Arn, is_role_arn, read_arn
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT

Fault = tuple[str, str]
"""The code of a finding, and what is wrong with a setting and what to write instead."""

_KEY: Final = r"(?a:[\w:/-]{1,2048})"


def log_groups(logging: Mapping[str, Any]) -> list[str]:
    """The ARNs of the log groups that a loggingConfiguration names."""
    return [
        str((destination.get("cloudWatchLogsLogGroup") or {}).get("logGroupArn", ""))
        for destination in logging.get("destinations") or ()
    ]


def is_log_group(text: str) -> bool:
    """Return whether a text is the ARN of a log group as logging takes it."""
    arn = read_arn(text)
    return arn.service == "logs" and text.endswith(":*") and arn.resource != "log-group::*"


def is_key(key: str) -> bool:
    """Return whether a text is a KMS key: its ARN, its id, or an alias."""
    if not re.fullmatch(_KEY, key):
        return False
    arn = read_arn(key)
    is_key = arn.service == "kms" and arn.resource.startswith(("key/", "alias/"))
    return is_key or not key.startswith("arn:")


def role_faults_in(role: str, place: Arn) -> Iterator[Fault]:
    """A role of another account or partition than the machine."""
    if is_role_arn(role):
        own = read_arn(role)
        if place.account and own.account != place.account:
            message = (
                f"belongs to account {own.account}, and the state machine to account "
                f"{place.account}; write a role of that account, or use credentials of the role's"
            )
            yield "SFN903", f"the role {role!r} {message}"
        yield from _other_place(f"the role {role!r}", own, place, "SFN903", ("partition",))


def logging_faults_in(shape: Mapping[str, Any], place: Arn) -> Iterator[Fault]:
    """A log group elsewhere than the machine."""
    for group in log_groups(shape):
        own = read_arn(group)
        if own.resource.startswith("log-group:") and own.account != PLACEHOLDER_ACCOUNT:
            what = f"the log group {group!r}"
            parts = ("partition", "region", "account")
            yield from _other_place(what, own, place, "SFN905", parts)


def encryption_faults_in(shape: Mapping[str, Any], place: Arn) -> Iterator[Fault]:
    """A key of another region; of another account it may be."""
    key = str(shape.get("kmsKeyId", ""))
    what = f"the key {key!r}"
    yield from _other_place(what, read_arn(key), place, "SFN910", ("region", "partition"))


def _other_place(
    what: str, own: Arn, place: Arn, code: str, parts: tuple[str, ...]
) -> Iterator[Fault]:
    """A fault for the first of the parts in which something is elsewhere than the machine."""
    for part in parts:
        here = getattr(place, part)
        if here and getattr(own, part) not in ("", here):
            told = f"{part} {here}" if part != "region" else here
            message = f"is not in {told}, where the state machine is; write one of that {part}"
            yield code, f"{what} {message}"
            return
