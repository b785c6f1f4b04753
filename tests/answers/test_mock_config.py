"""AWS's MockConfigFile.json as answers."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Failed, Succeeded
from sfn_dsl.testing import AnswerError, UnansweredTaskError, mock_config

from .calls import a_call, a_definition

CONFIG: dict[str, Any] = {
    "StateMachines": {
        "Shop": {
            "TestCases": {
                "HappyPath": {"Pay": "Paid", "Announce": "Announced"},
                "Trouble": {"Pay": "PaidAtLast"},
            }
        }
    },
    "MockedResponses": {
        "Paid": {"0": {"Return": {"StatusCode": 200, "Payload": {"ok": True}}}},
        "PaidAtLast": {
            "0": {"Throw": {"Error": "Lambda.ResourceNotReadyException", "Cause": "not yet"}},
            "3": {"Return": {"StatusCode": 200}},
            "1-2": {"Throw": {"Error": "Lambda.TimeoutException", "Cause": "timed out"}},
        },
        "Announced": {"0-9": {"Return": {"MessageId": "1"}}},
    },
}
INVOKE = "arn:aws:states:::lambda:invoke"
SHOP = a_definition(Pay=INVOKE, Announce="arn:aws:states:::sns:publish")
PAY = a_call(INVOKE, {"FunctionName": "pay"}, state="Pay")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "MockConfigFile.json"
    path.write_text(json.dumps(CONFIG, indent=2))
    return path


def test_each_call_has_the_response_of_its_number(file: Path) -> None:
    tasks = prepare_tasks(mock_config(file, "Trouble"), SHOP)
    assert [tasks.start(PAY) for _ in range(4)] == [
        Failed("Lambda.ResourceNotReadyException", "not yet"),
        Failed("Lambda.TimeoutException", "timed out"),
        Failed("Lambda.TimeoutException", "timed out"),
        Succeeded({"StatusCode": 200}),
    ]
    with pytest.raises(UnansweredTaskError, match='ends with call 3.*add "4": {"Return": ...} to'):
        tasks.start(PAY)


def test_a_test_case_begins_anew_in_each_run(file: Path) -> None:
    answers = mock_config(file, "Trouble")
    first, second = prepare_tasks(answers, SHOP), prepare_tasks(answers, SHOP)
    assert first.start(PAY) == second.start(PAY)


def test_a_case_may_be_named_as_aws_names_it_and_read_from_python() -> None:
    assert mock_config(CONFIG, "Shop#HappyPath") == mock_config(
        CONFIG, "HappyPath", state_machine="Shop"
    )
    assert list(mock_config(CONFIG, "HappyPath")) == ["Pay", "Announce"]


def test_the_answers_of_a_case_may_be_added_to() -> None:
    answers = {**mock_config(CONFIG, "Trouble"), "Announce": {"MessageId": "2"}}
    assert prepare_tasks(answers, SHOP).start(a_call()) == Succeeded({"MessageId": "2"})


def test_a_case_that_names_a_state_the_machine_has_not_is_told() -> None:
    with pytest.raises(AnswerError, match="'Announce' names no task of the definition"):
        prepare_tasks(mock_config(CONFIG, "HappyPath"), a_definition(Pay=INVOKE))


MACHINES = ("StateMachines", "Shop", "TestCases")
PAID = ("MockedResponses", "Paid")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("MockedResponses",), None, "has 'StateMachines' and 'MockedResponses'; add 'MockedRes"),
        (("MockedResponse",), {}, "has no 'MockedResponse'; write 'MockedResponses'"),
        (("StateMachines",), [], "'StateMachines' is an object, not an array"),
        (("StateMachines",), {}, "'StateMachines' is empty; write"),
        (
            ("StateMachines", "Other"),
            {},
            "more than one state machine: 'Shop', 'Other'; name one with sta",
        ),
        (("StateMachines", "Shop", "Testcases"), {}, "has no 'Testcases'; write 'TestCases'"),
        ((*MACHINES, "HappyPath"), 3, "a test case is an object, not a number"),
        ((*MACHINES, "HappyPath", "Pay"), "Payd", "no mocked response 'Payd'; write 'Paid'"),
        ((*MACHINES, "HappyPath", "Pay"), 1, "this is a number; write text in its place"),
        (PAID, {}, "the mocked response 'Paid' is empty"),
        ((*PAID, "0"), {"Returns": 1}, "has no 'Returns'; write 'Return'"),
        ((*PAID, "0"), {"Return": 1, "Throw": {"Error": "E"}}, "returns or throws, and not both"),
        ((*PAID, "0"), {"Throw": {"Cause": "why"}}, "names no error; add 'Error'"),
        ((*PAID, "0"), {"Throw": {"Error": 3}}, "this is a number; write text in its place"),
        ((*PAID, "0"), {"Throw": {"Error": "E", "cause": "w"}}, "'Throw' has no 'cause'; write 'C"),
        ((*PAID, "first"), {"Return": 1}, "'first' does not number any calls"),
        ((*PAID, "3-1"), {"Return": 1}, "'3-1' does not number any calls"),
        ((*PAID, "0-2"), {"Return": 1}, "has two responses for call 0; number them from 0"),
        ((*PAID, "2"), {"Return": 1}, "has no response for call 1; number them from 0"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    tmp_path: Path, path: tuple[str, ...], value: object, message: str
) -> None:
    config = copy.deepcopy(CONFIG)
    part = config
    for step in path[:-1]:
        part = part[step]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    file = tmp_path / "mocks.json"
    file.write_text(json.dumps(config, indent=2))
    with pytest.raises(AnswerError) as e:
        mock_config(file, "HappyPath")
    assert message in str(e.value)
    assert str(e.value).startswith(f"{file}:")
    line = int(str(e.value).removeprefix(f"{file}:").partition(":")[0])
    assert 1 <= line <= len(file.read_text().splitlines())


@pytest.mark.parametrize(
    ("case", "machine", "message"),
    [
        ("HappyPaht", None, "there is no test case 'HappyPaht'; write 'HappyPath'"),
        ("HappyPath", "Shopp", "there is no state machine 'Shopp'; write 'Shop'"),
        ("Shop#Trubble", None, "write 'Trouble'"),
    ],
)
def test_a_case_that_is_not_there_is_told_with_the_one_that_is(
    case: str, machine: str | None, message: str
) -> None:
    with pytest.raises(AnswerError) as e:
        mock_config(CONFIG, case, state_machine=machine)
    assert message in str(e.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "a MockConfigFile is an object"), ('{"StateMachines": {', "mocks.json:1:")],
)
def test_a_file_that_is_no_json_object_is_told_as_that(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "mocks.json"
    file.write_text(text)
    with pytest.raises(AnswerError) as e:
        mock_config(file, "HappyPath")
    assert message in str(e.value)
    with pytest.raises(AnswerError, match="nowhere.json: cannot be read"):
        mock_config(tmp_path / "nowhere.json", "HappyPath")
