"""JSONata expressions: as values, parsed, and written for paths and conditions.

What an author writes with ``path``, ``context``, ``variable`` and comparisons can stand in a state
of either query language. The two agree on every value that a path finds and that is of the kind
compared with; on others JSONata fails where a Choice rule is false. (ASL reference, sections 1.5,
2.3, 5.2 and 9.)
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache, lru_cache
from typing import Any, Final, Literal, TypeGuard

import attrs

from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Operand, Or
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.runtime_value import RuntimeValue
from sfn_dsl.language.comparisons import OPERATORS, Relation, ValueKind

Root = Literal["input", "result", "errorOutput"]
"""What ``$`` is in the field of a path, as a member of ``$states``."""

# Only a workflow in JSONata needs these, so they are compiled when one does.
_WORD: Final = r"[A-Za-z_][A-Za-z_0-9]*"
_RELATIONS: Final = {
    Relation.EQUALS: "=",
    Relation.LESS_THAN: "<",
    Relation.GREATER_THAN: ">",
    Relation.LESS_THAN_EQUALS: "<=",
    Relation.GREATER_THAN_EQUALS: ">=",
}
_TYPES: Final = {"IsNumeric": "number", "IsString": "string", "IsBoolean": "boolean"}
_REGEX_SPECIAL: Final = r"([.+?^${}()|\[\]/\\])"
_PATTERN_PARTS: Final = r"\\[\\*]|\*|[^\\*]+"
_OPENING: Final = "{%"
_CLOSING: Final = "%}"


@attrs.frozen(repr=False)
class Jsonata(RuntimeValue):
    """A JSONata expression; ``text`` is what the definition holds, ``{%`` and ``%}`` included."""

    text: str

    def __repr__(self) -> str:
        return f"jsonata({bare_text(self)!r})"


def jsonata(expression: str) -> Jsonata:
    """A JSONata expression as a value: ``jsonata("$states.input.n")`` writes ``"{% ... %}"``.

    Text that already is between ``{%`` and ``%}`` is kept as it is. Raises AuthoringTypeError for
    anything but a string. (ASL reference, section 9.)
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


@lru_cache(maxsize=4096)
def parsed(text: str) -> Parsed:
    """The syntax tree of the text between ``{%`` and ``%}``; raises nothing."""
    jsonata = _library()
    try:
        return Parsed(jsonata.Jsonata(text).ast)
    except RecursionError:
        return Parsed()
    except jsonata.JException as error:
        said = str(error) or type(error).__name__
        return Parsed(refusal=said[0].lower() + said[1:])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, re.error):
        # The parser itself fails on some input that is not JSONata.
        return Parsed(refusal="it breaks off in the middle")


@cache
def _library() -> Any:
    """The parser, loaded by the first definition that has JSONata in it."""
    # Loading it raises the limit of recursion for the whole process, which is not ours to do.
    limit = sys.getrecursionlimit()
    import jsonata

    sys.setrecursionlimit(limit)
    return jsonata


class UnsupportedInJsonataError(Exception):
    """An expression that has no counterpart in JSONata."""


def path_in_jsonata(path: Path, root: Root) -> str:
    """A path in JSONata. Raises UnsupportedInJsonataError for one that selects several places."""
    steps = path.steps
    if steps is None:
        raise UnsupportedInJsonataError(f"the path '{path.text}', which can select several places")
    if path.reads_context:
        start = "$states.context"
    elif path.variable is not None:
        start = f"${path.variable}"
    else:
        start = f"$states.{path.data or root}"
    return start + "".join(map(_step, steps))


def condition_in_jsonata(condition: Condition, root: Root = "input") -> str:
    """A condition in JSONata. Raises UnsupportedInJsonataError where there is no counterpart."""
    return _test(condition, root)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(_WORD, step) else f".`{step}`"


def _test(condition: Condition, root: Root) -> str:
    match condition:
        case Comparison():
            return _comparison(condition, root)
        case And():
            return " and ".join(_part(part, root) for part in condition.conditions)
        case Or():
            return " or ".join(_part(part, root) for part in condition.conditions)
        case Not():
            return f"$not({_test(condition.condition, root)})"
    raise NotImplementedError(f"no JSONata for a {type(condition).__name__}")


def _comparison(condition: Comparison, root: Root) -> str:
    variable = path_in_jsonata(condition.variable, root)
    operator = OPERATORS.get(condition.operator)
    if operator is None:
        return _type_test(condition, variable)
    if operator.relation is Relation.MATCHES:
        return f"$contains({variable}, /{_regex(str(condition.operand))}/)"
    operand = _operand(condition.operand, root)
    if operator.kind is ValueKind.TIMESTAMP:
        variable, operand = f"$toMillis({variable})", f"$toMillis({operand})"
    return f"{variable} {_RELATIONS[operator.relation]} {operand}"


def _part(condition: Condition, root: Root) -> str:
    text = _test(condition, root)
    return f"({text})" if isinstance(condition, (And, Or)) else text


def _type_test(condition: Comparison, variable: str) -> str:
    if condition.operator == "IsPresent":
        test = f"$exists({variable})"
    elif condition.operator == "IsNull":
        test = f"{variable} = null"
    elif condition.operator in _TYPES:
        test = f'$type({variable}) = "{_TYPES[condition.operator]}"'
    else:
        raise UnsupportedInJsonataError("the test for a timestamp")
    return test if condition.operand is True else f"$not({test})"


def _operand(operand: Operand, root: Root) -> str:
    if isinstance(operand, Path):
        return path_in_jsonata(operand, root)
    return json.dumps(operand, ensure_ascii=False)


def _regex(pattern: str) -> str:
    """The regular expression of a StringMatches pattern, in which only ``*`` is special."""
    parts = (_regex_part(part) for part in re.findall(_PATTERN_PARTS, pattern))
    return f"^{''.join(parts)}$"


def _regex_part(part: str) -> str:
    if part == "*":
        return "[\\s\\S]*"
    if part.startswith("\\"):
        return "\\" + part[1]
    return re.sub(_REGEX_SPECIAL, r"\\\1", part)
