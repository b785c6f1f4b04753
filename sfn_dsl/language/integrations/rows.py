"""What a row of the table of integrations holds, and the short spelling that rows are written in.

Parameters are written in one string, in the order that tasks are compiled in: ``*Name`` is
required, ``?Name`` belongs to the service's API but is not confirmed for the integration, ``+Name``
belongs to the integration alone, and ``Name{}`` holds objects whose members the service's model
knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from sfn_dsl.language.names import snake_case

_NOTHING: Final[Mapping[str, str]] = {}
_FREE: Final[Mapping[str, tuple[str, ...]]] = {}


class Parameter(NamedTuple):
    """One parameter of an action.

    ``argument`` is its name in Python, and ``choices`` are the only values that it takes, empty
    where any will do.
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

    ``operation`` is the operation it carries out, as ``directory:Operation`` of the service models;
    empty where no model has it. ``wrapper`` tells that its parameters are not the operation's, and
    ``shapes`` name what such parameters hold. ``waits`` are the patterns beside request-response,
    ``one_of`` the groups of which exactly one parameter is given. ``in_map_only`` marks the
    resources of an ItemReader or ResultWriter, which no Task can have.
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
    in_map_only: bool

    @property
    def id(self) -> str:
        """What follows the service integrations' prefix in a resource: ``sns:publish``."""
        return f"{self.service}:{self.name}"


class Service(NamedTuple):
    """One service: its prefix in a resource, the module of its functions, and what it is called."""

    prefix: str
    module: str
    title: str


def action(
    name: str,
    parameters: str,
    *,
    does: str,
    gives: str,
    when_done: str = "",
    waits: str = "",
    operation: str = "",
    wrapper: bool = False,
    one_of: str = "",
    arguments: Mapping[str, str] = _NOTHING,
    choices: Mapping[str, tuple[str, ...]] = _FREE,
    shapes: Mapping[str, str] = _NOTHING,
    in_map_only: bool = False,
) -> Action:
    """A row, from ``service:action`` and the short spelling of its parameters."""
    service, _, act = name.partition(":")
    return Action(
        service,
        act,
        tuple(_parameter(text, arguments, choices) for text in parameters.split()),
        tuple(waits.split()),
        (tuple(one_of.split()),) if one_of else (),
        operation,
        wrapper,
        shapes,
        does,
        gives,
        when_done,
        in_map_only,
    )


def _parameter(
    text: str, arguments: Mapping[str, str], choices: Mapping[str, tuple[str, ...]]
) -> Parameter:
    name = text.lstrip("*?+").removesuffix("{}")
    marks = text[: len(text) - len(text.lstrip("*?+"))]
    return Parameter(
        name,
        arguments.get(name) or snake_case(name),
        "*" in marks,
        "?" not in marks,
        "+" in marks,
        text.endswith("{}"),
        choices.get(name, ()),
    )
