"""Executions at once over HTTP, in real time, with calls of a service among them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from sfn_dsl import Map, Parallel, StateMachine, Target, Wait, Workflow, deploy, path, workflow
from sfn_dsl.local import LocalAWS
from sfn_dsl.tasks import sqs

from .executing import output_of, received, start

AT_ONCE = 20


@workflow
def fan_out(target: Target) -> Workflow:
    send = sqs.send_message(
        "Send",
        queue_url=f"https://sqs.{target.region}.amazonaws.com/{target.account}/numbers",
        message_body=path("$"),
        result_path=None,
        end=True,
    )
    each = Map("Each", items_path="$.items", item_processor=StateMachine([send]), end=True)
    both = Parallel(
        "Both",
        branches=[StateMachine([Wait("Rest", seconds=1, end=True)]), StateMachine([each])],
        output_path="$[1]",
        end=True,
    )
    return Workflow("fan-out", StateMachine([both]), role="FanOut")


@pytest.mark.slow
@pytest.mark.local_aws(sources=[fan_out], time="real")
def test_many_at_once_end_with_what_they_were_given(local_aws: LocalAWS) -> None:
    machine = deploy(fan_out).arn
    inputs = [[number, number + 1000] for number in range(AT_ONCE)]
    with ThreadPoolExecutor(4) as pool:
        executions = list(pool.map(lambda items: start(machine, {"items": items}), inputs))
    assert [output_of(execution) for execution in executions] == inputs
    sent = [received("numbers") for _ in range(2 * AT_ONCE)]
    assert sorted(sent) == sorted(number for items in inputs for number in items)
