"""The environment variables that lead boto3, the AWS CLI and every AWS SDK to an endpoint here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

# Not a secret: the endpoint takes any, and these can never be anyone's.
ACCESS_KEY = "testing"

_PREFIX = "AWS_"
_LOOPBACK = ("127.0.0.1", "localhost")


def variables(url: str, region: str, outer: Mapping[str, str]) -> dict[str, str]:
    """What to set for a client of the endpoint; ``outer`` is the environment it is added to.

    The configuration files are named away, so that a developer's own profile is never read, and
    the loopback interface is taken from whatever proxy is set.
    """
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": _without_proxy(outer, "NO_PROXY"),
        "no_proxy": _without_proxy(outer, "no_proxy"),
    }


def to_unset(outer: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """The variables that would lead elsewhere: a profile, a session token, one service's endpoint.

    Every other ``AWS_`` variable is among them; a list of the harmful ones would never be complete.
    """
    return sorted(name for name in outer if name.startswith(_PREFIX) and name not in given)


@contextmanager
def applied(given: Mapping[str, str]) -> Iterator[None]:
    """Make the variables this process's own, and put its environment back afterwards."""
    before = dict(os.environ)
    touched = {*given, *to_unset(before, given)}
    for name in touched:
        os.environ.pop(name, None)
    os.environ.update(given)
    try:
        yield
    finally:
        for name in touched:
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]


def _without_proxy(outer: Mapping[str, str], name: str) -> str:
    hosts = [host for host in outer.get(name, "").split(",") if host]
    return ",".join([*hosts, *(host for host in _LOOPBACK if host not in hosts)])
