from __future__ import annotations

import pytest

from sfn_dsl import Target
from sfn_dsl.local.resources.stand_ins import stand_ins

TARGET = Target("123456789012", "eu-west-1")


def values(**members: object) -> dict[str, str]:
    state = {"Type": "Task", "Resource": "arn:aws:states:::a:b", "Parameters": members}
    return stand_ins({"StartAt": "A", "States": {"A": state}}, TARGET)


@pytest.mark.parametrize(
    ("member", "placeholder", "value"),
    [
        ("FunctionName", "Charge.Arn", "arn:aws:lambda:eu-west-1:123456789012:function:Charge"),
        ("FunctionName", "ChargeArn", "arn:aws:lambda:eu-west-1:123456789012:function:Charge"),
        ("TopicArn", "aws_sns_topic.news.arn", "arn:aws:sns:eu-west-1:123456789012:news"),
        ("QueueUrl", "Jobs", "https://sqs.eu-west-1.amazonaws.com/123456789012/Jobs"),
        ("TableName", "Orders", "Orders"),
        ("Bucket", "Reports", "reports"),
        ("Bucket", "in", "in-bucket"),
        ("StateMachineArn", "Pay", "arn:aws:states:eu-west-1:123456789012:stateMachine:Pay"),
    ],
)
def test_a_reference_stands_for_what_its_place_names(
    member: str, placeholder: str, value: str
) -> None:
    assert values(**{member: f"${{{placeholder}}}"}) == {placeholder: value}


def test_a_reference_as_the_resource_of_a_task_is_a_function() -> None:
    machine = {"States": {"A": {"Type": "Task", "Resource": "${Charge.Arn}"}}}
    inner = {"States": {"M": {"Type": "Map", "ItemProcessor": machine}}}
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:Charge"
    assert stand_ins(inner, TARGET) == {"Charge.Arn": arn}


def test_what_names_no_resource_or_only_a_part_of_its_name_is_left() -> None:
    assert values(Message="${Text}", TopicArn="arn:aws:sns:::${Stage}", Bucket="${Stage}-b") == {}


def test_one_in_an_event_bus_entry_is_found() -> None:
    assert values(Entries=[{"EventBusName": "${Bus}", "Detail": "${Detail}"}]) == {"Bus": "Bus"}
