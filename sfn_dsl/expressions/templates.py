"""Payload templates: JSON in which some values are computed while the execution runs.

An author writes plain dicts and lists with paths, intrinsic calls and JSONata in them. They are
frozen when a state is made, so that changing a list afterwards does not change a workflow. (ASL
reference, sections 1.5 and 1.6.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.intrinsics import Intrinsic, intrinsic_text
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.jsonata_translation import Root, UnsupportedInJsonataError, path_in_jsonata
from sfn_dsl.expressions.objects import Object as Object
from sfn_dsl.expressions.objects import as_written as as_written
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder, placeholder_text
from sfn_dsl.language.fields import QueryLanguage

# The largest double has as many bits; a larger number may have more digits than Python writes.
_BITS_OF_DOUBLE = 1024
_OF_DOLLAR = ".$.$"

Frozen = Any
"""A frozen template: scalars, tuples, `Object`, `Path`, `Intrinsic`, `Jsonata`, `Placeholder`."""


def freeze_template(
    value: Any, field: str, *, in_jsonata: bool = False, in_either: bool = False
) -> Frozen:
    """A template as a value; ``field`` is its name in messages.

    ``in_jsonata`` says that only JSONata states have the field, where ``.$`` has no meaning, and
    ``in_either`` that both have it, so that what ``.$`` means is asked when it is written.

    Raises AuthoringTypeError for what JSON cannot hold and for a path as an array's element, which
    the States Language does not support (section 1.6), AuthoringError for a name like ``name.$``.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return _frozen_object(value, field, in_jsonata, in_either)
    if isinstance(value, (list, tuple)):
        elements = enumerate(value)
        return tuple(
            _frozen_element(part, f"{field}[{i}]", in_jsonata, in_either) for i, part in elements
        )
    if isinstance(value, PathOperand):
        return value.path
    if isinstance(value, (Path, Intrinsic, Jsonata)):
        return value
    return _scalar(value, field)


def freeze_json(value: Any, field: str) -> Frozen:
    """Plain JSON as a value: no expression may stand in it, and ``.$`` has no meaning there."""
    if isinstance(value, Mapping):
        return Object((_key(k, field), freeze_json(v, f"{field}.{k}")) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(freeze_json(element, f"{field}[{i}]") for i, element in enumerate(value))
    if isinstance(value, (PathOperand, Path, Intrinsic, Jsonata)):
        raise AuthoringTypeError(
            f"'{field}' is taken literally and cannot contain expressions",
            code=Mistake.MISPLACED_EXPRESSION,
        )
    return _scalar(value, field)


def thaw_json(value: Frozen) -> Any:
    """Frozen plain JSON as the dicts and lists of a document."""
    if isinstance(value, dict):
        return {key: thaw_json(member) for key, member in value.items()}
    if isinstance(value, tuple):
        return [thaw_json(element) for element in value]
    return placeholder_text(value) if isinstance(value, Placeholder) else value


class ForeignExpressionError(Exception):
    """An expression is not supported where it is; ``named`` says which one, ``why`` the reason."""

    def __init__(self, named: str, why: str) -> None:
        self.named = named
        self.why = why
        super().__init__(f"{named}: {why}")


def thaw_template(value: Frozen, language: QueryLanguage, root: Root) -> Any:
    """A frozen template as a document holds it, in a state of the given query language.

    ``root`` is what ``$`` refers to in the field. Raises ForeignExpressionError for an expression
    that is not supported there.
    """
    if type(value) is str:
        return value
    if isinstance(value, Object):
        return dict(_thawed_members(value, language, root))
    if isinstance(value, tuple):
        return [thaw_template(element, language, root) for element in value]
    if isinstance(value, (Path, Intrinsic, Jsonata)):
        return expression_text(value, language, root)
    return placeholder_text(value) if isinstance(value, Placeholder) else value


def expression_text(
    expression: Path | Intrinsic | Jsonata, language: QueryLanguage, root: Root
) -> str:
    """An expression's text. Raises ForeignExpressionError where it is not supported."""
    if language is QueryLanguage.JSONATA:
        return _in_jsonata(expression, root)
    if isinstance(expression, Jsonata):
        raise ForeignExpressionError(
            f"the JSONata expression '{expression.text}'",
            "a JSONPath state cannot use it; write path(...) or an intrinsic call, or "
            "query_language='JSONata'",
        )
    if isinstance(expression, Intrinsic):
        return intrinsic_text(expression)
    if expression.data not in (None, root):
        raise ForeignExpressionError(
            f"the path '{expression.text}' into the state's {expression.data}",
            f"'$' is its {root} here; put what is needed into it first",
        )
    return expression.text


def _in_jsonata(expression: Path | Intrinsic | Jsonata, root: Root) -> str:
    if isinstance(expression, Jsonata):
        return expression.text
    if isinstance(expression, Intrinsic):
        raise ForeignExpressionError(
            f"a call of {expression.function}",
            "JSONata has its own functions; write jsonata(...), or query_language='JSONPath'",
        )
    try:
        return f"{{% {path_in_jsonata(expression, root)} %}}"
    except UnsupportedInJsonataError as unsupported:
        raise ForeignExpressionError(
            str(unsupported), "it has no counterpart in JSONata; write jsonata(...)"
        ) from None


def _thawed_members(
    value: Object, language: QueryLanguage, root: Root
) -> Iterator[tuple[str, Any]]:
    is_jsonpath = language is QueryLanguage.JSONPATH
    for key, member in value.items():
        is_worked_out = isinstance(member, (Path, Intrinsic))
        if is_jsonpath and _is_misnamed(key, member):
            raise ForeignExpressionError(f"a member '{key}'", _how_to_name(key))
        suffix = ".$" if is_jsonpath and is_worked_out and not key.endswith(_OF_DOLLAR) else ""
        yield key + suffix, thaw_template(member, language, root)


def _is_misnamed(key: str, member: object) -> bool:
    """Return whether a member's name ends in ``.$``, which is added to that of a dynamic value.

    ``name.$.$`` is the one way to name a dynamic value ``name.$``.
    """
    is_worked_out = isinstance(member, (PathOperand, Path, Intrinsic))
    return key.endswith(".$") and not (is_worked_out and key.endswith(_OF_DOLLAR))


def _how_to_name(key: str) -> str:
    return (
        f"write '{key[:-2]}' with path(...) or a call of an intrinsic function as its value, and "
        "the '.$' is added"
    )


def _frozen_object(
    value: Mapping[Any, Any], field: str, in_jsonata: bool, in_either: bool
) -> Object:
    members = {}
    for key, member in value.items():
        if not (in_jsonata or in_either) and _is_misnamed(_key(key, field), member):
            raise AuthoringError(
                f"'{field}' has a member '{key}'; {_how_to_name(key)}",
                code=Mistake.MISPLACED_EXPRESSION,
            )
        _key(key, field)
        members[key] = (
            member
            if type(member) is str
            else freeze_template(
                member, f"{field}.{key}", in_jsonata=in_jsonata, in_either=in_either
            )
        )
    return Object(members)


def _frozen_element(element: Any, field: str, in_jsonata: bool, in_either: bool) -> Frozen:
    if not in_jsonata and isinstance(element, (PathOperand, Path, Intrinsic)):
        raise AuthoringTypeError(
            f"'{field}' is a path inside an array, which the States Language does not support; "
            "write intrinsics.array(...) in place of the array",
            code=Mistake.MISPLACED_EXPRESSION,
        )
    return freeze_template(element, field, in_jsonata=in_jsonata, in_either=in_either)


def _key(key: object, field: str) -> str:
    if not isinstance(key, str):
        raise AuthoringTypeError(f"'{field}' has a member named {key!r}; names are strings")
    return key


def _scalar(value: Any, field: str) -> Any:
    """A scalar as one of JSON's own types, which a subclass of str or int is not for everybody."""
    if value is None or isinstance(value, (bool, Placeholder)):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (int, float)):
        return finite(value, field)
    raise AuthoringTypeError(
        f"'{field}' is {value!r}, which JSON cannot hold; write strings, numbers, booleans, None, "
        "lists and dicts"
    )


def finite(value: float, field: str) -> float:
    """A number that JSON and its readers can hold. Raises AuthoringTypeError for any other."""
    if isinstance(value, int):
        if value.bit_length() > _BITS_OF_DOUBLE:
            _check_digits(value, field)
        return int(value)
    if not math.isfinite(value):
        raise AuthoringTypeError(
            f"'{field}' is {value!r}, which JSON cannot hold; write a finite number"
        )
    return float(value)


def _check_digits(value: int, field: str) -> None:
    try:
        str(value)
    except ValueError:
        raise AuthoringTypeError(f"'{field}' is too large a number; write a smaller one") from None
