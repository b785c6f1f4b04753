"""A state machine."""

from sfn_dsl import StateMachine, Task, context, jsonata, path
from sfn_dsl.tasks import lambda_, sns

invoke = lambda_.invoke(
    "Invoke",
    function_name="arn:aws:lambda:eu-central-1:123456789012:function:f",
    payload={"token": context("Task.Token"), "all": path("$")},
    qualifier="live",
    wait="task_token",
    timeout_seconds=600,
    heartbeat_seconds=60,
)
call = Task(
    "Call",
    resource="arn:aws:lambda:eu-central-1:123456789012:function:g",
    parameters={"n": path("$.n")},
)
text = sns.publish("Text", phone_number=path("$.phone"), message={"n": path("$.n")})
told = sns.publish(
    "Told",
    topic_arn="arn:aws:sns:eu-central-1:123456789012:told",
    message=jsonata("$states.input.text"),
    subject="Told",
    message_attributes={"kind": {"DataType": "String", "StringValue": "note"}},
    query_language="JSONata",
    end=True,
)
machine = StateMachine([invoke >> call >> text >> told])
