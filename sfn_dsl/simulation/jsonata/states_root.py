"""What ``$states`` holds in the expressions of one field (ASL reference, section 2.3)."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.simulation.roots import Roots


class Absent:
    """The type of ABSENT."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()
"""Stands for a member that ``$states`` does not have where the expression is."""


class StatesRoot:
    """``$states``: the state's input, and where there are any its result and error output.

    The context object is read from the `Roots` of the evaluation, and made only for expressions
    that name it.
    """

    __slots__ = ("error_output", "input", "result")

    def __init__(self, input: Any, result: Any = ABSENT, error_output: Any = ABSENT) -> None:  # noqa: A002 - AWS's name for it
        self.input = input
        self.result = result
        self.error_output = error_output

    def members(self, roots: Roots) -> dict[str, Any]:
        """The whole of ``$states``."""
        made = {"input": self.input, "context": roots.context}
        if self.result is not ABSENT:
            made["result"] = self.result
        if self.error_output is not ABSENT:
            made["errorOutput"] = self.error_output
        return made
