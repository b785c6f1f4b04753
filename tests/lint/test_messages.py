"""What is said of a mistake in an expression says what is wrong, and once."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition, validate

from .verdicts import jsonata, machine


def messages(document: Any) -> list[str]:
    return [each.message for each in validate(Definition(document))]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("`foo bar`", "write '$states.input.`foo bar`', or '\"foo bar\"' for text"),
        ("`a-b` & 'x'", "write '$states.input.`a-b`', or '\"a-b\"' for text"),
        ("foo", "write '$states.input.foo', '$foo' for a variable, or '\"foo\"' for text"),
        ("States.Format('a')", "intrinsic functions do not exist in JSONata"),
        ("'a' & States.UUID()", "intrinsic functions do not exist in JSONata"),
        (r"'\x'", r"unsupported escape sequence: \x"),
        (r'"a\qb"', r"unsupported escape sequence: \q"),
        ("//", "empty regular expressions are not allowed"),
        ("1e309", "number out of range: 1e309"),
        ("1 + 2e400", "number out of range: 2e400"),
    ],
)
def test_an_expression_is_told_what_is_wrong_with_it(text: str, part: str) -> None:
    (message,) = messages(jsonata(f"{{% {text} %}}"))
    assert part in message


ITERATED = {"ItemProcessor": machine(B={"Type": "Pass", "End": True})}
CALLED = {"Resource": "arn:aws:states:::lambda:invoke"}


@pytest.mark.parametrize(
    ("kind", "field", "others"),
    [
        ("Pass", "Output", {}),
        ("Wait", "Seconds", {}),
        ("Wait", "Timestamp", {}),
        ("Map", "Items", ITERATED),
        ("Map", "MaxConcurrency", ITERATED),
        ("Task", "Arguments", CALLED),
        ("Parallel", "Arguments", {"Branches": [machine(B={"Type": "Pass", "End": True})]}),
    ],
)
def test_half_an_expression_is_one_mistake(kind: str, field: str, others: dict[str, Any]) -> None:
    state = {"Type": kind, field: "{% $x", "End": True, **others}
    (message,) = messages({"QueryLanguage": "JSONata", **machine(A=state)})
    assert message.endswith("write an expression that ends with '%}', nothing after it")
