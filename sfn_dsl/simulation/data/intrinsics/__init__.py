"""Calls of intrinsic functions, compiled (ASL reference, section 4).

Every failure is States.Runtime, and names the whole expression as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from sfn_dsl.expressions.intrinsics import Argument, Intrinsic, parse_unchecked_intrinsic, raw_text
from sfn_dsl.expressions.paths import Path
from sfn_dsl.simulation.data.intrinsics import arrays, encoding, json_values, numbers, strings
from sfn_dsl.simulation.data.intrinsics.arguments import Function, RejectedError, Value
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.data.paths import PathMissing, compile_path
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots

_RESERVED: Final = re.compile(r"\\(['{}\\])")

_FUNCTIONS: Final[Mapping[str, Function]] = {
    "States.Format": strings.format_text,
    "States.StringToJson": json_values.string_to_json,
    "States.JsonToString": json_values.json_to_string,
    "States.Array": arrays.array,
    "States.ArrayPartition": arrays.array_partition,
    "States.ArrayContains": arrays.array_contains,
    "States.ArrayRange": arrays.array_range,
    "States.ArrayGetItem": arrays.array_get_item,
    "States.ArrayLength": arrays.array_length,
    "States.ArrayUnique": arrays.array_unique,
    "States.Base64Encode": encoding.base64_encode,
    "States.Base64Decode": encoding.base64_decode,
    "States.Hash": encoding.hash_text,
    "States.JsonMerge": json_values.json_merge,
    "States.MathRandom": numbers.math_random,
    "States.MathAdd": numbers.math_add,
    "States.StringSplit": strings.string_split,
    "States.UUID": numbers.uuid,
}

Evaluate: TypeAlias = Callable[[Json, Roots], Json]


def compile_intrinsic(text: str) -> Evaluate:
    """A compiled call, to be evaluated with the data and the roots of its field.

    Wrong arguments fail when the call is evaluated, as on AWS: the function raises StateFault.
    Raises AuthoringError for text that is not a call.
    """
    call = parse_unchecked_intrinsic(text)
    function, values, readers = _parts(call)

    def evaluate(data: Json, roots: Roots) -> Json:
        try:
            return function([read(data, roots) for read in readers], roots, values)
        except RejectedError as rejected:
            reason = rejected.in_function(call.function).reason
            raise StateFault(
                f"There was an error while evaluating the intrinsic function: {text}. {reason}"
            ) from None
        except PathMissing as missing:
            raise StateFault(_missing(text, missing, data)) from None

    return evaluate


def _missing(text: str, missing: PathMissing, data: Json) -> str:
    # AWS shows the input of the state, also where the path was into the context object.
    reason = missing.reason
    if not missing.is_wrong_type:
        reason = (
            f"The JsonPath argument for the field '{missing.path}' could not be found in the "
            f"input '{compact(data)}'"
        )
    return f"The function '{text}' had the following error: {reason}"


def _nested(call: Intrinsic) -> Evaluate:
    function, values, readers = _parts(call)

    def evaluate(data: Json, roots: Roots) -> Json:
        try:
            return function([read(data, roots) for read in readers], roots, values)
        except RejectedError as rejected:
            raise rejected.in_function(call.function) from None

    return evaluate


def _parts(call: Intrinsic) -> tuple[Function, tuple[Value, ...], tuple[Evaluate, ...]]:
    values = tuple(map(_value, call.arguments))
    template = next(iter(call.arguments), None)
    if call.function == "States.Format" and isinstance(template, str):
        # A template is read with its escapes, which tell what is no ``{}``.
        values = (Value(_constant(raw_text(template))), *values[1:])
    return _FUNCTIONS[call.function], values, tuple(value.read for value in values)


def _value(argument: Argument) -> Value:
    if isinstance(argument, Intrinsic):
        # What StringToJson gives stays JSON to the function around it, also when it is text.
        return Value(_nested(argument), is_json=argument.function == "States.StringToJson")
    if isinstance(argument, Path):
        return Value(compile_path(argument.text).read)
    if isinstance(argument, str):
        return Value(_constant(_RESERVED.sub(r"\1", raw_text(argument))))
    return Value(_constant(argument))


def _constant(literal: Json) -> Evaluate:
    return lambda data, roots: literal
