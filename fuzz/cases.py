"""One case: definitions made of a seed and a number, and every check on them with a time limit."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

import attrs

from sfn_dsl import canonical_text

from .checks import CHECKS, read_damaged
from .mutations import damaged, mutated

MOST_SECONDS: Final = 5
"""The processor time that one check may take, which is that of a few calls."""

_ROOT: Final = Path(__file__).parents[1]


class TooSlowError(BaseException):
    """A check took too long; not an Exception, which the tools could take for their own."""


@attrs.frozen
class Case:
    """What identifies a case: the same seed and number give the same one."""

    seed: int
    number: int


@attrs.frozen
class Failure:
    """A check that did not hold, what it raised, and the documents it was given."""

    check: str
    error: BaseException
    one: Any
    other: Any

    @property
    def kind(self) -> str:
        """What tells this failure from others: the check, the error, and where it was raised."""
        where, step = "", self.error.__traceback__
        while step is not None:
            file = Path(step.tb_frame.f_code.co_filename)
            if "sfn_dsl" in file.parts or "fuzz" in file.parts:
                where = f"{file.stem}.{step.tb_frame.f_code.co_name}"
            step = step.tb_next
        said = str(self.error) if isinstance(self.error, AssertionError) else ""
        return f"{self.check}: {type(self.error).__name__} in {where} {said[:80]}".strip()


@cache
def seeds() -> tuple[dict[str, Any], ...]:
    """The definitions that all others are made of."""
    files = [*_ROOT.glob("tests/compiler/goldens/*.asl.json"), *_ROOT.glob("workflows/*.asl.json")]
    found = (json.loads(file.read_bytes()) for file in sorted(files))
    return tuple(document for document in found if "States" in document)


def documents(case: Case) -> tuple[random.Random, dict[str, Any], dict[str, Any]]:
    """The two definitions of a case, and the generator of what else is random in it."""
    rng = random.Random(f"{case.seed} {case.number}")  # noqa: S311 - repeatable, not secret
    one = mutated(rng, rng.choice(seeds()))
    return rng, one, mutated(rng, one)


def run(case: Case) -> list[Failure]:
    """Make the documents of a case and run every check on them."""
    rng, one, other = documents(case)
    found = [_tried(check, rng, one, other) for check in CHECKS]
    text = damaged(rng, canonical_text(one))
    found.append(_failed("read_damaged", lambda: read_damaged(text), text, None))
    return [failure for failure in found if failure is not None]


def _tried(check: Callable[..., None], rng: random.Random, one: Any, other: Any) -> Failure | None:
    return _failed(check.__name__, lambda: check(rng, one, other), one, other)


def _failed(name: str, call: Callable[[], None], one: Any, other: Any) -> Failure | None:
    try:
        with _time_limit():
            call()
    except (Exception, TooSlowError) as error:  # whatever it is, it is what is looked for
        return Failure(name, error, one, other)
    return None


@contextmanager
def _time_limit() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_slow(signal_number: int, frame: object) -> NoReturn:
    raise TooSlowError(f"more than {MOST_SECONDS} s")
