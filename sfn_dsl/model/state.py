"""What all states have in common, and the chain that ``>>`` makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, TypeVar, overload

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.templates import as_written
from sfn_dsl.model import converters as convert
from sfn_dsl.model.all_mistakes import reporting_all
from sfn_dsl.origin import Origin, here

_S = TypeVar("_S", bound="FlowState")
_LEADS_ON: Final = ("next", "end")


@attrs.frozen(repr=False, eq=False, init=False)
class State:
    """What all states share. A state is an immutable value, equal by content.

    Attributes:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
    """

    name: str = attrs.field(converter=convert.state_name)
    comment: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    query_language: Literal["JSONPath", "JSONata"] | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.query_language
    )
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__init__" in vars(cls):  # that of attrs, which is not there yet the first time
            cls.__init__ = reporting_all(cls.__init__)  # type: ignore[method-assign]  # the same, for the caller

    # attrs would write these again for each type of state, which doubles what importing them costs.
    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def __repr__(self) -> str:
        return written(self, "name")

    if not TYPE_CHECKING:  # a type checker refuses the operator; this says why at run time

        def __rrshift__(self, before: object) -> NoReturn:
            _refuse_to_follow(before, self)


def written(value: Any, *positional: str, without: str = "") -> str:
    """A value of the model as an author writes it: neither defaults nor its origin are shown."""
    arguments = [as_written(getattr(value, name)) for name in positional]
    for field in sorted(attrs.fields(type(value)), key=lambda field: field.name in _LEADS_ON):
        argument = getattr(value, field.name)
        if field.name not in (*positional, without, "origin") and argument != field.default:
            arguments.append(f"{field.name}={as_written(argument)}")
    return f"{type(value).__name__}({', '.join(arguments)})"


def _values(state: State) -> list[Any]:
    """What makes a state equal to another: everything but where it was written."""
    fields = attrs.fields(type(state))
    return [getattr(state, field.name) for field in fields if field.name != "origin"]


def target_name(target: State | Chain | ClosedChain | str) -> str:
    """The name of the state that a transition goes to: of a chain, its first state."""
    if isinstance(target, State):
        return target.name
    if isinstance(target, str) and target:
        return target
    if isinstance(target, (Chain, ClosedChain)):
        return target.states[0].name
    raise AuthoringTypeError(f"{target!r} is not a valid target; write a state or the name of one")


def _next(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


def _end(value: Literal[True] | Unset) -> Literal[True] | Unset:
    if value is not True and value is not UNSET:
        raise AuthoringTypeError(f"end is True or left out, not {value!r}")
    return value


@attrs.frozen(repr=False, eq=False, init=False)
class FlowState(State):
    """A state that something follows: it says ``next``, ``end=True``, or is followed in a chain.

    ``first >> second`` is a `Chain`; it changes neither state, so write the chain itself in the
    machine's list.

    Attributes:
        next: The name of the state that follows, UNSET for none.
        end: True if the machine ends after this state, else UNSET.
    """

    next: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=_next)
    end: Literal[True] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_end)

    def __attrs_post_init__(self) -> None:
        if self.next is not UNSET and self.end is not UNSET:
            raise AuthoringError(
                f"state '{self.name}' has both next='{self.next}' and end=True; write one of them",
                self.origin,
                code=Mistake.SECOND_TRANSITION,
            )

    @overload
    def __rshift__(self, following: FlowState | Chain) -> Chain: ...
    @overload
    def __rshift__(self, following: EndState | ClosedChain) -> ClosedChain: ...
    def __rshift__(self, following: object) -> Chain | ClosedChain:
        return _joined(None, self, following)


@attrs.frozen(repr=False, eq=False, init=False)
class EndState(State):
    """A state that ``>>`` cannot continue: a `Choice` continues by its rules, the others end."""

    if not TYPE_CHECKING:  # a type checker refuses the operator; this says why at run time

        def __rshift__(self, following: object) -> NoReturn:
            _refuse_to_go_on(self, following)


# The states of a chain but its last, innermost first: ((None, first), second) and so on. Sharing
# the beginning makes `>>` cost the same however long the chain has grown.
_Links = Any


class _States:
    """The states of a chain; equal to another chain's when they are."""

    __slots__ = ("_before", "_last")
    _before: _Links
    _last: State

    def __init__(self, before: _Links, last: State) -> None:
        object.__setattr__(self, "_before", before)
        object.__setattr__(self, "_last", last)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise attrs.exceptions.FrozenInstanceError

    @property
    def states(self) -> tuple[State, ...]:
        """The states in order, each with a transition to the next one."""
        return tuple(self)

    def __iter__(self) -> Iterator[State]:
        found, links = [self._last], self._before
        while links is not None:
            links, state = links
            found.append(state)
        return reversed(found)

    # By default a copy is filled attribute by attribute, which is refused.
    def __reduce__(self) -> tuple[Callable[..., Any], tuple[type[_States], tuple[State, ...]]]:
        return _chain, (type(self), self.states)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.states == other.states

    def __hash__(self) -> int:
        return hash(self.states)

    if not TYPE_CHECKING:  # as for State

        def __rrshift__(self, before: object) -> NoReturn:
            _refuse_to_follow(before, self.states[0])

    def __repr__(self) -> str:
        *led, last = self
        return " >> ".join([*(written(state, "name", without="next") for state in led), repr(last)])


class Chain(_States):
    """States that follow each other, the last of which something may still follow; made by ``>>``.

    It stands for its states in the list of a `StateMachine`, and for its first state as a target.
    """

    __slots__ = ()

    @overload
    def __rshift__(self, following: FlowState | Chain) -> Chain: ...
    @overload
    def __rshift__(self, following: EndState | ClosedChain) -> ClosedChain: ...
    def __rshift__(self, following: object) -> Chain | ClosedChain:
        return _joined(self._before, self._last, following)


class ClosedChain(_States):
    """States that follow each other, the last of which is a `Choice`, a `Succeed` or a `Fail`.

    It is used as a `Chain` is, but nothing can follow it.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # as for EndState

        def __rshift__(self, following: object) -> NoReturn:
            _refuse_to_go_on(self._last, following)


def _chain(kind: type[Chain] | type[ClosedChain], states: tuple[State, ...]) -> Chain | ClosedChain:
    """The chain of states that already have their transitions."""
    before: _Links = None
    for state in states[:-1]:
        before = (before, state)
    return kind(before, states[-1])


def _joined(before: _Links, last: State, following: object) -> Chain | ClosedChain:
    if not isinstance(following, (State, Chain, ClosedChain)):
        raise AuthoringTypeError(
            f"{following!r} cannot follow a state; write a state or a chain",
            code=Mistake.UNJOINABLE,
        )
    assert isinstance(last, FlowState)  # noqa: S101 - only chains of these have the operator
    links: _Links = (before, _led_to(last, target_name(following)))
    if isinstance(following, State):
        end = following
    else:
        *inner, end = following
        for state in inner:
            links = (links, state)
    return Chain(links, end) if isinstance(end, FlowState) else ClosedChain(links, end)


def _led_to(state: _S, following: str) -> _S:
    """The state with a transition to the one that follows it."""
    if state.next is not UNSET or state.end is not UNSET:
        said = "end=True" if state.end is not UNSET else f"next='{state.next}'"
        raise AuthoringError(
            f"state '{state.name}' has {said} and is followed by '{following}' in a chain; "
            "write one of them",
            state.origin,
            code=Mistake.SECOND_TRANSITION,
        )
    copy = object.__new__(type(state))
    for field in attrs.fields(type(state)):
        object.__setattr__(copy, field.name, getattr(state, field.name))
    object.__setattr__(copy, "next", following)
    return copy


def _refuse_to_follow(before: object, state: State) -> NoReturn:
    raise AuthoringTypeError(
        f"{before!r:.80} cannot lead to '{state.name}' in a chain, which holds states; write the "
        f"state itself, or next='{state.name}' where it is made",
        code=Mistake.UNJOINABLE,
    )


def _refuse_to_go_on(state: State, following: object) -> NoReturn:
    name = getattr(following, "name", following)
    how = (
        "add a rule or a default that goes there"
        if type(state).__name__ == "Choice"
        else "nothing runs after it"
    )
    raise AuthoringTypeError(
        f"'{name}' cannot follow the {type(state).__name__} state '{state.name}': {how}",
        code=Mistake.UNJOINABLE,
    )
