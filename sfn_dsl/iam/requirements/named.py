"""What a parser of names finds: texts that know whether they are a whole resource, and how sure."""

from __future__ import annotations


class WholeResource(str):
    """A complete resource, which replaces the whole template; ``why`` says why it is a wide one."""

    why: str

    def __new__(cls, text: str, why: str = "") -> WholeResource:
        """A resource, and why it stands for more than one."""
        found = super().__new__(cls, text)
        found.why = why
        return found


class Assumed(str):
    """A text that is likely and not certain; ``why`` says what it is taken for."""

    why: str

    def __new__(cls, text: str, why: str) -> Assumed:
        """A text and what it is taken for."""
        found = super().__new__(cls, text)
        found.why = why
        return found


class Placed(str):
    """A name in a region that is known; ``owner`` is what an ARN has before its resource."""

    owner: tuple[str, ...]

    def __new__(cls, text: str, region: str) -> Placed:
        """A name and its region."""
        found = super().__new__(cls, text)
        found.owner = ("*", "", region, "")
        return found
