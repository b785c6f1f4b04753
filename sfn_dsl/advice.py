"""How a finding spells what to write: as JSON, or as the Python that the definition was built by.

A finding about a Python source that says ``'order.$'`` sends its author to something the compiler
refuses; there it is ``path("$.order")``. What a rule advises goes through an `Advice`, and
`advice_for` chooses it by the source.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Final, Literal, Protocol

from sfn_dsl.definition import Source
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.sources import Authored

Spot = Literal["member", "element", "field"]
"""Where a value stands: a member of a template, an element of an array, or the field itself."""

_WAITS: Final = {".sync": "sync", ".sync:2": "sync:2", ".waitForTaskToken": "task_token"}
_TWINS: Final = ("Error", "Cause")
_QUOTED: Final = re.compile(r"'(\w+)(?:\.\$)?'(: true)?|'\{% … %\}'|'\{%'|'%\}'")


class Advice(Protocol):
    """The spelling of one language. Names come from the States Language's tables."""

    def field(self, name: str) -> str:
        """A field, in quotes: ``'TimeoutSeconds'`` or ``'timeout_seconds'``."""

    def item(self, field: str, index: str = "") -> str:
        """A field, or an item of it, without quotes: ``Catch[0]`` or ``catch[0]``."""

    def setting(self, name: str, value: str | bool) -> str:
        """A field with its value: ``"End": true`` or ``end=True``."""

    def member(self, name: str) -> str:
        """A member of a template, in quotes: ``'order.$'`` or ``'order'``."""

    def path(self, text: str) -> str:
        """A path or a call of an intrinsic function: ``'$.order'`` or ``path("$.order")``."""

    def from_path(self, name: str, text: str, spot: Spot) -> str:
        """What to write so that a value is taken from a path: the whole clause."""

    def entry(self, name: str, text: str) -> str:
        """A member with its expression: ``"a.$": "$.a"`` or ``"a": path("$.a")``."""

    def variable(self, name: str) -> str:
        """A variable: ``'$total'`` or ``variable("total")``."""

    def jsonata(self, text: str) -> str:
        """A JSONata expression: ``'{% $x %}'`` or ``jsonata("$x")``."""

    def operator(self, name: str) -> str:
        """An operator of Choice rules, in quotes: ``'NumericLessThan'`` or ``'<'``."""

    def wait(self, suffix: str) -> str:
        """What a task waits for: ``'.waitForTaskToken'`` or ``wait="task_token"``."""

    def distributed(self) -> str:
        """What to write so that a Map becomes a distributed one: the whole clause."""

    def place(self, pointer: str) -> str:
        """A part of the definition: its JSON pointer, or ``choices[0] of 'Route'``.

        A state is told with what it stands in, since another may have its name.
        """

    def text(self, description: str) -> str:
        """A description of the schema, in which names of fields stand in quotes."""


def advice_for(source: Source) -> Advice:
    """The spelling of the language that a source is written in."""
    return PYTHON if isinstance(source, Authored) else ASL


class _Asl:
    """JSON, and YAML, which says the same in other signs."""

    def field(self, name: str) -> str:
        return f"'{name}'"

    def item(self, field: str, index: str = "") -> str:
        return f"{field}[{index}]" if index else field

    def setting(self, name: str, value: str | bool) -> str:
        return f"{json.dumps(name)}: {json.dumps(value)}"

    def member(self, name: str) -> str:
        return f"'{name}'"

    def path(self, text: str) -> str:
        return f"'{text}'"

    def from_path(self, name: str, text: str, spot: Spot) -> str:
        if spot == "field" and name in _TWINS:
            return f"write '{name}Path'"
        if spot == "field":
            return "write an object with a name that ends in '.$'"
        if spot == "element":
            return "make the array with 'States.Array' under a name that ends in '.$'"
        return f"write '{name}.$' as the name"

    def entry(self, name: str, text: str) -> str:
        if text.startswith("$states"):
            return f'"{name}": "{{% {text} %}}"'
        return f'"{name}.$": "{text}"'

    def variable(self, name: str) -> str:
        return f"'${name}'"

    def jsonata(self, text: str) -> str:
        return f"'{{% {text} %}}'"

    def operator(self, name: str) -> str:
        return f"'{name}'"

    def wait(self, suffix: str) -> str:
        return f"'{suffix}'"

    def distributed(self) -> str:
        return "set 'Mode' in 'ProcessorConfig' to 'DISTRIBUTED'"

    def place(self, pointer: str) -> str:
        return pointer

    def text(self, description: str) -> str:
        return description


class _Python:
    """The names and functions of `sfn_dsl`."""

    def field(self, name: str) -> str:
        return f"'{_keyword(name)}'"

    def item(self, field: str, index: str = "") -> str:
        return f"{_keyword(field)}[{index}]" if index else _keyword(field)

    def setting(self, name: str, value: str | bool) -> str:
        return f"{_keyword(name)}={value if isinstance(value, bool) else json.dumps(value)}"

    def member(self, name: str) -> str:
        return f"'{name.removesuffix('.$')}'"

    def path(self, text: str) -> str:
        if text.startswith("$$"):
            return f"context({json.dumps(text[2:].removeprefix('.'))})"
        if text.startswith("States."):
            return f"intrinsics.parse({json.dumps(text)})"
        is_variable = text[:1] == "$" and text[1:2] not in ("", ".", "[")
        return self.variable(text[1:]) if is_variable else f"path({json.dumps(text)})"

    def from_path(self, name: str, text: str, spot: Spot) -> str:
        found = self.path(text)
        if spot == "field" and name in _TWINS:
            return f"write {_keyword(name)}={found}"
        if spot == "field":
            return f"write a dict with {found} as a value"
        return (
            f"make the array with intrinsics.array({found})"
            if spot == "element"
            else (f"write {found}")
        )

    def entry(self, name: str, text: str) -> str:
        found = self.jsonata(text) if text.startswith("$states") else self.path(text)
        return f"{json.dumps(name)}: {found}"

    def variable(self, name: str) -> str:
        return f"variable({json.dumps(name)})"

    def jsonata(self, text: str) -> str:
        return f"jsonata({json.dumps(text)})"

    def operator(self, name: str) -> str:
        return f"'{_operators().get(name) or _keyword(name)}'"

    def wait(self, suffix: str) -> str:
        known = _WAITS.get(suffix)
        return f'wait="{known}"' if known else f"'{suffix}'"

    def distributed(self) -> str:
        return 'write processor_config=ProcessorConfig("DISTRIBUTED", ...)'

    def place(self, pointer: str) -> str:
        parts = tokens(pointer)
        at = _innermost_state(parts)
        if at is None:
            return "the top level"
        if len(parts) > at + 1:
            inner = [part for part in parts[at + 1 :] if part not in _operators()]
            steps = [f"[{part}]" if part.isdecimal() else f".{_keyword(part)}" for part in inner]
            return f"{''.join(steps).removeprefix('.')} of '{parts[at]}'"
        around = _innermost_state(parts[: at - 1])
        if around is None:
            return f"'{parts[at]}' at the top level"
        branch = parts[around + 1 : at - 1]
        return f"'{parts[at]}' in {self.item(branch[0], *branch[1:])} of '{parts[around]}'"

    def text(self, description: str) -> str:
        return _QUOTED.sub(self._respelt, description)

    def _respelt(self, found: re.Match[str]) -> str:
        name, is_true = found[1], found[2]
        if name is None:
            return "jsonata(...)"
        if is_true:
            return self.setting(name, True)
        if name in _operators():
            return self.operator(name)
        return self.field(name) if name in _fields() else found[0]


ASL: Final[Advice] = _Asl()
PYTHON: Final[Advice] = _Python()


def _innermost_state(parts: tuple[str, ...]) -> int | None:
    """Where in a pointer the name of the innermost state stands, None where there is none."""
    return next((at for at in range(len(parts) - 1, 0, -1) if parts[at - 1] == "States"), None)


def _keyword(name: str) -> str:
    """The argument for a field; a path's twin is the same argument with a path as its value."""
    from sfn_dsl.language.names import snake_case

    return snake_case(_fields().get(name, name))


@cache
def _fields() -> dict[str, str]:
    """The fields of the States Language, path twins under the name of the field they belong to."""
    from sfn_dsl.language import fields as table

    rows = [*table.MACHINE, *(row for kind in table.STATES.values() for row in kind)]
    found: dict[str, str] = {}
    while rows:
        row = rows.pop()
        rows += row.fields
        found[row.name] = row.name
        if row.path_twin:
            found[row.path_twin] = row.name
    return found


@cache
def _operators() -> dict[str, str]:
    """How Python writes the operators of Choice rules."""
    from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation
    from sfn_dsl.language.names import snake_case

    signs = {
        Relation.EQUALS: "==",
        Relation.LESS_THAN: "<",
        Relation.GREATER_THAN: ">",
        Relation.LESS_THAN_EQUALS: "<=",
        Relation.GREATER_THAN_EQUALS: ">=",
        Relation.MATCHES: "matches",
    }
    compared = {name: signs[operator.relation] for name, operator in OPERATORS.items()}
    tests = {name: snake_case(name) for name in TYPE_TESTS}
    return {**compared, **tests, "And": "&", "Or": "|", "Not": "~", "Variable": "path"}
