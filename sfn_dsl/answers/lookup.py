"""The answers of a run by their keys, checked against the definition before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer, begin
from sfn_dsl.answers.errors import AnswerError, UnansweredTaskError
from sfn_dsl.answers.json_values import shown
from sfn_dsl.answers.outcomes import checked
from sfn_dsl.counting import listed
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.simulation.effects import Outcome, Succeeded, TaskCall, Tasks
from sfn_dsl.simulation.keys import (
    EVERYTHING,
    is_possible_target,
    named_targets,
    names_of,
    normal,
    resource_names,
    target_names,
)
from sfn_dsl.spelling import nearest

_LISTED: Final = 8
_LONGEST_EXAMPLE: Final = 160
# As alike as a name and the same with a letter wrong, missing or doubled.
_A_SLIP: Final = 0.88


def prepare_tasks(answers: object, definition: Definition) -> Tasks:
    """What answers the tasks of one run.

    ``answers`` is a mapping of keys (`sfn_dsl.simulation.keys` lists them) to answers, one answer
    for every task, an object with a method ``start`` (`sfn_dsl.simulation.effects.Tasks`), or None
    for none. Raises AnswerError for a key that names nothing in the definition, and for what is not
    a valid answer.
    """
    if answers is None:
        return AnswerTable({})
    if isinstance(answers, Mapping):
        _check_keys(answers, definition)
        return AnswerTable(answers)
    if callable(getattr(answers, "start", None)) and not isinstance(answers, type):
        return _OwnTasks(answers)  # type: ignore[arg-type]  # its method is called with each call
    if isinstance(answers, Answer) or callable(answers):
        return AnswerTable({EVERYTHING: answers})
    raise AnswerError(
        f"tasks= takes a mapping from states or resources to answers, not {_kind_of(answers)}; "
        'write tasks={"NameOfAState": answer}'
    )


@attrs.frozen
class _OwnTasks:
    """Tasks that somebody else answers, whose outcomes are looked at."""

    _tasks: Tasks

    def start(self, call: TaskCall) -> Outcome:
        """See `Tasks`."""
        return checked(self._tasks.start(call), "the start() of tasks=")


class AnswerTable:
    """Answers each call with the most special answer that there is for it."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answerers = {
            normal(key): begin(answer, f"tasks[{_quoted(key)}]") for key, answer in answers.items()
        }

    def has(self, call: TaskCall) -> bool:
        """Return whether there is an answer for a call."""
        return any(name in self._answerers for name in names_of(call))

    def start(self, call: TaskCall) -> Outcome:
        """Answer a call. Raises UnansweredTaskError where there is no answer for it."""
        # A state's own name is what nearly all tests use.
        answerer = self._answerers.get(call.state) or self._most_special(call)
        return answerer(call)

    def _most_special(self, call: TaskCall) -> Answerer:
        for name in names_of(call):
            if name in self._answerers:
                return self._answerers[name]
        raise _unanswered(call, self._answerers)


def _check_keys(answers: Mapping[Any, object], definition: Definition) -> None:
    places = [*states_of(definition.document, scopes(definition.document))]
    known, is_open = _known_keys(places)
    complaints = []
    seen: dict[str, str] = {}
    for key in answers:
        if not isinstance(key, str):
            raise AnswerError(
                f"a key of tasks= is the name of a state or a resource, not {key!r}; write "
                'tasks={"NameOfAState": answer}'
            )
        same = seen.setdefault(normal(key), key)
        if same != key:
            raise AnswerError(f"'{same}' and '{key}' name the same tasks; write one of them")
        is_known = normal(key) in known or (is_open and _may_be_target(key, known))
        if not is_known:
            complaints.append(_complaint(key, places, known))
    if complaints:
        raise AnswerError("; ".join(complaints))


def _known_keys(places: Iterable[StatePlace]) -> tuple[dict[str, None], bool]:
    """Every key that a definition has a task for, and whether a task may call anything else.

    That is so where a path, an expression or a placeholder says which function is called.
    """
    known: dict[str, None] = {EVERYTHING: None}
    is_open = False
    for place in places:
        if place.text("Type") != "Task":
            continue
        known[place.name] = None
        known |= dict.fromkeys(resource_names(place.resource))
        action = place.call.action if place.call else ""
        payload = place.part(place.payload_field)
        texts, is_computed = named_targets(payload, action)
        is_open = is_open or is_computed or "${" in place.resource
        for text in texts:
            known |= dict.fromkeys((text, *target_names(text)))
            known |= dict.fromkeys(target_names(text, place.text(place.payload_field, "Qualifier")))
    return known, is_open


def _may_be_target(key: str, known: Iterable[str]) -> bool:
    """Return whether a key may name what only a run knows the name of, and no known key by a slip.

    Functions are often called as their states are, but for hyphens and what follows the name.
    """
    if not is_possible_target(key):
        return False
    # Loaded only where a key is not known.
    from difflib import get_close_matches

    name = _squeezed(key)
    near = get_close_matches(name, {_squeezed(each) for each in known}, 1, _A_SLIP)
    return not near or name.startswith(near[0])


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _complaint(key: str, places: list[StatePlace], known: Iterable[str]) -> str:
    state = next((place for place in places if place.name == key), None)
    if state is not None:
        return _no_task(state, places)
    tasks = [name for name in known if name != EVERYTHING]
    if not tasks:
        return f"'{key}' names no task, for the definition has none; remove its answer"
    near = nearest(key, [*tasks, *(place.name for place in places if place.name not in tasks)])
    if near:
        return f"'{key}' names no task of the definition; write '{near}'"
    return f"'{key}' names no task of the definition; write one of {listed(tasks)}"


def _no_task(state: StatePlace, places: Iterable[StatePlace]) -> str:
    kind = state.text("Type")
    inside = [
        place.name
        for place in places
        if place.pointer.startswith(f"{state.pointer}/") and place.text("Type") == "Task"
    ]
    tasks = " or ".join(f"'{name}'" for name in inside[:_LISTED])
    instead = f"answer the tasks inside it: {tasks}" if inside else "remove its answer"
    return f"'{state.name}' is a {kind} state, which calls no task itself; {instead}"


def _quoted(key: str) -> str:
    return f'"{key}"'


def _kind_of(value: object) -> str:
    return f"a value of type '{type(value).__qualname__}'"


def _unanswered(call: TaskCall, given: Iterable[str]) -> UnansweredTaskError:
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
    from sfn_dsl.answers.services.plausible import plausible

    outcome = plausible(call)
    output = outcome.output if isinstance(outcome, Succeeded) else {}
    if isinstance(output, dict):
        output = {name: part for name, part in output.items() if not name.startswith("Sdk")}
    text = repr(output)
    return text if len(text) <= _LONGEST_EXAMPLE else "answers_like_service()"
