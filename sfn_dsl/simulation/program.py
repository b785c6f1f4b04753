"""Preparing a definition, once for any number of runs (ASL reference, section 1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.fiber import Machine, State
from sfn_dsl.simulation.states.choice_state import ChoiceState, jsonata_rule, jsonpath_rule
from sfn_dsl.simulation.states.distributed_fields import distributed_fields
from sfn_dsl.simulation.states.distributed_map import DistributedMap
from sfn_dsl.simulation.states.end_states import FailState, SucceedState
from sfn_dsl.simulation.states.flows import Flow, JsonataFlow, JsonPathFlow
from sfn_dsl.simulation.states.handlers import Catcher, Handlers, Retrier
from sfn_dsl.simulation.states.map_fields import map_fields
from sfn_dsl.simulation.states.map_state import MapState
from sfn_dsl.simulation.states.parallel_state import ParallelState
from sfn_dsl.simulation.states.pass_state import PassState
from sfn_dsl.simulation.states.task_events import task_kind
from sfn_dsl.simulation.states.task_fields import task_fields
from sfn_dsl.simulation.states.task_state import TaskState
from sfn_dsl.simulation.states.wait_state import WaitState, wait_until

_T = TypeVar("_T")
_JSONATA: Final = "JSONata"
_NUMBERS: Final = (
    "HeartbeatSeconds",
    "MaxConcurrency",
    "Seconds",
    "TimeoutSeconds",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
)


@attrs.frozen(eq=False)
class Program:
    """A definition that can be run any number of times; ``timeout`` is its own, in seconds."""

    machine: Machine
    timeout: float | None


def prepare(definition: Definition) -> Program:
    """Prepare a definition. Raises AuthoringError for what cannot run, naming the place."""
    document = definition.document
    language = document.get("QueryLanguage", "JSONPath")
    machine = _machine(document, "", language)
    timeout = document.get("TimeoutSeconds")
    if timeout is not None and type(timeout) not in (int, float):
        raise AuthoringError(f"/TimeoutSeconds is {timeout!r}, which is not a number")
    return Program(machine, timeout)


def _machine(document: Mapping[str, Any], pointer: str, language: str) -> Machine:
    machine = Machine(pointer)
    around = f"{pointer}/States"
    states = _member(document, "States", dict, pointer)
    for name, state in states.items():
        if not isinstance(state, dict):
            raise AuthoringError(f"{child(around, name)} is not an object, so it is not a state")
        place = _Place(name, child(around, name), state, state.get("QueryLanguage", language))
        machine.states[name] = _prepared(place, language)
    for name, state in states.items():
        _resolve(machine, name, state)
    start = _member(document, "StartAt", str, pointer)
    machine.start = _target(machine, start, f"{pointer}/StartAt")
    return machine


def _member(document: Mapping[str, Any], name: str, kind: type[_T], pointer: str) -> _T:
    """A member that a machine needs. Raises AuthoringError."""
    found = document.get(name) if isinstance(document, Mapping) else None
    if not isinstance(found, kind):
        raise AuthoringError(f"{pointer or 'the definition'} has no '{name}', which it needs")
    return found


def _target(machine: Machine, name: Any, pointer: str) -> State:
    if not isinstance(name, str) or name not in machine.states:
        raise AuthoringError(f"{pointer} leads to {name!r}, which is not a state beside it")
    return machine.states[name]


def _resolve(machine: Machine, name: str, document: Mapping[str, Any]) -> None:
    """Replace the names that a state leads to by the states."""
    state = machine.states[name]
    pointer = state.pointer
    state.transition = f"{pointer}/End"
    if "Next" in document:
        state.transition = f"{pointer}/Next"
        state.next = _target(machine, document["Next"], state.transition)
    if isinstance(state, ChoiceState):
        state.transition = f"{pointer}/Default"
        if "Default" in document:
            state.default = _target(machine, document["Default"], state.transition)
        for rule in state.rules:
            rule.target = _target(machine, rule.target_name, rule.transition)
    if isinstance(state, (TaskState, ParallelState, MapState, DistributedMap)):
        for catcher in state.handlers.catchers:
            catcher.target.append(_target(machine, catcher.target_name, f"{catcher.pointer}/Next"))


@attrs.frozen
class _Place:
    """A state to prepare."""

    name: str
    pointer: str
    state: dict[str, Any]
    language: str

    @property
    def is_jsonata(self) -> bool:
        """Return whether the state is in JSONata."""
        return self.language == _JSONATA

    def flow(self, arguments: str | None = None) -> Flow:
        """The state's data flow; ``arguments`` is the field that a JSONPath state has."""
        return JsonataFlow(self.state) if self.is_jsonata else JsonPathFlow(self.state, arguments)


def _prepared(place: _Place, language: str) -> State:
    kind = place.state.get("Type")
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise AuthoringError(f"{place.pointer}/Type is {kind!r}, which is not a type of state")
    for field in _NUMBERS:
        _check_number(place, field)
    if not isinstance(place.state.get("Assign", {}), dict):
        raise AuthoringError(f"{place.pointer}/Assign is not an object of variables")
    try:
        return make(place, language)
    except AuthoringError as error:
        error.add_note(f"the state is {place.pointer}")
        raise
    except KeyError as missing:
        raise AuthoringError(f"{place.pointer} has no {missing}, which it needs to run") from None
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        # The schema refuses nearly all of this, and says where; what it lets by has its state said.
        raise AuthoringError(
            f"{place.pointer} has a field of the wrong kind, so it cannot run: {error}"
        ) from error


def _check_number(place: _Place, field: str) -> None:
    """Raise AuthoringError for a literal that is not a number, which would fail in the middle."""
    value = place.state.get(field, 0)
    is_expression = place.is_jsonata and isinstance(value, str) and value.startswith("{%")
    if type(value) not in (int, float) and not is_expression:
        is_open = isinstance(value, str) and "${" in value
        hint = "; give the value of the placeholder in substitutions=" if is_open else ""
        raise AuthoringError(f"{place.pointer}/{field} is {value!r}, which is not a number{hint}")


def _pass(place: _Place, _: str) -> State:
    return PassState(place.name, place.pointer, place.state, place.flow("Parameters"))


def _succeed(place: _Place, _: str) -> State:
    return SucceedState(place.name, place.pointer, place.flow())


def _fail(place: _Place, _: str) -> State:
    return FailState(place.name, place.pointer, place.state, is_jsonata=place.is_jsonata)


def _wait(place: _Place, _: str) -> State:
    until = wait_until(place.state, is_jsonata=place.is_jsonata)
    return WaitState(place.name, place.pointer, place.flow(), until)


def _choice(place: _Place, _: str) -> State:
    flow = place.flow()
    rules = []
    for index, rule in enumerate(place.state["Choices"]):
        pointer = f"{place.pointer}/Choices/{index}"
        if isinstance(flow, JsonPathFlow):
            rules.append(jsonpath_rule(pointer, rule, flow))
        else:
            rules.append(jsonata_rule(pointer, rule, index))
    return ChoiceState(place.name, place.pointer, rules, flow)


def _task(place: _Place, _: str) -> State:
    flow = place.flow("Parameters")
    fields = task_fields(place.state, is_jsonata=place.is_jsonata)
    kind = task_kind(place.state["Resource"])
    return TaskState(place.name, place.pointer, flow, _handlers(place, flow), kind, fields)


def _parallel(place: _Place, language: str) -> State:
    flow = place.flow("Parameters")
    branches = [
        _machine(branch, f"{place.pointer}/Branches/{index}", language)
        for index, branch in enumerate(place.state["Branches"])
    ]
    return ParallelState(place.name, place.pointer, flow, _handlers(place, flow), branches)


def _map(place: _Place, language: str) -> State:
    flow = place.flow()
    field = "ItemProcessor" if "ItemProcessor" in place.state else "Iterator"
    inner = place.state[field]
    processor = _machine(inner, f"{place.pointer}/{field}", language)
    config = processor_config(inner)
    is_distributed = config.get("Mode") == "DISTRIBUTED"
    fields = map_fields(place.state, is_jsonata=place.is_jsonata, is_distributed=is_distributed)
    handlers = _handlers(place, flow)
    if not is_distributed:
        return MapState(place.name, place.pointer, flow, handlers, fields, processor)
    own = distributed_fields(place.state, is_jsonata=place.is_jsonata)
    is_express = config.get("ExecutionType") == "EXPRESS"
    return DistributedMap(
        place.name, place.pointer, flow, handlers, fields, own, processor, is_express=is_express
    )


_KINDS: Final[Mapping[str, Callable[[_Place, str], State]]] = {
    "Choice": _choice,
    "Fail": _fail,
    "Map": _map,
    "Parallel": _parallel,
    "Pass": _pass,
    "Succeed": _succeed,
    "Task": _task,
    "Wait": _wait,
}


def _handlers(place: _Place, flow: Flow) -> Handlers:
    state, pointer = place.state, place.pointer
    retriers = [
        Retrier(
            pointer=f"{pointer}/Retry/{index}",
            errors=tuple(retrier["ErrorEquals"]),
            interval=retrier.get("IntervalSeconds", 1),
            attempts=retrier.get("MaxAttempts", 3),
            rate=retrier.get("BackoffRate", 2.0),
            cap=retrier.get("MaxDelaySeconds"),
            is_jittered=retrier.get("JitterStrategy") == "FULL",
        )
        for index, retrier in enumerate(state.get("Retry", ()))
    ]
    catchers = [
        Catcher(
            pointer=f"{pointer}/Catch/{index}",
            errors=tuple(catcher["ErrorEquals"]),
            target_name=catcher["Next"],
            work_out=flow.catcher(catcher, index),
        )
        for index, catcher in enumerate(state.get("Catch", ()))
    ]
    return Handlers(tuple(retriers), tuple(catchers))
