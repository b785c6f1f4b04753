"""Placeholders, ``${Name}``, which a deployment tool replaces before Step Functions sees them."""

from __future__ import annotations

import re
from typing import Final

import attrs

PLACEHOLDER: Final = re.compile(r"\$\{[^{}]*\}")
"""One placeholder in a text; it may hold colons of its own: ``${AWS::Partition}``.

It holds no brace, so that a text of openings alone is not scanned to its end from each of them.
"""


PLACEHOLDER_ACCOUNT: Final = "YOUR_ACCOUNT"
"""Stands for the account id in a definition made for review; no deploy accepts it."""


@attrs.frozen(repr=False)
class Placeholder:
    """Text in the place of a number or boolean until a deployment tool replaces it."""

    text: str

    def __repr__(self) -> str:
        return f"placeholder({self.text!r})"


def placeholder(text: str) -> Placeholder:
    """A placeholder for a field that takes a number: ``timeout_seconds=placeholder("${Limit}")``.

    In a field that takes a string, the string itself is enough.
    """
    return Placeholder(text)


def is_placeholder(value: object) -> bool:
    """Return whether a value is text with a placeholder in it."""
    return isinstance(value, str) and "${" in value
