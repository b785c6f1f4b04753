"""Small definitions to build cases of, and what is found in them, in words."""

from __future__ import annotations

from typing import Any

from sfn_dsl import schema
from sfn_dsl.definition import Definition

Json = Any

PASS = {"Type": "Pass", "End": True}
FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:f"
TASK = {"Type": "Task", "Resource": FUNCTION, "End": True}
ONE_PASS = {"StartAt": "P", "States": {"P": PASS}}
DISTRIBUTED = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
MAP = {"Type": "Map", "ItemProcessor": ONE_PASS, "End": True}
BIG_MAP = {**MAP, "ItemProcessor": {**ONE_PASS, "ProcessorConfig": DISTRIBUTED}}
PARALLEL = {"Type": "Parallel", "Branches": [ONE_PASS], "End": True}
WAIT = {"Type": "Wait", "Next": "B"}
CATCH_ALL = {"ErrorEquals": ["States.ALL"], "Next": "B"}


def jsonpath(state: Json, **top: Json) -> Json:
    return {"StartAt": "A", "States": {"A": state}, **top}


def jsonata(state: Json, **top: Json) -> Json:
    return {"QueryLanguage": "JSONata", **jsonpath(state), **top}


def reading(**config: Json) -> Json:
    """A distributed Map with a reader."""
    return jsonpath({**BIG_MAP, "ItemReader": {"Resource": "r", "ReaderConfig": config}})


def choice(*rules: Json) -> Json:
    return jsonpath({"Type": "Choice", "Choices": list(rules)})


def test(**fields: Json) -> Json:
    return {"Variable": "$.a", **fields}


test.__test__ = False  # type: ignore[attr-defined]  # a Choice rule's test, not one of pytest's


def found(document: Json) -> list[str]:
    """The findings, each as its place, code and message."""
    return [
        f"{finding.pointer or '(root)'} {finding.code} {finding.message}"
        for finding in schema.check(Definition(document))
    ]
