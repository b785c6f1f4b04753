"""What speaks against a new version while it serves a part of the executions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.release.spec import Release

_FAILED: Final = ("FAILED", "TIMED_OUT")
_MOST_EXECUTIONS: Final = 1000


def troubles(api: Api, arn: str, version: int, since: float, release: Release) -> Iterator[str]:
    """What is wrong since the shift began, as clauses that say so: alarms, then executions."""
    yield from alarm_troubles(api, release)
    allowed = release.failures_allowed
    if allowed is None:
        return
    failed, ended = counts(api, arn, version, since)
    if failed and failed * 100 > allowed * ended:
        yield f"{failed} of {ended} executions of version {version} failed"


def alarm_troubles(api: Api, release: Release) -> Iterator[str]:
    """The alarms that are not there, and those that ring."""
    if not release.alarms:
        return
    states = api.describe_alarms(release.alarms)
    for name in release.alarms:
        if name not in states:
            yield f"there is no CloudWatch alarm {name!r}"
        elif states[name] == "ALARM":
            yield f"the alarm {name!r} is in state ALARM"


def counts(api: Api, arn: str, version: int, since: float) -> tuple[int, int]:
    """How many executions of a version have failed since a time, and how many have ended.

    Those that run still, and those that somebody aborted, say nothing of the version.
    """
    newest = islice(api.list_executions(arn, version), _MOST_EXECUTIONS)
    recent = [each.status for each in takewhile(lambda each: each.started >= since, newest)]
    failed = sum(status in _FAILED for status in recent)
    return failed, failed + recent.count("SUCCEEDED")
