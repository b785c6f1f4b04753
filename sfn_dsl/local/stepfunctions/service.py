"""`StepFunctions`: all of the local Step Functions, as an application of WSGI."""

from __future__ import annotations

import attrs

from sfn_dsl.local.stepfunctions.calling import Caller, ClientFactory
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.executions.executions import Executions
from sfn_dsl.local.stepfunctions.http import Application
from sfn_dsl.local.stepfunctions.machines.machines import Machines
from sfn_dsl.local.stepfunctions.machines.roles import IamRoles, Roles
from sfn_dsl.local.stepfunctions.machines.settings import CloudWatchLogGroups, LogGroups
from sfn_dsl.local.stepfunctions.running.executor import Executor, RunningLimits
from sfn_dsl.local.stepfunctions.running.mocks import MockedTasks, Mocks
from sfn_dsl.local.stepfunctions.running.pace import REAL, Pace
from sfn_dsl.local.stepfunctions.running.services import Services
from sfn_dsl.local.stepfunctions.trials import Trials
from sfn_dsl.simulation.effects import Outcome, TaskCall, Tasks


class StepFunctions:
    """The Step Functions of one account, in all regions.

    ``client`` gives clients for the other local services, which executions call. ``region`` is that
    of a request that is not signed; ``partition`` follows from the region unless it is given.
    ``roles`` and ``log_groups`` are asked of IAM and CloudWatch Logs unless they are given.
    """

    def __init__(
        self,
        database: Database,
        *,
        client: ClientFactory,
        account: str = "123456789012",
        region: str = "us-east-1",
        partition: str | None = None,
        pace: Pace = REAL,
        mocks: Mocks | None = None,
        limits: RunningLimits | None = None,
        roles: Roles | None = None,
        log_groups: LogGroups | None = None,
    ) -> None:
        roles = roles or IamRoles(client)
        self.machines = Machines(
            database, roles=roles, log_groups=log_groups or CloudWatchLogGroups(client)
        )
        self._executor = Executor(database, clients=client, mocks=mocks, pace=pace, limits=limits)
        self.machines.is_running = self._executor.is_running
        executions = Executions(database, self.machines, self._executor)
        tried = _Tried(mocks or Mocks(), Services(client))
        self.operations = {
            **self.machines.operations(),
            **executions.operations(),
            **Trials(roles, tried.tasks).operations(),
        }
        self.wsgi_app = Application(
            self.operations, account=account, region=region, partition=partition
        )

    def resume(self) -> None:
        """Go on with the executions that were running when the last server of the database ended.

        The services that they call have to answer by now.
        """
        self._executor.resume()

    def close(self) -> None:
        """End all threads; executions in a file go on with the next server (see `resume`)."""
        self._executor.close()


@attrs.frozen
class _Tried:
    """What answers the task of a state that is tried: a mock of the file, or the service."""

    mocks: Mocks
    services: Services

    def tasks(self, caller: Caller) -> Tasks:
        """The answers of one trial."""
        return _TriedTask(self.mocks.for_execution("TestState", None), self.services)


@attrs.frozen
class _TriedTask:
    mocked: MockedTasks
    services: Services

    def start(self, call: TaskCall) -> Outcome:
        """See `Tasks`."""
        return self.mocked.at_once(call) or self.services.outcome(call)
