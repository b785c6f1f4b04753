"""The spelling of what to write in Python: the names and functions of `sfn_dsl`."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Final

from sfn_dsl.advice.asl import TWINS, Advice, Spot
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation
from sfn_dsl.language.fields import snake_case

_WAITS: Final = {".sync": "sync", ".sync:2": "sync:2", ".waitForTaskToken": "task_token"}
_QUOTED: Final = re.compile(
    r"'(\w+)(?:\.\$)?'(: true)?|'(\$[^']*|States\.\w+\(\))'|'\{% … %\}'|'\{%'|'%\}'"
)


class PythonAdvice(Advice):
    """The spelling of Python."""

    def field(self, name: str) -> str:
        """``'timeout_seconds'``."""
        return f"'{_keyword(name)}'"

    def item(self, field: str, index: str = "") -> str:
        """``catch[0]``."""
        return f"{_keyword(field)}[{index}]" if index else _keyword(field)

    def setting(self, name: str, value: str | bool) -> str:
        """``end=True``."""
        return f"{_keyword(name)}={value if isinstance(value, bool) else json.dumps(value)}"

    def member(self, name: str) -> str:
        """``'order'``, without the ``.$`` that the compiler adds."""
        return f"'{name.removesuffix('.$')}'"

    def path(self, text: str) -> str:
        """``path("$.order")``, ``variable("total")``, ``context("Task.Token")``."""
        if text.startswith("$$"):
            return f"context({json.dumps(text[2:].removeprefix('.'))})"
        if text.startswith("States."):
            return f"intrinsics.parse({json.dumps(text)})"
        is_variable = text[:1] == "$" and text[1:2] not in ("", ".", "[")
        return self.variable(text[1:]) if is_variable else f"path({json.dumps(text)})"

    def from_path(self, name: str, text: str, spot: Spot) -> str:
        """``write path("$.order")``."""
        found = self.path(text)
        if spot == "field" and name in TWINS:
            return f"write {_keyword(name)}={found}"
        if spot == "field":
            return f"write a dict with {found} as a value"
        if spot == "element":
            return f"make the array with intrinsics.array({found})"
        return f"write {found}"

    def entry(self, name: str, text: str) -> str:
        """``"a": path("$.a")``."""
        found = self.jsonata(text) if text.startswith("$states") else self.path(text)
        return f"{json.dumps(name)}: {found}"

    def variable(self, name: str) -> str:
        """``variable("total")``."""
        return f"variable({json.dumps(name)})"

    def jsonata(self, text: str) -> str:
        """``jsonata("$x")``."""
        return f"jsonata({json.dumps(text)})"

    def operator(self, name: str) -> str:
        """``'<'``."""
        return f"'{_operators().get(name) or _keyword(name)}'"

    def operand(self, operator: str, text: str) -> str:
        """``write path("$.b")``."""
        return f"write {self.path(text)}"

    def wait(self, suffix: str) -> str:
        """``wait="task_token"``."""
        known = _WAITS.get(suffix)
        return f'wait="{known}"' if known else f"'{suffix}'"

    def distributed(self) -> str:
        """The clause that makes a Map distributed."""
        return 'write processor_config=ProcessorConfig("DISTRIBUTED", ...)'

    def place(self, pointer: str) -> str:
        """``choices[0] of 'Route'``."""
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
        """The description, with fields as arguments."""
        return _QUOTED.sub(self._respelt, description)

    def _respelt(self, found: re.Match[str]) -> str:
        name, is_true, path = found.groups()
        if path is not None:
            return self.path(path)
        if name is None:
            return "jsonata(...)"
        if is_true:
            return self.setting(name, True)
        if name in _operators():
            return self.operator(name)
        return self.field(name) if name in _fields() else found[0]


def _innermost_state(parts: tuple[str, ...]) -> int | None:
    """Where in a pointer the name of the innermost state stands, None where there is none."""
    return next((at for at in range(len(parts) - 1, 0, -1) if parts[at - 1] == "States"), None)


def _keyword(name: str) -> str:
    """The argument for a field; a path's twin is the same argument with a path as its value."""
    return snake_case(_fields().get(name, name))


@cache
def _fields() -> dict[str, str]:
    """The fields of the States Language, path twins under the name of the field they belong to."""
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
    return {
        **compared,
        **tests,
        "And": "&",
        "Or": "|",
        "Not": "~",
        "Variable": "path",
        "Condition": "condition",
    }
