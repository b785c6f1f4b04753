"""A limit on how long an engine may take for one case, and its errors as one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class EngineError(Exception):
    """An engine did not run a case to an end."""


class _TooLongError(BaseException):
    """Not an Exception, so that an engine does not take it for a failing state."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise EngineError where the block takes longer, or raises anything itself."""
    can_interrupt = hasattr(signal, "SIGALRM") and (
        threading.current_thread() is threading.main_thread()
    )
    try:
        if can_interrupt:
            signal.signal(signal.SIGALRM, _interrupt)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    except _TooLongError:
        raise EngineError(f"it did not end within {seconds:g} seconds") from None
    except Exception as error:
        raise EngineError(f"it raised {type(error).__name__}: {error}") from error
    finally:
        if can_interrupt:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise _TooLongError
