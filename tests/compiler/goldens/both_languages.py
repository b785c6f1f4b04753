"""One workflow, in the query language that it is asked for; it uses only what both can say."""

from typing import Literal

from sfn_dsl import (
    Catch,
    Choice,
    Credentials,
    Fail,
    Map,
    Pass,
    StateMachine,
    Succeed,
    Task,
    Wait,
    When,
    context,
    path,
    result,
    state_input,
    variable,
)
from sfn_dsl.tasks import sns


def build(query_language: Literal["JSONPath", "JSONata"]) -> StateMachine:
    failed = Fail("Failed", error=path("$.error.code"), cause=variable("why"))
    order = Task(
        "Order",
        resource="arn:aws:lambda:us-east-1:123456789012:function:order",
        credentials=Credentials(path("$.role")),
        timeout_seconds=path("$.limits.seconds"),
        assign={"total": result("$.total"), "first": path("$.lines[0]['unit price']")},
        catch=[Catch("States.ALL", failed, assign={"why": path("$.Cause")})],
    )
    decide = Choice(
        "Decide",
        [
            When(
                (path("$.n") > 3) & ~(path("$.s").matches("a*.b?") | path("$.t").is_null()), "Pause"
            ),
            When(path("$.due").timestamp <= context("State.EnteredTime"), "Pause"),
            When(variable("total").number == path("$.expected"), "Tell", assign={"ok": True}),
            When(path("$['odd name'].x").is_present(False), "Each"),
        ],
        default=failed,
    )
    pause = Wait("Pause", seconds=path("$.pause"), assign={"seen": state_input("$.id")})
    tell = sns.publish(
        "Tell",
        topic_arn="arn:aws:sns:us-east-1:123456789012:told",
        message={"id": path("$.id"), "run": context("Execution.Id")},
    )
    each = Map(
        "Each",
        item_selector={"item": context("Map.Item.Value"), "run": path("$.run")},
        max_concurrency=variable("width"),
        item_processor=StateMachine([Pass("Item", end=True)]),
    )
    return StateMachine(
        [order >> decide, pause >> tell >> each >> Succeed("Done"), failed],
        query_language=query_language,
    )


machine = build("JSONPath")
in_jsonata = build("JSONata")
