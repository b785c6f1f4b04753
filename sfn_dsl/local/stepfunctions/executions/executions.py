"""All operations on executions, composed of their parts."""

from __future__ import annotations

from collections.abc import Mapping

from sfn_dsl.local.stepfunctions.calling import Operation
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.executions.activities import Activities
from sfn_dsl.local.stepfunctions.executions.map_runs import MapRuns
from sfn_dsl.local.stepfunctions.executions.reading import Reading
from sfn_dsl.local.stepfunctions.executions.redriving import Redriving
from sfn_dsl.local.stepfunctions.executions.starting import Starting
from sfn_dsl.local.stepfunctions.running.executor import Executor
from sfn_dsl.local.stepfunctions.started import FindsMachines


class Executions:
    """The operations on executions, Map runs, activities and task tokens."""

    def __init__(self, database: Database, machines: FindsMachines, executor: Executor) -> None:
        starting = Starting(machines, executor)
        executor.starts = starting
        reading = Reading(executor.store, machines)
        self._parts = (
            starting,
            reading,
            Activities(database, executor),
            MapRuns(executor),
            Redriving(executor, reading),
        )

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {
            name: operation for part in self._parts for name, operation in part.operations().items()
        }
