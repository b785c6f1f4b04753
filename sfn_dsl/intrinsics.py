"""The intrinsic functions, for payload templates of JSONPath states.

``intrinsics.format("{} of {}", path("$.done"), path("$.all"))`` writes
``States.Format('{} of {}', $.done, $.all)``. Arguments are literals, paths and other calls. (ASL
reference, section 4.2.)
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
    r"""The template with its ``{}`` replaced by the values in order; ``\{`` is a brace."""
    return _call("Format", template, *values)


def string_to_json(text: Text) -> Intrinsic:
    """The JSON value that a text holds."""
    return _call("StringToJson", text)


def json_to_string(value: Anything) -> Intrinsic:
    """The compact JSON text of a value."""
    return _call("JsonToString", value)


def array(*values: Anything) -> Intrinsic:
    """An array of the values."""
    return _call("Array", *values)


def array_partition(items: Computed, size: Number) -> Intrinsic:
    """The array cut into arrays of at most ``size`` elements."""
    return _call("ArrayPartition", items, size)


def array_contains(items: Computed, value: Anything) -> Intrinsic:
    """Whether the array has an element equal to the value."""
    return _call("ArrayContains", items, value)


def array_range(first: Number, last: Number, step: Number) -> Intrinsic:
    """The numbers from ``first`` to ``last``, both included, at most 1,000 of them."""
    return _call("ArrayRange", first, last, step)


def array_get_item(items: Computed, index: Number) -> Intrinsic:
    """The element at an index, counted from 0."""
    return _call("ArrayGetItem", items, index)


def array_length(items: Computed) -> Intrinsic:
    """The number of elements."""
    return _call("ArrayLength", items)


def array_unique(items: Computed) -> Intrinsic:
    """The array without repeated elements."""
    return _call("ArrayUnique", items)


def base64_encode(text: Text) -> Intrinsic:
    """The Base64 encoding of a text of at most 10,000 characters."""
    return _call("Base64Encode", text)


def base64_decode(text: Text) -> Intrinsic:
    """The text that a Base64 encoding of at most 10,000 characters holds."""
    return _call("Base64Decode", text)


def hash(data: Anything, algorithm: Text) -> Intrinsic:
    """The digest in hexadecimal, by MD5, SHA-1, SHA-256, SHA-384 or SHA-512."""
    return _call("Hash", data, algorithm)


def json_merge(first: Computed, second: Computed, deep: bool = False) -> Intrinsic:
    """One object of the members of both, the second's where both have one; AWS merges no deeper."""
    return _call("JsonMerge", first, second, deep)


def math_random(start: Number, end: Number, seed: Number | None = None) -> Intrinsic:
    """A random integer from ``start`` up to but not with ``end``; a seed makes it repeatable."""
    return _call("MathRandom", start, end, *(() if seed is None else (seed,)))


def math_add(first: Number, second: Number) -> Intrinsic:
    """The sum of two numbers, each rounded to an integer first."""
    return _call("MathAdd", first, second)


def string_split(text: Text, delimiters: Text) -> Intrinsic:
    """The pieces between the delimiters, each of whose characters is one; empty pieces drop out."""
    return _call("StringSplit", text, delimiters)


def uuid() -> Intrinsic:
    """A random UUID (version 4)."""
    return _call("UUID")


def parse(text: str) -> Intrinsic:
    """A call as it is written in a definition: ``parse("States.Array($.a,$.b)")``.

    Raises AuthoringError for text that is not a call.
    """
    return parse_intrinsic(text)


def _call(name: str, *arguments: Anything) -> Intrinsic:
    plain = (arg.path if isinstance(arg, PathOperand) else arg for arg in arguments)
    return Intrinsic(f"States.{name}", tuple(plain))
