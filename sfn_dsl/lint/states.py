"""The states of a definition: their tasks, templates, and retriers and catchers.

ASL reference, sections 1.6, 6.1, 6.2, 8.1 and 8.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import handlers
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.language import fields as table
from sfn_dsl.language.fields import Kind, QueryLanguage
from sfn_dsl.lint.subject import Subject

CALLBACK: Final = ".waitForTaskToken"

HTTP_ACTIONS: Final = ("http:invoke", "apigateway:invoke")
"""The actions that send a request with headers."""

STAND_IN: Final = re.compile(
    rf"{PLACEHOLDER.pattern}|\{{\{{[^{{}}]*\}}\}}|[#@]\{{[^{{}}]*\}}|\[+![^\s{{}}]*\]"
    r"|%[\w.:-]+%|@@?[\w.:-]+@@?|#[\w.:-]+#|\[\[[^\s{}\[\]]+\]\]"
)
"""What a tool replaces: ``${Name}``, ``{{ name }}``, ``%NAME%``, and the marks of a few others."""

IN_AN_ARN: Final = re.compile(r"<[\w .:/-]+>")
"""What is to be filled in by hand, as documents have it: ``arn:<PARTITION>:states:::...``."""

_WORD_OF_ANOTHER_TOOL: Final = re.compile(r"[A-Z0-9_]+|_\w*")

_PATH = re.compile(r"\$\$?(?:\.\.?[^\W\d]|\.?\[['\"\d*?])")
_VARIABLE = re.compile(r"\$([^\W\d]\w*)(?:[.\[].*)?", re.DOTALL)
_CALL = re.compile(r"States\.[A-Za-z0-9]+\(.*\)", re.DOTALL)
# Other services have paths too: an EventBridge rule's InputPath and InputPathsMap.
_OF_ANOTHER = re.compile(r"(?:path|paths|pathsmap|expression|query)$", re.IGNORECASE)

_TEXTUAL: Final = (str, dict, list)
_HOLDERS: Final = (dict, list)
_CATCHER: Final = "Catch"
_HANDLERS: Final = frozenset(("Catch", "Choices"))
# The fields of a Fail state that are literals and have a twin that takes a path.
_OF_FAIL: Final = ("Error", "Cause")
_INNER: Final = {
    "Map": (
        ("ItemReader", "Parameters"),
        ("ItemReader", "Arguments"),
        ("ResultWriter", "Parameters"),
        ("ResultWriter", "Arguments"),
        ("ItemBatcher", "BatchInput"),
    ),
    "Task": (("Credentials", "RoleArn"),),
}


@lru_cache(maxsize=256)
def is_filled_in_later(text: str) -> bool:
    """Return whether a text is a stand-in that some tool replaces by an ARN later."""
    if STAND_IN.search(text) or _WORD_OF_ANOTHER_TOOL.fullmatch(text):
        return True
    return text.startswith("arn:") and IN_AN_ARN.search(text) is not None


def states(subject: Subject) -> Sequence[StatePlace]:
    """Every state of the definition."""
    return subject.once(_states)


def _states(subject: Subject) -> Iterator[StatePlace]:
    return states_of(subject.definition.document, subject.scopes)


def tasks(subject: Subject) -> Sequence[StatePlace]:
    """Every Task state of the definition."""
    return subject.once(_tasks)


def _tasks(subject: Subject) -> Iterator[StatePlace]:
    return (place for place in states(subject) if place.state.get("Type") == "Task")


def strings(pointer: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """Every string inside a value: its pointer, the name of its member, and the string.

    The name is empty for elements of arrays.
    """
    pending = [(pointer, "", value)]
    while pending:
        pointer, name, value = pending.pop()
        if isinstance(value, str):
            yield pointer, name, value
        elif isinstance(value, dict):
            parts = [
                (child(pointer, key), key, part)
                for key, part in value.items()
                if isinstance(part, _TEXTUAL)
            ]
            pending.extend(reversed(parts))
        elif isinstance(value, list):
            elements = [
                (child(pointer, index), "", part)
                for index, part in enumerate(value)
                if isinstance(part, _TEXTUAL)
            ]
            pending.extend(reversed(elements))


def literals(
    pointer: str, value: Any, test: Callable[[str], object]
) -> Iterator[tuple[str, str, str]]:
    """The same of the strings that pass a test, without those that are paths by their names."""
    # Nearly always none does, and it takes no pointers to see that.
    if any(map(test, _literals(value))):
        for at, name, text in strings(pointer, value):
            if not name.endswith(".$") and test(text):
                yield at, name, text


def _literals(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    found: list[str] = []
    pending = [value]
    for part in pending:
        if isinstance(part, dict):
            for name, member in part.items():
                if isinstance(member, str):
                    if not name.endswith(".$"):
                        found.append(member)
                elif isinstance(member, _HOLDERS):
                    pending.append(member)
        elif isinstance(part, list):
            found += [each for each in part if isinstance(each, str)]
            pending += [each for each in part if isinstance(each, _HOLDERS)]
    return found


def texts(value: Any) -> list[str]:
    """Every string inside a value, which takes far less without the pointers."""
    found: list[str] = []
    pending = [value]
    for part in pending:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, dict):
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return found


# There is one for each, and a tuple with names takes half as long again to make.
@attrs.define(eq=False)
class Template:
    """A part of a state that may contain expressions of the state's query language."""

    place: StatePlace
    pointer: str
    value: Any


def templates(subject: Subject) -> Sequence[Template]:
    """Every part of a state that may contain expressions of its query language.

    Fields of the other language are for the schema to report.
    """
    return subject.once(_templates)


def _templates(subject: Subject) -> Iterator[Template]:
    for place in states(subject):
        state, pointer = place.state, place.pointer
        kind = str(state.get("Type"))
        for name in _template_fields(kind, place.language):
            if name in state:
                yield Template(place, f"{pointer}/{name}", state[name])
        for field, member in _INNER.get(kind, ()):
            part = state.get(field)
            if isinstance(part, dict) and member in part:
                yield Template(place, f"{pointer}/{field}/{member}", part[member])
        if _HANDLERS.isdisjoint(state):
            continue
        for at, handler in handlers(pointer, state):
            for name in _template_fields(_CATCHER, place.language):
                if name in handler:
                    yield Template(place, f"{at}/{name}", handler[name])


def literal_templates(subject: Subject, language: QueryLanguage) -> Iterator[tuple[str, Any]]:
    """Every template of the states in a language, and what a Fail state says in place of one."""
    for template in templates(subject):
        if template.place.language is language:
            yield template.pointer, template.value
    for place in states(subject) if "Fail" in subject.names else ():
        if place.language is language and place.state.get("Type") == "Fail":
            yield from ((place.at(name), place.state.get(name)) for name in _OF_FAIL)


@lru_cache(maxsize=64)
def _template_fields(kind: str, language: QueryLanguage) -> tuple[str, ...]:
    """The fields of a type of state, or of a catcher, that hold a template."""
    rows = table.CATCHER if kind == _CATCHER else table.STATES.get(kind, ())
    return tuple(
        row.name for row in rows if row.kind is Kind.TEMPLATE and row.only in (None, language)
    )


def headers(task: StatePlace) -> dict[str, object]:
    """The headers that a task sets, empty for tasks that send no request."""
    given = task.state.get(task.payload_field)
    is_request = task.call and task.call.action in HTTP_ACTIONS
    found = given.get("Headers") if is_request and isinstance(given, dict) else None
    return found if isinstance(found, dict) else {}


KINDS: Final[Mapping[str, str]] = {"Retry": "retrier", "Catch": "catcher"}
"""The fields that contain handlers, and what one of them is called."""


class Handler(NamedTuple):
    """A retrier or catcher, and whether it is the last of its list.

    ``names`` are the error names with their pointers, without anything else in the list.
    """

    pointer: str
    field: str
    value: dict[str, Any]
    names: tuple[tuple[str, str], ...]
    is_last: bool

    @property
    def kind(self) -> str:
        """What the handler is called."""
        return KINDS[self.field]


def handler_lists(subject: Subject) -> Sequence[tuple[StatePlace, list[Handler]]]:
    """Every list of retriers or catchers, with its state."""
    return subject.once(_handler_lists)


def _handler_lists(subject: Subject) -> Iterator[tuple[StatePlace, list[Handler]]]:
    for place in states(subject):
        for field in KINDS:
            if isinstance(place.state.get(field), list):
                yield place, _handlers(place, field)


def _handlers(place: StatePlace, field: str) -> list[Handler]:
    found, listed = [], place.state[field]
    for index, value in enumerate(listed):
        if isinstance(value, dict):
            pointer = f"{place.pointer}/{field}/{index}"
            is_last = index == len(listed) - 1
            found.append(Handler(pointer, field, value, _names(pointer, value), is_last))
    return found


def _names(pointer: str, handler: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = handler.get("ErrorEquals")
    if not isinstance(listed, list):
        return ()
    names = enumerate(listed)
    return tuple([(n, f"{pointer}/ErrorEquals/{i}") for i, n in names if isinstance(n, str)])


def belongs_to_another(field: str, pointer: str, text: str) -> bool:
    """Return whether a string inside a field may be a path that another service evaluates.

    No other service has calls of intrinsic functions.
    """
    if _CALL.fullmatch(text):
        return False
    names = pointer.removeprefix(field).split("/")
    return any(_OF_ANOTHER.search(name) for name in names[-2:])


def is_path_or_call(text: str) -> bool:
    """Return whether a text is a path or a call of an intrinsic function, and nothing else."""
    if "${" in text:
        return False
    try:
        if _PATH.match(text):
            Path(text)
        elif _CALL.fullmatch(text):
            # Most definitions have no calls.
            from sfn_dsl.expressions.intrinsics import parse_intrinsic

            parse_intrinsic(text)
        else:
            return False
    except AuthoringError:
        return False
    return True


def is_of_variable(text: str, variables: Container[str]) -> bool:
    """Return whether a text is a path that begins with one of the variables, and nothing else."""
    found = _VARIABLE.fullmatch(text)
    if found is None or found[1] not in variables or "${" in text:
        return False
    try:
        Path(text)
    except AuthoringError:
        return False
    return True
