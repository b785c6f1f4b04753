"""Functions that an expression can call, and how they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Run
from sfn_dsl.simulation.jsonata.library.signatures import Signature, signature
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function

Implementation = Callable[..., Any]
"""Takes the evaluation, and an argument for each parameter of the signature."""


class Callee(Function):
    """A function with a way to call it."""

    __slots__ = ()

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The result, or a `TailCall` whose result it is."""
        raise NotImplementedError


class TailCall:
    """A call that a function ends with, made by whoever called it: loops stay flat."""

    __slots__ = ("args", "frame", "item", "procedure")

    def __init__(self, procedure: Run, args: list[Run], item: Any, frame: Frame) -> None:
        self.procedure = procedure
        self.args = args
        self.item = item
        self.frame = frame


def call(ev: Evaluation, function: Any, args: list[Any], item: Any = UNDEFINED) -> Any:
    """The result of a function. Raises JsonataError where it is none, or fails."""
    if not isinstance(function, Callee):
        raise JsonataError("T1006")
    result = function.apply(ev, args, item)
    while type(result) is TailCall:
        following = result.procedure(ev, result.item, result.frame)
        if not isinstance(following, Callee):
            raise JsonataError("T1006")
        args = [each(ev, result.item, result.frame) for each in result.args]
        result = following.apply(ev, args, item)
    return result


class Native(Callee):
    """A function of the library, or one made by an expression, which has no name.

    ``strict``: it is undefined where its first argument is.
    """

    __slots__ = ("_run", "_signature", "_strict", "arity", "name")

    def __init__(
        self,
        name: str | None,
        parameters: str,
        arity: int,
        run: Implementation,
        strict: bool = True,
    ) -> None:
        self.name = name or ""
        self.arity = arity
        self._run = run
        self._strict = strict
        self._signature: Signature = signature(name, parameters)

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The result for arguments that fit the signature."""
        fitted = self._signature.fit(args, item)
        if self._strict and fitted[0] is UNDEFINED:
            return UNDEFINED
        return self._run(ev, *fitted)
