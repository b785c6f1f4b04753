"""A machine: states in reading order, the first of which is where it starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.model import converters as convert
from sfn_dsl.model.prefix import prefixed_machine
from sfn_dsl.model.state import Chain, ClosedChain, FlowState, State, target_name
from sfn_dsl.model.states import Choice, Map, Parallel, WorkState
from sfn_dsl.origin import Origin, here
from sfn_dsl.spelling import nearest


def _states(value: Iterable[State | Chain | ClosedChain]) -> tuple[State, ...]:
    found: list[State] = []
    for part in value:
        if isinstance(part, State):
            found.append(part)
        elif isinstance(part, (Chain, ClosedChain)):
            found.extend(part)
        else:
            raise AuthoringTypeError(f"a machine is a list of states and chains, not of {part!r}")
    return tuple(found)


def _start(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


@attrs.frozen
class StateMachine:
    """States that lead to each other; a workflow's, a Parallel's branch, or a Map's processor.

    It starts at the first state unless ``start_at`` says otherwise. Raises AuthoringError, at the
    author's line, for a state that neither ends nor leads on, for two states of one name anywhere
    inside, and for a target that is nowhere in this machine; ``checked=False`` leaves that to
    ``sfn validate``, for a definition that is unfinished. (ASL reference, section 1.1.)
    """

    states: tuple[State, ...] = attrs.field(converter=_states)
    start_at: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=_start)
    comment: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    query_language: Literal["JSONPath", "JSONata"] | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.query_language
    )
    version: Literal["1.0"] | Unset = attrs.field(default=UNSET, kw_only=True)
    timeout_seconds: int | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.plain_integer
    )
    checked: bool = attrs.field(default=True, kw_only=True)
    origin: Origin = attrs.field(factory=here, eq=False, repr=False, kw_only=True)

    # Every state inside, nested ones included, so that an outer machine need not walk again.
    _inside: tuple[State, ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.states:
            raise AuthoringError("a machine needs at least one state")
        object.__setattr__(self, "_inside", tuple(_all_inside(self.states)))
        if self.checked:
            _check_wiring(self.states)
            _check_names(self._inside)
            _check_targets(self)

    @property
    def start(self) -> str:
        """The name of the state at which the machine starts."""
        return self.states[0].name if self.start_at is UNSET else self.start_at

    def prefixed(self, prefix: str) -> StateMachine:
        """The same machine with every state named with a prefix, nested ones included.

        Every target follows, so that a machine can be used twice in one workflow. A Map's label is
        not a state's name and stays. Raises AuthoringError for a name that grows beyond 80
        characters.
        """
        return prefixed_machine(self, prefix)


def nested_machines(state: State) -> tuple[StateMachine, ...]:
    """The machines inside one state: a Parallel's branches, a Map's processor."""
    if isinstance(state, Parallel):
        return state.branches
    if isinstance(state, Map):
        processors = (state.item_processor, state.iterator)
        return tuple(processor for processor in processors if isinstance(processor, StateMachine))
    return ()


def machines_inside(machine: StateMachine) -> Iterator[StateMachine]:
    """The machines inside a machine, at any depth."""
    for state in machine._inside:
        yield from nested_machines(state)


def _all_inside(states: tuple[State, ...]) -> Iterator[State]:
    for state in states:
        yield state
        for machine in nested_machines(state):
            yield from machine._inside


def _check_wiring(states: tuple[State, ...]) -> None:
    for state in states:
        if isinstance(state, FlowState) and state.next is UNSET and state.end is UNSET:
            raise AuthoringError(
                f"state '{state.name}' neither leads on nor ends; write next=..., end=True, or "
                f"{state.name!r} >> what follows",
                state.origin,
            )


def _check_names(states: tuple[State, ...]) -> None:
    names = {state.name for state in states}
    if len(names) == len(states):
        return
    seen: dict[str, State] = {}
    for state in states:
        if state.name in seen:
            other = seen[state.name].origin.position
            where = f" (the other is at {other})" if other else ""
            raise AuthoringError(
                f"two states are named '{state.name}'{where}; a name stands once in the whole "
                "machine, so rename one of them, or use machine.prefixed(...)",
                state.origin,
            )
        seen[state.name] = state


def _check_targets(machine: StateMachine) -> None:
    names = {state.name for state in machine.states}
    if machine.start not in names:
        _refuse_target(machine, "the machine", machine.start, machine.origin)
    for state in machine.states:
        if isinstance(state, FlowState):
            if state.next is not UNSET and state.next not in names:
                _refuse_target(machine, f"state '{state.name}'", state.next, state.origin)
            if isinstance(state, WorkState) and not isinstance(state.catch, Unset):
                for catcher in state.catch:
                    if catcher.next not in names:
                        whose = f"a catcher of state '{state.name}'"
                        _refuse_target(machine, whose, catcher.next, catcher.origin)
        elif isinstance(state, Choice):
            _check_choice(machine, state, names)


def _check_choice(machine: StateMachine, choice: Choice, names: set[str]) -> None:
    for rule in choice.choices:
        if rule.next not in names:
            _refuse_target(machine, f"a rule of Choice '{choice.name}'", rule.next, rule.origin)
    if choice.default is not UNSET and choice.default not in names:
        whose = f"the default of Choice '{choice.name}'"
        _refuse_target(machine, whose, choice.default, choice.origin)


def _refuse_target(machine: StateMachine, whose: str, target: str, origin: Origin) -> None:
    near = nearest(target, (state.name for state in machine.states))
    hint = f"did you mean '{near}'?" if near else "add that state to the machine's list"
    raise AuthoringError(
        f"{whose} leads to '{target}', which is not a state of the same machine; {hint}", origin
    )
