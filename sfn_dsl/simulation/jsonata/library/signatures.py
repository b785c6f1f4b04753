"""Signatures of functions, such as ``<s-nn?:s>``, and arguments that are held to them."""

from __future__ import annotations

import re
from typing import Any, Final

import attrs

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function, Undefined

_SYMBOLS: Final[dict[type, str]] = {
    str: "s",
    bool: "b",
    int: "n",
    float: "n",
    dict: "o",
    type(None): "l",
    Undefined: "m",
}

_ANY: Final = "asnblfom"
_PLURALS: Final = {
    "a": "arrays",
    "b": "booleans",
    "f": "functions",
    "n": "numbers",
    "o": "objects",
    "s": "strings",
}


def symbol(value: Any) -> str:
    """The letter of a value's type."""
    return _symbol_of(type(value))


def _symbol_of(kind: type) -> str:
    found = _SYMBOLS.get(kind)
    if found is not None:
        return found
    if issubclass(kind, list):
        return "a"
    return "f" if issubclass(kind, Function) else "o"


@attrs.frozen
class Parameter:
    """One parameter: the letters it takes, a letter's count, and what its array holds.

    ``count`` is a suffix as in a regular expression; ``context``: the context item stands in.
    """

    letters: str
    count: str = ""
    context: bool = False
    array: bool = False
    items: str | None = None


@attrs.frozen
class Plan:
    """How arguments of certain types fit: the letters of each parameter; how many are missing.

    ``simple``: they are taken as they are.
    """

    letters: list[str]
    missing: int
    simple: bool


class Signature:
    """The parameters of a function, and its name; a function without one is named by its calls."""

    __slots__ = ("_parameters", "_pattern", "_plans", "_token")

    def __init__(self, name: str | None, parameters: list[Parameter]) -> None:
        self._token = {} if name is None else {"token": name}
        self._parameters = parameters
        self._pattern = re.compile(
            "".join(f"([{each.letters}]{each.count})" for each in parameters)
        )
        self._plans: dict[tuple[type, ...], Plan] = {}

    def fit(self, args: list[Any], item: Any) -> list[Any]:
        """The arguments, one for each parameter. Raises JsonataError where they do not fit.

        An array parameter takes one value as an array of it, and the context item stands in for
        a parameter that says so.
        """
        types = tuple([type(each) for each in args])
        try:
            plan = self._plans[types]
        except KeyError:
            plan = self._plans[types] = self._plan(args)
        if plan.simple:
            return args + [UNDEFINED] * plan.missing if plan.missing else args
        return self._fitted(args, item, plan.letters)

    def _plan(self, args: list[Any]) -> Plan:
        supplied = "".join(map(symbol, args))
        match = self._pattern.fullmatch(supplied)
        if match is None:
            raise JsonataError("T0410", index=self._misfit(supplied), **self._token)
        letters = list(match.groups())
        simple = all(map(_is_simple, self._parameters, letters))
        return Plan(letters, len(self._parameters) - len(args), simple)

    def _fitted(self, args: list[Any], item: Any, plan: list[str]) -> list[Any]:
        made: list[Any] = []
        index = 0
        for parameter, letters in zip(self._parameters, plan, strict=True):
            if not letters and parameter.context:
                if symbol(item) not in parameter.letters:
                    raise JsonataError("T0411", index=index + 1, **self._token)
                made.append(item)
                continue
            for letter in letters or "m":
                arg = args[index] if index < len(args) else UNDEFINED
                index += 1
                if parameter.array and letter != "m":
                    self._check_items(parameter.items, letters, letter, arg, index)
                    made.append(arg if letter == "a" else [arg])
                else:
                    made.append(arg)
        return made

    def _check_items(
        self, wanted: str | None, letters: str, letter: str, arg: Any, index: int
    ) -> None:
        if wanted is None:
            return
        if letter == "a":
            fits = {_symbol_of(each) for each in set(map(type, arg))} <= {wanted[0]}
        else:
            fits = letters == wanted
        if not fits:
            raise JsonataError(
                "T0412", index=index, type=_PLURALS.get(wanted, UNDEFINED), **self._token
            )

    def _misfit(self, supplied: str) -> int:
        """The number of the first argument that does not fit."""
        good = 0
        pattern = ""
        for each in self._parameters:
            pattern += f"[{each.letters}]{each.count}"
            match = re.match(pattern, supplied)
            if match is None:
                break
            good = match.end()
        return good + 1


def _is_simple(parameter: Parameter, letters: str) -> bool:
    """Whether one argument, or none, is taken as it is."""
    if parameter.array and (parameter.items or letters not in ("a", "m", "")):
        return False
    return len(letters) <= 1 and not (parameter.context and not letters)


_PARAMETER: Final = re.compile(r"(\w|\(\w+\))(?:<([^>]*)>)?(-?)([?+]?)")


def signature(name: str | None, text: str) -> Signature:
    """The signature of a function that is written ``<s-nn?:s>``; what it returns is not checked."""
    inner = text[1:-1].rpartition(":")[0] if ":" in text else text[1:-1]
    return Signature(
        name,
        [
            Parameter(
                letters=_letters(match[1]),
                count="?" if match[3] else match[4],
                context=bool(match[3]),
                array=match[1] == "a",
                items=match[2],
            )
            for match in _PARAMETER.finditer(inner)
        ],
    )


def _letters(written: str) -> str:
    if written in ("a", "x"):
        return _ANY
    if written == "j":
        return _ANY.replace("f", "")
    return "f" if written == "f" else f"{written.strip('()')}m"
