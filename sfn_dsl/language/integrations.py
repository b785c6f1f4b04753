"""Optimized integrations: what a row of a service's table holds, and its shorthand.

Parameters are written in one string, in the order in which tasks are compiled: ``*Name`` is
required, ``?Name`` belongs to the service's API but is not confirmed for the integration, ``+Name``
belongs to the integration alone, and ``Name{}`` holds objects whose members the service's model
knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sfn_dsl.language.fields import snake_case
from sfn_dsl.language.permissions import Grant

_NONE: Final[Mapping[str, str]] = {}
_ANY_VALUE: Final[Mapping[str, tuple[str, ...]]] = {}
_MARKS: Final = "*?+"


class Parameter(NamedTuple):
    """One parameter of an action.

    ``argument`` is its name in Python, and ``choices`` are the only values that it takes, empty if
    any value will do.
    """

    name: str
    argument: str
    required: bool
    confirmed: bool
    own: bool
    nested: bool
    choices: tuple[str, ...]


class Action(NamedTuple):
    """One action of an optimized integration.

    ``operation`` is the API operation behind it, as ``directory:Operation`` of the service models;
    empty if no model has it. ``wrapper`` means that its parameters are not the operation's, and
    ``shapes`` name what such parameters hold. ``waits`` are the patterns besides request-response,
    ``one_of`` the groups of which exactly one parameter is given. ``permissions`` are what the
    state machine's role needs for it.
    """

    service: str
    name: str
    parameters: tuple[Parameter, ...]
    waits: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    operation: str
    wrapper: bool
    shapes: Mapping[str, str]
    does: str
    gives: str
    when_done: str
    permissions: tuple[Grant, ...]

    @property
    def id(self) -> str:
        """What follows the service integrations' prefix in a resource: ``sns:publish``."""
        return f"{self.service}:{self.name}"


class Service(NamedTuple):
    """One service: its prefix in a resource, what AWS calls it, and its actions by their id."""

    prefix: str
    title: str
    actions: Mapping[str, Action]


def service(prefix: str, title: str, *actions: Action) -> Service:
    """The table of one service."""
    return Service(prefix, title, by_id(*actions))


def by_id(*actions: Action) -> Mapping[str, Action]:
    """Actions by their id, in order."""
    return {each.id: each for each in actions}


def action(
    name: str,
    parameters: str,
    *,
    does: str,
    gives: str,
    permissions: tuple[Grant, ...],
    when_done: str = "",
    waits: str = "",
    operation: str = "",
    wrapper: bool = False,
    one_of: str = "",
    arguments: Mapping[str, str] = _NONE,
    choices: Mapping[str, tuple[str, ...]] = _ANY_VALUE,
    shapes: Mapping[str, str] = _NONE,
) -> Action:
    """A row, from ``service:action`` and the shorthand of its parameters."""
    prefix, _, act = name.partition(":")
    return Action(
        prefix,
        act,
        tuple(_parameters(parameters, arguments, choices)),
        tuple(waits.split()),
        (tuple(one_of.split()),) if one_of else (),
        operation,
        wrapper,
        shapes,
        does,
        gives,
        when_done,
        permissions,
    )


def _parameters(
    shorthand: str, arguments: Mapping[str, str], choices: Mapping[str, tuple[str, ...]]
) -> Iterator[Parameter]:
    for text in shorthand.split():
        name = text.lstrip(_MARKS).removesuffix("{}")
        marks = text[: len(text) - len(text.lstrip(_MARKS))]
        yield Parameter(
            name,
            arguments.get(name) or snake_case(name),
            "*" in marks,
            "?" not in marks,
            "+" in marks,
            text.endswith("{}"),
            choices.get(name, ()),
        )
