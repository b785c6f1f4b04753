"""Mistakes in service tasks that a type checker must find, each with the code of its error."""

from sfn_dsl import intrinsics, jsonata, path
from sfn_dsl.tasks import (
    activity,
    apigateway,
    aws_sdk,
    dynamodb,
    ecs,
    emr,
    http,
    lambda_,
    stepfunctions,
)

# A required argument that is not there, and one that does not exist.
dynamodb.get_item("T", table_name="t")  # E: call-arg
dynamodb.get_item("T", table_name="t", key={}, consistent_raed=True)  # E: call-arg
activity("T")  # E: call-arg
aws_sdk("T", "s3")  # E: call-arg

# A pattern that the service does not have.
dynamodb.get_item("T", table_name="t", key={}, wait="sync")  # E: call-arg
lambda_.invoke("T", function_name="f", wait="sync")  # E: arg-type
ecs.run_task("T", task_definition="t", wait="sync:2")  # E: arg-type
aws_sdk("T", "s3", "listBuckets", {}, wait="sync")  # E: arg-type

# A value that is none of the few that may be, and one that JSON cannot hold.
http.invoke("T", api_endpoint="e", method="FETCH", authentication={})  # E: arg-type
apigateway.invoke("T", api_endpoint="e", method="GET", auth_type="NONE")  # E: arg-type
emr.add_step("T", cluster_id="c", step={"Name": object()})  # E: dict-item

# A positional argument beside the name.
dynamodb.get_item("T", "t", {})  # E: call-arg

# And what is right stays without errors.
http.invoke("T", api_endpoint=path("$.url"), method=path("$.method"), authentication={})
http.invoke("T", api_endpoint="e", method=jsonata("$m"), authentication={"ConnectionArn": "c"})
ecs.run_task(
    "T",
    task_definition="t",
    overrides={"ContainerOverrides": [{"Name": "c", "Command": intrinsics.array("a")}]},
    wait="task_token",
    heartbeat_seconds=60,
    result_path=None,
)
stepfunctions.start_execution("T", state_machine_arn="m", input={"n": 1}, wait="sync:2")
aws_sdk("T", "dynamodb", "query", {"TableName": path("$.t"), "Limit": 5}, wait="task_token")
aws_sdk("T", "dynamodb", "query", jsonata("$states.input"), query_language="JSONata")
