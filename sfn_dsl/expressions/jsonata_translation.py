"""Paths and conditions written in JSONata.

What an author writes with ``path``, ``context``, ``variable`` and comparisons can stand in a state
of either query language. The two agree on every value that a path finds and that is of the kind
compared with; on others JSONata fails where a Choice rule is false. (ASL reference, sections 1.5,
2.3, 5.2 and 9.)
"""

from __future__ import annotations

import json
import re
from typing import Final, Literal

from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Operand, Or
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
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
    if isinstance(operand, Placeholder) and not operand.quoted:
        return operand.text
    operand = operand.text if isinstance(operand, Placeholder) else operand
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
