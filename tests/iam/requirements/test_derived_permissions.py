"""What a task asks of its role, as narrow as the definition shows."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest

from sfn_dsl import Definition
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.loading import load

from ..asking import FUNCTION, HERE, TOPIC, asked, granted, jsonata, reasons, states, task, unknown

REGION = "eu-west-1:123456789012"
QUEUE = "sqs:SendMessage"
BEDROCK = f"arn:aws:bedrock:{REGION}"
MODEL = "arn:aws:bedrock:eu-west-1::foundation-model"
ANY_MODEL = "arn:aws:bedrock:*::foundation-model"
RULE = f"arn:aws:events:{REGION}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"


def test_the_reference_workflow_asks_for_its_function_and_its_topics_and_nothing_else() -> None:
    found = derive(load("workflows/backup.py").definition)
    here = "us-east-1:YOUR_ACCOUNT"
    function = f"arn:aws:lambda:{here}:function:enhanced-dynamodb-backup"
    assert not found.unknown
    assert not found.delegated
    assert {(one.action, one.resources, one.widened) for one in found.permissions} == {
        ("lambda:InvokeFunction", (function, f"{function}:*"), ""),
        ("sns:Publish", (f"arn:aws:sns:{here}:backup-success-notifications",), ""),
        ("sns:Publish", (f"arn:aws:sns:{here}:backup-failure-notifications",), ""),
    }


@pytest.mark.parametrize(
    ("name", "resources"),
    [
        ("f", [FUNCTION, f"{FUNCTION}:*"]),
        ("f:live", [f"{FUNCTION}:live"]),
        (FUNCTION, [FUNCTION, f"{FUNCTION}:*"]),
        (f"{FUNCTION}:7", [f"{FUNCTION}:7"]),
        (f"{FUNCTION}:$LATEST", [FUNCTION, f"{FUNCTION}:*"]),
        (
            "999999999999:function:g",
            [f"arn:aws:lambda:eu-west-1:999999999999:function:g{end}" for end in ("", ":*")],
        ),
        (
            "arn:aws:lambda:us-east-1:999999999999:function:g",
            [f"arn:aws:lambda:us-east-1:999999999999:function:g{end}" for end in ("", ":*")],
        ),
        (
            "arn:aws:lambda:::function:${F}",
            [f"arn:aws:lambda:{REGION}:function:${{F}}{end}" for end in ("", ":*")],
        ),
        ("${Work.Arn}", ["${Work.Arn}", "${Work.Arn}:*"]),
        ("${Work}", ["${Work}", "${Work}:*"]),
        (
            "${WorkName}",
            [f"arn:aws:lambda:{REGION}:function:${{WorkName}}{end}" for end in ("", ":*")],
        ),
        ("${Work.Arn}:live", ["${Work.Arn}:live"]),
    ],
)
def test_a_function_is_granted_by_its_name_its_arn_or_its_placeholder(
    name: str, resources: list[str]
) -> None:
    state = task("lambda:invoke", {"FunctionName": name})
    assert granted(state) == {"lambda:InvokeFunction": resources}
    assert reasons(state) == []


@pytest.mark.parametrize(
    ("url", "queue"),
    [
        ("https://sqs.us-east-1.amazonaws.com/999999999999/q", "us-east-1:999999999999:q"),
        ("https://us-west-2.queue.amazonaws.com/999999999999/q", "us-west-2:999999999999:q"),
        ("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q", "cn-north-1:123456789012:q"),
        ("https://sqs.us-east-1.amazonaws.com/YOUR_ACCOUNT/q", "us-east-1:YOUR_ACCOUNT:q"),
        ("http://127.0.0.1:5000/123456789012/q", f"{REGION}:q"),
        ("https://sqs.us-east-1.${AWS::URLSuffix}/${Account}/${Q}", "us-east-1:${Account}:${Q}"),
    ],
)
def test_a_queue_s_url_tells_its_arn(url: str, queue: str) -> None:
    state = task("sqs:sendMessage", {"QueueUrl": url, "MessageBody": "m"})
    assert granted(state) == {QUEUE: [f"arn:aws:sqs:{queue}"]}
    assert reasons(state) == []


def test_a_placeholder_for_an_arn_stays_and_one_that_does_not_tell_is_widened() -> None:
    assert granted(task("sns:publish", {"TopicArn": "${Topic}"})) == {"sns:Publish": ["${Topic}"]}
    table = task("dynamodb:getItem", {"TableName": "${Table}", "Key": {}})
    assert granted(table) == {"dynamodb:GetItem": [f"arn:aws:dynamodb:{REGION}:table/${{Table}}"]}
    queue = task("sqs:sendMessage", {"QueueUrl": "${QueueUrl}", "MessageBody": "m"})
    assert granted(queue) == {QUEUE: [f"arn:aws:sqs:{REGION}:*"]}
    assert reasons(queue) == [
        "'QueueUrl' of state 'A' is '${QueueUrl}', which does not say which one"
    ]


def test_what_an_execution_decides_is_widened_and_says_by_which_field_of_which_state() -> None:
    state = task("sns:publish", {"TopicArn.$": "$.topic", "Message": "m"})
    assert granted(state) == {"sns:Publish": [f"arn:aws:sns:{REGION}:*"]}
    assert reasons(state) == ["'TopicArn.$' of state 'A' is computed at run time"]
    whole = jsonata("sns:publish", "{% $states.input %}")
    assert "*" in granted(whole)["sns:Publish"]
    assert "'Arguments' of state 'A' is computed at run time" in reasons(whole)


@pytest.mark.parametrize(
    ("state", "resources"),
    [
        (
            task("lambda:invoke", {"FunctionName.$": f"States.Format('{FUNCTION}-{{}}', $.stage)"}),
            [f"{FUNCTION}-*", f"{FUNCTION}-*:*"],
        ),
        (
            jsonata("lambda:invoke", {"FunctionName": f"{{% '{FUNCTION}-' & $states.input.s %}}"}),
            [f"{FUNCTION}-*", f"{FUNCTION}-*:*"],
        ),
        (
            jsonata("lambda:invoke", {"FunctionName": "{% $states.input.a ? 'f' : ('g') %}"}),
            [f"arn:aws:lambda:{REGION}:function:{name}" for name in ("f", "f:*", "g", "g:*")],
        ),
    ],
    ids=["States.Format", "joined by &", "chosen"],
)
def test_the_literal_parts_of_an_expression_narrow(
    state: dict[str, Any], resources: list[str]
) -> None:
    assert granted(state) == {"lambda:InvokeFunction": resources}


def test_a_variable_shows_all_that_is_assigned_to_it_anywhere() -> None:
    send = jsonata("dynamodb:getItem", {"TableName": "{% $table %}", "Key": {}})
    first = {"Type": "Pass", "Assign": {"table": "orders"}, "Next": "A"}
    caught = {"Type": "Pass", "Catch": [{"Assign": {"table.$": "States.Format('{}-x', 'a')"}}]}
    found = asked(states(First=first, Second=caught, A=send)).permissions
    assert found[0].resources == tuple(
        f"arn:aws:dynamodb:{REGION}:table/{name}" for name in ("orders", "a-x")
    )
    unsure = {"Type": "Pass", "Assign": {"table.$": "$.t"}}
    (one,) = asked(states(First=first, Second=unsure, A=send)).permissions
    assert one.resources == (f"arn:aws:dynamodb:{REGION}:table/*",)


def test_variables_that_lead_in_a_circle_show_nothing() -> None:
    state = jsonata("dynamodb:getItem", {"TableName": "{% $a %}", "Key": {}})
    state["Assign"] = {"a": "{% $b & 'x' %}", "b": "{% $a %}"}
    assert granted(state)["dynamodb:GetItem"][0].startswith(f"arn:aws:dynamodb:{REGION}:table/")


def test_a_task_that_waits_for_a_job_may_follow_and_stop_it_and_make_its_rule() -> None:
    machine = f"arn:aws:states:{REGION}:stateMachine:child"
    start = {"states:StartExecution": [machine]}
    parameters = {"StateMachineArn": machine}
    assert granted(task("states:startExecution", parameters)) == start
    assert granted(task("states:startExecution.waitForTaskToken", parameters)) == start
    execution = [f"arn:aws:states:{REGION}:execution:child:*"]
    for suffix in (".sync", ".sync:2"):
        assert granted(task(f"states:startExecution{suffix}", parameters)) == {
            **start,
            "states:DescribeExecution": execution,
            "states:StopExecution": execution,
            "events:PutTargets": [RULE],
            "events:PutRule": [RULE],
            "events:DescribeRule": [RULE],
        }


def test_an_activity_asks_for_nothing() -> None:
    assert granted(task(f"arn:aws:states:{REGION}:activity:approve")) == {}
    assert unknown(task(f"arn:aws:states:{REGION}:activity:approve")) == []


def test_a_message_to_a_phone_is_of_no_resource() -> None:
    assert granted(task("sns:publish", {"PhoneNumber": "+4912345"})) == {"sns:Publish": ["*"]}


def test_an_api_is_granted_only_where_the_request_is_signed() -> None:
    call = {"ApiEndpoint": "abc.execute-api.eu-west-1.amazonaws.com", "Method": "GET"}
    assert granted(task("apigateway:invoke", call)) == {}
    assert unknown(task("apigateway:invoke", call)) == []
    signed = {**call, "AuthType": "IAM_ROLE", "Stage": "prod", "Path": "/orders/*"}
    assert granted(task("apigateway:invoke", signed)) == {
        "execute-api:Invoke": [f"arn:aws:execute-api:{REGION}:abc/prod/GET/orders/*"]
    }


def test_an_endpoint_is_held_to_its_method_and_url_and_its_connection_to_its_secret() -> None:
    connection = f"arn:aws:events:{REGION}:connection/shop/0a1b"
    state = task(
        "http:invoke",
        {
            "ApiEndpoint": "https://api.example.com/v1/*",
            "Method": "POST",
            "Authentication": {"ConnectionArn": connection},
        },
    )
    secret = [f"arn:aws:secretsmanager:{REGION}:secret:events!connection/shop/*"]
    assert granted(state) == {
        "states:InvokeHTTPEndpoint": [f"arn:aws:states:{REGION}:stateMachine:nightly"],
        "events:RetrieveConnectionCredentials": [connection],
        "secretsmanager:GetSecretValue": secret,
        "secretsmanager:DescribeSecret": secret,
    }
    invoke = asked(states(A=state)).permissions[0]
    assert invoke.conditions == {
        "StringEquals": {"states:HTTPMethod": "POST"},
        "StringLike": {"states:HTTPEndpoint": "https://api.example.com/v1/*"},
    }
    dynamic = {"ApiEndpoint.$": "$.url", "Method": "GET"}
    (one,) = asked(states(A=task("http:invoke", dynamic))).permissions
    assert one.conditions == {"StringEquals": {"states:HTTPMethod": "GET"}}
    assert one.widened == "'ApiEndpoint.$' of state 'A' is computed at run time"


@pytest.mark.parametrize(
    ("model", "resources"),
    [
        ("amazon.titan-v1", [f"{MODEL}/amazon.titan-v1"]),
        (
            "eu.amazon.nova-v1:0",
            [f"{BEDROCK}:inference-profile/eu.amazon.nova-v1:0", f"{ANY_MODEL}/amazon.nova-v1:0"],
        ),
        (
            f"{BEDROCK}:inference-profile/eu.amazon.nova-v1:0",
            [f"{BEDROCK}:inference-profile/eu.amazon.nova-v1:0", f"{ANY_MODEL}/amazon.nova-v1:0"],
        ),
        (
            f"{BEDROCK}:application-inference-profile/a",
            [f"{BEDROCK}:application-inference-profile/a", f"{ANY_MODEL}/*"],
        ),
        (f"{BEDROCK}:provisioned-model/p", [f"{BEDROCK}:provisioned-model/p"]),
        ("${Model}", [f"{MODEL}/${{Model}}"]),
    ],
)
def test_a_model_is_granted_where_it_lives(model: str, resources: list[str]) -> None:
    assert granted(task("bedrock:invokeModel", {"ModelId": model, "Body": {}})) == {
        "bedrock:InvokeModel": resources
    }


def test_a_task_with_credentials_asks_its_own_role_only_to_assume_the_other() -> None:
    role = "arn:aws:iam::999999999999:role/theirs"
    state = task("sns:publish", {"TopicArn": TOPIC}, Credentials={"RoleArn": role})
    found = asked(states(A=state))
    assert [(one.action, one.resources, one.pointers) for one in found.permissions] == [
        ("sts:AssumeRole", (role,), ("/States/A/Credentials",))
    ]
    assert [(one.role, one.permission.action) for one in found.delegated] == [(role, "sns:Publish")]
    state["Credentials"] = {"RoleArn.$": "$.role"}
    assert granted(state) == {"sts:AssumeRole": ["arn:aws:iam::*:role/*"]}


def test_a_distributed_map_asks_for_its_items_its_results_and_its_own_executions() -> None:
    work = task(FUNCTION)
    state = {
        "Type": "Map",
        "Label": "Files",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "MANIFEST"},
            "Parameters": {"Bucket": "in", "Key": "manifest.json"},
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            **states(Work=work),
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "out", "Prefix": "runs/"},
        },
    }
    results = ["arn:aws:s3:::out/runs/*"]
    run = [f"arn:aws:states:{REGION}:execution:nightly:*"]
    assert granted(state) == {
        "s3:GetObject": ["arn:aws:s3:::in/manifest.json", "arn:aws:s3:::in/*", *results],
        "s3:PutObject": results,
        "s3:ListMultipartUploadParts": results,
        "s3:AbortMultipartUpload": results,
        "states:StartExecution": [f"arn:aws:states:{REGION}:stateMachine:nightly"],
        "states:DescribeExecution": run,
        "states:StopExecution": run,
        "states:RedriveExecution": [f"arn:aws:states:{REGION}:execution:nightly/Files:*"],
        "lambda:InvokeFunction": [FUNCTION, f"{FUNCTION}:*"],
    }
    nameless = granted(state, attrs.evolve(HERE, name=""))
    assert nameless["states:StartExecution"] == [f"arn:aws:states:{REGION}:stateMachine:*"]


def test_an_inline_map_starts_no_executions() -> None:
    state = {"Type": "Map", "ItemProcessor": states(Work=task(FUNCTION))}
    assert list(granted(state)) == ["lambda:InvokeFunction"]
    listed = {
        **state,
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Parameters": {"Bucket": "in", "Prefix": "x/"},
        },
    }
    assert granted(listed)["s3:ListBucket"] == ["arn:aws:s3:::in"]


def test_logs_traces_and_a_key_are_asked_for_by_the_machine_as_a_whole() -> None:
    key = f"arn:aws:kms:{REGION}:key/k"
    machine = attrs.evolve(HERE, logging=True, tracing=True, kms_key=key)
    found = derive(Definition(states(A={"Type": "Succeed"})), machine).permissions
    assert all(one.pointers == () and one.widened == "" for one in found)
    assert {one.action for one in found if one.resources == ("*",)} == {
        *(f"logs:{name}LogDelivery" for name in ("Create", "Get", "Update", "Delete")),
        *("logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies"),
        *("logs:DescribeLogGroups", "xray:PutTraceSegments", "xray:PutTelemetryRecords"),
        *("xray:GetSamplingRules", "xray:GetSamplingTargets"),
    }
    keyed = [one for one in found if one.resources == (key,)]
    assert [one.action for one in keyed] == [
        *("kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKey")
    ]
    context = "kms:EncryptionContext:aws:states:stateMachineArn"
    assert keyed[0].conditions == {
        "StringEquals": {context: f"arn:aws:states:{REGION}:stateMachine:nightly"}
    }
    by_alias = derive(Definition({}), attrs.evolve(HERE, kms_key="alias/k")).permissions
    assert by_alias[0].resources == (f"arn:aws:kms:{REGION}:key/*",)
    assert "write the key's ARN" in by_alias[0].widened


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ("${Function.Arn}", "'${Function.Arn}' has a placeholder"),
        ("TODO", "'TODO' is not the ARN of something that a task can call; write"),
        (
            "arn:aws:swf:us-east-1:123456789012:task:X",
            "a task cannot call 'arn:aws:swf:us-east-1:123456789012:task:X'; write the ARN of",
        ),
        (
            f"arn:aws:states:{REGION}:stateMachine:m",
            f"a task cannot call 'arn:aws:states:{REGION}:stateMachine:m'; write the ARN of",
        ),
        ("dynamodb:query", "there is no optimized integration 'dynamodb:query'; write 'aws-sdk:"),
        ("aws-sdk:nothing:here", "there is no model of the service 'nothing'; check its name"),
        ("aws-sdk:s3:getObjekt", "the service 's3' has no action 'getObjekt'; write 'getObject'"),
        (
            "aws-sdk:sts:assumeRole",
            "cannot call 'sts:assumeRole'; invoke a function",
        ),
    ],
)
def test_what_cannot_be_known_is_named_and_never_guessed(resource: str, reason: str) -> None:
    ((pointer, why),) = unknown(task(resource, {}))
    assert pointer == "/States/A/Resource"
    assert granted(task(resource, {})) == {}
    assert reason in why


def test_a_resource_that_no_map_can_have_is_reported_with_those_that_it_can() -> None:
    reader = {"Resource": "arn:aws:states:::s3:headObject", "Parameters": {"Bucket": "b"}}
    processor = {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": True}}}
    assert unknown({"Type": "Map", "ItemReader": reader, "ItemProcessor": processor}) == [
        (
            "/States/A/ItemReader",
            (
                "'arn:aws:states:::s3:headObject' is not a valid Resource for the ItemReader of a "
                "Map; write one that ends in 's3:getObject' or 's3:listObjectsV2'"
            ),
        )
    ]


def test_a_message_that_names_no_receiver_is_unknown() -> None:
    assert unknown(task("sns:publish", {"Message": "m"})) == [
        ("/States/A", "it has no 'TopicArn' to say what it works on")
    ]


def test_the_partition_is_the_machine_s() -> None:
    machine = Machine(account="123456789012", region="cn-north-1", partition="aws-cn")
    state = task("dynamodb:getItem", {"TableName": "t", "Key": {}})
    assert granted(state, machine) == {
        "dynamodb:GetItem": ["arn:aws-cn:dynamodb:cn-north-1:123456789012:table/t"]
    }


def test_states_that_need_the_same_are_named_together() -> None:
    found = asked(states(A=task(FUNCTION), B=task(FUNCTION))).permissions
    assert [one.pointers for one in found] == [("/States/A", "/States/B")]


def test_no_reason_is_given_for_what_is_narrow() -> None:
    found = asked(states(A=task("glue:startJobRun.sync", {"JobName": "j"}))).permissions
    assert all(not re.search(r"[*?]", text) for one in found for text in one.resources)
    assert {one.widened for one in found} == {""}


def test_nesting_of_any_depth_is_read() -> None:
    entries: Any = {}
    for _ in range(5_000):
        entries = [entries]
    assert granted(task("events:putEvents", {"Entries": entries}))
    deep = jsonata("sns:publish", {"TopicArn": f"{{% {'(' * 3_000}1{')' * 3_000} %}}"})
    assert granted(deep) == {"sns:Publish": [f"arn:aws:sns:{REGION}:*"]}


@pytest.mark.parametrize("method", [[], ["GET"], [["GET"]], {}, None, 3])
def test_a_condition_on_what_is_not_a_string_is_left_out(method: Any) -> None:
    call = {"ApiEndpoint": "https://example.com", "Method": method}
    invoke = asked(states(A=task("http:invoke", call))).permissions[0]
    assert invoke.conditions["StringLike"] == {"states:HTTPEndpoint": "https://example.com"}


def test_a_container_s_roles_are_those_that_its_overrides_name() -> None:
    task_role, execution_role = (f"arn:aws:iam::123456789012:role/{name}" for name in "te")
    both = {"TaskRoleArn": task_role, "ExecutionRoleArn": execution_role}
    named = task("ecs:runTask", {"TaskDefinition": "d:1", "Overrides": both})
    assert granted(named)["iam:PassRole"] == [task_role, execution_role]
    assert reasons(named) == []

    one = task("ecs:runTask", {"TaskDefinition": "d:1", "Overrides": {"TaskRoleArn": task_role}})
    assert "arn:aws:iam::123456789012:role/*" in granted(one)["iam:PassRole"]


def test_credentials_that_are_not_an_object_leave_open_whose_permissions_are_needed() -> None:
    state = jsonata("sns:publish", {"TopicArn": TOPIC}, Credentials="{% $credentials %}")
    assert granted(state) == {}
    assert unknown(state) == [
        ("/States/A/Credentials", "its Credentials are not an object; write one with 'RoleArn'")
    ]
