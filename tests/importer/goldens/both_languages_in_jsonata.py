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
    jsonata,
)
from sfn_dsl.tasks import sns

item = Pass("Item", end=True)
each_processor = StateMachine([item])

failed = Fail(
    "Failed",
    error=jsonata("$states.input.error.code"),
    cause=jsonata("$why"),
)
order = Task(
    "Order",
    resource="arn:aws:lambda:us-east-1:123456789012:function:order",
    credentials=Credentials(jsonata("$states.input.role")),
    timeout_seconds=jsonata("$states.input.limits.seconds"),
    assign={
        "total": jsonata("$states.result.total"),
        "first": jsonata("$states.result.lines[0].`unit price`"),
    },
    catch=[
        Catch(States.ALL, failed, assign={"why": jsonata("$states.errorOutput.Cause")}),
    ],
)
pause = Wait(
    "Pause",
    seconds=jsonata("$states.input.pause"),
    assign={"seen": jsonata("$states.input.id")},
)
tell = sns.publish(
    "Tell",
    topic_arn="arn:aws:sns:us-east-1:123456789012:told",
    message={
        "id": jsonata("$states.input.id"),
        "run": jsonata("$states.context.Execution.Id"),
    },
)
each = Map(
    "Each",
    item_selector={
        "item": jsonata("$states.context.Map.Item.Value"),
        "run": jsonata("$states.input.run"),
    },
    max_concurrency=jsonata("$width"),
    item_processor=each_processor,
)
decide = Choice(
    "Decide",
    [
        When(
            jsonata(
                "$states.input.n > 3 and $not($contains($states.input.s, /^a[\\s\\S]*\\.b\\?$/) or $states.input.t = null)",
            ),
            pause,
        ),
        When(
            jsonata(
                "$toMillis($states.input.due) <= $toMillis($states.context.State.EnteredTime)",
            ),
            pause,
        ),
        When(jsonata("$total = $states.input.expected"), tell, assign={"ok": True}),
        When(jsonata("$not($exists($states.input.`odd name`.x))"), each),
    ],
    default=failed,
)
done = Succeed("Done")
machine = StateMachine(
    [order >> decide, pause >> tell >> each >> done, failed],
    query_language="JSONata",
)
