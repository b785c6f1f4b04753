"""Sound machines that call services."""

from __future__ import annotations

from typing import Any

from .defects import SNS, machine
from .sound import SQS_TOKEN, TASK, TOPIC, calling, passing

SERVICES: dict[str, dict[str, Any]] = {
    # services
    "a task token is handed on inside a text": machine(
        A=calling(
            "B",
            Resource=SQS_TOKEN,
            Parameters={
                "QueueUrl": "${Queue}",
                "MessageBody.$": "States.Format('{}|{}', $$.Task.Token, $.id)",
            },
            HeartbeatSeconds=60,
            TimeoutSeconds=3600,
        ),
        B=calling(
            Resource=f"{TASK}lambda:invoke.waitForTaskToken",
            Parameters={"FunctionName": "f", "Payload": {"context.$": "$$"}},
        ),
    ),
    "another machine is run to its end and its output read": machine(
        A=calling(
            "B",
            Resource=f"{TASK}states:startExecution.sync:2",
            Parameters={
                "StateMachineArn.$": "$.machine",
                "Name.$": "States.UUID()",
                "Input": {
                    "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id",
                    "x.$": "$",
                },
            },
            ResultSelector={"out.$": "$.Output.anything.at.all", "status.$": "$.Status"},
            Retry=[
                {
                    "ErrorEquals": ["StepFunctions.ExecutionAlreadyExistsException"],
                    "MaxAttempts": 0,
                },
                {
                    "ErrorEquals": ["States.TaskFailed"],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxDelaySeconds": 60,
                    "JitterStrategy": "FULL",
                },
            ],
        ),
        B=passing(Parameters={"x.$": "$.out", "s.$": "$.status"}),
    ),
    "a role of another account does the task": machine(
        A=calling(Credentials={"RoleArn.$": "States.Format('arn:aws:iam::{}:role/r', $.account)"}),
    ),
    "an HTTP task sends a form": machine(
        A=calling(
            Resource=f"{TASK}http:invoke",
            Parameters={
                "ApiEndpoint.$": "States.Format('https://example.com/v1/{}', $.id)",
                "Method": "POST",
                "Authentication": {
                    "ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/c/1"
                },
                "Headers": {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Request-Id.$": "$$.Execution.Name",
                },
                "QueryParameters": {"page": "1"},
                "RequestBody.$": "$.form",
                "Transform": {
                    "RequestBodyEncoding": "URL_ENCODED",
                    "RequestEncodingOptions": {"ArrayFormat": "BRACKETS"},
                },
            },
            ResultSelector={
                "code.$": "$.StatusCode",
                "body.$": "$.ResponseBody",
                "type.$": "$.Headers.content-type[0]",
            },
            Retry=[
                {
                    "ErrorEquals": ["States.Http.StatusCode.429", "States.Http.Socket"],
                    "MaxAttempts": 2,
                }
            ],
        )
    ),
    "services take JSON where they want text": machine(
        A=calling(
            "B",
            Resource=SNS,
            Parameters={
                "TopicArn": TOPIC,
                "Message": {"a.$": "$.a"},
                "MessageAttributes": {"k": {"DataType": "String", "StringValue.$": "$.v"}},
            },
            ResultPath="$.sns",
        ),
        B=calling(
            "C",
            Resource=f"{TASK}events:putEvents",
            Parameters={
                "Entries": [
                    {"Source": "s", "DetailType": "d", "Detail": {"x.$": "$"}, "EventBusName": "b"}
                ]
            },
            ResultPath="$.e",
        ),
        C=calling(
            "D",
            Resource=f"{TASK}dynamodb:updateItem",
            Parameters={
                "TableName": "t",
                "Key": {"pk": {"S.$": "$.id"}},
                "UpdateExpression": "SET #n = :n",
                "ExpressionAttributeNames": {"#n": "n"},
                "ExpressionAttributeValues": {":n": {"N.$": "States.JsonToString($.n)"}},
            },
            ResultPath=None,
        ),
        D=calling(
            "E",
            Resource=f"{TASK}ecs:runTask.sync",
            Parameters={
                "TaskDefinition": "${Task}",
                "Cluster": "c",
                "LaunchType": "FARGATE",
                "NetworkConfiguration": {
                    "AwsvpcConfiguration": {"Subnets.$": "$.subnets", "AssignPublicIp": "DISABLED"}
                },
                "Overrides": {
                    "ContainerOverrides": [
                        {
                            "Name": "c",
                            "Command.$": "States.Array('run', $.id)",
                            "Environment": [{"Name": "TOKEN", "Value.$": "$.id"}],
                        }
                    ]
                },
            },
            ResultPath="$.ecs",
        ),
        E=calling(
            "F",
            Resource=f"{TASK}glue:startJobRun.sync",
            Parameters={"JobName": "j", "Arguments": {"--day.$": "$.day", "--conf": "spark.a=1"}},
            ResultPath="$.glue",
        ),
        F=calling(
            "G",
            Resource=f"{TASK}aws-sdk:s3:putObject",
            Parameters={"Bucket": "b", "Key.$": "$.key", "Body": {"rows.$": "$.rows"}},
            ResultPath=None,
        ),
        G=calling(
            "H",
            Resource=f"{TASK}aws-sdk:dynamodb:query",
            Parameters={
                "TableName": "t",
                "KeyConditionExpression": "pk = :p",
                "ExpressionAttributeValues": {":p": {"S.$": "$.id"}},
            },
            ResultSelector={"n.$": "$.Count", "rows.$": "$.Items[*].pk.S"},
            ResultPath="$.found",
        ),
        H=calling(
            "J",
            Resource=f"{TASK}aws-sdk:sfn:sendTaskSuccess",
            Parameters={"TaskToken.$": "$.token", "Output": "{}"},
            ResultPath=None,
        ),
        J=calling(
            "K",
            Resource=f"{TASK}bedrock:invokeModel",
            Parameters={
                "ModelId": "m",
                "Body": {"messages": [{"role": "user", "content.$": "$.text"}], "max_tokens": 10},
            },
            ResultPath="$.said",
        ),
        K=calling(
            Resource=f"{TASK}apigateway:invoke",
            Parameters={
                "ApiEndpoint": "a.execute-api.eu-west-1.amazonaws.com",
                "Method": "GET",
                "Headers": {"k": ["v"], "t.$": "States.Array($.t)"},
                "AuthType": "IAM_ROLE",
            },
        ),
    ),
}
