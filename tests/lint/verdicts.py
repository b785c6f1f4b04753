"""What is said of a definition, in short: severity, code, place, and AWS's code if it has one."""

from __future__ import annotations

from typing import Any

from sfn_dsl import Definition, validate

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"
END: dict[str, Any] = {"Type": "Succeed"}


def verdicts(document: Any) -> list[str]:
    """Each finding but advice, in one line."""
    return [
        f"{each.severity.value} {each.code} {each.pointer} {each.aws_code}".rstrip()
        for each in validate(Definition(document))
    ]


def machine(**states: Any) -> dict[str, Any]:
    """A machine that starts at the first of its states."""
    return {"StartAt": next(iter(states)), "States": states}


def jsonata(output: Any, **state: Any) -> dict[str, Any]:
    """A JSONata machine of one state, a Pass state with an output unless told otherwise."""
    one = {"Type": "Pass", "Output": output, "End": True, **state}
    return {"QueryLanguage": "JSONata", **machine(A=one)}


def template(**members: Any) -> dict[str, Any]:
    """A JSONPath machine of one Pass state with a payload template."""
    return machine(A={"Type": "Pass", "Parameters": members, "End": True})


def mapped(**fields: Any) -> dict[str, Any]:
    """A machine of one distributed Map."""
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        **machine(I={"Type": "Pass", "End": True}),
        **fields.pop("processor", {}),
    }
    return machine(M={"Type": "Map", "End": True, "ItemProcessor": processor, **fields})
