"""The eight types of state in the JSONata query language."""

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Map,
    Parallel,
    Pass,
    StateMachine,
    Succeed,
    Task,
    Wait,
    When,
    jsonata,
)
from sfn_dsl.tasks import sns

failed = Fail("Failed", error="E", cause=jsonata("$states.input.cause"))
prepare = Pass("Prepare", output={"n": jsonata("$states.input.n + 1"), "list": [jsonata("1")]})
pause = Wait("Pause", seconds=jsonata("$states.input.pause"))
call = Task(
    "Call",
    resource="arn:aws:lambda:us-east-1:123456789012:function:f",
    arguments=jsonata("$states.input"),
    timeout_seconds=jsonata("$limit"),
    output=jsonata("{% $states.result.value %}"),
    assign={"value": jsonata("$states.result.value")},
    catch=[
        Catch("States.ALL", failed, output=jsonata("$states.errorOutput"), assign={"ok": False})
    ],
)
tell = sns.publish(
    "Tell", topic_arn="arn:aws:sns:us-east-1:123456789012:t", message=jsonata("$value")
)
each = Map(
    "Each",
    items=jsonata("$states.input.items"),
    item_selector={"item": jsonata("$states.context.Map.Item.Value")},
    max_concurrency=jsonata("$width"),
    item_processor=StateMachine([Pass("Item", end=True)]),
)
both = Parallel("Both", branches=[StateMachine([Succeed("Branch")])], arguments={"x": 1})
decide = Choice(
    "Decide",
    [
        When(jsonata("$states.input.n > 3"), "Done", output={"big": True}, assign={"n": 1}),
        When(False, failed),
    ],
    default="Older",
    output=jsonata("$states.input"),
)
older = Pass("Older", query_language="JSONata", output=1)
done = Succeed("Done", output="ready")
machine = StateMachine(
    [prepare >> pause >> call >> tell >> each >> both >> decide, older >> done, failed],
    query_language="JSONata",
)
