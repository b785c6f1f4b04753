"""What a state passes on fits into the data of an execution.

The input and the result of a state, and what a task is sent, are at most 256 KiB of JSON. A literal
that is larger than that by itself is accepted, and fails whenever the state runs, with
States.DataLimitExceeded. (ASL reference, sections 6.3 and 10.)

Bad: a Pass state whose ``Result`` is a table of 300 KiB.

Good: the table as an object in S3, and its key in ``Result``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.language.limits import DATA_BYTES
from sfn_dsl.lint.states import states, templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN806"


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal that is over the limit whatever is computed in it."""
    # A character is at most four bytes.
    if len(subject.text) * 4 <= DATA_BYTES:
        return
    if len(subject.text.encode("utf-8", "surrogatepass")) <= DATA_BYTES:
        return
    for place, pointer, value in _literals(subject):
        # Nearly all are far from the limit, which their text shows sooner than their parts.
        if (
            len(json.dumps(value)) > DATA_BYTES
            and (size := _size(value, place.language)) > DATA_BYTES
        ):
            yield Finding(
                pointer,
                f"this is {size:,} bytes of JSON, and the data of a state at most {DATA_BYTES:,}; "
                "read it from S3 in a task",
            )


def _literals(subject: Subject) -> Iterator[tuple[StatePlace, str, Any]]:
    # The items of a Map are not data of a state until they are handed out.
    for each in templates(subject):
        if not each.pointer.endswith("/Items"):
            yield each.place, each.pointer, each.value
    for place in states(subject):
        # A result that is dropped is not passed on.
        if "Result" in place.state and place.state.get("ResultPath", "") is not None:
            yield place, place.at("Result"), place.state["Result"]


def _size(value: Any, language: QueryLanguage) -> int:
    """The bytes of compact JSON that a value has at least, of text in UTF-8."""
    size, pending = 0, [value]
    in_jsonata = language is QueryLanguage.JSONATA
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            size += 2 + max(len(value) - 1, 0)
            for name, part in value.items():
                is_path = name.endswith(".$") and not in_jsonata
                size += len(name.encode("utf-8", "surrogatepass")) + 3
                pending += () if is_path else (part,)
        elif isinstance(value, list):
            size += 2 + max(len(value) - 1, 0)
            pending += value
        elif isinstance(value, str):
            is_open = "${" in value or (in_jsonata and is_jsonata(value))
            size += 0 if is_open else len(value.encode("utf-8", "surrogatepass")) + 2
        else:
            size += 1 if not isinstance(value, bool) else 4
    return size
