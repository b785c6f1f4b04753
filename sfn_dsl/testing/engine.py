"""What tests need of the engine: an execution that ended, its events, and outcomes of tasks.

The stub beside ``__init__`` can name only what stands in this package.
"""

from sfn_dsl.simulation.effects import Failed, Hangs, Succeeded, TaskCall
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.limits import Limits

__all__ = ["Event", "Execution", "Failed", "Hangs", "Limits", "Succeeded", "TaskCall"]
