"""A machine: states in reading order, the first of which is where it starts.

The types of state are defined in terms of machines, so the transitions of a state and the machines
inside it are read here by the names of the attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, Literal

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.counting import counted
from sfn_dsl.errors import MOST_REPORTED, AuthoringError, AuthoringTypeError, Mistake, refuse_all
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.model import converters as convert
from sfn_dsl.model.sequences import elements, refuse_list
from sfn_dsl.model.state import Chain, ClosedChain, FlowState, State, target_name
from sfn_dsl.origin import Origin, here
from sfn_dsl.spelling import nearest

_HANDLERS: Final = {"catch": "a catcher of state", "choices": "a rule of Choice"}
_PROCESSORS: Final = ("item_processor", "iterator")


def _states(value: Iterable[State | Chain | ClosedChain]) -> tuple[State, ...]:
    if isinstance(value, (Chain, ClosedChain)):
        return value.states
    if isinstance(value, State):
        refuse_list(value, "states", "", f"StateMachine([{value!r:.80}])")
    found: list[State] = []
    for part in elements(value, "states", "first >> second, third", object):
        if isinstance(part, State):
            found.append(part)
        elif isinstance(part, (Chain, ClosedChain)):
            found.extend(part)
        else:
            raise AuthoringTypeError(
                f"a machine is a list of states and chains, not of {part!r:.80}; write "
                "StateMachine([first >> second, third])"
            )
    return tuple(found)


def _start(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


@attrs.frozen(repr=False)
class StateMachine(NotebookDisplay):
    """States and the transitions between them: a workflow, a Parallel's branch, a Map's processor.

    All mistakes in the states of a machine are found at once: the error has the first, and the rest
    in its ``others``. See
    https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html. (ASL
    reference, section 1.1.)

    Args:
        states: ``States``: states and chains in reading order.
        start_at: ``StartAt``: where the machine starts, given as a state, a chain or a name. If
            omitted, the first of the states.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``, for all states inside
            that have none themselves. It has no effect in a branch or a processor. If omitted,
            JSONPath.
        version: ``Version`` of the States Language: ``"1.0"``. If omitted, the same.
        timeout_seconds: ``TimeoutSeconds``: how many seconds an execution may take, at least 1. If
            omitted, there is no limit but AWS's: a year, or 5 minutes for EXPRESS.
        checked: False leaves the checks of names, targets and transitions to ``sfn validate``, for
            a definition that is unfinished.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.

    Raises:
        AuthoringError: A state has neither ``next`` nor ``end``, two states inside have the same
            name, or a target is not a state of this machine.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        machine = StateMachine([Wait("Pause", seconds=5) >> Succeed("Done")])
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
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    # Every state inside, nested ones included, so that an outer machine need not walk again.
    _inside: tuple[State, ...] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not self.states:
            raise AuthoringError(
                "a machine needs at least one state", code=Mistake.MISSING_ARGUMENT
            )
        object.__setattr__(self, "_inside", tuple(_all_inside(self.states)))
        if self.checked:
            refuse_all(_mistakes(self))

    def __repr__(self) -> str:
        return f"<StateMachine of {counted(len(self._inside), 'state')}, starts at {self.start!r}>"

    @property
    def start(self) -> str:
        """The name of the state at which the machine starts."""
        return self.states[0].name if self.start_at is UNSET else self.start_at

    def prefixed(self, prefix: str) -> StateMachine:
        """The same machine with a prefix to the name of every state, nested ones included.

        Every target follows, so that a machine can be used twice in one workflow. The label of a
        distributed Map is not the name of a state and stays.

        Args:
            prefix: What every name begins with.

        Raises:
            AuthoringError: A name would have more than 80 characters.

        Example::

            notify = StateMachine([Pass("Format") >> Pass("Send", end=True)])
            first, second = notify.prefixed("First "), notify.prefixed("Second ")
            both = Parallel("Both", branches=[first, second], end=True)
        """
        start = self.start_at
        return attrs.evolve(
            self,
            states=tuple(_prefixed_state(state, prefix) for state in self.states),
            start_at=start if start is UNSET else prefix + start,
        )


def nested_machines(state: State) -> tuple[StateMachine, ...]:
    """The machines inside one state: a Parallel's branches, a Map's processor."""
    branches: tuple[StateMachine, ...] = getattr(state, "branches", ())
    return branches or tuple(getattr(state, field) for field in _written(state, *_PROCESSORS))


def machines_inside(machine: StateMachine) -> Iterator[StateMachine]:
    """The machines inside a machine, at any depth."""
    for state in machine._inside:
        yield from nested_machines(state)


def _all_inside(states: tuple[State, ...]) -> Iterator[State]:
    for state in states:
        yield state
        for machine in nested_machines(state):
            yield from machine._inside


def _mistakes(machine: StateMachine) -> Iterator[AuthoringError]:
    """What is wrong with the states of a machine, all of it, so that it is corrected at once."""
    listed_twice = list(_listed_twice(machine.states))
    yield from listed_twice
    yield from _unwired(machine.states)
    if not listed_twice:
        yield from _same_names(machine._inside)
    yield from _unknown_targets(machine)


def _unwired(states: tuple[State, ...]) -> Iterator[AuthoringError]:
    chains: set[object] = set()
    unwired = (
        state
        for state in states
        if isinstance(state, FlowState) and state.next is UNSET and state.end is UNSET
    )
    for state in islice(unwired, MOST_REPORTED):
        mistake = _missing_transition(state)
        # One statement drops the chains of several states where it is in a loop.
        if mistake.code != Mistake.DROPPED_CHAIN or mistake.position not in chains:
            yield mistake
        chains.add(mistake.position)


def _missing_transition(state: FlowState) -> AuthoringError:
    # Parses the author's source.
    from sfn_dsl.model.dropped import dropped_chain

    said = f"state '{state.name}' has neither 'next' nor 'end'"
    dropped = dropped_chain(state)
    if dropped is None:
        return AuthoringError(
            f"{said}; write next=..., end=True, or what follows it, as in "
            "StateMachine([first >> second])",
            state.origin,
            code=Mistake.MISSING_TRANSITION,
        )
    written, place = dropped
    return AuthoringError(
        f"{said}, and the chain '{written}' is in no machine: '>>' changes no state but makes a "
        f"new chain; write it in the list, StateMachine([{written}, ...]), in place of its states",
        place,
        code=Mistake.DROPPED_CHAIN,
    )


def _listed_twice(states: tuple[State, ...]) -> Iterator[AuthoringError]:
    """The same state in two places, which most often is the end of a second chain."""
    if len({state.name for state in states}) == len(states):
        return
    places: dict[str, int] = {}
    for place, state in enumerate(states):
        first = states[places.setdefault(state.name, place)]
        if places[state.name] == place or not _is_same(first, state):
            continue
        before = states[place - 1]
        is_target = isinstance(before, FlowState) and before.next == state.name
        how = f", as with next='{state.name}' in '{before.name}'" if is_target else ""
        yield AuthoringError(
            f"state '{state.name}' is in the machine twice; list it once, and refer to it by its "
            f"name the second time{how}",
            state.origin,
            code=Mistake.STATE_NAME,
        )


def _is_same(one: State, other: State) -> bool:
    """Return whether two states are the same apart from their transitions."""
    if one.origin != other.origin or type(one) is not type(other):
        return False
    fields = (field.name for field in attrs.fields(type(one)) if field.eq)
    said = set(fields) - {"next", "end"}
    return all(getattr(one, name) == getattr(other, name) for name in said)


def _same_names(states: tuple[State, ...]) -> Iterator[AuthoringError]:
    names = {state.name for state in states}
    if len(names) == len(states):
        return
    seen: dict[str, State] = {}
    for state in states:
        if state.name in seen:
            other = seen[state.name].origin.position
            where = f" (the other is at {other})" if other else ""
            yield AuthoringError(
                f"two states are named '{state.name}'{where}; names are unique in the whole "
                "machine, so rename one of them, or use machine.prefixed(...)",
                state.origin,
                code=Mistake.STATE_NAME,
            )
        seen[state.name] = state


def _unknown_targets(machine: StateMachine) -> Iterator[AuthoringError]:
    names = {state.name for state in machine.states}
    if machine.start not in names:
        yield _unknown(machine, "the machine starts at", machine.start, machine.origin)
    for state in machine.states:
        for whose, target, origin in _targets(state):
            if target not in names:
                yield _unknown(machine, f"{whose.format(state.name)} goes to", target, origin)


def _targets(state: State) -> Iterator[tuple[str, str, Origin]]:
    """The transitions of a state: of what (with a place for its name), to where, and the line."""
    if isinstance(state, FlowState):
        if state.next is not UNSET:
            yield "state '{}'", state.next, state.origin
        yield from _handler_targets(state, "catch")
    elif hasattr(state, "choices"):
        yield from _handler_targets(state, "choices")
        for field in _written(state, "default"):
            yield "the default of Choice '{}'", getattr(state, field), state.origin


def _handler_targets(state: State, field: str) -> Iterator[tuple[str, str, Origin]]:
    handlers: Any = getattr(state, field, UNSET)
    for handler in handlers or ():
        yield f"{_HANDLERS[field]} '{{}}'", handler.next, handler.origin


def _unknown(machine: StateMachine, whose: str, target: str, origin: Origin) -> AuthoringError:
    near = nearest(target, (state.name for state in machine.states))
    hint = f"did you mean '{near}'?" if near else "add that state to the machine's list"
    return AuthoringError(
        f"{whose} '{target}', which is not a state of the same machine; {hint}",
        origin,
        code=Mistake.UNKNOWN_NEXT,
    )


def _prefixed_state(state: State, prefix: str) -> State:
    changes: dict[str, Any] = {"name": prefix + state.name}
    for field in _written(state, "next", "default"):
        changes[field] = prefix + getattr(state, field)
    for field in _written(state, *_HANDLERS):
        changes[field] = tuple(
            attrs.evolve(handler, next=prefix + handler.next) for handler in getattr(state, field)
        )
    for field in _written(state, *_PROCESSORS):
        changes[field] = getattr(state, field).prefixed(prefix)
    for field in _written(state, "branches"):
        changes[field] = tuple(machine.prefixed(prefix) for machine in getattr(state, field))
    return attrs.evolve(state, **changes)


def _written(state: State, *names: str) -> Iterator[str]:
    """Those attributes that the type of state has and that the author did not leave out."""
    return (name for name in names if getattr(state, name, UNSET) is not UNSET)
