"""A Choice rule compares with what a path selects only by an operator that ends in ``Path``.

``"StringEquals": "$.b"`` compares with the text ``$.b``. In Python a string is always text, and
``path("$.b")`` is the path. AWS warns about it (NO_PATH). (ASL reference, sections 5.1 and 11.2,
W2.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B",
            "Choices": [{"Variable": "$.a", "StringEquals": "$.b", "Next": "B"}]},
      "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B",
            "Choices": [{"Variable": "$.a", "StringEqualsPath": "$.b", "Next": "B"}]},
      "B": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.comparisons import OPERATORS
from sfn_dsl.lint.choice_rules import all_rules
from sfn_dsl.lint.dataflow.variables import all_variables
from sfn_dsl.lint.states import is_of_variable, is_path_or_call
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN405"


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal operand that as a whole is a path, where the operator has a twin for one."""
    variables = all_variables(subject)
    for pointer, rule in all_rules(subject):
        for name, text in rule.items():
            if f"{name}Path" not in OPERATORS or not isinstance(text, str):
                continue
            if text.startswith("$") and (is_path_or_call(text) or is_of_variable(text, variables)):
                yield Finding(
                    f"{pointer}/{name}",
                    f"'{text}' is compared as text here; {subject.advice.operand(name, text)}",
                    Severity.WARNING,
                )
