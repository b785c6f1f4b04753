"""Measures a plan of many machines compared with the calls that no plan can do without.

The endpoint is moto's, in this process. The floor is one bare DescribeStateMachine of boto3 for
each machine, by as many threads as the plan has jobs; plan and floor take turns. The pace of AWS is
left out of both, and printed by itself: so many machines take so long at the rates that AWS grants.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from sfn_dsl import Pass, StateMachine, Target, Workflow
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.aws.rate_limit import RATES, Pace
from sfn_dsl.cli.changes import Change
from sfn_dsl.definition import canonical_text
from sfn_dsl.deployment.batch import JOBS, Built, Checking, Done, built, carried_out
from sfn_dsl.deployment.build import maker
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.validation import validate

MACHINES = 1_000
STATES = 10
ROUNDS = 3
PLACE = Target("123456789012", "us-east-1")
TRUST = {"Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}


def workflow(number: int) -> Workflow:
    """One of the workflows, all of which are different."""
    chain: Any = Pass("Begin")
    for step in range(STATES - 2):
        chain = chain >> Pass(f"Step{step}", result={"workflow": number})
    machine = StateMachine([chain >> Pass("End", end=True)])
    return Workflow(f"machine-{number}", machine, role="Bench")


def create(client: Any, workflows: list[Built]) -> None:
    """Have a machine on the endpoint for each workflow."""
    for one in workflows:
        client.create_state_machine(
            name=one.desired.name,
            definition=canonical_text(one.desired.definition.document),
            roleArn=f"arn:aws:iam::{PLACE.account}:role/Bench",
        )


def plan_all(api: Api, workflows: list[Workflow]) -> None:
    """Build, check and plan every workflow, as the command does."""
    made = [built(one.name, maker(one, PLACE), PLACE) for one in workflows]
    checking = Checking(api, validate, PLACE.account)
    change = Change()
    outcomes = carried_out(
        (checking.checked(one) for one in made if isinstance(one, Built)),
        lambda one, _: (
            deploy_desired(
                change.make(one),
                api,
                check=one.check,
                account=PLACE.account,
                dry_run=True,
                options=change.options,
                read_role=change.read_role,
            ).plan
        ),
    )
    assert all(isinstance(outcome, Done) and not outcome.result for outcome in outcomes)


def describe_all(client: Any, workflows: list[Workflow]) -> None:
    """Ask for every machine, and look at nothing of it."""
    arns = [PLACE.arn("states", f"stateMachine:{one.name}") for one in workflows]
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(lambda arn: client.describe_state_machine(stateMachineArn=arn), arns))


def seconds(run: Callable[..., None], *arguments: object) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print what came of it."""
    logging.getLogger("werkzeug").disabled = True
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
    try:
        measure(boto3.Session("testing", "testing", region_name=PLACE.region))
    finally:
        server.stop()


def measure(session: boto3.Session) -> None:
    """Plan and describe in turns."""
    session.client("iam").create_role(
        RoleName="Bench", AssumeRolePolicyDocument=json.dumps({"Statement": [TRUST]})
    )
    client = session.client("stepfunctions")
    workflows = [workflow(number) for number in range(MACHINES)]
    made = [built(one.name, maker(one, PLACE), PLACE) for one in workflows]
    create(client, [one for one in made if isinstance(one, Built)])
    calls: Counter[str] = Counter()
    counted = session.client("stepfunctions")
    counted.meta.events.register("before-send", lambda **_: calls.update(["sent"]))
    api = connect(client=counted, session=session, pace=Pace(rates={}))
    plans, floors = [], []
    for _ in range(ROUNDS):
        floors.append(seconds(describe_all, client, workflows))
        plans.append(seconds(plan_all, api, workflows))
    spent, floor = statistics.median(plans), statistics.median(floors)
    each = calls["sent"] / ROUNDS / MACHINES
    rate = RATES["DescribeStateMachine"]
    paced = max(0.0, (MACHINES - rate.burst) / rate.a_second)
    print(f"{MACHINES} machines of {STATES} states, {JOBS} jobs")
    print(f"plan             {spent:7.2f} s {spent / MACHINES * 1000:7.2f} ms a machine")
    print(f"bare describes   {floor:7.2f} s {floor / MACHINES * 1000:7.2f} ms a machine")
    print(f"ratio            {spent / floor:7.2f}")
    print(f"calls a machine  {each:7.2f}")
    print(f"at AWS's rates   {paced:7.2f} s at least")


if __name__ == "__main__":
    main()
