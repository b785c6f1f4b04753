"""Plausible answers, made from the services' own models."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.answers.services.operations import JOBS, describing
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models import ProblemKind, call_problems
from sfn_dsl.simulation.effects import Succeeded, TaskCall
from sfn_dsl.testing import answers_like_service, fails

from .calls import a_call, a_definition

P = "arn:aws:states:::"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pay"
ACTIVITY = "arn:aws:states:eu-west-1:123456789012:activity:pack"
CHILD = "arn:aws:states:eu-west-1:123456789012:stateMachine:child"


def answered(resource: str, parameters: Any = None) -> Succeeded:
    tasks = prepare_tasks(answers_like_service(), a_definition(Announce=resource))
    outcome = tasks.start(a_call(resource, parameters))
    assert isinstance(outcome, Succeeded)
    return outcome


def output(action: str, **parameters: Any) -> Any:
    return answered(f"{P}{action}", parameters).output


def test_names_are_spelled_as_the_integration_spells_them() -> None:
    assert "Containers" in output("ecs:runTask.sync")
    assert "DbInstances" in output("aws-sdk:rds:describeDBInstances")
    assert (
        "AvailabilityZone"
        in output("aws-sdk:ec2:describeInstances")["Reservations"][0]["Instances"][0]["Placement"]
    )


def test_an_optimized_integration_tells_of_the_request_and_the_sdk_does_not() -> None:
    published = output("sns:publish", Message="m")
    assert published["SdkHttpMetadata"]["HttpStatusCode"] == 200
    assert set(published) == {"MessageId", "SdkHttpMetadata", "SdkResponseMetadata"}
    assert set(output("aws-sdk:sns:publish", Message="m")) == {"MessageId"}
    assert set(output("events:putEvents", Entries=[{}, {}])) == {"Entries", "FailedEntryCount"}


def test_times_are_text_with_the_sdk_and_milliseconds_without() -> None:
    buckets = output("aws-sdk:s3:listBuckets")["Buckets"]
    assert buckets[0]["CreationDate"] == "1970-01-01T00:00:00.000Z"
    assert output("glue:startJobRun.sync")["StartedOn"] == 0


def test_what_a_call_says_is_in_its_answer() -> None:
    assert output("glue:startJobRun.sync", JobName="train")["JobName"] == "train"
    assert output("dynamodb:getItem", Key={"id": {"S": "7"}})["Item"] == {"id": {"S": "7"}}
    assert len(output("events:putEvents", Entries=[{}, {}])["Entries"]) == 2
    assert output("sqs:sendMessage", MessageBody="hi")["MD5OfMessageBody"] == (
        "49f68a5c8493ec2c0bf489821c21fc3b"
    )


@pytest.mark.parametrize(
    ("action", "path", "expected"),
    [
        ("glue:startJobRun.sync", ["JobRunState"], "SUCCEEDED"),
        ("batch:submitJob.sync", ["Status"], "SUCCEEDED"),
        ("ecs:runTask.sync", ["LastStatus"], "STOPPED"),
        ("ecs:runTask.sync", ["Containers", 0, "ExitCode"], 0),
        ("athena:startQueryExecution.sync", ["QueryExecution", "Status", "State"], "SUCCEEDED"),
        ("codebuild:startBuild.sync", ["Build", "BuildStatus"], "SUCCEEDED"),
        ("sagemaker:createTrainingJob.sync", ["TrainingJobStatus"], "Completed"),
        ("aws-sdk:rds:describeDBInstances", ["DbInstances", 0, "DbInstanceStatus"], "available"),
        (
            "aws-sdk:transcribe:getTranscriptionJob",
            ["TranscriptionJob", "TranscriptionJobStatus"],
            "COMPLETED",
        ),
        ("http:invoke", ["StatusCode"], 200),
        ("apigateway:invoke", ["StatusCode"], 200),
        ("elasticmapreduce:createCluster", ["ClusterId"], "j-1EXAMPLE"),
    ],
)
def test_all_is_well_with_what_was_asked_for(action: str, path: list[Any], expected: Any) -> None:
    value = output(action)
    for step in path:
        value = value[step]
    assert value == expected


def test_there_is_no_next_page_so_that_loops_come_to_an_end() -> None:
    for action in (
        "s3:listObjectsV2",
        "dynamodb:scan",
        "ec2:describeInstances",
        "rds:describeDBInstances",
    ):
        text = json.dumps(output(f"aws-sdk:{action}"))
        assert not re.search(r'"(Next|Last)\w*(Token|Marker|Key)"|"Marker"', text), action
    assert output("aws-sdk:s3:listObjectsV2")["IsTruncated"] is False


def test_a_job_or_a_token_has_first_what_the_service_answers_at_once() -> None:
    job = answered(f"{P}glue:startJobRun.sync")
    assert "JobRunId" in job.submitted
    token = answered(f"{P}sqs:sendMessage.waitForTaskToken", {"MessageBody": "hi"})
    assert "MessageId" in token.submitted


def test_functions_workers_and_people_give_back_what_they_were_given() -> None:
    given = {"orderId": 1}
    assert answered(FUNCTION, given).output == given
    assert answered(ACTIVITY, given).output == given
    assert output("lambda:invoke", FunctionName="f", Payload=given)["Payload"] == given
    assert output("sqs:sendMessage.waitForTaskToken", MessageBody="hi") == {"given": 1}


def test_an_execution_that_is_started_has_done_nothing() -> None:
    started = output("states:startExecution", StateMachineArn=CHILD, Name="n")
    assert started["ExecutionArn"] == f"{CHILD.replace('stateMachine', 'execution')}:n"
    done = output("states:startExecution.sync:2", StateMachineArn=CHILD, Input={"a": 1})
    assert (done["Input"], done["Output"], done["Status"]) == ({"a": 1}, {}, "SUCCEEDED")
    text = output("states:startExecution.sync", StateMachineArn=CHILD, Input={"a": 1})
    assert (text["Input"], text["Output"]) == ('{"a":1}', "{}")
    express = output("aws-sdk:sfn:startSyncExecution", StateMachineArn=CHILD, Input="{{x}}")
    assert (express["Input"], express["Output"]) == ("{}", "{}")


def test_the_same_call_has_the_same_answer_and_another_call_other_ids() -> None:
    call = a_call(f"{P}sns:publish")
    other = a_call(f"{P}sns:publish", attempt=2)
    tasks = prepare_tasks(answers_like_service(), a_definition(Announce=call.resource))
    assert tasks.start(call) == tasks.start(call)
    assert tasks.start(call) != tasks.start(other)


def test_every_integration_with_a_job_has_a_description_of_it() -> None:
    with_jobs = {each.id for each in ACTIONS.values() if "sync" in each.waits}
    assert with_jobs - JOBS.keys() == {"eks:runJob", "states:startExecution"}
    assert all(describing(job) for job in JOBS.values())


@pytest.mark.parametrize("action", list(ACTIONS))
def test_every_optimized_integration_has_an_answer_in_every_pattern(action: str) -> None:
    patterns = {"": "", "sync": ".sync", "sync:2": ".sync:2", "task_token": ".waitForTaskToken"}
    for wait in ("", *ACTIONS[action].waits):
        value = answered(f"{P}{action}{patterns[wait]}").output
        assert len(json.dumps(value)) < 50_000


def test_plausible_answers_may_be_for_all_tasks_but_some() -> None:
    tasks = prepare_tasks(
        {"*": answers_like_service(), "Announce": fails("E")},
        a_definition(Announce=f"{P}sns:publish", Ask=f"{P}sqs:sendMessage"),
    )
    call: TaskCall = a_call(f"{P}sqs:sendMessage", {"MessageBody": "m"}, state="Ask")
    assert isinstance(tasks.start(call), Succeeded)
    assert not isinstance(tasks.start(a_call(f"{P}sns:publish")), Succeeded)


def test_an_action_that_the_models_do_not_have_is_answered_with_nothing() -> None:
    problems = [each.kind for each in call_problems("aws-sdk:nosuchservice:doIt")]
    assert problems[0] in (ProblemKind.UNKNOWN_SERVICE, ProblemKind.UNSEEN_SERVICE)
    assert output("aws-sdk:nosuchservice:doIt") == {}
