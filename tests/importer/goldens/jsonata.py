"""A state machine."""

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Map,
    Parallel,
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

branch = Succeed("Branch")
both_branch_1 = StateMachine([branch])

item = Pass("Item", end=True)
each_processor = StateMachine([item])

prepare = Pass(
    "Prepare",
    output={"n": jsonata("$states.input.n + 1"), "list": [jsonata("1")]},
)
pause = Wait("Pause", seconds=jsonata("$states.input.pause"))
failed = Fail("Failed", error="E", cause=jsonata("$states.input.cause"))
call = Task(
    "Call",
    resource="arn:aws:lambda:us-east-1:123456789012:function:f",
    arguments=jsonata("$states.input"),
    timeout_seconds=jsonata("$limit"),
    output=jsonata("$states.result.value"),
    assign={"value": jsonata("$states.result.value")},
    catch=[
        Catch(
            States.ALL,
            failed,
            output=jsonata("$states.errorOutput"),
            assign={"ok": False},
        ),
    ],
)
tell = sns.publish(
    "Tell",
    topic_arn="arn:aws:sns:us-east-1:123456789012:t",
    message=jsonata("$value"),
)
each = Map(
    "Each",
    items=jsonata("$states.input.items"),
    item_selector={"item": jsonata("$states.context.Map.Item.Value")},
    max_concurrency=jsonata("$width"),
    item_processor=each_processor,
)
both = Parallel("Both", arguments={"x": 1}, branches=[both_branch_1])
older = Pass("Older", query_language="JSONata", output=1)
done = Succeed("Done", output="ready")
decide = Choice(
    "Decide",
    [
        When(
            jsonata("$states.input.n > 3"),
            done,
            output={"big": True},
            assign={"n": 1},
        ),
        When(False, failed),
    ],
    output=jsonata("$states.input"),
    default=older,
)
machine = StateMachine(
    [prepare >> pause >> call >> tell >> each >> both >> decide, older >> done, failed],
    query_language="JSONata",
)
