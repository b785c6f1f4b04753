"""A stand-in for a Lambda function whose code is not given: it returns its event."""

from typing import Any


def handler(event: Any, context: object) -> Any:
    """Return the event."""
    return event
