"""Starts executions without end, and says which, until the process is killed."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running.pace import FAST
from tests.local.stepfunctions.running.local_executions import Machines, executions_here


def main() -> None:
    machines = Machines()
    waits = {"Type": "Wait", "Seconds": 60, "Next": "P"}
    passes = {"Type": "Pass", "End": True}
    machine = machines.add("m", {"StartAt": "W", "States": {"W": waits, "P": passes}})
    database = Database(Path(sys.argv[1]))
    with executions_here(database=database, machines=machines, pace=FAST) as here:
        for number in itertools.count():
            sys.stdout.write(f"{here.start(machine, {'n': number})}\n")
            sys.stdout.flush()


main()
