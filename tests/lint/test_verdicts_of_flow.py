"""Where a machine goes and what it assigns: what AWS was measured to refuse, and to accept."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import END, FUNCTION, machine, verdicts

PASS: dict[str, Any] = {"Type": "Pass"}
SET: dict[str, Any] = {"Type": "Pass", "Assign": {"x": 1}}
CATCH = {"ErrorEquals": ["States.ALL"], "Assign": {"x": 1}, "Next": "P"}


def to(target: str, **state: Any) -> dict[str, Any]:
    return {**PASS, **state, "Next": target}


def asking(target: str, default: str, **rule: Any) -> dict[str, Any]:
    test = {"Variable": "$.a", "IsPresent": True, "Next": target, **rule}
    return {"Type": "Choice", "Choices": [test], "Default": default}


def branch(**states: Any) -> dict[str, Any]:
    return {"Type": "Parallel", "Branches": [machine(**states)]}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            machine(A=END, B=END),
            ["error SFN203 /States/B MISSING_TRANSITION_TARGET"],
        ),
        (
            machine(A=END, B=to("C"), C=to("B")),
            ["warning SFN203 /States/B", "warning SFN203 /States/C"],
        ),
        (
            machine(A=END, B=to("C"), C=END),
            ["error SFN203 /States/B MISSING_TRANSITION_TARGET", "warning SFN203 /States/C"],
        ),
        (machine(A=END, B=to("B")), ["warning SFN203 /States/B"]),
        (machine(A=to("B"), B=to("A")), ["error SFN204 /States MISSING_END_STATE"]),
        (
            machine(A=to("B"), B=to("A"), C=to("A")),
            ["error SFN204 /States MISSING_END_STATE", "warning SFN203 /States/C"],
        ),
        (
            machine(A=to("B"), B=to("A"), C=END),
            ["warning SFN204 /States", "error SFN203 /States/C MISSING_TRANSITION_TARGET"],
        ),
        (
            machine(A={**branch(I={**PASS, "End": True}), "Next": "B"}, B=to("A")),
            ["warning SFN204 /States"],
        ),
        (
            machine(A={**branch(I=to("J"), J=to("I")), "End": True}),
            ["warning SFN204 /States/A/Branches/0/States"],
        ),
        (
            machine(A={**branch(I=to("J"), J=to("I")), "Next": "B"}, B=to("A")),
            [
                "error SFN204 /States MISSING_END_STATE",
                "warning SFN204 /States/A/Branches/0/States",
            ],
        ),
    ],
)
def test_aws_looks_for_states_that_no_transition_names_and_for_an_end_anywhere(
    document: Any, expected: list[str]
) -> None:
    assert sorted(verdicts(document)) == sorted(expected)


@pytest.mark.parametrize(
    ("heartbeat", "expected"),
    [
        (59, []),
        (60, ["warning SFN502 /States/A/HeartbeatSeconds"]),
        (61, ["error SFN502 /States/A/HeartbeatSeconds SCHEMA_VALIDATION_FAILED"]),
    ],
)
def test_a_heartbeat_as_long_as_the_timeout_stands_in_deployed_machines(
    heartbeat: int, expected: list[str]
) -> None:
    task = {"Type": "Task", "Resource": FUNCTION, "End": True}
    document = machine(A={**task, "TimeoutSeconds": 60, "HeartbeatSeconds": heartbeat})
    assert verdicts(document) == expected


def work(mode: str = "", **fields: Any) -> dict[str, Any]:
    """A state with a scope of its own, in which 'x' is assigned."""
    inner = machine(I={**SET, "End": True})
    if not mode:
        return {"Type": "Parallel", "Branches": [inner], **fields}
    config = {"Mode": mode, **({"ExecutionType": "STANDARD"} if mode == "DISTRIBUTED" else {})}
    return {"Type": "Map", "ItemProcessor": {"ProcessorConfig": config, **inner}, **fields}


TASK: dict[str, Any] = {"Type": "Task", "Resource": FUNCTION}
AGAIN = asking("P", "Z")
OF_BRANCH = "/States/P/Branches/0/States/I/Assign/x"
OF_ITEM = "/States/P/ItemProcessor/States/I/Assign/x"


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (machine(A={**SET, "Next": "P"}, P=work(End=True)), OF_BRANCH),
        (machine(A={**SET, "Next": "P"}, P=work("INLINE", End=True)), OF_ITEM),
        (machine(A={**SET, "Next": "P"}, P=work("DISTRIBUTED", End=True)), OF_ITEM),
        (machine(A=asking("P", "P", Assign={"x": 1}), P=work(End=True)), OF_BRANCH),
        (machine(A={**TASK, "Catch": [CATCH], "Next": "P"}, P=work(End=True)), OF_BRANCH),
        (machine(P=work(Next="B"), B={**SET, "Next": "C"}, C=AGAIN, Z=END), OF_BRANCH),
        (machine(P=work(Assign={"x": 2}, Next="C"), C=AGAIN, Z=END), OF_BRANCH),
        (
            machine(
                A={**SET, "Next": "P"}, P={**branch(M=work("DISTRIBUTED", End=True)), "End": True}
            ),
            "/States/P/Branches/0/States/M/ItemProcessor/States/I/Assign/x",
        ),
    ],
)
def test_a_name_that_is_assigned_on_a_way_into_a_scope_is_taken_there(
    document: Any, place: str
) -> None:
    assert verdicts(document) == [f"error SFN332 {place} DUPLICATE_VARIABLE_NAME"]


@pytest.mark.parametrize(
    "document",
    [
        machine(P=work(Next="B"), B={**SET, "End": True}),
        machine(P=work(Assign={"x": 2}, End=True)),
        machine(P=work(Catch=[{**CATCH, "Next": "Z"}], Next="Z"), Z=END),
        machine(A=asking("D", "P", Assign={"x": 1}), D=END, P=work("DISTRIBUTED", End=True)),
    ],
)
def test_a_name_that_is_assigned_only_later_or_elsewhere_is_free(document: Any) -> None:
    assert verdicts(document) == []


def test_a_task_token_is_refused_in_a_pass_state_only() -> None:
    output = {"t": "{% $states.context.Task.Token %}"}
    states = machine(A={"Type": "Pass", "Output": output, "End": True})
    assert verdicts({"QueryLanguage": "JSONata", **states}) == ["error SFN706 /States/A/Output/t"]
    called = machine(A={**TASK, "Arguments": output, "End": True})
    found = verdicts({"QueryLanguage": "JSONata", **called})
    assert found == ["warning SFN706 /States/A/Arguments/t"]


@pytest.mark.parametrize("field", ["Retry", "Catch"])
def test_a_name_for_all_errors_that_is_not_last_is_told_at_the_name(field: str) -> None:
    after = {} if field == "Retry" else {"Next": "Z"}
    handlers = [{"ErrorEquals": ["States.ALL"], **after}, {"ErrorEquals": ["X"], **after}]
    task = {**TASK, field: handlers, "Next": "Z"}
    place = f"/States/A/{field}/0/ErrorEquals/0"
    assert verdicts(machine(A=task, Z=END)) == [f"error SFN501 {place} SCHEMA_VALIDATION_FAILED"]
    handlers[0]["ErrorEquals"] = ["Y", "States.ALL"]
    place = f"/States/A/{field}/0/ErrorEquals/1"
    assert verdicts(machine(A=task, Z=END)) == [f"error SFN115 {place} SCHEMA_VALIDATION_FAILED"]


def test_a_query_language_of_a_branch_has_no_effect() -> None:
    one, other = (machine(**{name: {**PASS, "End": True}}) for name in "IJ")
    branches = [one, {"QueryLanguage": "JSONata", **other}]
    document = machine(P={"Type": "Parallel", "Branches": branches, "End": True})
    assert verdicts(document) == ["warning SFN318 /States/P/Branches/1/QueryLanguage"]
    assert verdicts({"QueryLanguage": "JSONPath", **machine(A=END)}) == []
