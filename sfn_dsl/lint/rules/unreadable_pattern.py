r"""A backslash in a ``StringMatches`` pattern stands before ``*`` or another backslash.

Only these two can be escaped; at any other backslash the execution fails when it comes to the
comparison. (ASL reference, section 5.1.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.file", "StringMatches": "C:\\logs*", "Next": "C"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.file", "StringMatches": "C:\\\\logs*", "Next": "C"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.rules.contradicting_comparisons import rules_within

CODE = "SFN404"


def check(subject: Subject) -> Iterator[Finding]:
    """Every pattern with a backslash that escapes nothing."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            rules = state.get("Choices")
            for index, rule in enumerate(rules if isinstance(rules, list) else ()):
                pointer = f"{scope.state_pointer(name)}/Choices/{index}"
                for where, part in rules_within(pointer, rule):
                    if _is_unreadable(part.get("StringMatches")):
                        yield Finding(
                            f"{where}/StringMatches",
                            f"'{part['StringMatches']}' has a backslash that escapes nothing; "
                            r"write '\\' for a backslash, '\*' for a star",
                            Severity.WARNING,
                        )


def _is_unreadable(pattern: object) -> bool:
    if not isinstance(pattern, str) or is_placeholder(pattern):
        return False
    return "\\" in re.sub(r"\\[\\*]", "", pattern)
