"""A state machine."""

from sfn_dsl import (
    Catch,
    Choice,
    Credentials,
    Fail,
    Map,
    Pass,
    StateMachine,
    States,
    Succeed,
    Task,
    Wait,
    When,
    context,
    path,
    variable,
)
from sfn_dsl.tasks import sns

item = Pass("Item", end=True)
each_processor = StateMachine([item])

failed = Fail("Failed", error=path("$.error.code"), cause=variable("why"))
order = Task(
    "Order",
    resource="arn:aws:lambda:us-east-1:123456789012:function:order",
    credentials=Credentials(path("$.role")),
    timeout_seconds=path("$.limits.seconds"),
    assign={"total": path("$.total"), "first": path("$.lines[0]['unit price']")},
    catch=[Catch(States.ALL, failed, assign={"why": path("$.Cause")})],
)
pause = Wait("Pause", seconds=path("$.pause"), assign={"seen": path("$.id")})
tell = sns.publish(
    "Tell",
    topic_arn="arn:aws:sns:us-east-1:123456789012:told",
    message={"id": path("$.id"), "run": context("Execution.Id")},
)
each = Map(
    "Each",
    item_selector={"item": context("Map.Item.Value"), "run": path("$.run")},
    max_concurrency=variable("width"),
    item_processor=each_processor,
)
decide = Choice(
    "Decide",
    [
        When(
            (path("$.n") > 3) & ~(path("$.s").matches("a*.b?") | path("$.t").is_null()),
            pause,
        ),
        When(path("$.due").timestamp <= context("State.EnteredTime"), pause),
        When(variable("total").number == path("$.expected"), tell, assign={"ok": True}),
        When(path("$['odd name'].x").is_present(False), each),
    ],
    default=failed,
)
done = Succeed("Done")
machine = StateMachine(
    [order >> decide, pause >> tell >> each >> done, failed],
    query_language="JSONPath",
)
