"""Payload templates, and single values that are a path or a call (ASL reference, section 1.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.intrinsics import compile_intrinsic
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.data.paths import NULL_PAYLOAD, PathMissing, compile_reader
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots

Evaluate: TypeAlias = Callable[[Json, Roots], Json]

_DYNAMIC: Final = ".$"


def compile_template(value: Json) -> Evaluate:
    """A compiled payload template.

    What holds nothing to fill in is given as it is, and shared. The function raises StateFault.
    Raises AuthoringError for a dynamic value that is neither a path nor a call.
    """
    return _compiled(value) or _constant(value)


def compile_value(text: Json, field: str) -> Evaluate:
    """A compiled path or call; ``field`` names it in texts: ``value.$``, ``ErrorPath``.

    The function raises StateFault. Raises AuthoringError for text that is neither.
    """
    if not isinstance(text, str):
        raise AuthoringError(
            f"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic "
            "function call"
        )
    if not text.startswith("$"):
        return compile_intrinsic(text)
    if text == "$":
        return _whole_input

    def fault(missing: PathMissing) -> StateFault:
        return StateFault(
            f"The JSONPath '{text}' specified for the field '{field}' could not be found in the "
            f"input '{compact(missing.searched)}'"
        )

    return compile_reader(text, fault, past_end_is_null=True)


def compile_assign(value: dict[str, Json]) -> Callable[[Json, Roots], dict[str, Json]]:
    """The Assign field of a state, rule or catcher: the new values of the variables it names."""
    return compile_template(value)


def _whole_input(data: Json, roots: Roots) -> Json:
    if data is None:
        raise StateFault(NULL_PAYLOAD)
    return data


def _constant(value: Json) -> Evaluate:
    return lambda data, roots: value


def _compiled(value: Json) -> Evaluate | None:
    """What fills a template in, None where there is nothing to fill in."""
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        return _array(value)
    return None


def _object(value: dict[str, Json]) -> Evaluate | None:
    pattern: dict[str, Json] = {}
    dynamic: list[tuple[str, Evaluate]] = []
    for key, member in value.items():
        if key.endswith(_DYNAMIC):
            name = key.removesuffix(_DYNAMIC)
            pattern[name] = None
            dynamic.append((name, compile_value(member, key)))
            continue
        pattern[key] = member
        if evaluate := _compiled(member):
            dynamic.append((key, evaluate))
    if not dynamic:
        return None
    if len(dynamic) == len(pattern) == 1:
        return _single_member(*dynamic[0])

    def fill_in(data: Json, roots: Roots) -> Json:
        members = pattern.copy()
        for name, evaluate in dynamic:
            members[name] = evaluate(data, roots)
        return members

    return fill_in


def _single_member(name: str, evaluate: Evaluate) -> Evaluate:
    return lambda data, roots: {name: evaluate(data, roots)}


def _array(value: list[Json]) -> Evaluate | None:
    parts = [_compiled(element) for element in value]
    dynamic = [(at, evaluate) for at, evaluate in enumerate(parts) if evaluate]
    if not dynamic:
        return None

    def fill_in(data: Json, roots: Roots) -> Json:
        elements = value.copy()
        for at, evaluate in dynamic:
            elements[at] = evaluate(data, roots)
        return elements

    return fill_in
