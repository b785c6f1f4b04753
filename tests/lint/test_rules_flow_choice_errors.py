"""The rules of flow, choice, errors and limits, each by itself."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, Severity, read_json
from sfn_dsl.lint.engine import Subject
from sfn_dsl.lint.rules import (
    choice_rule_never_taken,
    choice_without_default,
    contradicting_comparisons,
    distributed_field_on_inline_map,
    duplicate_map_label,
    endless_loop,
    express_child_waits,
    heartbeat_not_below_timeout,
    impossible_date,
    lambda_without_retry,
    max_delay_without_effect,
    polling_without_wait,
    reserved_error_name,
    state_leads_to_itself,
    states_all_not_last,
    task_without_timeout,
    uncatchable_error,
    unknown_error_name,
    unreachable_handler,
    unreadable_pattern,
)

PAGES = [
    endless_loop,
    state_leads_to_itself,
    polling_without_wait,
    impossible_date,
    choice_without_default,
    choice_rule_never_taken,
    contradicting_comparisons,
    unreadable_pattern,
    states_all_not_last,
    heartbeat_not_below_timeout,
    unreachable_handler,
    uncatchable_error,
    unknown_error_name,
    reserved_error_name,
    max_delay_without_effect,
    task_without_timeout,
    lambda_without_retry,
    express_child_waits,
    duplicate_map_label,
    distributed_field_on_inline_map,
]


def found(page: ModuleType, document: Any) -> list[tuple[str, Severity]]:
    findings = page.check(Subject(Definition(document)))
    return [(finding.pointer, finding.severity) for finding in findings]


def places(page: ModuleType, document: Any) -> list[str]:
    return [pointer for pointer, _ in found(page, document)]


def example(page: ModuleType, title: str) -> Any:
    text = re.search(rf"^{title}::\n\n((?: {{4}}.*\n|\n)+)", f"{page.__doc__}\n", re.MULTILINE)
    assert text, page
    return read_json(text[1], page.__name__).document


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def test_a_page_s_bad_example_is_found_by_it_alone_and_its_good_one_by_none(
    page: ModuleType,
) -> None:
    bad, good = example(page, "Bad"), example(page, "Good")
    assert {other.CODE for other in PAGES if found(other, bad)} == {page.CODE}
    assert [other.CODE for other in PAGES if found(other, good)] == []


def test_the_codes_are_all_different() -> None:
    assert len({page.CODE for page in PAGES}) == len(PAGES)


def machine(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


END: dict[str, Any] = {"Type": "Succeed"}


def choice(*rules: dict[str, Any]) -> dict[str, Any]:
    state = {"Type": "Choice", "Choices": [{**rule, "Next": "B"} for rule in rules]}
    return machine(A=state, B=END)


def asks(operator: str, operand: Any, variable: str = "$.x") -> dict[str, Any]:
    return {"Variable": variable, operator: operand}


# Flow


def test_a_loop_that_only_a_catch_leaves_is_no_endless_loop() -> None:
    work: dict[str, Any] = {"Type": "Task", "Resource": "r", "Next": "Wait"}
    wait = {"Type": "Wait", "Seconds": 1, "Next": "Work"}
    ask = {"Type": "Choice", "Choices": [{**asks("IsNull", True), "Next": "Done"}]}
    ask["Default"] = "Work"
    endless = machine(Ask=ask, Work=work, Wait=wait, Done=END)
    assert found(endless_loop, endless) == [("/States/Work", Severity.WARNING)]
    work["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": "Done"}]
    assert found(endless_loop, endless) == []


def test_only_the_last_of_two_endless_loops_in_a_row_is_told() -> None:
    def either(one: str, other: str) -> dict[str, Any]:
        return {"Type": "Choice", "Choices": [{"Next": one}], "Default": other}

    document = machine(
        S=either("End", "A"), A=either("A2", "B"), A2={"Next": "A"}, B={"Next": "B"}, End=END
    )
    assert places(endless_loop, document) == ["/States/B"]


def test_a_machine_without_any_end_and_one_with_a_misspelt_target_have_no_endless_loop() -> None:
    assert places(endless_loop, machine(A={"Next": "B"}, B={"Next": "A"})) == []
    assert places(endless_loop, machine(A={"Next": "B"}, B={"Next": "AA"}, C=END)) == []


def test_a_choice_may_lead_to_itself_where_that_changes_something() -> None:
    rule = {**asks("BooleanEquals", True), "Next": "B"}
    state: dict[str, Any] = {"Type": "Choice", "Choices": [rule], "Default": "A"}
    document = machine(A=state, B=END)
    assert places(state_leads_to_itself, document) == ["/States/A/Default"]
    assert places(state_leads_to_itself, machine(A={**state, "OutputPath": "$.next"}, B=END)) == []
    rule["Variable"] = "$$.State.EnteredTime"
    assert places(state_leads_to_itself, document) == []


def test_a_task_that_only_a_catch_leaves_is_told() -> None:
    task: dict[str, Any] = {"Type": "Task", "Next": "A"}
    task["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    assert places(state_leads_to_itself, machine(A=task, B=END)) == ["/States/A/Next"]
    task["Next"], task["Catch"][0]["Next"] = "B", "A"
    assert places(state_leads_to_itself, machine(A=task, B=END)) == []


def test_turning_pages_and_waiting_for_a_job_are_no_polling() -> None:
    def loop(**task: Any) -> dict[str, Any]:
        ask = {"Type": "Choice", "Choices": [{**asks("IsNull", True), "Next": "C"}]}
        return machine(A={"Type": "Task", "Next": "B", **task}, B={**ask, "Default": "A"}, C=END)

    sdk = "arn:aws:states:::aws-sdk:glue:getJobRun"
    assert found(polling_without_wait, loop(Resource=sdk)) == [("/States/A", Severity.INFO)]
    assert found(polling_without_wait, loop(Resource=sdk, Parameters={"NextToken.$": "$.t"})) == []
    job = "arn:aws:states:::glue:startJobRun.sync"
    assert found(polling_without_wait, loop(Resource=job)) == []


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        ("2030-02-29", False),
        ("2032-02-29", True),
        ("2100-02-29", False),
        ("2030-04-31", False),
        ("2030-12-31", True),
        ("0000-02-29", True),
    ],
)
def test_a_day_is_looked_up_in_the_calendar(day: str, is_one: bool) -> None:
    wait = machine(A={"Type": "Wait", "Timestamp": f"{day}T00:00:00Z", "End": True})
    assert places(impossible_date, wait) == ([] if is_one else ["/States/A/Timestamp"])
    rule = {"Not": {"And": [asks("TimestampLessThan", f"{day}T00:00:00Z")]}}
    where = "/States/A/Choices/0/Not/And/0/TimestampLessThan"
    assert places(impossible_date, choice(rule)) == ([] if is_one else [where])


def test_what_is_no_timestamp_is_left_to_the_schema() -> None:
    for text in ("2030-02-30", "${When}", "{% $when %}", 5, None):
        assert places(impossible_date, machine(A={"Type": "Wait", "Timestamp": text})) == []


# Choice

EXHAUSTIVE = [
    [asks("IsPresent", True), asks("IsPresent", False)],
    [asks("BooleanEquals", True), asks("BooleanEquals", False)],
    [asks("NumericLessThan", 5), asks("NumericGreaterThanEquals", 5)],
    [asks("NumericLessThan", 5), asks("NumericEquals", 5), asks("NumericGreaterThan", 5)],
    [asks("StringEquals", "a"), {"Not": asks("StringEquals", "a")}],
    [{"Or": [asks("IsNull", True), asks("IsNull", False)]}],
    [{"Condition": "{% $a %}"}, {"Condition": "{% $not($a) %}"}],
    [{"Condition": "{% $a %}"}, {"Condition": True}],
    [{"Condition": "{%true%}"}],
]


@pytest.mark.parametrize("rules", EXHAUSTIVE, ids=json.dumps)
def test_rules_that_leave_nothing_over_need_no_default(rules: list[dict[str, Any]]) -> None:
    assert places(choice_without_default, choice(*rules)) == []
    if len(rules) > 1:
        assert places(choice_without_default, choice(rules[0])) == ["/States/A"]


def test_a_random_number_is_taken_by_the_rule_for_the_largest() -> None:
    draw = {"Type": "Pass", "Parameters": {"r.$": "States.MathRandom(1, 6)"}, "Next": "A"}
    document = {**choice(asks("NumericLessThanEquals", 5, "$.r")), "StartAt": "Draw"}
    document["States"]["Draw"] = draw
    assert places(choice_without_default, document) == []
    draw["Parameters"] = {"r.$": "States.MathRandom(1, 7)"}
    assert places(choice_without_default, document) == ["/States/A"]


SHADOWED = [
    [asks("StringEquals", "a"), asks("StringEquals", "a")],
    [asks("NumericGreaterThan", 1), asks("NumericGreaterThanEquals", 2)],
    [asks("NumericLessThanEquals", 1), asks("NumericEquals", 1.0)],
    [
        asks("TimestampLessThan", "2030-01-01T00:00:00Z"),
        asks("TimestampEquals", "2029-12-31T23:59:59Z"),
    ],
    [asks("StringEquals", "a"), {"And": [asks("IsNull", False, "$.y"), asks("StringEquals", "a")]}],
    [{"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]}, asks("StringEquals", "b")],
    [
        {"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]},
        {"Or": [asks("StringEquals", "b"), asks("StringEquals", "a")]},
    ],
    [asks("IsPresent", True), asks("StringEquals", "a")],
    [{"Condition": "{% $a %}"}, {"Condition": "{%$a%}"}],
    [{"Condition": True}, {"Condition": "{% $a %}"}],
]

NOT_SHADOWED = [
    [asks("StringEquals", "a"), asks("StringEquals", "b")],
    [asks("StringEquals", "a"), asks("StringEquals", "a", "$.y")],
    [asks("NumericLessThan", 1), asks("NumericLessThanEquals", 1)],
    [asks("NumericGreaterThanEquals", 2), asks("NumericGreaterThan", 1)],
    [asks("IsPresent", False), asks("StringEquals", "a")],
    [asks("IsPresent", True), asks("IsPresent", False)],
    [{"And": [asks("StringEquals", "a"), asks("IsNull", True, "$.y")]}, asks("StringEquals", "a")],
    [asks("StringEquals", "a"), {"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]}],
    [asks("StringEquals", "a"), {"Not": asks("StringEquals", "a")}],
    [asks("NumericEquals", "${Limit}"), asks("NumericEquals", "${Limit}")],
    [{"Condition": "{% $random() < 0.5 %}"}, {"Condition": "{% $random() < 0.5 %}"}],
    [asks("BooleanEquals", True), asks("NumericEquals", 1)],
]


@pytest.mark.parametrize("rules", SHADOWED, ids=json.dumps)
def test_a_rule_that_an_earlier_one_takes_all_of_is_told(rules: list[dict[str, Any]]) -> None:
    assert found(choice_rule_never_taken, choice(*rules)) == [
        ("/States/A/Choices/1", Severity.WARNING)
    ]


@pytest.mark.parametrize("rules", NOT_SHADOWED, ids=json.dumps)
def test_a_rule_that_is_left_something_is_not_told(rules: list[dict[str, Any]]) -> None:
    assert found(choice_rule_never_taken, choice(*rules)) == []


CONTRADICTING = [
    [asks("StringEquals", "a"), asks("StringEquals", "b")],
    [asks("StringEquals", "a"), asks("NumericEquals", 1)],
    [asks("NumericGreaterThan", 1), asks("NumericLessThanEquals", 1)],
    [asks("IsPresent", False), asks("StringEquals", "a")],
    [asks("IsNull", True), asks("StringEquals", "a")],
    [asks("IsString", True), asks("IsString", False)],
    [asks("BooleanEquals", True), asks("BooleanEquals", False)],
]

CONSISTENT = [
    [asks("StringEquals", "a"), asks("StringEquals", "b", "$.y")],
    [asks("NumericGreaterThanEquals", 1), asks("NumericLessThanEquals", 1)],
    [asks("IsPresent", True), asks("StringEquals", "a")],
    [asks("IsPresent", True), asks("IsNull", True)],
    [asks("IsString", True), asks("IsTimestamp", True), asks("StringMatches", "2*")],
    [asks("IsNull", False), asks("StringGreaterThan", "a"), asks("StringLessThan", "b")],
    [asks("StringEquals", "${A}"), asks("StringEquals", "b")],
    [{"Not": asks("StringEquals", "a")}, asks("StringEquals", "a")],
    [
        asks("TimestampEquals", "2030-01-01T00:00:00Z"),
        asks("TimestampEquals", "2030-01-01T01:00:00+01:00"),
    ],
    [asks("NumericEquals", 1), asks("NumericEqualsPath", "$.y")],
]


@pytest.mark.parametrize("parts", CONTRADICTING, ids=json.dumps)
def test_comparisons_that_never_hold_together_are_told(parts: list[dict[str, Any]]) -> None:
    where = "/States/A/Choices/0/Not/And"
    assert found(contradicting_comparisons, choice({"Not": {"And": parts}})) == [
        (where, Severity.WARNING)
    ]
    assert found(contradicting_comparisons, choice({"Or": parts})) == []


@pytest.mark.parametrize("parts", CONSISTENT, ids=json.dumps)
def test_comparisons_that_can_hold_together_are_not_told(parts: list[dict[str, Any]]) -> None:
    assert found(contradicting_comparisons, choice({"And": parts})) == []


def test_only_a_star_and_a_backslash_can_be_escaped_in_a_pattern() -> None:
    for pattern, is_told in [
        ("a*", False), ("\\*", False), ("\\\\*", False), ("\\a", True), ("a\\", True),
        ("\\\\\\", True), ("${A}\\", False),
    ]:  # fmt: skip
        told = places(unreadable_pattern, choice({"And": [asks("StringMatches", pattern)]}))
        assert told == (["/States/A/Choices/0/And/0/StringMatches"] if is_told else []), pattern


# Errors


def retried(*names: list[str], kind: str = "Task", field: str = "Retry", **more: Any) -> Any:
    handlers = [{"ErrorEquals": listed, "Next": "B", **more} for listed in names]
    return machine(A={"Type": kind, field: handlers, "Next": "B"}, B=END)


@pytest.mark.parametrize("field", ["Retry", "Catch"])
def test_states_all_stands_last(field: str) -> None:
    bad = retried(["X"], ["States.ALL"], ["Y"], field=field)
    assert found(states_all_not_last, bad) == [(f"/States/A/{field}/1/ErrorEquals", Severity.ERROR)]
    assert found(states_all_not_last, retried(["X"], ["States.ALL"], field=field)) == []


@pytest.mark.parametrize(("heartbeat", "timeout"), [(5, 6), ("${H}", 5), (9, "${T}"), (True, 0)])
def test_a_heartbeat_that_may_be_below_the_timeout_is_not_told(
    heartbeat: Any, timeout: Any
) -> None:
    task = {"Type": "Task", "HeartbeatSeconds": heartbeat, "TimeoutSeconds": timeout}
    assert found(heartbeat_not_below_timeout, machine(A=task)) == []


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (retried(["A"], ["A"]), ["/States/A/Retry/1"]),
        (retried(["A", "B"], ["C"], ["B", "C"]), ["/States/A/Retry/2"]),
        (retried(["A"], ["A"], field="Catch"), ["/States/A/Catch/1"]),
        (retried(["States.TaskFailed"], ["Lambda.Unknown"]), ["/States/A/Retry/1"]),
        (retried(["States.TaskFailed"], ["States.Timeout"]), []),
        (retried(["States.TaskFailed"], ["States.Permissions"]), []),
        (retried(["States.TaskFailed"], ["States.ALL"]), []),
        (retried(["States.TaskFailed"], ["Own"], kind="Map"), []),
        (retried(["Lambda.Unknown"], ["States.TaskFailed"]), []),
        (retried(["${A}"], ["${A}"]), []),
        (retried(["States.ALL"], ["States.ALL"]), []),  # told as States.ALL not being last
        (retried([], []), []),
    ],
)
def test_a_handler_that_is_left_no_error_is_told(document: Any, told: list[str]) -> None:
    expected = [(pointer, Severity.WARNING) for pointer in told]
    assert found(unreachable_handler, document) == expected


def test_a_single_name_that_is_taken_before_is_advice() -> None:
    document = retried(["A"], ["B", "A"])
    assert found(unreachable_handler, document) == [
        ("/States/A/Retry/1/ErrorEquals/1", Severity.INFO)
    ]


def test_an_error_that_no_choice_matched_may_come_out_of_a_map_but_not_of_a_task() -> None:
    document = retried(["States.NoChoiceMatched"])
    assert places(uncatchable_error, document) == ["/States/A/Retry/0/ErrorEquals/0"]
    assert places(uncatchable_error, retried(["States.NoChoiceMatched"], kind="Map")) == []
    runtime = retried(["A", "States.Runtime"], kind="Map", field="Catch")
    assert places(uncatchable_error, runtime) == ["/States/A/Catch/0/ErrorEquals/1"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("States.TaskFail", "'States.TaskFailed'?"),
        ("states.all", "'States.ALL'?"),
        ("States.HeartBeatTimeout", "'States.HeartbeatTimeout'?"),
        ("States.Xyzzy", "does not begin"),
    ],
)
def test_a_misspelt_reserved_name_is_told_the_nearest(name: str, meant: str) -> None:
    (finding,) = unknown_error_name.check(Subject(Definition(retried([name]))))
    assert finding.pointer == "/States/A/Retry/0/ErrorEquals/0"
    assert meant in finding.message


@pytest.mark.parametrize(
    "name",
    ["States.Http.StatusCode.503", "States.Http.Socket", "Statesman", "${E}", "States.${E}"],
)
def test_known_and_foreign_and_unknown_names_are_not_told(name: str) -> None:
    assert found(unknown_error_name, retried([name])) == []


def test_a_name_that_the_definition_itself_raises_is_not_misspelt() -> None:
    document = retried(["States.Own"])
    document["States"]["B"] = {"Type": "Fail", "Error": "States.Own"}
    assert found(unknown_error_name, document) == []
    assert places(reserved_error_name, document) == ["/States/B/Error"]


def test_a_fail_state_raises_no_reserved_error() -> None:
    for error, is_told in [("States.X", True), ("Own", False), ("States.${E}", False), (5, False)]:
        document = machine(A={"Type": "Fail", "Error": error})
        assert found(reserved_error_name, document) == (
            [("/States/A/Error", Severity.WARNING)] if is_told else []
        )


@pytest.mark.parametrize(
    ("retrier", "is_told"),
    [
        ({"MaxDelaySeconds": 1}, True),
        ({"MaxDelaySeconds": 2}, False),
        ({"MaxDelaySeconds": 5, "IntervalSeconds": 5}, True),
        ({"MaxDelaySeconds": 50, "IntervalSeconds": 5, "BackoffRate": 1.0}, True),
        ({"MaxDelaySeconds": 50, "IntervalSeconds": "${I}"}, False),
        ({"MaxDelaySeconds": "${M}", "IntervalSeconds": 5}, False),
        ({"IntervalSeconds": 5}, False),
    ],
)
def test_a_limit_of_the_delay_is_above_the_first(retrier: dict[str, Any], is_told: bool) -> None:
    expected = ["/States/A/Retry/0/MaxDelaySeconds"] if is_told else []
    assert places(max_delay_without_effect, retried(["A"], **retrier)) == expected


def test_a_limit_of_the_whole_machine_or_a_heartbeat_stops_a_task() -> None:
    task = {"Type": "Task"}
    assert found(task_without_timeout, machine(A=task)) == [("/States/A", Severity.INFO)]
    assert found(task_without_timeout, {**machine(A=task), "TimeoutSeconds": 5}) == []
    assert found(task_without_timeout, machine(A={**task, "HeartbeatSeconds": 5})) == []


@pytest.mark.parametrize(
    ("names", "is_told"),
    [
        (["States.ALL"], False),
        (["States.TaskFailed"], False),
        (["${Errors}"], False),
        (["Lambda.ServiceException"], True),
        (["States.Timeout"], True),
    ],
)
def test_a_function_is_retried_by_whatever_matches(names: list[str], is_told: bool) -> None:
    document = retried(names)
    document["States"]["A"]["Resource"] = "arn:aws-cn:states:::lambda:invoke.waitForTaskToken"
    assert places(lambda_without_retry, document) == (["/States/A"] if is_told else [])


# Maps


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
    (pointer,) = places(express_child_waits, machine(A=mapped(inner)))
    assert pointer == "/States/A/ItemProcessor/States/I/Branches/0/States/J/Resource"
    assert places(express_child_waits, machine(A=mapped(inner, kind="STANDARD"))) == []
    assert places(express_child_waits, machine(A=mapped(inner, mode="${Mode}"))) == []


def test_an_express_child_has_no_distributed_map() -> None:
    nested = mapped(mapped({"Type": "Pass"}, kind="STANDARD"))
    assert places(express_child_waits, machine(A=nested)) == [
        "/States/A/ItemProcessor/States/I/ItemProcessor/ProcessorConfig/Mode"
    ]


def test_a_label_stands_once_in_all_scopes() -> None:
    nested = {**mapped({**mapped({"Type": "Pass"}), "Label": "L"}, kind="STANDARD"), "Label": "L"}
    assert found(duplicate_map_label, machine(A=nested)) == [
        ("/States/A/ItemProcessor/States/I/Label", Severity.ERROR)
    ]
    nested["Label"] = "l"
    assert found(duplicate_map_label, machine(A=nested)) == []


def test_an_inline_map_is_told_what_it_ignores() -> None:
    config = {"ExecutionType": "EXPRESS"}
    processor = {**machine(I=END), "ProcessorConfig": config}
    state = {"Type": "Map", "Label": "L", "ItemProcessor": processor}
    assert places(distributed_field_on_inline_map, machine(A=state)) == [
        "/States/A/Label",
        "/States/A/ItemProcessor/ProcessorConfig/ExecutionType",
    ]
    config["Mode"] = "${Mode}"
    assert places(distributed_field_on_inline_map, machine(A=state)) == []


# All of them


def named(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


FIELDS = named(
    "StartAt States A B Type Next Default Choices Catch Retry Branches ItemProcessor End"
    " ProcessorConfig Mode ErrorEquals And Or Not Variable StringMatches NumericEquals"
    " BooleanEquals IsPresent Condition Resource Parameters Label Timestamp TimestampEquals"
    " MaxDelaySeconds IntervalSeconds HeartbeatSeconds TimeoutSeconds Error"
)
WORDS = named(
    "A B Pass Choice Map Parallel Wait Task Fail States.ALL States.TaskFailed DISTRIBUTED EXPRESS"
    " $.a 2030-02-30T00:00:00Z 0000-01-01T00:00:60+23:59"
)
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | WORDS
JSON = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
    max_leaves=25,
)


@given(JSON, st.dictionaries(FIELDS, JSON, max_size=6), st.lists(JSON, max_size=4))
def test_odd_input_raises_nothing(value: Any, state: dict[str, Any], parts: list[Any]) -> None:
    rules = [{"And": parts}, {"Or": parts}, *parts]
    for document in (
        value,
        machine(A=state, B=END),
        machine(A={"Type": "Choice", "Choices": rules, "Default": "A"}, B=END),
        machine(A={"Type": "Task", "Retry": parts, "Catch": parts, "End": True}),
    ):
        for page in PAGES:
            assert all(isinstance(pointer, str) for pointer in places(page, document))


def test_deep_nesting_raises_nothing() -> None:
    rule: Any = asks("StringEquals", "a")
    operand: Any = "a"
    for _ in range(20_000):
        rule, operand = {"And": [rule]}, [operand]
    document = choice(rule, rule, asks("StringEquals", operand), {"Not": {"Or": [rule, rule]}})
    for page in PAGES:
        assert isinstance(places(page, document), list)


def wide(size: int) -> Subject:
    rules = [{**asks("NumericLessThan", -index), "Next": "S0"} for index in range(size)]
    handlers = [{"ErrorEquals": [f"E{index}"], "Next": "S0"} for index in range(size)]
    states: dict[str, Any] = {
        f"S{index}": {"Type": "Pass", "Next": f"S{index + 1}"} for index in range(size)
    }
    states[f"S{size}"] = {"Type": "Choice", "Choices": rules, "Default": "End"}
    states["End"] = {"Type": "Task", "Retry": handlers, "Catch": handlers, "End": True}
    return Subject(Definition(machine(**states)))


@pytest.mark.slow
def test_each_rule_s_time_grows_with_the_definition() -> None:
    small, large = wide(1_000), wide(10_000)
    for page in PAGES:
        least, most = (min(_timed(page, size) for _ in range(3)) for size in (small, large))
        assert most < 25 * least + 0.05, page.CODE


def _timed(page: ModuleType, subject: Subject) -> float:
    assert subject.places  # worked out once for all rules, not by the first that asks
    assert subject.transitions
    start = time.perf_counter()
    for _ in page.check(subject):
        pass
    return time.perf_counter() - start


def documents(folder: Path) -> list[tuple[str, Any]]:
    assert folder.is_dir()
    return [
        (file.name, json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*.json"))
    ]


def test_nothing_good_is_told_more_than_advice(data: Path) -> None:
    for name, document in documents(data / "lint" / "good"):
        for page in PAGES:
            told = [at for at, severity in found(page, document) if severity is not Severity.INFO]
            assert told == [], (name, page.CODE)


def test_what_aws_took_has_no_error(data: Path) -> None:
    for name, case in documents(data / "conformance" / "executions"):
        for page in PAGES:
            told = found(page, case["definition"])
            assert Severity.ERROR not in [severity for _, severity in told], (name, page.CODE)


@pytest.mark.parametrize(
    ("file", "page", "pointer"),
    [
        ("catch-all-not-last", states_all_not_last, "/States/A/Catch/0/ErrorEquals"),
        ("heartbeat-ge-timeout", heartbeat_not_below_timeout, "/States/A/HeartbeatSeconds"),
        (
            "sync-in-express-child",
            express_child_waits,
            "/States/A/ItemProcessor/States/I/Resource",
        ),
    ],
)
def test_the_collected_defects_are_found(
    data: Path, file: str, page: ModuleType, pointer: str
) -> None:
    document = json.loads((data / "lint" / "defects" / f"{file}.json").read_text(encoding="utf-8"))
    assert found(page, document) == [(pointer, Severity.ERROR)]
