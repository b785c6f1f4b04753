"""A state machine."""

from sfn_dsl import (
    Catch,
    Map,
    Parallel,
    Pass,
    Retry,
    StateMachine,
    States,
    Succeed,
    context,
    path,
)

old_item = Pass("OldItem", end=True)
older_processor = StateMachine([old_item])

item = Pass("Item")
item_done = Succeed("ItemDone")
each_processor = StateMachine([item >> item_done])

each = Map(
    "Each",
    items_path="$.items",
    item_selector={"item": context("Map.Item.Value"), "all": path("$.items")},
    max_concurrency=path("$.width"),
    item_processor=each_processor,
)
older = Map(
    "Older",
    parameters={"item": context("Map.Item.Value")},
    max_concurrency=1,
    iterator=older_processor,
    end=True,
)
both_branch_2 = StateMachine([each >> older])

left = Pass("Left", end=True)
both_branch_1 = StateMachine([left], comment="one way")

done = Succeed("Done")
both = Parallel(
    "Both",
    parameters={"items": path("$.all")},
    branches=[both_branch_1, both_branch_2],
    result_selector={"first": path("$[0]")},
    result_path="$.both",
    retry=[Retry(States.ALL)],
    catch=[Catch(States.ALL, done)],
)
machine = StateMachine([both >> done])
