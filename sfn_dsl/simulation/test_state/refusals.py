"""What AWS's TestState refuses, with its codes and texts."""

from __future__ import annotations


class RefusedError(Exception):
    """A request is not accepted: ``code`` is AWS's error code, ``message`` its text."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> RefusedError:
    """A request that contradicts itself or its state."""
    return RefusedError("ValidationException", message)


def invalid_definition(message: str) -> RefusedError:
    """A definition that AWS would not create."""
    return RefusedError("InvalidDefinition", f"Invalid State Machine Definition: '{message}'")


def unsupported(message: str) -> RefusedError:
    """A state that AWS does not test in this way."""
    return RefusedError("InvalidDefinition", message)
