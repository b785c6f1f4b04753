"""How calls name resources: fields that take only ARNs, other accounts, and names within names."""

from __future__ import annotations

from typing import Any

import pytest

from ..asking import asked, granted, jsonata, reasons, states, task

REGION = "eu-west-1:123456789012"
OTHER = "999999999999"
KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
BUS = f"arn:aws:events:eu-west-1:{OTHER}:event-bus/shop"
VERSION = f"arn:aws:states:{REGION}:stateMachine:m:3"
PROJECT = "arn:aws:bedrock:eu-west-1:aws:data-automation-project/x"
SESSION = "s3express:CreateSession"
DIRECTORY = f"arn:aws:s3express:{REGION}:bucket/b--euw1-az1--x-s3"


def sdk(call: str, **parameters: Any) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters)


def notes(state: dict[str, Any]) -> str:
    return "\n".join(one.reason for one in asked(states(A=state)).notes)


def api(endpoint: str) -> dict[str, Any]:
    named = {"ApiEndpoint": endpoint, "Method": "GET", "Stage": "s", "Path": "/p"}
    return task("apigateway:invoke", {**named, "AuthType": "IAM_ROLE"})


CALLS: list[tuple[dict[str, Any], str, list[str]]] = [
    # A field that takes only ARNs has one in any placeholder.
    (
        task("states:startExecution.sync", {"StateMachineArn": "${Child}:prod"}),
        "states:DescribeExecution",
        [f"arn:aws:states:{REGION}:execution:*:*"],
    ),
    (
        task("states:startExecution.sync", {"StateMachineArn": "${Start}:stateMachine:kid:prod"}),
        "states:StartExecution",
        ["${Start}:stateMachine:kid"],
    ),
    (
        task("sns:publish", {"TopicArn": "t"}, Credentials={"RoleArn": "${Role}"}),
        "sts:AssumeRole",
        ["${Role}"],
    ),
    (
        sdk(
            "ssm:startAutomationExecution",
            DocumentName="d",
            Parameters={"AutomationAssumeRole": ["${Role}"]},
        ),
        "iam:PassRole",
        ["${Role}"],
    ),
    (
        sdk("rdsdata:executeStatement", SecretArn="${Secret}"),
        "secretsmanager:GetSecretValue",
        ["${Secret}"],
    ),
    (
        sdk("redshiftdata:executeStatement", WorkgroupName="w", SecretArn="${Start}-login"),
        "secretsmanager:GetSecretValue",
        ["${Start}-login"],
    ),
    (
        sdk("secretsmanager:getSecretValue", SecretId="${Secret}"),
        "secretsmanager:GetSecretValue",
        [f"arn:aws:secretsmanager:{REGION}:secret:${{Secret}}-??????"],
    ),
    # Within a resource that an ARN names.
    (
        sdk(
            "dynamodb:query", TableName=f"arn:aws:dynamodb:us-east-1:{OTHER}:table/t", IndexName="i"
        ),
        "dynamodb:Query",
        [
            f"arn:aws:dynamodb:us-east-1:{OTHER}:table/t/index/i",
            f"arn:aws:dynamodb:us-east-1:{OTHER}:table/t",
        ],
    ),
    (
        sdk("dynamodb:query", TableName="${TableArn}", IndexName="i"),
        "dynamodb:Query",
        ["${TableArn}/index/i", "${TableArn}"],
    ),
    (
        sdk("eventbridge:putRule", Name="r", EventBusName=BUS),
        "events:PutRule",
        [f"arn:aws:events:eu-west-1:{OTHER}:rule/shop/r"],
    ),
    (
        sdk("eventbridge:putRule", Name="r", EventBusName="${BusArn}"),
        "events:PutRule",
        [f"arn:aws:events:{REGION}:rule/*/r", f"arn:aws:events:{REGION}:rule/r"],
    ),
    (
        sdk("eventbridge:putRule", Name="r", EventBusName="shop"),
        "events:PutRule",
        [f"arn:aws:events:{REGION}:rule/shop/r"],
    ),
    (
        sdk("eventbridge:deleteRule", Name="r", EventBusName="default"),
        "events:DeleteRule",
        [f"arn:aws:events:{REGION}:rule/r"],
    ),
    (
        sdk("eventbridge:putRule", Name="r"),
        "events:PutRule",
        [f"arn:aws:events:{REGION}:rule/r"],
    ),
    # What stands before a name.
    (
        sdk("kms:deleteAlias", AliasName="alias/a"),
        "kms:DeleteAlias",
        [f"arn:aws:kms:{REGION}:alias/a", f"arn:aws:kms:{REGION}:key/*"],
    ),
    (
        sdk("kms:createAlias", AliasName="alias/a", TargetKeyId=KEY),
        "kms:CreateAlias",
        [f"arn:aws:kms:{REGION}:alias/a", f"arn:aws:kms:{REGION}:key/{KEY}"],
    ),
    (
        sdk("iam:createRole", RoleName="r", Path="/p/"),
        "iam:CreateRole",
        ["arn:aws:iam::123456789012:role/p/r"],
    ),
    (
        sdk("iam:createUser", UserName="u", Path="/a/b/"),
        "iam:CreateUser",
        ["arn:aws:iam::123456789012:user/a/b/u"],
    ),
    (
        sdk("iam:createPolicy", PolicyName="q", Path="/"),
        "iam:CreatePolicy",
        ["arn:aws:iam::123456789012:policy/q"],
    ),
    (
        sdk("route53:changeResourceRecordSets", HostedZoneId="/hostedzone/Z1"),
        "route53:ChangeResourceRecordSets",
        ["arn:aws:route53:::hostedzone/Z1"],
    ),
    (
        sdk("route53:getChange", Id="/change/C1"),
        "route53:GetChange",
        ["arn:aws:route53:::change/C1"],
    ),
    # What stands after a name.
    (
        sdk(
            "cloudwatchlogs:startQuery", LogGroupIdentifiers=[f"arn:aws:logs:{REGION}:log-group:/x"]
        ),
        "logs:StartQuery",
        [f"arn:aws:logs:{REGION}:log-group:/x", f"arn:aws:logs:{REGION}:log-group:/x:*"],
    ),
    (
        sdk("cloudwatchlogs:filterLogEvents", LogGroupIdentifier="/x"),
        "logs:FilterLogEvents",
        [f"arn:aws:logs:{REGION}:log-group:/x", f"arn:aws:logs:{REGION}:log-group:/x:*"],
    ),
    (
        sdk("ssm:getParameter", Name="/a/b:3"),
        "ssm:GetParameter",
        [f"arn:aws:ssm:{REGION}:parameter/a/b:3", f"arn:aws:ssm:{REGION}:parameter/a/b"],
    ),
    (
        sdk("transcribe:startCallAnalyticsJob", OutputLocation="s3://o/a/b.json"),
        "s3:PutObject",
        ["arn:aws:s3:::o/a/b.json", "arn:aws:s3:::o/a/b.json/*"],
    ),
    # The resource that decides is another one than the name says.
    (
        sdk(
            "sfn:createStateMachineAlias",
            Name="prod",
            RoutingConfiguration=[{"StateMachineVersionArn": VERSION, "Weight": 100}],
        ),
        "states:CreateStateMachineAlias",
        [f"arn:aws:states:{REGION}:stateMachine:m"],
    ),
    # Regions and accounts that the call names.
    (
        api("abc.execute-api.us-east-2.amazonaws.com"),
        "execute-api:Invoke",
        ["arn:aws:execute-api:us-east-2:123456789012:abc/s/GET/p"],
    ),
    (
        api("https://abc-vpce-0123.execute-api.${AWS::Region}.amazonaws.com/"),
        "execute-api:Invoke",
        ["arn:aws:execute-api:${AWS::Region}:123456789012:abc/s/GET/p"],
    ),
    (
        task("sqs:sendMessage", {"QueueUrl": f"https://queue.amazonaws.com/{OTHER}/q"}),
        "sqs:SendMessage",
        [f"arn:aws:sqs:us-east-1:{OTHER}:q"],
    ),
    (
        sdk("glue:getTable", CatalogId=OTHER, DatabaseName="d", Name="t"),
        "glue:GetTable",
        [
            f"arn:aws:glue:eu-west-1:{OTHER}:{name}"
            for name in ("catalog", "database/d", "table/d/t")
        ],
    ),
    (
        sdk("ecr:describeImages", RegistryId=OTHER, RepositoryName="r"),
        "ecr:DescribeImages",
        [f"arn:aws:ecr:eu-west-1:{OTHER}:repository/r"],
    ),
    (
        sdk(
            "ssm:startAutomationExecution", DocumentName=f"arn:aws:ssm:eu-west-1:{OTHER}:document/d"
        ),
        "ssm:StartAutomationExecution",
        [
            f"arn:aws:ssm:eu-west-1:{OTHER}:automation-definition/d:*",
            f"arn:aws:ssm:eu-west-1:{OTHER}:document/d",
            f"arn:aws:ssm:{REGION}:automation-execution/*",
        ],
    ),
    (
        sdk(
            "bedrockdataautomationruntime:invokeDataAutomationAsync",
            DataAutomationProfileArn=f"arn:aws:bedrock:{REGION}:data-automation-profile/p",
            DataAutomationConfiguration={"DataAutomationProjectArn": PROJECT},
        ),
        "bedrock:InvokeDataAutomationAsync",
        [
            f"arn:aws:bedrock:{REGION}:blueprint/*",
            f"arn:aws:bedrock:{REGION}:data-automation-profile/p",
            PROJECT,
        ],
    ),
    # A directory bucket is used in a session.
    (sdk("s3:getObject", Bucket="b--euw1-az1--x-s3", Key="k"), SESSION, [DIRECTORY]),
    (sdk("s3:listObjectsV2", Bucket="b--euw1-az1--x-s3"), SESSION, [DIRECTORY]),
    (sdk("s3:deleteBucket", Bucket="b--euw1-az1--x-s3"), "s3express:DeleteBucket", [DIRECTORY]),
]


@pytest.mark.parametrize(("state", "action", "resources"), CALLS, ids=lambda each: str(each)[:60])
def test_the_resource_is_the_one_that_aws_authorizes(
    state: dict[str, Any], action: str, resources: list[str]
) -> None:
    assert granted(state)[action] == resources


def test_no_action_of_s3_is_left_for_a_directory_bucket() -> None:
    found = granted(sdk("s3:copyObject", Bucket="b--euw1-az1--x-s3", Key="k", CopySource="from/k"))
    assert found == {SESSION: [DIRECTORY], "s3:GetObject": ["arn:aws:s3:::from/k"]}


@pytest.mark.parametrize("bucket", ["app-0123-s3alias", "app-0123--ol-s3"])
def test_the_alias_of_an_access_point_does_not_say_its_arn(bucket: str) -> None:
    assert f"'{bucket}' is the alias of an access point" in notes(
        sdk("s3:getObject", Bucket=bucket, Key="k")
    )


def test_a_bucket_of_another_account_is_said_by_its_owner() -> None:
    named = {"Bucket": "b", "Key": "k", "ExpectedBucketOwner": OTHER}
    assert f"account {OTHER}" in notes(sdk("s3:getObject", **named))
    assert notes(sdk("s3:getObject", **{**named, "ExpectedBucketOwner": "123456789012"})) == ""
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": named}
    assert f"account {OTHER}" in notes({"Type": "Map", "ItemReader": reader})


def test_an_account_that_is_computed_widens_and_says_so() -> None:
    call = task("aws-sdk:ecr:describeImages", {"RegistryId.$": "$.id", "RepositoryName": "r"})
    assert granted(call) == {"ecr:DescribeImages": ["arn:aws:ecr:eu-west-1:*:repository/r"]}
    assert reasons(call) == ["'RegistryId.$' of state 'A' is computed at run time"]


def test_an_image_that_a_parameter_names_is_any_image_and_says_so() -> None:
    call = sdk(
        "ec2:runInstances", ImageId="resolve:ssm:/aws/x", SubnetId="s", SecurityGroupIds=["g"]
    )
    assert "arn:aws:ec2:eu-west-1::image/*" in granted(call)["ec2:RunInstances"]
    assert any("'resolve:ssm:/aws/x', which does not say which one" in one for one in reasons(call))


def test_an_instance_profile_s_arn_does_not_say_its_role() -> None:
    call = sdk("ec2:runInstances", ImageId="ami-1", IamInstanceProfile={"Arn": "${Profile}"})
    assert granted(call)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/*"]


def test_placeholders_in_queries_keep_their_case() -> None:
    query = {"QueryString": "SELECT * FROM T", "QueryExecutionContext": {"Database": "${Db}_X"}}
    found = granted(task("athena:startQueryExecution", query))
    assert found["glue:GetTable"][-1] == f"arn:aws:glue:{REGION}:table/${{Db}}_x/t"


TABLE = f"arn:aws:dynamodb:{REGION}:table"
GLUE = f"arn:aws:glue:{REGION}"
NESTED: list[tuple[dict[str, Any], str, list[str]]] = [
    (
        sdk("glue:createTable", DatabaseName="d", TableInput={"Name": "t"}),
        "glue:CreateTable",
        [f"{GLUE}:{name}" for name in ("database/d", "catalog", "table/d/t")],
    ),
    (
        sdk("glue:createDatabase", DatabaseInput={"Name": "d"}),
        "glue:CreateDatabase",
        [f"{GLUE}:database/d", f"{GLUE}:catalog"],
    ),
    (
        sdk("dynamodb:importTable", TableCreationParameters={"TableName": "t"}),
        "dynamodb:ImportTable",
        [f"{TABLE}/t"],
    ),
    (
        sdk("dynamodb:restoreTableToPointInTime", SourceTableName="s", TargetTableName="t"),
        "dynamodb:RestoreTableToPointInTime",
        [f"{TABLE}/s"],
    ),
    (
        sdk("emr:addJobFlowSteps", JobFlowId="j-1"),
        "elasticmapreduce:AddJobFlowSteps",
        [f"arn:aws:elasticmapreduce:{REGION}:cluster/j-1"],
    ),
    (
        sdk("ecs:describeServices", Cluster="c", Services=["s", "t"]),
        "ecs:DescribeServices",
        [f"arn:aws:ecs:{REGION}:service/c/{name}" for name in "st"],
    ),
    (
        sdk("ecs:updateService", Cluster="c", Service=f"arn:aws:ecs:{REGION}:service/c/s"),
        "ecs:UpdateService",
        [f"arn:aws:ecs:{REGION}:service/c/s"],
    ),
    (
        sdk("apigateway:createDeployment", RestApiId="a"),
        "apigateway:POST",
        ["arn:aws:apigateway:eu-west-1::/restapis/a/deployments"],
    ),
    (
        sdk("sfn:createStateMachine", Name="m", Publish=True),
        "states:PublishStateMachineVersion",
        [f"arn:aws:states:{REGION}:stateMachine:m"],
    ),
    (
        task(
            "states:startExecution",
            {
                "StateMachineArn.$": "States.Format("
                f"'arn:aws:states:{REGION}:stateMachine:kid:{{}}', $.v)"
            },
        ),
        "states:StartExecution",
        [f"arn:aws:states:{REGION}:stateMachine:kid"],
    ),
]


@pytest.mark.parametrize(("state", "action", "resources"), NESTED, ids=lambda each: str(each)[:60])
def test_what_a_call_names_is_not_said_to_be_open(
    state: dict[str, Any], action: str, resources: list[str]
) -> None:
    assert granted(state)[action] == resources
    found = asked(states(A=state)).permissions
    assert not [one.widened for one in found if one.action == action and one.widened]


def test_an_invoked_model_is_the_only_one() -> None:
    found = granted(sdk("bedrockruntime:startAsyncInvoke", ModelId="m"))["bedrock:InvokeModel"]
    assert found == [
        "arn:aws:bedrock:eu-west-1::foundation-model/m",
        f"arn:aws:bedrock:{REGION}:async-invoke/*",
    ]


def test_an_account_that_is_computed_stays_open() -> None:
    arn = "States.Format('arn:aws:events:eu-west-1:{}:event-bus/shop', $.account)"
    call = task("aws-sdk:eventbridge:putRule", {"Name": "r", "EventBusName.$": arn})
    assert "arn:aws:events:eu-west-1:*:rule/shop/r" in granted(call)["events:PutRule"]
    assert reasons(call) == ["'EventBusName.$' of state 'A' is computed at run time"]


def test_arguments_that_are_computed_as_a_whole_may_name_anything_and_that_is_said() -> None:
    call = jsonata("aws-sdk:eventbridge:putTargets", "{% $states.input %}")
    assert granted(call)["events:PutTargets"] == ["*"]
    assert any("may name what it works on" in reason for reason in reasons(call))


STATEMENTS: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"Statement": "SELECT * FROM \"t\" WHERE a = 'b'"}, {"Select": ["t"]}),
    (
        {"Statement": 'select a, b from "t"."by-date" where a = ?'},
        {"Select": ["t", "t/index/by-date"]},
    ),
    ({"Statement": "SELECT * FROM ${Table}"}, {"Select": ["${Table}"]}),
    ({"Statement": "INSERT INTO t VALUE {'a': 1}"}, {"Insert": ["t"]}),
    ({"Statement": 'UPDATE "t" SET a = 1 WHERE b = 2'}, {"Update": ["t"]}),
    ({"Statement": 'DELETE FROM "t" WHERE a = 1'}, {"Delete": ["t"]}),
]


@pytest.mark.parametrize(("given", "tables"), STATEMENTS, ids=lambda each: str(each)[:60])
def test_a_statement_works_on_the_table_that_it_names(
    given: dict[str, Any], tables: dict[str, list[str]]
) -> None:
    wanted = {
        f"dynamodb:PartiQL{kind}": [f"{TABLE}/{name}" for name in names]
        for kind, names in tables.items()
    }
    assert granted(sdk("dynamodb:executeStatement", **given)) == wanted
    assert granted(sdk("dynamodb:batchExecuteStatement", Statements=[given])) == wanted
    assert granted(sdk("dynamodb:executeTransaction", TransactStatements=[given])) == wanted
    assert reasons(sdk("dynamodb:executeStatement", **given)) == []


@pytest.mark.parametrize("statement", ["EXISTS(SELECT 1)", "{% $s %}"])
def test_a_statement_that_is_not_known_may_do_anything_and_says_so(statement: str) -> None:
    call = jsonata("aws-sdk:dynamodb:executeStatement", {"Statement": statement})
    assert granted(call) == {
        f"dynamodb:PartiQL{kind}": [f"{TABLE}/*"]
        for kind in ("Select", "Insert", "Update", "Delete")
    }
    assert len(reasons(call)) == 1
    assert granted(sdk("dynamodb:executeStatement")) == granted(call)
