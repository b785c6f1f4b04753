"""What a member means when it is left out, written once for each kind of object.

Left out, ``null`` and the default are three different things: a definition says what its author
wrote, and only what reads it for meaning consults this table. A value that is merely usual, or
that depends on the service (the one-year limit of an execution), is no default.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl.language import fields
from sfn_dsl.language.fields import Field


class Inherited(enum.Enum):
    """A default that is written elsewhere in the definition."""

    TOP_LANGUAGE = "the query language of the whole machine"


@attrs.frozen
class Default:
    """The value that a member has when it is left out.

    ``unless`` names members with which there is no default, unless they have this value too:
    the one that says the same as a path, and those that are read together with this one.
    ``section`` is that of the ASL reference.
    """

    member: str
    value: Any
    section: str
    unless: tuple[str, ...] = ()


def _tolerance(other: str) -> tuple[str, ...]:
    return (f"ToleratedFailure{other}", f"ToleratedFailure{other}Path")


# By the kind of object that holds the member. A default of `State` holds for every type of state
# that has the member; which those are, and in which query language, the table of fields says.
DEFAULTS: Final[Mapping[str, tuple[Default, ...]]] = {
    "Machine": (
        Default("QueryLanguage", "JSONPath", "1.1"),
        Default("Version", "1.0", "1.1"),
    ),
    "Branch": (Default("QueryLanguage", Inherited.TOP_LANGUAGE, "1.3"),),
    "ItemProcessor": (
        Default("QueryLanguage", Inherited.TOP_LANGUAGE, "1.3"),
        Default("ProcessorConfig", {}, "7.1"),
    ),
    "ProcessorConfig": (Default("Mode", "INLINE", "7.1"),),
    "State": (
        # Not the language of the enclosing Map or Parallel state.
        Default("QueryLanguage", Inherited.TOP_LANGUAGE, "1.3"),
        Default("InputPath", "$", "2.1"),
        Default("OutputPath", "$", "2.1"),
        Default("ResultPath", "$", "2.1"),
        # The language's specification says 60 seconds; AWS waits practically for ever.
        Default("TimeoutSeconds", 99_999_999, "1.4"),
        Default("Retry", [], "6.1"),
        Default("Catch", [], "6.1"),
        Default("ItemsPath", "$", "7.1"),
        Default("MaxConcurrency", 0, "7.1"),
        # No tolerance is the default of both together; with the other one, none means no limit.
        Default("ToleratedFailurePercentage", 0, "7.6", _tolerance("Count")),
        Default("ToleratedFailureCount", 0, "7.6", _tolerance("Percentage")),
    ),
    "Retrier": (
        Default("IntervalSeconds", 1, "6.1"),
        Default("MaxAttempts", 3, "6.1"),
        Default("BackoffRate", 2.0, "6.1"),
        Default("JitterStrategy", "NONE", "6.1"),
    ),
    "Catcher": (Default("ResultPath", "$", "6.1"),),
    "ItemReader": (Default("ReaderConfig", {}, "7.3"),),
    "ReaderConfig": (
        Default("Transformation", "NONE", "7.3"),
        Default("CSVDelimiter", "COMMA", "7.3"),
    ),
}

_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "Machine": fields.MACHINE,
    "Branch": fields.MACHINE,
    "ItemProcessor": fields.MACHINE,
    "ProcessorConfig": fields.PROCESSOR_CONFIG,
    "Retrier": fields.RETRIER,
    "Catcher": fields.CATCHER,
    "ItemReader": fields.ITEM_READER,
    "ReaderConfig": fields.READER_CONFIG,
    **fields.STATES,
}


@cache
def defaults_of(holder: str, language: str | None) -> Mapping[str, Default]:
    """The defaults of one kind of object where the given query language is spoken, by member.

    ``holder`` is a key of `DEFAULTS` or a type of state. A kind that the language does not know
    has none; where the query language is not known, what only one of the two has has none either.
    """
    found = {}
    by_name = {field.name: field for field in _FIELDS.get(holder, ())}
    for default in DEFAULTS["State" if holder in fields.STATES else holder] if by_name else ():
        field = by_name.get(default.member)
        if field and (field.only is None or field.only.value == language):
            twin = (field.path_twin,) if field.path_twin else ()
            found[default.member] = attrs.evolve(default, unless=(*default.unless, *twin))
    return found
