"""Machines in machines: branches, an inline Map, and the older spelling of one."""

from sfn_dsl import Catch, Map, Parallel, Pass, Retry, StateMachine, Succeed, context, path

left = StateMachine([Pass("Left", end=True)], comment="one way")
right = StateMachine(
    [
        Map(
            "Each",
            items_path="$.items",
            item_selector={"item": context("Map.Item.Value"), "all": path("$.items")},
            max_concurrency=path("$.width"),
            item_processor=StateMachine([Pass("Item") >> Succeed("ItemDone")]),
            next="Older",
        ),
        Map(
            "Older",
            parameters={"item": context("Map.Item.Value")},
            max_concurrency=1,
            iterator=StateMachine([Pass("OldItem", end=True)]),
            end=True,
        ),
    ]
)
both = Parallel(
    "Both",
    branches=[left, right],
    parameters={"items": path("$.all")},
    result_selector={"first": path("$[0]")},
    result_path="$.both",
    retry=[Retry("States.ALL")],
    catch=[Catch("States.ALL", "Done")],
)
machine = StateMachine([both >> Succeed("Done")])
