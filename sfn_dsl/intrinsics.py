"""The intrinsic functions, for payload templates of JSONPath states.

``intrinsics.format("{} of {}", path("$.done"), path("$.all"))`` writes ``States.Format('{} of {}',
$.done, $.all)``. Arguments are literals, paths and other calls. What a function makes of its
arguments, it does while the execution runs: nothing is computed in Python. See
https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. (ASL reference,
section 4.2.)
"""
# ruff: noqa: A001 - the functions have the names that the States Language gives them

from __future__ import annotations

from typing import TypeAlias

from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path

Computed: TypeAlias = PathOperand | Path | Intrinsic
Text: TypeAlias = str | Computed
Number: TypeAlias = int | float | Computed
Anything: TypeAlias = str | int | float | bool | Computed | None


def format(template: Text, *values: Anything) -> Intrinsic:
    r"""``States.Format``: the template with its ``{}`` replaced by the values in order.

    Args:
        template: The text, or a path to it; ``\{`` and ``\}`` are braces.
        *values: One value for each ``{}``: a string, number, boolean or None, a path to one, or a
            call.

    Example::

        title = intrinsics.format("order {} of {}", path("$.order.id"), path("$.customer.name"))
    """
    return _call("Format", template, *values)


def string_to_json(text: Text) -> Intrinsic:
    """``States.StringToJson``: the JSON value that a text holds.

    Args:
        text: The JSON text, or a path to it. An empty one gives ``null``.

    Example::

        body = intrinsics.string_to_json(path("$.body"))
    """
    return _call("StringToJson", text)


def json_to_string(value: Anything) -> Intrinsic:
    """``States.JsonToString``: the JSON text of a value, without white space.

    Args:
        value: The value, or a path to it.

    Example::

        message = intrinsics.json_to_string(path("$.order"))
    """
    return _call("JsonToString", value)


def array(*values: Anything) -> Intrinsic:
    """``States.Array``: an array of the values.

    Args:
        *values: The elements; without any, the array is empty.

    Example::

        pair = intrinsics.array(path("$.first"), path("$.second"))
    """
    return _call("Array", *values)


def array_partition(items: Computed, size: Number) -> Intrinsic:
    """``States.ArrayPartition``: the array cut into arrays of at most ``size`` elements.

    Args:
        items: A path to the array, or a call that gives it.
        size: The most elements of a part, above 0.

    Example::

        batches = intrinsics.array_partition(path("$.items"), 4)
    """
    return _call("ArrayPartition", items, size)


def array_contains(items: Computed, value: Anything) -> Intrinsic:
    """``States.ArrayContains``: whether the array has an element equal to the value.

    Args:
        items: A path to the array, or a call that gives it.
        value: The value to look for.

    Example::

        is_known = intrinsics.array_contains(path("$.regions"), path("$.region"))
    """
    return _call("ArrayContains", items, value)


def array_range(first: Number, last: Number, step: Number) -> Intrinsic:
    """``States.ArrayRange``: the numbers from ``first`` to ``last``, at most 1,000 of them.

    Args:
        first: The first number.
        last: The limit, which is included if a step reaches it.
        step: The difference between two numbers; it may be negative, and is not 0.

    Example::

        odd = intrinsics.array_range(1, 9, 2)
    """
    return _call("ArrayRange", first, last, step)


def array_get_item(items: Computed, index: Number) -> Intrinsic:
    """``States.ArrayGetItem``: one element of an array.

    Args:
        items: A path to the array, or a call that gives it.
        index: The number of the element, from 0 on.

    Example::

        third = intrinsics.array_get_item(path("$.items"), 2)
    """
    return _call("ArrayGetItem", items, index)


def array_length(items: Computed) -> Intrinsic:
    """``States.ArrayLength``: the number of elements.

    Args:
        items: A path to the array, or a call that gives it.

    Example::

        count = intrinsics.array_length(path("$.items"))
    """
    return _call("ArrayLength", items)


def array_unique(items: Computed) -> Intrinsic:
    """``States.ArrayUnique``: the array without repeated elements.

    Args:
        items: A path to the array, or a call that gives it.

    Example::

        regions = intrinsics.array_unique(path("$.regions"))
    """
    return _call("ArrayUnique", items)


def base64_encode(text: Text) -> Intrinsic:
    """``States.Base64Encode``: the Base64 encoding of a text.

    Args:
        text: The text, of at most 10,000 characters.

    Example::

        encoded = intrinsics.base64_encode(path("$.text"))
    """
    return _call("Base64Encode", text)


def base64_decode(text: Text) -> Intrinsic:
    """``States.Base64Decode``: the text that a Base64 encoding holds.

    Args:
        text: The encoding, of at most 10,000 characters.

    Example::

        decoded = intrinsics.base64_decode(path("$.data"))
    """
    return _call("Base64Decode", text)


def hash(data: Anything, algorithm: Text) -> Intrinsic:
    """``States.Hash``: the digest of a value, in hexadecimal.

    Args:
        data: The text or other JSON value, of at most 10,000 characters.
        algorithm: ``"MD5"``, ``"SHA-1"``, ``"SHA-256"``, ``"SHA-384"`` or ``"SHA-512"``.

    Example::

        digest = intrinsics.hash(path("$.order"), "SHA-256")
    """
    return _call("Hash", data, algorithm)


def json_merge(first: Computed, second: Computed, deep: bool = False) -> Intrinsic:
    """``States.JsonMerge``: one object with the members of both.

    Args:
        first: A path to an object, or a call that gives it.
        second: The object whose members win where both have one.
        deep: False, since AWS replaces nested objects as a whole and does not merge them.

    Example::

        settings = intrinsics.json_merge(path("$.defaults"), path("$.given"))
    """
    return _call("JsonMerge", first, second, deep)


def math_random(start: Number, end: Number, seed: Number | None = None) -> Intrinsic:
    """``States.MathRandom``: a random integer from ``start`` up to but not with ``end``.

    Args:
        start: The least number.
        end: The first number that is too large.
        seed: The same seed gives the same number. If omitted, it differs in each execution.

    Example::

        delay = intrinsics.math_random(1, 60)
    """
    return _call("MathRandom", start, end, *(() if seed is None else (seed,)))


def math_add(first: Number, second: Number) -> Intrinsic:
    """``States.MathAdd``: the sum of two numbers, each rounded to an integer first.

    Args:
        first: The one number.
        second: The other one; a negative number subtracts.

    Example::

        next_try = intrinsics.math_add(path("$.tries"), 1)
    """
    return _call("MathAdd", first, second)


def string_split(text: Text, delimiters: Text) -> Intrinsic:
    """``States.StringSplit``: the pieces of a text between delimiters, without empty ones.

    Args:
        text: The text, or a path to it.
        delimiters: Characters, each of which is a delimiter.

    Example::

        words = intrinsics.string_split(path("$.names"), ", ")
    """
    return _call("StringSplit", text, delimiters)


def uuid() -> Intrinsic:
    """``States.UUID``: a random UUID of version 4.

    Example::

        token = intrinsics.uuid()
    """
    return _call("UUID")


def parse(text: str) -> Intrinsic:
    """A call as it is written in a definition.

    Args:
        text: The call, such as ``States.Array($.a,$.b)``. What is compiled is this text.

    Raises:
        AuthoringError: The text is not a call of an intrinsic function.

    Example::

        pair = intrinsics.parse("States.Array($.a,$.b)")
    """
    return parse_intrinsic(text)


def _call(name: str, *arguments: Anything) -> Intrinsic:
    plain = (arg.path if isinstance(arg, PathOperand) else arg for arg in arguments)
    return Intrinsic(f"States.{name}", tuple(plain))
