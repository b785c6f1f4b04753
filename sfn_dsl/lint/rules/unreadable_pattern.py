r"""A backslash in a ``StringMatches`` pattern precedes ``*`` or another backslash.

Only these two can be escaped; with any other backslash the execution fails when it reaches the
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
from sfn_dsl.lint.choice_rules import all_rules
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN404"


def check(subject: Subject) -> Iterator[Finding]:
    """Every pattern with a backslash that escapes nothing."""
    for pointer, rule in all_rules(subject):
        if _is_unreadable(rule.get("StringMatches")):
            yield Finding(
                f"{pointer}/StringMatches",
                f"'{rule['StringMatches']}' has a backslash that escapes nothing; "
                r"write '\\' for a backslash, or '\*' for an asterisk",
                Severity.WARNING,
            )


def _is_unreadable(pattern: object) -> bool:
    if not isinstance(pattern, str) or is_placeholder(pattern):
        return False
    return "\\" in re.sub(r"\\[\\*]", "", pattern)
