"""Calls of intrinsic functions that fail whenever they are made (ASL reference, section 4.2).

AWS was measured to accept them: it looks at a call's syntax and its function's name only. What a
path selects is known for the context object alone, whose members have fixed types (section 3.4).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeGuard

from sfn_dsl.counting import counted
from sfn_dsl.expressions.intrinsics import Argument, Intrinsic, raw_text
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.context_object import MEMBERS
from sfn_dsl.language.intrinsics import FUNCTIONS, HASHES, LONGEST_RANGE, LONGEST_TEXT, MOST_NESTED
from sfn_dsl.language.intrinsics import Argument as Kind
from sfn_dsl.spelling import nearest

_TOKEN: Final = re.compile(r"\\.|\{\}|[{}]", re.DOTALL)
_INT: Final = range(-(2**31), 2**31)

# The types that an argument of a kind cannot have; what else AWS converts is not known.
_UNFIT: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NUMBER: ("string", "timestamp", "boolean", "array", "object"),
    Kind.COMPUTED: ("string", "timestamp", "boolean", "number"),
}


def failures(call: Intrinsic) -> Iterator[str]:
    """Why a call or one inside it fails, each in a message."""
    pending = [call]
    while pending:
        inner = pending.pop()
        pending += [part for part in inner.arguments if isinstance(part, Intrinsic)]
        yield from _of_types(inner)
        if message := _CHECKS.get(inner.function, _nothing)(*inner.arguments):
            yield message


def doubts(call: Intrinsic) -> Iterator[str]:
    """What AWS's documentation rules out in a call, each in a message; no one measured it."""
    deepest, pending = 1, [(call, 1)]
    while pending:
        inner, level = pending.pop()
        deepest = max(deepest, level)
        pending += [(part, level + 1) for part in inner.arguments if isinstance(part, Intrinsic)]
        if inner.function == "States.JsonMerge" and inner.arguments[2] is True:
            yield (
                "'States.JsonMerge' merges the members of the two objects only, and supports no "
                "'true'; write 'false'"
            )
    if deepest > MOST_NESTED:
        yield (
            f"{deepest} calls of intrinsic functions are nested, and AWS takes {MOST_NESTED}; "
            "compute a part of it in a state before"
        )


def _of_types(call: Intrinsic) -> Iterator[str]:
    function = FUNCTIONS[call.function]
    for argument, kind in zip(call.arguments, function.arguments, strict=False):
        given = _type_of(argument)
        if given in _UNFIT.get(kind, ()):
            shown = argument.text if isinstance(argument, Path) else _function(argument)
            yield (
                f"'{call.function}' takes {kind.value}, and '{shown}' is a {given}; "
                "give it another value"
            )


def _function(argument: Argument) -> str:
    return argument.function if isinstance(argument, Intrinsic) else str(argument)


def _type_of(argument: Argument) -> str:
    """The type of what an argument gives, "any" where that is not known."""
    if isinstance(argument, Intrinsic):
        return FUNCTIONS[argument.function].gives
    if isinstance(argument, Path) and argument.reads_context and argument.steps:
        member = MEMBERS.get(".".join(map(str, argument.steps)))
        return member.kind if member else "any"
    return "any"


def _nothing(*arguments: Argument) -> str | None:
    return None


def _format(template: Argument, *values: Argument) -> str | None:
    """What is wrong with a literal template: AWS counts a backslash and what follows as one."""
    if not isinstance(template, str):
        return None
    tokens = _TOKEN.findall(raw_text(template))
    for brace, other in (("{", "}"), ("}", "{")):
        if brace in tokens:
            return (
                f"the template of 'States.Format' has a '{brace}' without its '{other}'; write "
                f"'\\{brace}' for the character, '{{}}' for a value"
            )
    expected = tokens.count("{}")
    if expected == len(values):
        return None
    return (
        f"'States.Format' has {counted(expected, 'placeholder')} {{}} and "
        f"{counted(len(values), 'value')}; write one value for each placeholder"
    )


def _hash(data: Argument, algorithm: Argument) -> str | None:
    if isinstance(algorithm, str) and algorithm not in HASHES:
        near = nearest(algorithm, HASHES)
        instead = f"write '{near}'" if near else f"write one of {', '.join(HASHES)}"
        return f"'{algorithm}' is not an algorithm of 'States.Hash'; {instead}"
    return _too_long("States.Hash", data)


def _too_long(function: str, data: Argument) -> str | None:
    if not isinstance(data, str) or len(data) <= LONGEST_TEXT:
        return None
    return (
        f"'{function}' takes at most {LONGEST_TEXT} characters, not {len(data)}; "
        "encode the text in a function"
    )


def _partition(array: Argument, size: Argument) -> str | None:
    if not _is_number(size) or math.trunc(size) >= 1:
        return None
    return f"'States.ArrayPartition' makes chunks of at least 1, not {size}; write a larger size"


def _range(first: Argument, last: Argument, step: Argument) -> str | None:
    # Fractions are cut off.
    if _is_number(step) and math.trunc(step) == 0:
        return f"'States.ArrayRange' takes a step other than 0, not {step}; write 1"
    if not (_is_number(first) and _is_number(last) and _is_number(step)):
        return None
    start, end, by = math.trunc(first), math.trunc(last), math.trunc(step)
    amount = (end - start) // by + 1
    if amount <= LONGEST_RANGE:
        return None
    return (
        f"'States.ArrayRange' gives at most {LONGEST_RANGE} numbers, not {amount}; "
        "write a shorter range"
    )


def _item(array: Argument, index: Argument) -> str | None:
    if not _is_number(index) or index >= 0:
        return None
    return f"'States.ArrayGetItem' counts from 0, and {index} is no index; write 0 or more"


def _random(start: Argument, end: Argument, *seed: Argument) -> str | None:
    if not (_is_number(start) and _is_number(end)) or math.trunc(start) < math.trunc(end):
        return None
    return (
        f"there is no whole number from {start} to below {end} for 'States.MathRandom'; "
        "write a larger end"
    )


def _add(one: Argument, other: Argument) -> str | None:
    whole = [math.floor(part + 0.5) for part in (one, other) if _is_number(part)]
    total = [sum(whole)] if len(whole) == 2 else []
    beyond = next((number for number in whole + total if number not in _INT), None)
    if beyond is None:
        return None
    return f"'States.MathAdd' works with 32 bits, and {beyond} does not fit; use a function instead"


def _is_number(argument: Argument) -> TypeGuard[float]:
    if not isinstance(argument, (int, float)) or isinstance(argument, bool):
        return False
    # Nothing is known of what AWS makes of a number beyond those of Python.
    return math.isfinite(argument)


_CHECKS: Final[Mapping[str, Callable[..., str | None]]] = {
    "States.Format": _format,
    "States.Hash": _hash,
    "States.Base64Encode": lambda data: _too_long("States.Base64Encode", data),
    "States.Base64Decode": lambda data: _too_long("States.Base64Decode", data),
    "States.ArrayPartition": _partition,
    "States.ArrayRange": _range,
    "States.ArrayGetItem": _item,
    "States.MathRandom": _random,
    "States.MathAdd": _add,
}
