"""JSONata expressions, as values and parsed; see section 9 of the ASL reference."""

from __future__ import annotations

import re
import sys
import threading
from functools import cache, lru_cache, partial
from typing import Any, ClassVar, Final, NoReturn, TypeGuard

import attrs

from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.runtime_value import RuntimeValue, refuse_comparison

_OPENING: Final = "{%"
_CLOSING: Final = "%}"


@attrs.frozen(repr=False, eq=False)
class Jsonata(RuntimeValue):
    """A JSONata expression, made by `jsonata`.

    Args:
        text: What the definition holds, ``{%`` and ``%}`` included.
    """

    text: str
    _is_jsonata: ClassVar[bool] = True

    def __eq__(self, other: object) -> bool:
        refuse_comparison(self, other)
        return isinstance(other, Jsonata) and self.text == other.text

    def __hash__(self) -> int:
        return hash((Jsonata, self.text))

    def _part(self, key: object) -> str:
        step = f".{key}" if isinstance(key, str) else f"[{key!r}]"
        return f"jsonata({bare_text(self) + step!r})"

    def __repr__(self) -> str:
        return f"jsonata({bare_text(self)!r})"


def jsonata(expression: str) -> Jsonata:
    """A JSONata expression as a value, in the fields of a JSONata state.

    See https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. (ASL reference,
    section 9.)

    Args:
        expression: The expression; ``$states.input.n`` is written as ``{% $states.input.n %}``.
            Text that already is between ``{%`` and ``%}`` stays as it is.

    Raises:
        AuthoringTypeError: It is not a string.

    Example::

        total = jsonata("$sum($states.input.n)")
        add = Pass("Add", query_language="JSONata", output={"total": total}, end=True)
    """
    if not isinstance(expression, str):
        raise AuthoringTypeError(f"a JSONata expression is a string, not {expression!r}")
    if is_jsonata(expression):
        return Jsonata(expression)
    return Jsonata(f"{_OPENING} {expression} {_CLOSING}")


def bare_text(expression: Jsonata) -> str:
    """What `jsonata` makes the expression of, without ``{%`` and ``%}`` where it adds the same."""
    text = expression.text
    inner = text[3:-3]
    return inner if len(text) >= 6 and jsonata(inner).text == text else text


def is_jsonata(value: object) -> TypeGuard[str]:
    """Return whether a value of a definition is a JSONata expression, ``{% ... %}``."""
    return isinstance(value, str) and value.startswith(_OPENING) and value.endswith(_CLOSING)


class Parsed:
    """The result of parsing: the tree, or the parser's message for text that is not JSONata.

    Both are None for an expression that is nested too deeply for this parser.
    """

    def __init__(self, tree: Any = None, refusal: str | None = None) -> None:
        self.tree = tree
        self.refusal = refusal


@lru_cache(maxsize=1024)
def parsed(text: str) -> Parsed:
    """What `parse` gives, for texts that are asked for again."""
    return parse(text)


def parse(text: str) -> Parsed:
    """The syntax tree of the text between ``{%`` and ``%}``; raises nothing."""
    jsonata = _library()
    try:
        # The parser reads on after a comment, so there has to be something to read.
        return Parsed(_parser().parse(f"{text} "))
    except RecursionError:
        return Parsed()
    except AuthoringError as refusal:
        return Parsed(refusal=refusal.message)
    except jsonata.JException as error:
        said = _said(error, text)
        return Parsed(refusal=said[0].lower() + said[1:])
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError, re.error):
        # The parser itself fails on some input that is not JSONata.
        return Parsed(refusal="it breaks off in the middle")


def _said(error: Any, text: str) -> str:
    """What the parser says, in JSONata's own words where this one has a mistake in them."""
    code, at = getattr(error, "error", None), getattr(error, "location", 0)
    if code == _NO_REGEX and (token := getattr(error, "current", None)) is not None:
        return f"unsupported escape sequence: \\{token}"
    if code == _NO_NUMBER:
        found = next((each for each in re.finditer(_NUMBER, text) if each.end() >= at), None)
        return f"number out of range: {found[0] if found else text}"
    return str(error) or type(error).__name__


# A string with an escape that there is not is told as a regular expression, and no number at all.
_NO_REGEX: Final = "S0301"
_NO_NUMBER: Final = "S0102"
_NUMBER: Final = r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"


def _refuse_later(operator: str, left: Any) -> NoReturn:
    """Refuse an operator that a later JSONata has, which stands behind an expression.

    The same characters in the signature of a function, ``<s?:s>``, are no operator.
    """
    raise AuthoringError(
        f"AWS runs JSONata 2.0.6, which has no '{operator}', so write '{LATER_OPERATORS[operator]}'"
    )


LATER_OPERATORS: Final = {"??": "$exists(a) ? a : b", "?:": "a ? a : b"}
"""The operators that JSONata 2.1 added, and how the same is written without them."""

_PARSERS: Final = threading.local()


def _copied(symbol: Any) -> Any:
    """A symbol of the table for one token, as the parser copies it, in a fraction of the time."""
    made = object.__new__(type(symbol))
    made.__dict__.update(symbol.__dict__)
    if hasattr(symbol, "prefix"):
        # What a sign is before a value is a symbol of its own, one for each sign.
        made.prefix = _copied(symbol.prefix)
    return made


def _parser() -> Any:
    """The parser of this thread, for the JSONata that AWS runs."""
    if not hasattr(_PARSERS, "parser"):
        parser = _library().Parser()
        for symbol in parser.symbol_table.values():
            symbol.create = partial(_copied, symbol)
        for operator in LATER_OPERATORS.keys() & parser.symbol_table.keys():
            parser.symbol_table[operator].led = partial(_refuse_later, operator)
        _PARSERS.parser = parser
    return _PARSERS.parser


def evaluated(text: str) -> Any:
    """The value of an expression that needs no input; None where it finds nothing.

    Raises whatever the engine raises for an expression that cannot be evaluated.
    """
    return _library().Jsonata(text).evaluate(None)


@cache
def _library() -> Any:
    """The parser, loaded by the first definition that has JSONata in it."""
    # Loading it raises the limit of recursion for the whole process, which is not ours to do.
    limit = sys.getrecursionlimit()
    import jsonata

    sys.setrecursionlimit(limit)
    return jsonata
