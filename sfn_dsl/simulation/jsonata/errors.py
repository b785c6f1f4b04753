"""How the evaluation of an expression fails."""

from __future__ import annotations

from typing import Any, Final

TIMEOUT: Final = "Expression evaluation timeout: Check for infinite loop"
MEMORY: Final = "Expression evaluation memory limit exceeded: Check for excessive memory usage"


class JsonataError(Exception):
    """An expression fails, by a code and by what its message is made of."""

    def __init__(self, code: str, **parts: Any) -> None:
        super().__init__(code, parts)
        self.code: str | None = code
        self.parts = parts


class LimitError(JsonataError):
    """An expression goes on for too long, too deep or needs too much memory; there is no code."""

    def __init__(self, told: str) -> None:
        super().__init__("", told=told)
        self.code = None


class InternalError(Exception):
    """AWS's engine itself fails, and says no more than that."""


class UnsupportedError(Exception):
    """An expression gives a function, or something that holds one."""


def too_deep(maximum: int) -> LimitError:
    """The error of an expression that is nested, or calls itself, too deeply."""
    return LimitError(
        "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting "
        f"as tail-recursive. Depth={maximum + 1} max={maximum}"
    )
