"""What moto takes from outside, random numbers and the time, given instead: by thread and request.

A request that is applied again with the same seed at the same time leads to the same state: the
same ids, message ids, receipt handles and dates. Other threads are not concerned.
"""

from __future__ import annotations

import datetime
import os
import random
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from moto.core import base_backend
from moto.core.base_backend import AccountSpecificBackend
from moto.moto_api._internal.moto_random import MotoRandom

from sfn_dsl.local.replacing import replaced


class _Given(threading.local):
    """What the current thread is given; None where it is given nothing."""

    numbers: random.Random | None = None
    now: float | None = None


_given: Final = _Given()


@contextmanager
def given(seed: bytes, now: float) -> Iterator[None]:
    """Random numbers from a seed, and a time in seconds since 1970, for this thread."""
    before = _given.numbers, _given.now
    shared = random.getstate()  # of some services, which use the module's own
    random.seed(seed)
    _given.numbers, _given.now = random.Random(seed), now  # noqa: S311 - ids, no secrets
    try:
        yield
    finally:
        _given.numbers, _given.now = before
        random.setstate(shared)


@contextmanager
def by_name(name: str) -> Iterator[None]:
    """Random numbers for what is made once, whichever request happens to be the first."""
    with given(name.encode(), time.time() if _given.now is None else _given.now):
        yield


@contextmanager
def installed() -> Iterator[Callable[[], None]]:
    """Let moto take what is `given`; call what this yields when more of moto was imported."""
    urandom = os.urandom

    def random_bytes(size: int) -> bytes:
        return urandom(size) if _given.numbers is None else _given.numbers.randbytes(size)

    with ExitStack() as stack:
        stack.enter_context(replaced(MotoRandom, "getrandbits", _bits))
        stack.enter_context(replaced(MotoRandom, "random", _fraction))
        stack.enter_context(replaced(os, "urandom", random_bytes))
        stack.enter_context(replaced(AccountSpecificBackend, "__getitem__", _backend))
        stack.enter_context(replaced(base_backend, "uuid4", uuid.uuid1))  # which takes no numbers
        done: set[str] = set()

        def install() -> None:
            for name, (attribute, value) in _REPLACEMENTS.items():
                if name in sys.modules and name not in done:
                    done.add(name)
                    stack.enter_context(replaced(sys.modules[name], attribute, value))

        install()
        yield install


def _backend(regions: AccountSpecificBackend[Any], region: str) -> Any:
    """The backend of a region, which moto makes when it is first asked for."""
    if region in regions.keys():  # noqa: SIM118 - its __contains__ is another
        return dict.__getitem__(regions, region)
    with by_name(f"{regions.service_name} in {region}"):
        return _GET_BACKEND(regions, region)


_GET_BACKEND: Final = AccountSpecificBackend.__getitem__


def _bits(numbers: random.Random, count: int) -> int:
    own = _given.numbers
    return random.Random.getrandbits(numbers if own is None else own, count)


def _fraction(numbers: random.Random) -> float:
    own = _given.numbers
    return random.Random.random(numbers if own is None else own)


class _Datetime:
    """The class `datetime.datetime`, with the time that is given; called, it is that class."""

    def __call__(self, *values: Any, **named: Any) -> datetime.datetime:
        return datetime.datetime(*values, **named)

    def now(self, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        if _given.now is None:
            return datetime.datetime.now(tz)
        return datetime.datetime.fromtimestamp(_given.now, tz)

    def __getattr__(self, name: str) -> Any:
        return getattr(datetime.datetime, name)


class _DatetimeModule:
    """The module `datetime`, as a module of moto sees it."""

    datetime = _Datetime()

    def __getattr__(self, name: str) -> Any:
        return getattr(datetime, name)


class _TimeModule:
    """The module `time`, as a module of moto sees it."""

    def time(self) -> float:
        return time.time() if _given.now is None else _given.now

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def _milliseconds() -> float:
    return 1000 * (time.time() if _given.now is None else _given.now)


_REPLACEMENTS: Final[dict[str, tuple[str, Any]]] = {
    "moto.core.utils": ("datetime", _DatetimeModule()),
    "moto.s3.models": ("datetime", _DatetimeModule()),
    "moto.secretsmanager.models": ("time", _TimeModule()),
    # It asks the time twice for each message in a queue whenever one more is sent.
    "moto.sqs.models": ("unix_time_millis", _milliseconds),
}
"""By module of moto: where it takes the time from, and what it takes instead."""
