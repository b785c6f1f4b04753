"""The typed tasks, in JSONPath and in JSONata."""

from sfn_dsl import StateMachine, Target, context, jsonata, path
from sfn_dsl.tasks import lambda_, sns

target = Target("123456789012", "eu-central-1")
machine = StateMachine(
    [
        lambda_.invoke(
            "Invoke",
            function_name=target.arn("lambda", "function:f"),
            payload={"token": context("Task.Token"), "all": path("$")},
            qualifier="live",
            wait="task_token",
            heartbeat_seconds=60,
            timeout_seconds=600,
        )
        >> lambda_.call_function(
            "Call", function_arn=target.arn("lambda", "function:g"), event={"n": path("$.n")}
        )
        >> sns.publish("Text", phone_number=path("$.phone"), message={"n": path("$.n")})
        >> sns.publish(
            "Told",
            topic_arn=target.arn("sns", "told"),
            message=jsonata("$states.input.text"),
            subject="Told",
            message_attributes={"kind": {"DataType": "String", "StringValue": "note"}},
            query_language="JSONata",
            end=True,
        )
    ]
)
