"""Logging, tracing and encryption of a state machine, as they are given and as AWS returns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from sfn_dsl.arns import read_arn, resource_part
from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, ClientFactory
from sfn_dsl.model.setting_arns import encryption_faults_in, is_key, is_log_group, log_groups

LOGGING: Final = "loggingConfiguration"
TRACING: Final = "tracingConfiguration"
ENCRYPTION: Final = "encryptionConfiguration"

_OWNED: Final = "AWS_OWNED_KEY"
_REUSE_SECONDS: Final = 300


class LogGroups(Protocol):
    """The log groups of the local CloudWatch Logs."""

    def has_log_group(self, caller: Caller, name: str) -> bool:
        """Return whether there is a group of this name in the caller's region."""


class CloudWatchLogGroups:
    """The log groups of the CloudWatch Logs that ``client`` reaches."""

    def __init__(self, client: ClientFactory) -> None:
        self._client = client

    def has_log_group(self, caller: Caller, name: str) -> bool:
        """Return whether DescribeLogGroups lists it."""
        logs = self._client("logs", caller.region)
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name)
        return any(each["logGroupName"] == name for page in pages for each in page["logGroups"])


def read_settings(
    caller: Caller, request: Mapping[str, Any], groups: LogGroups
) -> dict[str, dict[str, Any]]:
    """The configurations that a request has, by the names of its members, with AWS's defaults.

    Raises ApiError: InvalidLoggingConfiguration, InvalidEncryptionConfiguration.
    """
    found = {}
    if (logging := request.get(LOGGING)) is not None:
        found[LOGGING] = _logging(caller, logging, groups)
    if (tracing := request.get(TRACING)) is not None:
        found[TRACING] = {"enabled": bool(tracing.get("enabled"))}
    if (encryption := request.get(ENCRYPTION)) is not None:
        found[ENCRYPTION] = _encryption(caller, encryption)
    return found


def defaults() -> dict[str, dict[str, Any]]:
    """What AWS returns of configurations that were never given."""
    return {
        LOGGING: {"level": "OFF", "includeExecutionData": False},
        TRACING: {"enabled": False},
        ENCRYPTION: {"type": _OWNED},
    }


def _logging(caller: Caller, given: Mapping[str, Any], groups: LogGroups) -> dict[str, Any]:
    destinations = given.get("destinations") or []
    level = given.get("level") or "OFF"
    if destinations or level != "OFF":
        _check_destination(caller, given, groups)
    shown = {"destinations": destinations} if destinations else {}
    return {
        "level": level,
        "includeExecutionData": bool(given.get("includeExecutionData")),
        **shown,
    }


def _check_destination(caller: Caller, given: Mapping[str, Any], groups: LogGroups) -> None:
    arns = log_groups(given)
    if len(arns) != 1:
        raise _invalid_logging("Must specify exactly one Log Destination.")
    arn = read_arn(arns[0])
    name = arn.resource.removeprefix("log-group:").removesuffix(":*")
    is_here = (arn.region, arn.account) == (caller.region, caller.account)
    if not (is_log_group(arns[0]) and is_here and groups.has_log_group(caller, name)):
        raise _invalid_logging("Log Destination not found.")


def _invalid_logging(said: str) -> ApiError:
    return ApiError("InvalidLoggingConfiguration", f"Invalid Logging Configuration: {said}")


def _encryption(caller: Caller, given: Mapping[str, Any]) -> dict[str, Any]:
    """Encryption, whose key need not exist: nothing is encrypted here."""
    key = given.get("kmsKeyId")
    if given["type"] == _OWNED:
        if key is not None or given.get("kmsDataKeyReusePeriodSeconds") is not None:
            raise _invalid_encryption(
                "KmsKeyId and KmsDataKeyReusePeriodSeconds cannot be set with AWS_OWNED_KEY"
            )
        return {"type": _OWNED}
    if not key:
        raise _invalid_encryption("KmsKeyId is required with CUSTOMER_MANAGED_KMS_KEY")
    is_elsewhere = any(True for _ in encryption_faults_in(given, read_arn(caller.arn("", ""))))
    if not is_key(key) or is_elsewhere or resource_part(key).startswith("alias/aws/"):
        raise _invalid_encryption(f"KmsKeyId '{key}' is not a key that can be used")
    seconds = given.get("kmsDataKeyReusePeriodSeconds") or _REUSE_SECONDS
    return {"kmsKeyId": key, "kmsDataKeyReusePeriodSeconds": seconds, "type": given["type"]}


def _invalid_encryption(said: str) -> ApiError:
    return ApiError("InvalidEncryptionConfiguration", f"Invalid Encryption Configuration: {said}")
