"""A tasks file with an answer for each task of a definition, to be filled in: ``--write-tasks``.

The values are plausible ones, from the services' own models; what a function, a worker or a person
answers is for the author to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.answers.json_values import shown
from sfn_dsl.answers.services.plausible import plausible
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.simulation.effects import Succeeded, TaskCall
from sfn_dsl.simulation.keys import resource_names
from sfn_dsl.simulation.states.task_events import task_kind

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9_-]|[A-Za-z]")
_WORDS: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_METADATA: Final = ("SdkHttpMetadata", "SdkResponseMetadata")
_LONGEST: Final = 72
_MOST_READ: Final = 1000
_TIME: Final = 1735725600.0
_HEAD: Final = """\
# What each task is answered with: its output, made from what the service's model says.
# Instead of output or returns, an answer may say:
#   fails: {error: Name, cause: text}     hangs: true     answers: [first, second]
#   handler: module.function, a Lambda function in Python     after: seconds, beside any of these
"""


def skeleton(definition: Definition) -> dict[str, dict[str, Any]]:
    """An answer for each task of a definition, by the name of its state, as in a tasks file."""
    text = json.dumps(definition.document)
    found = {}
    for place in _tasks(definition):
        kind, value = _answer(place)
        found[place.name] = {kind: _readable(value, text)}
    return found


def skeleton_text(definition: Definition, *, as_json: bool = False) -> str:
    """The same as text: YAML with a comment for each task, or JSON."""
    answers = skeleton(definition)
    if as_json:
        return json.dumps(answers, indent=2, ensure_ascii=False) + "\n"
    blocks = [_HEAD if answers else "# This definition has no tasks.\n"]
    blocks += [
        f"{_key(place.name)}:  # {_about(place)}\n{_body(answers[place.name])}"
        for place in _tasks(definition)
    ]
    return "\n".join(blocks)


def _tasks(definition: Definition) -> Iterator[StatePlace]:
    document = definition.document
    for place in states_of(document, scopes(document)):
        if place.text("Type") == "Task":
            yield place


def _readable(value: Any, text: str) -> Any:
    """An output without what is about the request, unless the definition speaks of it.

    Of a long one, what is nested is left out where its name is not in the definition's text.
    """
    if not isinstance(value, dict):
        return value
    value = {name: part for name, part in value.items() if name not in _METADATA or name in text}
    if len(json.dumps(value)) <= _MOST_READ:
        return value
    return {
        name: _readable(part, text)
        for name, part in value.items()
        if name in text or not isinstance(part, (dict, list))
    }


def _answer(place: StatePlace) -> tuple[str, Any]:
    call = _call(place)
    if call.service == "lambda":
        return "returns", {}
    if call.service == "activity" or call.pattern == "waitForTaskToken":
        return "output", {}
    outcome = plausible(call)
    return "output", outcome.output if isinstance(outcome, Succeeded) else {}


def _call(place: StatePlace) -> TaskCall:
    """A call of the task, with those of its parameters that the definition says as they are."""
    kind = task_kind(place.resource)
    payload = place.part(place.payload_field)
    return TaskCall(
        state=place.name,
        pointer=place.pointer,
        resource=place.resource,
        service=kind.service,
        action=kind.action,
        pattern=kind.pattern,
        parameters=_static(payload) if isinstance(payload, dict) else {},
        input={},
        attempt=1,
        token=place.name,
        time=_TIME,
        context={},
        callbacks=_Silent(),
    )


class _Silent:
    """Callbacks of a call that nobody waits for."""

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None: ...

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None: ...

    def heartbeat(self, token: str, *, after: float = 0.0) -> None: ...


def _static(value: Any) -> Any:
    """The parts of a payload that only a run can say are left out."""
    if isinstance(value, dict):
        return {
            name: _static(part)
            for name, part in value.items()
            if not name.endswith(".$") and not (isinstance(part, str) and part.startswith("{%"))
        }
    return [_static(part) for part in value] if isinstance(value, list) else value


def _about(place: StatePlace) -> str:
    what = resource_names(place.resource)[0]
    payload = place.part(place.payload_field)
    name = payload.get("FunctionName") if isinstance(payload, dict) else None
    of = f" of {name}" if isinstance(name, str) and "\n" not in name else ""
    waits = ": what SendTaskSuccess gives" if what.endswith("waitForTaskToken") else ""
    return f"{what}{of}{waits}".replace("\n", " ")


def _key(name: str) -> str:
    is_plain = _PLAIN.fullmatch(name) and name.casefold() not in _WORDS
    return name if is_plain else json.dumps(name, ensure_ascii=False)


def _body(answer: dict[str, Any]) -> str:
    """The lines of an answer: YAML, in which a value is written as JSON."""
    lines = []
    for kind, value in answer.items():
        if isinstance(value, dict) and value and len(shown(value)) > _LONGEST:
            lines.append(f"  {kind}:\n")
            lines += [f"    {_key(name)}: {_written(part)}\n" for name, part in value.items()]
        else:
            lines.append(f"  {kind}: {_written(value)}\n")
    return "".join(lines)


def _written(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _LONGEST:
        return text
    # The brackets of JSON may be spread over lines that are indented.
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n    ")
