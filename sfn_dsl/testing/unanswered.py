"""What to write for a task that has no answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sfn_dsl.simulation.effects import Succeeded, TaskCall
from sfn_dsl.simulation.keys import names_of, resource_names
from sfn_dsl.spelling import nearest
from sfn_dsl.testing.errors import UnansweredTaskError
from sfn_dsl.testing.json_values import shown

_LONGEST: Final = 160


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
    """An answer that may be pasted as it is."""
    if call.service == "lambda":
        return 'returns({"what": "the function returns"})'
    if call.service == "activity" or call.pattern == "waitForTaskToken":
        return '{"what": "SendTaskSuccess gives"}'
    # Read only for a mistake, since it reads the models of services.
    from sfn_dsl.testing.services.plausible import plausible

    outcome = plausible(call)
    output = outcome.output if isinstance(outcome, Succeeded) else {}
    if isinstance(output, dict):
        output = {name: part for name, part in output.items() if not name.startswith("Sdk")}
    text = repr(output)
    return text if len(text) <= _LONGEST else "answers_like_service()"
