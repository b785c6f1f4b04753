"""The rules of Map states: what an EXPRESS child may do, labels, fields without effect."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Severity
from sfn_dsl.lint.rules import (
    distributed_field_on_inline_map,
    duplicate_map_label,
    express_waits,
)

from .control_flow import END, found, machine, places


def mapped(state: dict[str, Any], kind: str = "EXPRESS", mode: str = "DISTRIBUTED") -> Any:
    processor = {**machine(I=state), "ProcessorConfig": {"Mode": mode, "ExecutionType": kind}}
    return {"Type": "Map", "ItemProcessor": processor}


SYNC = {"Type": "Task", "Resource": "arn:${Partition}:states:::glue:startJobRun.sync"}


@pytest.mark.parametrize(
    "state",
    [
        SYNC,
        {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2"},
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"},
        {"Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a"},
    ],
)
def test_an_express_child_does_not_wait_at_any_depth(state: dict[str, Any]) -> None:
    inner = {"Type": "Parallel", "Branches": [machine(J=state)]}
    (pointer,) = places(express_waits, machine(A=mapped(inner)))
    assert pointer == "/States/A/ItemProcessor/States/I/Branches/0/States/J/Resource"
    assert places(express_waits, machine(A=mapped(inner, kind="STANDARD"))) == []
    assert places(express_waits, machine(A=mapped(inner, mode="${Mode}"))) == []


def test_an_express_child_has_no_distributed_map() -> None:
    nested = mapped(mapped({"Type": "Pass"}, kind="STANDARD"))
    assert places(express_waits, machine(A=nested)) == [
        "/States/A/ItemProcessor/States/I/ItemProcessor/ProcessorConfig/Mode"
    ]


def test_a_label_stands_once_in_all_scopes() -> None:
    nested = {**mapped({**mapped({"Type": "Pass"}), "Label": "L"}, kind="STANDARD"), "Label": "L"}
    assert found(duplicate_map_label, machine(A=nested)) == [
        ("/States/A/ItemProcessor/States/I/Label", Severity.ERROR)
    ]
    nested["Label"] = "l"
    assert found(duplicate_map_label, machine(A=nested)) == []


def test_an_inline_map_is_reported_with_what_it_ignores() -> None:
    config = {"ExecutionType": "EXPRESS"}
    processor = {**machine(I=END), "ProcessorConfig": config}
    state = {"Type": "Map", "Label": "L", "ItemProcessor": processor}
    assert places(distributed_field_on_inline_map, machine(A=state)) == [
        "/States/A/Label",
        "/States/A/ItemProcessor/ProcessorConfig/ExecutionType",
    ]
    config["Mode"] = "${Mode}"
    assert places(distributed_field_on_inline_map, machine(A=state)) == []
