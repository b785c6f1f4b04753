"""The function in `sfn_dsl.tasks` for each service call, for the importer."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from sfn_dsl.language.fields import snake_case
from sfn_dsl.language.services import ACTIONS, MODULES, Action
from sfn_dsl.tasks.checking import objections

__all__ = ["TaskFunction", "lookup", "objections"]


class TaskFunction(NamedTuple):
    """One function of `sfn_dsl.tasks`: ``sns.publish`` for the action ``sns:publish``.

    ``parameters`` gives the argument for each parameter's name in a definition, in the order of
    the signature; ``required`` and ``one_of`` hold names as in a definition.
    """

    module: str
    function: str
    parameters: Mapping[str, str]
    required: frozenset[str]
    waits: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]

    def takes_list(self, name: str) -> bool:
        """Return whether a parameter is one that the service takes a list for."""
        module = import_module(f"sfn_dsl.tasks.{self.module}")
        annotations: dict[str, str] = getattr(module, self.function).__annotations__
        return "Elements" in annotations[self.parameters[name]].split()


def lookup(action: str) -> TaskFunction | None:
    """The function for an action such as ``sns:publish``, None when there is none.

    A call by ``aws-sdk`` is written by `sfn_dsl.tasks.aws_sdk`, and an ARN of a function or an
    activity by ``lambda_.call_function`` and `sfn_dsl.tasks.activity`.
    """
    row = ACTIONS.get(action)
    return _function(row) if row else None


def _function(row: Action) -> TaskFunction:
    return TaskFunction(
        MODULES[row.service],
        snake_case(row.name),
        {parameter.name: parameter.argument for parameter in row.parameters},
        frozenset(parameter.name for parameter in row.parameters if parameter.required),
        row.waits,
        row.one_of,
    )
