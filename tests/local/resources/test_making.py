"""What workflows need is made in the embedded AWS, once, and a workflow then runs with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.definition.reading import read_json
from sfn_dsl.errors import SfnError
from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.local import ACCOUNT, LocalAWS
from sfn_dsl.local.resources.handlers import code_of
from sfn_dsl.local.resources.making import Made, Source, make_resources
from sfn_dsl.local.resources.needed import Table, named_by


def task(resource: str, **parameters: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": resource, "Parameters": parameters, "ResultPath": None}


STATES = {
    "Resize": task(
        "arn:aws:states:::lambda:invoke", **{"FunctionName": "resize:live", "Payload.$": "$"}
    ),
    "Store": task(
        "arn:aws:states:::dynamodb:putItem",
        TableName="orders",
        Item={"pk": {"S.$": "$.id"}, "sk": {"N": "1"}, "more": {"S": "x"}},
    ),
    "Read": task("arn:aws:states:::dynamodb:getItem", TableName="people", Key={"name": {"S": "a"}}),
    "Queue": task(
        "arn:aws:states:::sqs:sendMessage",
        QueueUrl=f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs",
        MessageBody="a job",
    ),
    "Tell": task(
        "arn:aws:states:::sns:publish",
        TopicArn="arn:aws:sns:us-east-1:YOUR_ACCOUNT:news",
        Message="done",
    ),
    "Keep": task("arn:aws:states:::aws-sdk:s3:putObject", Bucket="kept-bucket", Key="k", Body="b"),
    "Emit": task(
        "arn:aws:states:::events:putEvents",
        Entries=[{"EventBusName": "bus", "Source": "s", "DetailType": "d", "Detail": {}}],
    ),
}


def definition(states: dict[str, Any]) -> Definition:
    names = list(states)
    linked = {
        name: {**state, **({"Next": after} if after else {"End": True})}
        for (name, state), after in zip(states.items(), [*names[1:], None], strict=True)
    }
    return read_json(json.dumps({"StartAt": names[0], "States": linked}), "test.asl.json")


def source(states: dict[str, Any], role: str = "") -> Source:
    return Source(
        definition=definition(states), machine=Machine(account=ACCOUNT, name="m"), role=role
    )


@pytest.fixture(scope="module")
def made(aws: LocalAWS, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("functions")
    (folder / "resize.py").write_text("def handler(event, context): return {'resized': event}")
    local = {**STATES, "Tell": task(STATES["Tell"]["Resource"], TopicArn=NEWS, Message="done")}
    for _ in range(2):  # the second time, everything is there
        again = make_resources(aws.client, [source(local)], functions=folder)
    return again


NEWS = f"arn:aws:sns:us-east-1:{ACCOUNT}:news"


def test_a_workflow_runs_with_what_was_made(aws: LocalAWS, made: Made) -> None:
    states = aws.client("stepfunctions")
    local = {**STATES, "Tell": task(STATES["Tell"]["Resource"], TopicArn=NEWS, Message="done")}
    machine = states.create_state_machine(
        name="m",
        definition=json.dumps(definition(local).document),
        roleArn=made.roles[0],
    )["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine, input='{"id": "7"}')
    while True:
        ended = states.describe_execution(executionArn=execution["executionArn"])
        if ended["status"] != "RUNNING":
            break
    assert (ended["status"], ended.get("cause")) == ("SUCCEEDED", None)
    got = aws.client("dynamodb").get_item(
        TableName="orders", Key={"pk": {"S": "7"}, "sk": {"N": "1"}}
    )
    assert got["Item"]["more"] == {"S": "x"}
    (message,) = aws.client("sqs").receive_message(QueueUrl="news")["Messages"]
    assert json.loads(message["Body"])["Message"] == "done"
    assert aws.client("sqs").receive_message(QueueUrl="jobs")["Messages"][0]["Body"] == "a job"
    assert aws.client("s3").get_object(Bucket="kept-bucket", Key="k")["Body"].read() == b"b"


def test_what_was_made_is_told_with_what_is_needed_to_use_it(made: Made) -> None:
    told = "\n".join(made.lines)
    assert f"arn:aws:iam::{ACCOUNT}:role/m-role: with the least-privilege policy" in told
    assert "table/orders: its key is 'pk' (S) and 'sk' (N)" in told
    assert "its messages are in the queue 'news'" in told
    assert made.notes == ()


def test_the_role_has_the_derived_policy(aws: LocalAWS, made: Made) -> None:
    name = made.roles[0].rpartition("/")[2]
    iam = aws.client("iam")
    policy = iam.get_role_policy(RoleName=name, PolicyName="m")["PolicyDocument"]
    actions = {one for each in policy["Statement"] for one in each["Action"]}
    assert {"lambda:InvokeFunction", "dynamodb:PutItem", "sns:Publish"} <= actions
    assert not any("*" in action for action in actions)


def test_another_account_and_what_is_left_open_are_told_and_not_made() -> None:
    states = {
        "Other": task(
            "arn:aws:states:::sns:publish",
            TopicArn="arn:aws:sns:us-east-1:999999999999:other",
            Message="m",
        ),
        "Open": task("arn:aws:states:::sns:publish", **{"TopicArn.$": "$.topic", "Message": "m"}),
    }
    named, _ = named_by(definition(states), Machine(account=ACCOUNT))
    assert named.topics == frozenset()
    assert "'arn:aws:sns:us-east-1:999999999999:other' is in another account" in named.notes[0]
    assert any(
        note.startswith("sns:Publish at /States/Open") and "leaves open" in note
        for note in named.notes
    )


def test_a_placeholder_of_the_account_is_the_local_account() -> None:
    named, _ = named_by(definition({"Tell": STATES["Tell"]}), Machine(account=ACCOUNT))
    assert named.topics == {("us-east-1", "news")}


def test_a_table_has_the_key_that_a_task_writes_out() -> None:
    named, _ = named_by(
        definition({"Read": STATES["Read"], "Store": STATES["Store"]}), Machine(account=ACCOUNT)
    )
    assert {table for _, table in named.tables} == {
        Table("people", (("name", "S"),)),
        Table("orders", (("pk", "S"), ("sk", "N"))),
    }


def test_an_activity_is_made(aws: LocalAWS) -> None:
    arn = f"arn:aws:states:us-east-1:{ACCOUNT}:activity:review"
    state = {"Review": {"Type": "Task", "Resource": arn}}
    assert arn in make_resources(aws.client, [source(state)]).lines
    known = aws.client("stepfunctions").list_activities()["activities"]
    assert arn in [one["activityArn"] for one in known]


def test_a_role_of_another_account_is_told(aws: LocalAWS) -> None:
    other = "arn:aws:iam::999999999999:role/path/Deployed"
    made = make_resources(aws.client, [source({"P": {"Type": "Pass"}}, role=other)])
    assert made.roles == (f"arn:aws:iam::{ACCOUNT}:role/Deployed",)
    assert f"'{other}' is not in this account" in made.notes[0]


def test_code_is_taken_from_a_file_or_a_folder_and_echoes_without(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def lambda_handler(event, context): ...")
    (tmp_path / "two-words").mkdir()
    (tmp_path / "two-words" / "app.py").write_text("def handler(event, context): ...")
    assert code_of("one", tmp_path).handler == "one.lambda_handler"
    assert code_of("two-words", tmp_path).handler == "app.handler"
    assert code_of("two-words", tmp_path).zip == code_of("two-words", tmp_path).zip
    stub = code_of("three", tmp_path)
    assert stub.is_stub
    assert stub.handler == "echo_function.handler"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"f.py": "x = 1"}, "has no handler; write a function handler"),
        ({"f/other.py": "x = 1"}, "has none of app.py.*write the handler in one of them"),
    ],
)
def test_code_without_a_handler_is_refused(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    with pytest.raises(SfnError, match=message):
        code_of("f", tmp_path)


def test_a_log_group_is_named_whole_and_a_role_by_its_name_is_no_surprise(aws: LocalAWS) -> None:
    group = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/aws/vendedlogs/states/m:*"
    destination = {"cloudWatchLogsLogGroup": {"logGroupArn": group}}
    logged = attrs.evolve(
        source({"P": {"Type": "Pass"}}, role="Logged"),
        logging={"level": "ALL", "destinations": [destination]},
    )
    made = make_resources(aws.client, [logged])
    groups = aws.client("logs").describe_log_groups()["logGroups"]
    assert [each["logGroupName"] for each in groups] == ["/aws/vendedlogs/states/m"]
    assert made.notes == ()


def test_what_a_workflow_creates_itself_is_left_to_it() -> None:
    states = {
        "Create": task("arn:aws:states:::aws-sdk:s3:createBucket", Bucket="own"),
        "Put": task("arn:aws:states:::aws-sdk:s3:putObject", Bucket="own", Key="k", Body="b"),
        "Other": task("arn:aws:states:::aws-sdk:s3:putObject", Bucket="other", Key="k", Body="b"),
    }
    named, _ = named_by(definition(states), Machine(account=ACCOUNT, name="m"))
    assert {name for _, name in named.buckets} == {"other"}
