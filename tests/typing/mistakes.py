"""Mistakes that a type checker must find; each line that has one names the code of its error."""

from datetime import UTC, datetime

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Parallel,
    Pass,
    Release,
    Retry,
    StateMachine,
    States,
    Succeed,
    Target,
    Task,
    Wait,
    When,
    Workflow,
    intrinsics,
    path,
    workflow,
)
from sfn_dsl.distributed import ReaderConfig
from sfn_dsl.tasks import athena, lambda_, sns

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
a, b = Pass("A"), Pass("B", end=True)
done, failed = Succeed("Done"), Fail("Failed")
choice = Choice("C", [When(path("$.n") > 1, done)], default=failed)

# A misspelt attribute.
Task("T", resource=ARN, paramters={}, end=True)  # E: call-arg
Pass("P", Next="A")  # E: call-arg
Retry(States.ALL, max_attempt=3)  # E: call-arg
Workflow("w", StateMachine([done]))  # E: call-arg
States.TASK_FAILD  # E: attr-defined
sns.publish("S", topic_arn="t", mesage="m", message="m")  # E: call-arg
lambda_.invoke("L", function_name=ARN, tmeout_seconds=5)  # E: call-arg

# A state that nothing can follow.
a >> done >> b  # E: operator
a >> choice >> b  # E: operator
done >> b  # E: operator
choice >> b  # E: operator
a >> "B"  # E: operator

# A field of the wrong type.
Task("T", end=True)  # E: call-arg
Task("T", resource=ARN, timeout_seconds="5", end=True)  # E: arg-type
Task("T", resource=ARN, retry=[Catch(States.ALL, done)], end=True)  # E: list-item
Task("T", resource=ARN, parameters={"x": object()}, end=True)  # E: dict-item
Pass("P", end=False)  # E: arg-type
Wait("W", seconds="5", end=True)  # E: arg-type
Choice("C", choices=[path("$.n") > 1])  # E: list-item
Parallel("P", branches=[a], end=True)  # E: list-item
StateMachine(["A"])  # E: list-item
Retry(States.ALL, jitter_strategy="SOME")  # E: arg-type
sns.publish("S", topic_arn="t", message="m", wait="sync")  # E: arg-type

# One string, or one state, where a list belongs.
ReaderConfig(csv_headers="id,total")  # E: arg-type
ReaderConfig(csv_headers=b"id,total")  # E: arg-type
athena.start_query_execution("A", query_string="q", execution_parameters="x")  # E: arg-type
Release("notes", alarms="errors")  # E: arg-type
Task("T", resource=ARN, retry="States.ALL", end=True)  # E: arg-type
StateMachine(done)  # E: arg-type
StateMachine("Done")  # E: arg-type

# A comparison that cannot be, and what stands where a condition belongs.
path("$.n") > None  # E: operator
When("yes", done)  # E: arg-type
(path("$.n") > 1) & True  # E: operator
intrinsics.math_add("1", 2)  # E: arg-type

# Python's own "and" and "if", which cannot decide a condition. (Where a comparison itself stands
# to the left of "and", mypy does not look at its type; that is found when the workflow is built.)
small, big = path("$.n") < 1, path("$.n") > 9
When(small and big, done)  # E: unreachable
When(path("$.n").is_present() and path("$.n") > 2, done)  # E: unreachable
if small:
    a >> b  # E: unreachable

# A change after the fact.
a.comment = "changed"  # E: misc


@workflow  # E: arg-type
def forgetful(target: Target) -> StateMachine:
    return StateMachine([done])


# A parameter of a target that is of another kind.
hours_as_text: int = Target().parameter("hours")  # E: assignment
text_as_hours: str = Target().parameter("topic", int)  # E: assignment
Target().parameter("hours", "int")  # E: call-overload

# And what is right stays without errors.
hours: int = Target().parameter("hours", int)
topic: str = Target().parameter("topic")
right = Task(
    "T",
    resource=ARN,
    parameters={"tables": ["a", "b"], "n": path("$.n"), "at": {"x": intrinsics.uuid()}},
    timeout_seconds=path("$.t"),
    result_path=None,
    retry=[Retry([States.TIMEOUT, "Custom"], interval_seconds=1)],
    catch=[Catch(States.ALL, a >> b)],
)
reader = ReaderConfig(csv_headers=["id", "total"])
query = athena.start_query_execution(
    "Q", query_string="q", execution_parameters=["a", path("$.b"), 3], next="T"
)
machine = StateMachine([right >> a >> b, choice, done, failed], start_at=right)
condition = (path("$.n") > 1) & ~(path("$.s") == "x") | (path("$.t") <= datetime.now(UTC))
