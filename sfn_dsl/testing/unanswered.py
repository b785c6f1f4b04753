"""What to write for a task that has no answer."""

from __future__ import annotations

from collections.abc import Iterable

from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.spelling import nearest
from sfn_dsl.testing.errors import UnansweredTaskError
from sfn_dsl.testing.json_values import shown
from sfn_dsl.testing.keys import names_of, resource_names


def unanswered(call: TaskCall, given: Iterable[str]) -> UnansweredTaskError:
    """The error for a call that none of the given keys names."""
    called = f"'{resource_names(call.resource)[0]}' with {shown(call.parameters)}"
    message = (
        f"the task '{call.state}' has no answer; it calls {called}; "
        f"write tasks={{{shown(call.state)}: ...}} with its output in place of ..., for example "
        f'{_example(call)}, or fails("Error", "the cause"), or hangs()'
    )
    near = nearest(call.state, [name for name in given if name not in names_of(call)])
    if near:
        message += f"; there is an answer for '{near}', which names another task"
    return UnansweredTaskError(
        message, state=call.state, resource=call.resource, parameters=call.parameters
    )


def _example(call: TaskCall) -> str:
    if call.service == "lambda":
        return 'returns({"what": "the function returns"})'
    return "{}"
