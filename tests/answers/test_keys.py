"""Which answer a task gets, and what is said of keys that name none."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Succeeded, TaskCall
from sfn_dsl.simulation.keys import answers_under
from sfn_dsl.testing import AnswerError, UnansweredTaskError, fails

from .calls import a_call, a_definition

P = "arn:aws:states:::"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pay"
ACTIVITY = "arn:aws:states:eu-west-1:123456789012:activity:pack"
MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:child"


def called(resource: str, **parameters: Any) -> TaskCall:
    return a_call(resource, parameters, state="Work")


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        (
            called(f"{P}sqs:sendMessage.waitForTaskToken"),
            ["Work", "sqs:sendMessage.waitForTaskToken", "sqs:sendMessage", "sqs:*", "*"],
        ),
        (
            called(f"{P}states:startExecution.sync:2", StateMachineArn=MACHINE),
            [
                "Work",
                MACHINE,
                "child",
                "states:startExecution.sync:2",
                "states:startExecution",
                "states:*",
                "*",
            ],
        ),
        (
            called(f"{P}aws-sdk:s3:getObject"),
            ["Work", "aws-sdk:s3:getObject", "aws-sdk:s3:*", "aws-sdk:*", "*"],
        ),
        (
            called(f"{P}lambda:invoke", FunctionName=FUNCTION, Qualifier="live"),
            [
                "Work",
                f"{FUNCTION}:live",
                "pay:live",
                FUNCTION,
                "pay",
                "lambda:invoke",
                "lambda:*",
                "*",
            ],
        ),
        (called(f"{P}lambda:invoke", FunctionName="pay:1"), ["Work", "pay:1", "pay"]),
        (
            called(f"{P}lambda:invoke", FunctionName="123456789012:function:pay"),
            ["Work", "123456789012:function:pay", "pay"],
        ),
        (called(f"{FUNCTION}:1"), ["Work", f"{FUNCTION}:1", "pay:1", FUNCTION, "pay", "lambda:*"]),
        (called(ACTIVITY), ["Work", ACTIVITY, "activity:pack", "pack", "*"]),
    ],
)
def test_the_most_special_key_goes_first(call: TaskCall, keys: list[str]) -> None:
    definition = a_definition(Work={"Resource": call.resource, "Parameters": call.parameters})
    for nth, key in enumerate(keys):
        tasks = prepare_tasks({name: name for name in reversed(keys[nth:])}, definition)
        assert tasks.start(call) == Succeeded(key)
        assert answers_under(key, call)


def test_a_resource_may_be_written_as_its_arn_of_any_partition() -> None:
    call = called(f"{P}sns:publish")
    definition = a_definition(Work=call.resource)
    for key in (f"{P}sns:publish", "arn:aws-cn:states:::sns:publish", "sns:publish"):
        assert prepare_tasks({key: 1}, definition).start(call) == Succeeded(1)
        assert answers_under(key, call)
    assert not answers_under("sns:subscribe", call)
    with pytest.raises(AnswerError, match="name the same tasks; write one of them"):
        prepare_tasks({"sns:publish": 1, f"{P}sns:publish": 2}, definition)


def test_a_suffix_in_a_key_is_that_of_the_resource() -> None:
    definition = a_definition(Work=f"{P}states:startExecution.sync:2")
    with pytest.raises(AnswerError, match="write 'states:startExecution.sync:2'"):
        prepare_tasks({"states:startExecution.sync": 1}, definition)


def test_a_task_without_an_answer_is_an_error_that_says_what_to_write() -> None:
    definition = a_definition(BackupTables=f"{P}lambda:invoke")
    parameters = {"FunctionName": "backup", "Payload": {"day": "monday"}}
    call = a_call(f"{P}lambda:invoke", parameters, state="BackupTables")
    with pytest.raises(UnansweredTaskError) as e:
        prepare_tasks(None, definition).start(call)
    assert str(e.value) == (
        "the task 'BackupTables' has no answer; it calls 'lambda:invoke' with "
        '{"FunctionName": "backup", "Payload": {"day": "monday"}}; '
        'write tasks={"BackupTables": ...} with its output in place of ..., for example '
        'returns({"what": "the function returns"}), or fails("Error", "the cause"), or hangs()'
    )
    again = pickle.loads(pickle.dumps(e.value))  # noqa: S301  # as pytest-xdist does
    assert (again.state, again.resource, again.parameters, str(again)) == (
        "BackupTables",
        f"{P}lambda:invoke",
        parameters,
        str(e.value),
    )


@pytest.mark.parametrize(
    ("resource", "parameters", "example"),
    [
        (f"{P}aws-sdk:sns:publish", {}, "for example {'MessageId': '"),
        (f"{P}aws-sdk:ec2:describeInstances", {}, "for example answers_like_service(), or"),
        (f"{P}sqs:sendMessage.waitForTaskToken", {}, 'example {"what": "SendTaskSuccess gives"}'),
        (ACTIVITY, {}, 'example {"what": "SendTaskSuccess gives"}'),
        (f"{P}dynamodb:putItem", {}, "for example {}, or"),
    ],
)
def test_the_example_for_a_task_without_an_answer_is_like_what_its_service_gives(
    resource: str, parameters: Any, example: str
) -> None:
    with pytest.raises(UnansweredTaskError) as e:
        prepare_tasks({}, a_definition(Work=resource)).start(called(resource, **parameters))
    assert example in str(e.value)


def test_an_answer_with_a_name_like_the_tasks_is_told_with_the_task_that_has_none() -> None:
    definition = a_definition(BackupTables=f"{P}sns:publish", BackupTable=f"{P}sns:publish")
    with pytest.raises(UnansweredTaskError, match="there is an answer for 'BackupTable', which"):
        prepare_tasks({"BackupTable": 1}, definition).start(a_call(state="BackupTables"))


SHOP = a_definition(
    Pay={"Resource": f"{P}lambda:invoke", "Parameters": {"FunctionName": "pay-${Stage}"}},
    Announce=f"{P}sns:publish",
)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("Anounce", "'Anounce' names no task of the definition; write 'Announce'"),
        ("sns:Publish", "write 'sns:publish'"),
        ("sqs:sendMessage", "write one of 'Announce', 'sns:publish', 'sns:*'"),
        ("dynamodb:*", "write"),
    ],
)
def test_a_key_that_names_no_task_is_told_before_the_run(key: str, message: str) -> None:
    with pytest.raises(AnswerError) as e:
        prepare_tasks({key: 1}, a_definition(Announce=f"{P}sns:publish"))
    assert message in str(e.value)


def test_several_wrong_keys_are_told_at_once() -> None:
    with pytest.raises(AnswerError, match="'Anounce'.*'Pey'"):
        prepare_tasks(
            {"Anounce": 1, "Pey": 2}, a_definition(Announce=f"{P}sns:publish", Pay=FUNCTION)
        )


def test_a_state_that_calls_nothing_itself_is_told_with_the_tasks_inside_it() -> None:
    inner = {"StartAt": "Pack", "States": {"Pack": {"Type": "Task", "Resource": ACTIVITY}}}
    definition = a_definition(
        Each={"Type": "Map", "ItemProcessor": inner}, Stop={"Type": "Succeed"}
    )
    with pytest.raises(AnswerError, match="'Each' is a Map state.*inside it: 'Pack'"):
        prepare_tasks({"Each": 1}, definition)
    with pytest.raises(AnswerError, match="'Stop' is a Succeed state.*remove it"):
        prepare_tasks({"Stop": 1}, definition)
    assert prepare_tasks({"Pack": 1}, definition)


def test_a_definition_without_tasks_takes_no_answers() -> None:
    with pytest.raises(AnswerError, match="the definition has none; remove it"):
        prepare_tasks({"Pay": 1}, a_definition(Stop={"Type": "Succeed"}))


def test_a_function_that_only_the_run_names_may_be_answered_by_its_name() -> None:
    tasks = prepare_tasks({"pay-live": 1, "Announce": 2}, SHOP)
    parameters = {"FunctionName": "pay-live"}
    assert tasks.start(a_call(f"{P}lambda:invoke", parameters, state="Pay")) == Succeeded(1)
    with pytest.raises(AnswerError, match="'sqs:sendMessage' names no task"):
        prepare_tasks({"sqs:sendMessage": 1}, SHOP)


@pytest.mark.parametrize(
    ("key", "meant"), [("Anounce", "Announce"), ("Announc", "Announce"), ("sns:publsh", "sns:pub")]
)
def test_a_slip_is_told_also_where_only_the_run_names_the_functions(key: str, meant: str) -> None:
    with pytest.raises(
        AnswerError, match=f"'{key}' names no task of the definition; write '{meant}"
    ):
        prepare_tasks({key: 1}, SHOP)


def test_a_function_may_be_called_as_a_state_is_but_for_hyphens() -> None:
    shop = a_definition(PayOrder="${PayOrderFunctionArn}")
    assert prepare_tasks({"pay-order": 1, "pay-order-2": 2}, shop)


def test_one_answer_may_be_for_every_task() -> None:
    for answer in (fails("E"), lambda call: call.state):
        assert prepare_tasks(answer, SHOP).start(a_call()) in (
            prepare_tasks({"*": answer}, SHOP).start(a_call()),
        )


def test_an_object_of_ones_own_may_answer() -> None:
    class Own:
        def start(self, call: TaskCall) -> Succeeded:
            return Succeeded(call.state)

    assert prepare_tasks(Own(), SHOP).start(a_call()) == Succeeded("Announce")


@pytest.mark.parametrize("wrong", [[1], "Pay", 3, {1: 2}])
def test_what_is_no_mapping_to_answers_is_told_with_what_to_write(wrong: object) -> None:
    with pytest.raises(AnswerError, match='write tasks={"NameOfAState": answer}'):
        prepare_tasks(wrong, SHOP)
