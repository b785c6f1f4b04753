"""PyYAML's parsing of a text, and what it refuses in words that say what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from sfn_dsl.definition.positions import JsonText
from sfn_dsl.errors import refuse
from sfn_dsl.origin import Position

# PyYAML has two parsers, which report these characters differently, and not always with the place.
_UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
# What PyYAML says since 6.0.4, before it has told of the values around.
_TOO_DEEP: Final = "maximum nesting depth"
_ADVICE: Final = "look at the indentation, brackets and quotes here"


def yaml_events(text: JsonText) -> Iterator[Any]:
    """The events of parsing a text: where each scalar, object and array starts and ends.

    Raises SourceError for text that is not YAML, and when PyYAML is not installed.
    """
    try:
        # Few sources are YAML, and nobody else shall pay for its parser.
        import yaml
    except ImportError:
        refuse("SFN106", "reading YAML needs PyYAML; run: pip install 'sfn_dsl[yaml]'", None)
    if found := _UNWRITABLE.search(text.text):
        _refuse_character(text, found)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text.text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        _refuse_marked(text, error)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if _TOO_DEEP in str(error):
            refuse_nesting(text.at(0))
        # The parser written in Python lets some of what it calls raise as it does.
        refuse("SFN103", f"this is not YAML: {error}; {_ADVICE}", text.at(0))


def refuse_nesting(position: Position | None) -> NoReturn:
    """Refuse a document that is nested too deeply, as Step Functions does."""
    refuse(
        "SFN801",
        "objects and arrays are nested too deeply to be read, and Step Functions refuses deep "
        "nesting; split the machine and start the parts with states:startExecution",
        position,
    )


def _refuse_character(text: JsonText, found: re.Match[str]) -> NoReturn:
    number = ord(found[0])
    refuse(
        "SFN103",
        f'the character U+{number:04X} cannot stand in YAML; write "\\u{number:04x}" in double '
        "quotes",
        text.at(found.start()),
    )


def _refuse_marked(text: JsonText, error: Any) -> NoReturn:
    mark = error.problem_mark or error.context_mark
    place = min(mark.index, len(text.text)) if mark else 0
    problem = error.problem or error.context or "it cannot be parsed"
    if _TOO_DEEP in problem:
        refuse_nesting(text.at(place))
    if "cannot start any token" not in problem:
        message = f"this is not YAML: {problem}; {_ADVICE}"
    elif text.text.startswith("\t", place):
        message = "a tab cannot indent YAML; indent with spaces"
    else:
        message = f"'{text.text[place : place + 1]}' cannot start a value; put the value in quotes"
    refuse("SFN103", message, text.at(place))
