"""The spelling of what to write in a definition: JSON or YAML."""

from __future__ import annotations

import json
from typing import Final, Literal

Spot = Literal["member", "element", "field"]
"""Where a value is: a member of a template, an element of an array, or the field itself."""

TWINS: Final = ("Error", "Cause")
"""The fields of a Fail state that have a twin for a path."""


class Advice:
    """The spelling of JSON and YAML, with the same names; another language overrides it all."""

    def field(self, name: str) -> str:
        """A field, in quotes: ``'TimeoutSeconds'`` or ``'timeout_seconds'``."""
        return f"'{name}'"

    def item(self, field: str, index: str = "") -> str:
        """A field, or an item of it, without quotes: ``Catch[0]`` or ``catch[0]``."""
        return f"{field}[{index}]" if index else field

    def setting(self, name: str, value: str | bool) -> str:
        """A field with its value: ``"End": true`` or ``end=True``."""
        return f"{json.dumps(name)}: {json.dumps(value)}"

    def member(self, name: str) -> str:
        """A member of a template, in quotes: ``'order.$'`` or ``'order'``."""
        return f"'{name}'"

    def path(self, text: str) -> str:
        """A path or a call of an intrinsic function: ``'$.order'`` or ``path("$.order")``."""
        return f"'{text}'"

    def from_path(self, name: str, text: str, spot: Spot) -> str:
        """What to write so that a value is taken from a path: the whole clause."""
        if spot == "field" and name in TWINS:
            return f"write '{name}Path'"
        if spot == "field":
            return "write an object with a name that ends in '.$'"
        if spot == "element":
            return "make the array with 'States.Array' under a name that ends in '.$'"
        return f"write '{name}.$' as the name"

    def entry(self, name: str, text: str) -> str:
        """A member with its expression: ``"a.$": "$.a"`` or ``"a": path("$.a")``."""
        if text.startswith("$states"):
            return f'"{name}": "{{% {text} %}}"'
        return f'"{name}.$": "{text}"'

    def variable(self, name: str) -> str:
        """A variable: ``'$total'`` or ``variable("total")``."""
        return f"'${name}'"

    def jsonata(self, text: str) -> str:
        """A JSONata expression: ``'{% $x %}'`` or ``jsonata("$x")``."""
        return f"'{{% {text} %}}'"

    def operator(self, name: str) -> str:
        """An operator of Choice rules, in quotes: ``'NumericLessThan'`` or ``'<'``."""
        return f"'{name}'"

    def operand(self, operator: str, text: str) -> str:
        """What to write to compare with what a path selects: the whole clause."""
        return f"write '{operator}Path'"

    def wait(self, suffix: str) -> str:
        """What a task waits for: ``'.waitForTaskToken'`` or ``wait="task_token"``."""
        return f"'{suffix}'"

    def distributed(self) -> str:
        """What to write so that a Map becomes a distributed one: the whole clause."""
        return "set 'Mode' in 'ProcessorConfig' to 'DISTRIBUTED'"

    def place(self, pointer: str) -> str:
        """A part of the definition: its JSON pointer, or ``choices[0] of 'Route'``.

        A state is named with the machine that contains it, since another may have its name.
        """
        return pointer

    def text(self, description: str) -> str:
        """A description of the schema, in which names of fields stand in quotes."""
        return description
