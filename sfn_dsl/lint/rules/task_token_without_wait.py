"""A task token is read only where there is one.

The context object contains ``Task.Token`` in tasks that wait for a callback
(``.waitForTaskToken``), in tasks that wait for a job (``.sync``, which the token can end early) and
in activity tasks; anywhere else the path finds nothing, and the execution fails. AWS accepts it in
any task, so there it is a warning, and refuses it in a Pass state. (ASL reference, sections 3.4 and
8.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "https://example.com/q",
                     "MessageBody": {"token.$": "$$.Task.Token"}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "https://example.com/q",
                     "MessageBody": {"token.$": "$$.Task.Token"}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import CALLBACK, is_filled_in_later, states, strings, texts
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN706"

_MACHINES = frozenset(("Branches", "ItemProcessor", "Iterator"))
_PATH = re.compile(r"\$\$\.Task\.Token\b")
_EXPRESSION = re.compile(r"\$states\s*\.\s*context\s*\.\s*Task\s*\.\s*Token\b")


def check(subject: Subject) -> Iterator[Finding]:
    """Every expression that reads the task token in a state without one."""
    for place in states(subject):
        if not _may_have_token(place):
            yield from (
                Finding(
                    pointer,
                    "there is no task token here, since this state does not wait for a callback; "
                    f"add {subject.advice.wait(CALLBACK)} to the task, or remove the token",
                    Severity.ERROR if place.state.get("Type") == "Pass" else Severity.WARNING,
                )
                for pointer in _readings(place)
            )


def _may_have_token(place: StatePlace) -> bool:
    if place.state.get("Type") != "Task":
        return False
    call, text = place.call, place.resource
    if call:
        return call.suffix != ""
    return not text or is_filled_in_later(text) or ":lambda:" not in text


def _readings(place: StatePlace) -> Iterator[str]:
    in_jsonata = place.language is QueryLanguage.JSONATA
    for field, value in place.state.items():
        if field not in _MACHINES and any("Token" in text for text in texts(value)):
            for pointer, name, text in strings(place.at(field), value):
                if in_jsonata and text.startswith("{%"):
                    found = _EXPRESSION.search(text)
                else:
                    is_path = name.endswith(".$") or pointer.endswith("Path")
                    found = _PATH.search(text) if is_path and not in_jsonata else None
                if found:
                    yield pointer
