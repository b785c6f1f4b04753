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
    found = _SYMBOLS.get(type(value))
    if found is not None:
        return found
    if isinstance(value, list):
        return "a"
    return "f" if isinstance(value, Function) else "o"


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


class Signature:
    """The parameters of a function, and its name; a function without one is named by its calls."""

    __slots__ = ("_parameters", "_pattern", "_plans", "_token")

    def __init__(self, name: str | None, parameters: list[Parameter]) -> None:
        self._token = {} if name is None else {"token": name}
        self._parameters = parameters
        self._pattern = re.compile(
            "".join(f"([{each.letters}]{each.count})" for each in parameters)
        )
        self._plans: dict[tuple[type, ...], int | None] = {}

    def fit(self, args: list[Any], item: Any) -> list[Any]:
        """The arguments, one for each parameter. Raises JsonataError where they do not fit.

        An array parameter takes one value as an array of it, and the context item stands in for
        a parameter that says so.
        """
        types = tuple([type(each) for each in args])
        try:
            missing = self._plans[types]
        except KeyError:
            missing = self._plans[types] = self._plain(args)
        if missing is None:
            return self._fitted(args, item)
        return args + [UNDEFINED] * missing if missing else args

    def _plain(self, args: list[Any]) -> int | None:
        """How many undefined arguments make the list complete; None where it takes more."""
        match = self._pattern.fullmatch("".join(map(symbol, args)))
        if match is None:
            return None
        for parameter, letters in zip(self._parameters, match.groups(), strict=True):
            if parameter.array and (parameter.items or letters not in ("a", "m", "")):
                return None
            if (parameter.context and not letters) or len(letters) > 1:
                return None
        return len(self._parameters) - len(args)

    def _fitted(self, args: list[Any], item: Any) -> list[Any]:
        supplied = "".join(map(symbol, args))
        match = self._pattern.fullmatch(supplied)
        if match is None:
            raise JsonataError("T0410", index=self._misfit(supplied), **self._token)
        made: list[Any] = []
        index = 0
        for parameter, letters in zip(self._parameters, match.groups(), strict=True):
            if not letters and parameter.context:
                if symbol(item) not in parameter.letters:
                    raise JsonataError("T0411", index=index + 1, **self._token)
                made.append(item)
                continue
            for letter in letters or "m":
                arg = args[index] if index < len(args) else UNDEFINED
                index += 1
                if parameter.array and letter != "m":
                    self._check_items(parameter, letters, letter, arg, index)
                    made.append(arg if letter == "a" else [arg])
                else:
                    made.append(arg)
        return made

    def _check_items(
        self, parameter: Parameter, letters: str, letter: str, arg: Any, index: int
    ) -> None:
        wanted = parameter.items
        if wanted is None:
            return
        if letter == "a":
            fits = all(symbol(each) == wanted[0] for each in arg)
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


_PARAMETER: Final = re.compile(r"(\w|\(\w+\))(?:<([^>]*)>)?(-?)([?+]?)")


def signature(name: str, text: str) -> Signature:
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
