"""Converters: from what an author may write in a field to what a workflow stores.

Each function converts the fields of one kind of value. Type checkers read the accepted type from
its parameter and the stored type from its result; a field that messages name has its own function.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import FrameType
from typing import Any, Final, Literal, NoReturn, TypeAlias, cast

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.jsonata import Jsonata, is_jsonata
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder, is_all_placeholders, is_placeholder
from sfn_dsl.expressions.templates import Frozen, finite, freeze_json, freeze_template
from sfn_dsl.expressions.timestamps import timestamp_text
from sfn_dsl.language.limits import STATE_NAME_CHARACTERS
from sfn_dsl.model.integration import ServiceParameters
from sfn_dsl.model.sequences import ListOf, elements, refuse_list

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Expression: TypeAlias = PathOperand | Path | Intrinsic | Jsonata | Placeholder
Template: TypeAlias = (
    "str | int | float | bool | Expression | Sequence[Template] | Mapping[str, Template] | None"
)

# What a service takes a list for: a string is a Sequence[Template] too.
Elements: TypeAlias = "ListOf[Template] | Expression"


def state_name(name: str) -> str:
    """A state's name: 1 to 80 characters (ASL reference, section 1.2)."""
    if not isinstance(name, str):
        raise AuthoringTypeError(f"a state's name is a string, not {name!r}")
    if not 1 <= len(name) <= STATE_NAME_CHARACTERS and not is_placeholder(name):
        raise AuthoringError(
            f"the state name '{name}' has {len(name)} characters; write 1 to "
            f"{STATE_NAME_CHARACTERS}",
            code=Mistake.STATE_NAME,
        )
    return name


def error_names(names: str | ListOf[str]) -> tuple[str, ...]:
    """The error names of a retrier or catcher: one, or several (ASL reference, section 6.1)."""
    # The empty name, which no error has, is taken in a list: definitions that AWS took have it.
    if isinstance(names, str):
        found: tuple[str, ...] = (names,) if names else ()
    else:
        found = elements(names, "error_equals", "States.ALL")
    if not found:
        raise AuthoringTypeError(
            f"{names!r} names no errors; write a name such as States.ALL, or a list of names",
            code=Mistake.MISSING_ARGUMENT,
        )
    return found


def path(value: PathOperand | Path | str | Unset | None) -> Path | Unset | None:
    """A path, which may be written as plain text; None drops the data."""
    if isinstance(value, str):
        return Path(value)
    if isinstance(value, PathOperand):
        return value.path
    if value is not None and not isinstance(value, (Path, Unset)):
        _refuse(value, "a path; write one such as '$.name'", path)
    return value


def reference_path(value: PathOperand | Path | str | Unset | None) -> Path | Unset | None:
    """A Reference Path, which names exactly one place (ASL reference, section 3.1)."""
    found = path(value)
    if isinstance(found, Path) and not found.is_reference:
        raise AuthoringError(
            f"'{found.text}' can select several places; write a path of names and indices only, "
            "such as '$.result'",
            code=Mistake.MALFORMED_EXPRESSION,
        )
    return found


def result_path(value: PathOperand | Path | str | Unset | None) -> Path | Unset | None:
    """Where in the state's input a result is put (ASL reference, section 2.1)."""
    found = reference_path(value)
    if is_placeholder(getattr(found, "text", None)):
        return found
    if isinstance(found, Path) and (found.reads_context or found.variable is not None):
        raise AuthoringError(
            f"'{found.text}' is outside the state's input; write a path that starts with '$.'",
            code=Mistake.MALFORMED_EXPRESSION,
        )
    return found


def number(
    value: float | PathOperand | Path | Jsonata | Placeholder | Unset,
) -> float | Path | Jsonata | Placeholder | Unset:
    """A number, or where to find it."""
    if isinstance(value, PathOperand):
        return value.path
    if isinstance(value, bool) or not isinstance(
        value, (int, float, Path, Jsonata, Placeholder, Unset)
    ):
        _refuse(value, "a number, a path or a JSONata expression", number)
    return finite(value, "the number") if isinstance(value, (int, float)) else value


def integer(
    value: int | PathOperand | Path | Jsonata | Placeholder | Unset,
) -> int | Path | Jsonata | Placeholder | Unset:
    """An integer, or where to find it."""
    if isinstance(value, PathOperand):
        return value.path
    if isinstance(value, bool) or not isinstance(value, (int, Path, Jsonata, Placeholder, Unset)):
        _refuse(value, "an integer, a path or a JSONata expression", integer)
    return int(finite(value, "the number")) if isinstance(value, int) else value


def plain_text(value: str | Unset) -> str | Unset:
    """A plain string, not an expression, such as a comment."""
    if isinstance(value, str):
        return str.__str__(value)
    if not isinstance(value, Unset):
        _refuse(value, "a plain string", plain_text)
    return value


def plain_number(value: float | Placeholder | Unset) -> float | Placeholder | Unset:
    """A plain number, not an expression, as in a retrier (ASL reference, section 6.1)."""
    if isinstance(value, (Placeholder, Unset)):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        _refuse(value, "a number; paths and expressions are not allowed here", plain_number)
    return finite(value, "the number")


def plain_integer(value: int | Placeholder | Unset) -> int | Placeholder | Unset:
    """A plain integer, not an expression."""
    found = plain_number(value)
    return found if isinstance(found, (int, Placeholder, Unset)) else _whole(found)


def _refuse(value: object, wanted: str, converter: Callable[[Any], Any]) -> NoReturn:
    """Raise AuthoringTypeError for a value that a field does not take, with the field's name."""
    name = _field(value)
    said = (
        f"{name!r} is {value!r:.80}, which is not {wanted}"
        if name
        else f"{value!r} is not {wanted}"
    )
    meant = _meant(value, converter) if converter in _NUMBERS else ""
    instead = f"; write {name}={meant}" if name and meant else ""
    raise AuthoringTypeError(f"{said}{instead}")


def _field(value: object) -> str:
    """The field that a value was given for, as the class that is being made has it, or ""."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    given = frame.f_locals if frame is not None and frame.f_code.co_name == "__init__" else {}
    fields = getattr(type(given.get("self")), "__attrs_attrs__", ())
    names = (one.name for one in fields if one.converter and given.get(one.name) is value)
    return next(names, "")


def _meant(value: object, converter: Callable[[Any], Any]) -> str:
    """The number, or what is worked out to be one, that is meant by text or by a span of time."""
    seconds = getattr(value, "total_seconds", None)
    if seconds is not None and callable(seconds):
        return f"{seconds():g}"
    if not isinstance(value, str):
        return ""
    if is_all_placeholders(value):
        return f"placeholder({value!r:.80})"
    takes_expressions = converter is not plain_number
    if takes_expressions and value.startswith("$"):
        return f"path({value!r:.80})"
    if takes_expressions and is_jsonata(value):
        return f"jsonata({value[2:-2].strip()!r:.80})"
    return value.strip() if re.fullmatch(r"\s*-?\d{1,20}(?:\.\d{1,20})?\s*", value) else ""


def _whole(value: float) -> int:
    if value != int(value):
        raise AuthoringError(
            f"{value!r} is not an integer; write one", code=Mistake.WRONG_ARGUMENT_TYPE
        )
    return int(value)


def text(
    value: str | PathOperand | Path | Intrinsic | Jsonata | Unset,
) -> str | Path | Intrinsic | Jsonata | Unset:
    """A string, or how it is worked out."""
    if isinstance(value, PathOperand):
        return value.path
    if not isinstance(value, (str, Path, Intrinsic, Jsonata, Unset)):
        _refuse(value, "a string, a path, an intrinsic call or a JSONata expression", text)
    return value


def timestamp(
    value: str | datetime | PathOperand | Path | Jsonata | Unset,
) -> str | Path | Jsonata | Unset:
    """An RFC 3339 timestamp, or where to find it (ASL reference, section 1.4)."""
    if isinstance(value, PathOperand):
        return value.path
    if isinstance(value, str) and is_placeholder(value):
        return value
    if isinstance(value, (str, datetime)):
        return timestamp_text(value)
    if not isinstance(value, (Path, Jsonata, Unset)):
        _refuse(value, "a timestamp, a path or a JSONata expression", timestamp)
    return value


def _payload(
    value: Template | Unset, field: str, *, in_jsonata: bool = False, in_either: bool = False
) -> Frozen:
    """A payload template: an object, or one JSONata expression (ASL reference, section 1.6)."""
    if value is UNSET or isinstance(value, ServiceParameters):
        return value
    frozen = freeze_template(value, field, in_jsonata=in_jsonata, in_either=in_either)
    if isinstance(frozen, (Path, Intrinsic)) and not in_jsonata:
        raise AuthoringTypeError(
            f"'{field}' is an object whose members may be paths; to pass one value on as it is, "
            "write input_path=path(...)",
            code=Mistake.MISPLACED_EXPRESSION,
        )
    return frozen


def parameters(value: Template | Unset) -> Frozen:
    """The value of ``parameters``."""
    return _payload(value, "parameters")


def arguments(value: Template | Unset) -> Frozen:
    """The value of ``arguments``."""
    return _payload(value, "arguments", in_jsonata=True)


def result_selector(value: Template | Unset) -> Frozen:
    """The value of ``result_selector``."""
    return _payload(value, "result_selector")


def item_selector(value: Template | Unset) -> Frozen:
    """The value of ``item_selector``."""
    return _payload(value, "item_selector", in_either=True)


def items(value: Elements | Mapping[str, Template] | Unset) -> Frozen:
    """The value of ``items``: an array, an object or one expression (ASL reference, section 7)."""
    given: object = value  # type checkers know that it is no string
    if isinstance(given, str) and not is_placeholder(given) and not is_jsonata(given):
        meant = repr(given[:80] if given.startswith("$") else "...")
        refuse_list(value, "items", "...", f"items=[...] or items=jsonata({meant})")
    return _payload(cast("Template | Unset", value), "items", in_jsonata=True)


def output(value: Template | Unset) -> Frozen:
    """The value of ``output``."""
    return _payload(value, "output", in_jsonata=True)


def assign(value: Mapping[str, Template] | Unset) -> Frozen:
    """The value of ``assign``: variable names and what they are set to."""
    return _payload(value, "assign", in_either=True)


def batch_input(value: Template | Unset) -> Frozen:
    """The value of ``batch_input``."""
    return _payload(value, "batch_input", in_either=True)


def literal(value: Json | Unset) -> Any:
    """Plain JSON, taken literally."""
    return value if value is UNSET else freeze_json(value, "result")


def query_language(
    value: Literal["JSONPath", "JSONata"] | Unset,
) -> Literal["JSONPath", "JSONata"] | Unset:
    """The name of a query language."""
    if value not in ("JSONPath", "JSONata", UNSET):
        raise AuthoringError(
            f"{value!r} is not a valid query language; write 'JSONPath' or 'JSONata'",
            code=Mistake.UNUSABLE_ARGUMENT,
        )
    return value


_NUMBERS: Final = (number, integer, plain_number)
