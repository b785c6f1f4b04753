"""Placeholders where no string is wanted; what is filled in between quotes is a string."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.definition import Definition
from sfn_dsl.definition.definition import Authored, as_written
from sfn_dsl.definition.pointers import child
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.expressions.placeholders import Unquoted, UnquotedInYaml, is_all_placeholders
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, ValueKind
from sfn_dsl.language.fields import NUMBERS
from sfn_dsl.schema.rule_book import WRONG_TYPE

# What AWS wants in the fields and comparisons that take no string.
_WANTED: Final[Mapping[str, str]] = {
    **dict.fromkeys(NUMBERS, "a number"),
    **dict.fromkeys(TYPE_TESTS, "true or false"),
    **{
        name: "a number" if operator.kind is ValueKind.NUMBER else "true or false"
        for name, operator in OPERATORS.items()
        if operator.kind in (ValueKind.NUMBER, ValueKind.BOOLEAN) and not operator.operand_is_path
    },
}
# A variable of the Serverless Framework that has text for a value, with quotes or without. (Its
# guide "Variables".)
_TEXT_VARIABLE: Final = re.compile(r"\$\{(?:cf|env|opt|s3|sls|ssm)(?:\([^()]*\))?:(?!:)")
# What an author writes as they like, where these names mean nothing.
_PAYLOADS: Final = frozenset(
    {
        *("Parameters", "Arguments", "Result", "ResultSelector", "ItemSelector", "Assign"),
        *("Output", "BatchInput", "Items"),
    }
)


# In compact JSON: what stands behind the name of a member that begins with a placeholder in quotes.
_BEHIND_NAME: Final = '":"${'


def may_be_quoted(text: str) -> bool:
    """Return whether a document with this compact JSON, empty if unknown, may have any."""
    if not text:
        return True
    end = text.find(_BEHIND_NAME)
    while end >= 0:
        if text[text.rfind('"', 0, end) + 1 : end] in _WANTED:
            return True
        end = text.find(_BEHIND_NAME, end + 1)
    return False


def quoted_placeholders(definition: Definition) -> Iterator[Diagnostic]:
    """A warning for each; in Python, a placeholder for a number is written without quotes anyway.

    Some tools fill in a value of its own type, so it is no error. With text beside the placeholder
    it is one, of the schema.
    """
    if isinstance(as_written(definition.source), Authored):
        return
    for pointer, name, text in placeholders(definition):
        if not isinstance(text, (Unquoted, UnquotedInYaml)):
            yield _finding(name, text, pointer, definition)


def unfilled_number(definition: Definition) -> tuple[str, str] | None:
    """The pointer of a placeholder that stands for a number, true or false, and what is wanted.

    None where all of them are filled in.
    """
    found = next(placeholders(definition), None)
    return (found[0], _WANTED[found[1]]) if found else None


def placeholders(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """The placeholders where no string is wanted: the pointer, the field's name, the text."""
    pending: list[tuple[str, Any, bool]] = [("", definition.document, False)]
    while pending:
        pointer, value, has_states = pending.pop()
        if isinstance(value, list):
            pending += [(child(pointer, i), one, False) for i, one in enumerate(value)]
        elif isinstance(value, dict):
            for name, member in value.items():
                if isinstance(member, (dict, list)):
                    if has_states or name not in _PAYLOADS:
                        is_states = not has_states and name == "States"
                        pending.append((child(pointer, name), member, is_states))
                elif name in _WANTED and is_all_placeholders(member) and not is_jsonata(member):
                    yield child(pointer, name), name, member


def _finding(name: str, text: str, pointer: str, definition: Definition) -> Diagnostic:
    is_text = _TEXT_VARIABLE.search(text) is not None
    message = (
        f"'{name}' is '{text}', which is always text, and AWS wants {_WANTED[name]}; write the "
        "value here, or refer to one in a file, as in ${self:custom.NAME}"
        if is_text
        else f"'{name}' holds the placeholder '{text}' in quotes, which becomes a string, and AWS "
        f"wants {_WANTED[name]}; {_advice(name, text, definition)}"
    )
    position = definition.source.locate(pointer)
    return Diagnostic(WRONG_TYPE, Severity.WARNING, message, pointer, position)


def _advice(name: str, text: str, definition: Definition) -> str:
    # Most definitions are not YAML.
    from sfn_dsl.definition.yaml.reading import YamlText

    if isinstance(as_written(definition.source), YamlText):
        return f"write {name}: {text} without quotes"
    return f'write "{name}": {text} in a file or a text with the definition'
