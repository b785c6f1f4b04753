"""A branch has no query language of its own.

A state is in the query language that it names, or else in that of the whole machine; what a branch
of a Parallel state says has no effect on the states inside. AWS rejects it in a Map's processor,
and may well do so here. (ASL reference, sections 1.1 and 1.3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
      {"QueryLanguage": "JSONata", "StartAt": "B",
       "States": {"B": {"Type": "Pass", "End": true}}}]}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
      {"StartAt": "B",
       "States": {"B": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true}}}]}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN318"

_BRANCH = re.compile(r".*/Branches/\d+")


def check(subject: Subject) -> Iterator[Finding]:
    """Every branch that names a query language."""
    for scope in subject.scopes:
        if "QueryLanguage" in scope.machine and _BRANCH.fullmatch(scope.pointer):
            field = subject.advice.field("QueryLanguage")
            yield Finding(
                f"{scope.pointer}/QueryLanguage",
                f"{field} of a branch has no effect on its states; write it in each of them",
                Severity.WARNING,
            )
