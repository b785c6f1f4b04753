"""The fields of every object of the States Language, in the order in which they are written.

One row is one field: its name, what kind of value it takes, the query languages that have it, and
the name it has when its value is a path. The compiler, the lint rules and the importer read this
table; a test holds it and the JSON Schema to each other. (ASL reference, sections 1.1 to 1.4, 5,
6.1 and 7.)
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from typing import Final, NamedTuple


class QueryLanguage(enum.Enum):
    """The two languages in which a state can select and shape data."""

    JSONPATH = "JSONPath"
    JSONATA = "JSONata"

    # That of an enum takes three times as long, and these are looked up for every state.
    __hash__ = object.__hash__


class Kind(enum.Enum):
    """What kind of value a field takes, which decides how it is written and checked."""

    CONSTANT = "a string, number or boolean, never an expression"
    VALUE = "a constant, a path (by the field's path twin) or a JSONata expression"
    PATH = "a path"
    REFERENCE_PATH = "a path that names exactly one place"
    TEMPLATE = "a payload template, or JSON with JSONata expressions in it"
    JSON = "any JSON, taken literally"
    TARGET = "the name of a state in the same scope"
    ERROR_NAMES = "a list of error names"
    RETRIERS = "a list of retriers"
    CATCHERS = "a list of catchers"
    RULES = "a list of Choice rules"
    MACHINES = "a list of machines"
    MACHINE = "a machine"
    OBJECT = "an object with fields of its own"


class Field(NamedTuple):
    """One field of one kind of object.

    ``only`` is the one query language that has the field, None where both do. ``path_twin`` is the
    field's name when its value is a path in a JSONPath state. ``nullable`` says that ``null`` has
    a meaning of its own here.
    """

    name: str
    kind: Kind
    only: QueryLanguage | None = None
    path_twin: str | None = None
    nullable: bool = False
    required: bool = False
    fields: tuple[Field, ...] = ()


_P: Final = QueryLanguage.JSONPATH
_A: Final = QueryLanguage.JSONATA


def _constant(name: str, *, required: bool = False) -> Field:
    return Field(name, Kind.CONSTANT, required=required)


def _value(name: str) -> Field:
    return Field(name, Kind.VALUE, path_twin=f"{name}Path")


COMMENT: Final = _constant("Comment")
_TYPE: Final = _constant("Type", required=True)
_QUERY_LANGUAGE: Final = _constant("QueryLanguage")
_NEXT: Final = Field("Next", Kind.TARGET)
_END: Final = _constant("End")
_INPUT_PATH: Final = Field("InputPath", Kind.PATH, _P, nullable=True)
_OUTPUT_PATH: Final = Field("OutputPath", Kind.PATH, _P, nullable=True)
_PARAMETERS: Final = Field("Parameters", Kind.TEMPLATE, _P)
_ARGUMENTS: Final = Field("Arguments", Kind.TEMPLATE, _A)
_RESULT_SELECTOR: Final = Field("ResultSelector", Kind.TEMPLATE, _P)
_RESULT_PATH: Final = Field("ResultPath", Kind.REFERENCE_PATH, _P, nullable=True)
_OUTPUT: Final = Field("Output", Kind.TEMPLATE, _A)
_ASSIGN: Final = Field("Assign", Kind.TEMPLATE)

_ERROR_EQUALS: Final = Field("ErrorEquals", Kind.ERROR_NAMES, required=True)

RETRIER: Final = (
    _ERROR_EQUALS,
    _constant("IntervalSeconds"),
    _constant("MaxAttempts"),
    _constant("BackoffRate"),
    _constant("MaxDelaySeconds"),
    _constant("JitterStrategy"),
    COMMENT,
)

CATCHER: Final = (
    _ERROR_EQUALS,
    Field("Next", Kind.TARGET, required=True),
    _RESULT_PATH,
    _OUTPUT,
    _ASSIGN,
    COMMENT,
)

# What a top-level Choice rule has in addition to its test.
RULE: Final = (
    Field("Next", Kind.TARGET, required=True),
    _OUTPUT,
    _ASSIGN,
    COMMENT,
)

CREDENTIALS: Final = (Field("RoleArn", Kind.TEMPLATE, required=True),)

READER_CONFIG: Final = (
    _constant("InputType"),
    _constant("Transformation"),
    _constant("ManifestType"),
    _constant("CSVHeaderLocation"),
    Field("CSVHeaders", Kind.JSON),
    _constant("CSVDelimiter"),
    _value("MaxItems"),
    _constant("ItemsPointer"),
)

ITEM_READER: Final = (
    _constant("Resource", required=True),
    Field("ReaderConfig", Kind.OBJECT, fields=READER_CONFIG),
    _PARAMETERS,
    _ARGUMENTS,
)

ITEM_BATCHER: Final = (
    _value("MaxItemsPerBatch"),
    _value("MaxInputBytesPerBatch"),
    Field("BatchInput", Kind.TEMPLATE),
)

WRITER_CONFIG: Final = (_constant("Transformation"), _constant("OutputType"))

RESULT_WRITER: Final = (
    _constant("Resource"),
    Field("WriterConfig", Kind.OBJECT, fields=WRITER_CONFIG),
    _PARAMETERS,
    _ARGUMENTS,
)

PROCESSOR_CONFIG: Final = (_constant("Mode"), _constant("ExecutionType"))

_RETRY_AND_CATCH: Final = (
    Field("Retry", Kind.RETRIERS, fields=RETRIER),
    Field("Catch", Kind.CATCHERS, fields=CATCHER),
)
_RESULT_FIELDS: Final = (_RESULT_SELECTOR, _RESULT_PATH, _OUTPUT_PATH, _OUTPUT, _ASSIGN)
_ONWARD: Final = (_NEXT, _END)

_TASK: Final = (
    _constant("Resource", required=True),
    Field("Credentials", Kind.OBJECT, fields=CREDENTIALS),
    _INPUT_PATH,
    _PARAMETERS,
    _ARGUMENTS,
    _value("TimeoutSeconds"),
    _value("HeartbeatSeconds"),
    *_RESULT_FIELDS,
    *_RETRY_AND_CATCH,
    *_ONWARD,
)

_PARALLEL: Final = (
    _INPUT_PATH,
    _PARAMETERS,
    _ARGUMENTS,
    Field("Branches", Kind.MACHINES, required=True),
    *_RESULT_FIELDS,
    *_RETRY_AND_CATCH,
    *_ONWARD,
)

_MAP: Final = (
    _INPUT_PATH,
    Field("ItemsPath", Kind.REFERENCE_PATH, _P),
    Field("Items", Kind.TEMPLATE, _A),
    Field("ItemReader", Kind.OBJECT, fields=ITEM_READER),
    Field("ItemSelector", Kind.TEMPLATE),
    _PARAMETERS,
    Field("ItemBatcher", Kind.OBJECT, fields=ITEM_BATCHER),
    _value("MaxConcurrency"),
    _value("ToleratedFailurePercentage"),
    _value("ToleratedFailureCount"),
    _constant("Label"),
    Field("ItemProcessor", Kind.MACHINE),
    Field("Iterator", Kind.MACHINE),
    Field("ResultWriter", Kind.OBJECT, fields=RESULT_WRITER),
    *_RESULT_FIELDS,
    *_RETRY_AND_CATCH,
    *_ONWARD,
)

_PASS: Final = (
    _INPUT_PATH,
    _PARAMETERS,
    Field("Result", Kind.JSON, _P, nullable=True),
    _RESULT_PATH,
    _OUTPUT_PATH,
    _OUTPUT,
    _ASSIGN,
    *_ONWARD,
)

_WAIT: Final = (
    _value("Seconds"),
    _value("Timestamp"),
    _INPUT_PATH,
    _OUTPUT_PATH,
    _OUTPUT,
    _ASSIGN,
    *_ONWARD,
)

_CHOICE: Final = (
    _INPUT_PATH,
    _OUTPUT_PATH,
    _OUTPUT,
    _ASSIGN,
    Field("Choices", Kind.RULES, required=True, fields=RULE),
    Field("Default", Kind.TARGET),
)

_SUCCEED: Final = (_INPUT_PATH, _OUTPUT_PATH, _OUTPUT)

_FAIL: Final = (_value("Error"), _value("Cause"))

_EVERY_STATE: Final = (_TYPE, COMMENT, _QUERY_LANGUAGE)

STATES: Final[Mapping[str, tuple[Field, ...]]] = {
    "Task": _EVERY_STATE + _TASK,
    "Parallel": _EVERY_STATE + _PARALLEL,
    "Map": _EVERY_STATE + _MAP,
    "Pass": _EVERY_STATE + _PASS,
    "Wait": _EVERY_STATE + _WAIT,
    "Choice": _EVERY_STATE + _CHOICE,
    "Succeed": _EVERY_STATE + _SUCCEED,
    "Fail": _EVERY_STATE + _FAIL,
}

MACHINE: Final = (
    COMMENT,
    _QUERY_LANGUAGE,
    _constant("Version"),
    _constant("TimeoutSeconds"),
    Field("ProcessorConfig", Kind.OBJECT, fields=PROCESSOR_CONFIG),
    Field("StartAt", Kind.TARGET, required=True),
    Field("States", Kind.OBJECT, required=True),
)
"""The fields of a machine. ProcessorConfig stands only in a Map's ItemProcessor, which has no
QueryLanguage; Version and TimeoutSeconds only at the top."""

NUMBERS: Final = frozenset(
    (
        "BackoffRate",
        "HeartbeatSeconds",
        "IntervalSeconds",
        "MaxAttempts",
        "MaxConcurrency",
        "MaxDelaySeconds",
        "MaxInputBytesPerBatch",
        "MaxItems",
        "MaxItemsPerBatch",
        "Seconds",
        "TimeoutSeconds",
        "ToleratedFailureCount",
        "ToleratedFailurePercentage",
    )
)
"""The fields that take a number."""

_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake_case(name: str) -> str:
    """A field's name as a Python name: ``CSVHeaderLocation`` is ``csv_header_location``."""
    return _WORD.sub("_", name).lower()
