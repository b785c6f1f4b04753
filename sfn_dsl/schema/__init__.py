"""Does a definition have the shape of the States Language? If not: where, and what to write.

``schemas/asl.schema.json`` is the rule book (ASL reference, sections 1 to 7). ``jsonschema_rs``
decides, hundreds of times as fast; ``jsonschema`` explains, and is asked about one part of the
schema at one failed place at a time, so that it costs by the number of mistakes and not by the size
of the definition. The words come from the schema as well: a ``title`` names an object, a
``description`` says what to write.
"""

from sfn_dsl.definition.objects import DEPTH
from sfn_dsl.schema.rule_book import (
    JSONPATH_IN_JSONATA,
    MALFORMED,
    MISPLACED_FIELD,
    MISSING_FIELD,
    MORE,
    NO_SUCH_VALUE,
    OTHER_LANGUAGE,
    OUT_OF_RANGE,
    TOO_DEEP,
    UNFIT,
    UNKNOWN_FIELD,
    UNKNOWN_STATE_TYPE,
    WRONG_TYPE,
)
from sfn_dsl.schema.validator import REPORTED, check

__all__ = [
    "DEPTH",
    "JSONPATH_IN_JSONATA",
    "MALFORMED",
    "MISPLACED_FIELD",
    "MISSING_FIELD",
    "MORE",
    "NO_SUCH_VALUE",
    "OTHER_LANGUAGE",
    "OUT_OF_RANGE",
    "REPORTED",
    "TOO_DEEP",
    "UNFIT",
    "UNKNOWN_FIELD",
    "UNKNOWN_STATE_TYPE",
    "WRONG_TYPE",
    "check",
]
