"""`StepFunctions`: all of the local Step Functions, as an application of WSGI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.services.real_clients import real
from sfn_dsl.local.stepfunctions.calling import Caller
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.http import Application
from sfn_dsl.local.stepfunctions.machines.machines import Machines
from sfn_dsl.local.stepfunctions.machines.roles import IamRoles, Roles
from sfn_dsl.local.stepfunctions.machines.settings import CloudWatchLogGroups, LogGroups
from sfn_dsl.local.stepfunctions.trials import Trials
from sfn_dsl.simulation.effects import Failed, Outcome, TaskCall

Client = Callable[[str, str], Any]
"""Gives a client of boto3 for the local endpoint, by the service's name in boto3 and a region."""


class StepFunctions:
    """The Step Functions of one account, in all regions.

    ``client`` gives clients for the other local services. ``region`` is that of a request that is
    not signed; ``partition`` follows from the region unless it is given. ``roles`` and
    ``log_groups`` are asked of IAM and CloudWatch Logs unless they are given.
    """

    def __init__(
        self,
        database: Database,
        *,
        client: Client,
        account: str = "123456789012",
        region: str = "us-east-1",
        partition: str | None = None,
        roles: Roles | None = None,
        log_groups: LogGroups | None = None,
    ) -> None:
        roles = roles or IamRoles(client)
        self.machines = Machines(
            database, roles=roles, log_groups=log_groups or CloudWatchLogGroups(client)
        )
        trials = Trials(roles, lambda caller: _Services(client, caller))
        self.operations = {**self.machines.operations(), **trials.operations()}
        self.wsgi_app = Application(
            self.operations, account=account, region=region, partition=partition
        )

    def close(self) -> None:
        """End everything that is running."""


@attrs.frozen
class _Services:
    """The local services answer the task of a state that is tried (see `Tasks`)."""

    client: Client
    caller: Caller

    def start(self, call: TaskCall) -> Outcome:
        """What a service answers, as the task's result or its failure."""
        answer = real(lambda service: self.client(service, self.caller.region))
        try:
            return answer.begin("the local service")(call)
        except AnswerError as error:
            return Failed("States.TaskFailed", str(error))
