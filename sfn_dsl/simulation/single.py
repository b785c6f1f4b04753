"""Running one state of a definition, with its retriers and catchers, and nothing after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.fiber import Fiber, Machine, State, Steps
from sfn_dsl.simulation.states.distributed_map import DistributedMap
from sfn_dsl.simulation.states.map_state import MapState
from sfn_dsl.simulation.states.parallel_state import ParallelState
from sfn_dsl.spelling import nearest


class SingleState(State):
    """Runs a state and ends; ``target`` is the name of the state it leads to, None at an end."""

    __slots__ = ("_state", "target")

    is_instant: ClassVar[bool] = False

    def __init__(self, state: State) -> None:
        super().__init__(state.name, state.pointer, "")
        self._state = state
        self.target: str | None = None

    def perform(self, fiber: Fiber, raw: Any) -> Steps:
        """Run the state."""
        state = self._state
        if state.is_instant:
            try:
                target, output = state.step(fiber, raw)
            except StateFault as fault:
                raise fiber.failed(fault) from None
        else:
            target, output = yield from state.perform(fiber, raw)
        self.target = None if target is None else target.name
        return None, output


def single(machine: Machine, name: str) -> SingleState:
    """The state of a name, wherever in a machine it is. Raises AuthoringError if there is none."""
    found = {state.name: state for state in _all_states(machine)}
    if name not in found:
        near = nearest(name, found)
        hint = f"; did you mean '{near}'?" if near else f"; its states are {', '.join(found)}"
        raise AuthoringError(f"the definition has no state '{name}'{hint}")
    return SingleState(found[name])


def alone(state: State) -> Machine:
    """A machine of one state only."""
    machine = Machine(state.pointer)
    machine.states[state.name] = machine.start = state
    return machine


def _all_states(machine: Machine) -> Iterator[State]:
    for state in machine.states.values():
        yield state
        if isinstance(state, ParallelState):
            inner = state.branches
        elif isinstance(state, (MapState, DistributedMap)):
            inner = [state.processor]
        else:
            continue
        for each in inner:
            yield from _all_states(each)
