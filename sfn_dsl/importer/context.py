"""What the source of one file has so far: its imports, names and constants."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sfn_dsl.definition.states import language_of
from sfn_dsl.importer.layout import Node, Text
from sfn_dsl.importer.lifting import constant_hint, is_worth_a_name, policy_hint
from sfn_dsl.importer.literals import Names, quoted
from sfn_dsl.language.error_names import States
from sfn_dsl.language.fields import QueryLanguage

_PACKAGE = "sfn_dsl"
_DISTRIBUTED = frozenset(
    ["ItemBatcher", "ItemReader", "ProcessorConfig", "ReaderConfig", "ResultWriter", "WriterConfig"]
)
_ERROR_NAMES = {
    value: name for name, value in vars(States).items() if isinstance(value, str) and name.isupper()
}


class UnsayableFieldError(Exception):
    """A part of a definition that the authoring model cannot say."""

    def __init__(self, pointer: str, why: str) -> None:
        self.pointer = pointer
        self.why = why
        super().__init__(f"{pointer}: {why}")


class Context:
    """The file being written.

    ``visible`` holds the variables of the states of the scope at work that have been written, and
    ``machines`` those of the nested machines, by JSON pointer. What is to become a constant is
    given beforehand, after a first writing has counted it.
    """

    def __init__(
        self,
        language: QueryLanguage,
        names: Names,
        texts: Mapping[str, str] | None = None,
        policies: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self.names = names
        self.visible: dict[str, str] = {}
        self.machines: dict[str, str] = {}
        self.imported: dict[str, set[str]] = {}
        self.texts_seen: Counter[str] = Counter()
        self.policies_seen: Counter[str] = Counter()
        self._texts = texts or {}
        self._policies = policies or {}

    def use(self, name: str, module: str = _PACKAGE) -> str:
        """A public name, which the file will import."""
        module = f"{_PACKAGE}.distributed" if name in _DISTRIBUTED else module
        self.imported.setdefault(module, set()).add(name)
        return name

    def language_of(self, state: Mapping[str, Any]) -> QueryLanguage:
        """The query language in force for a state (ASL reference, section 1.3)."""
        return language_of(state, self.language)

    def text(self, value: str) -> Node:
        """A string, by the constant that holds it where there is one."""
        if is_worth_a_name(value):
            self.texts_seen[value] += 1
        return Text(self._texts.get(value) or quoted(value))

    def policy(self, retriers: Any) -> Node | None:
        """The constant that holds a list of retriers, None where there is none."""
        key = json.dumps(retriers)
        if retriers:
            self.policies_seen[key] += 1
        return Text(self._policies[key]) if key in self._policies else None

    def error_name(self, name: str) -> Text:
        """An error name, by its constant where it is a reserved one."""
        if name in _ERROR_NAMES:
            return Text(f"{self.use('States')}.{_ERROR_NAMES[name]}")
        return Text(quoted(name))

    def target(self, name: str) -> Text:
        """A state that a transition leads to: its variable once there is one, else its name."""
        return Text(self.visible.get(name) or quoted(name))

    def machine(self, pointer: str) -> Text:
        """The variable of a machine inside a state."""
        if pointer not in self.machines:
            raise UnsayableFieldError(pointer, "this is no machine with States")
        return Text(self.machines[pointer])

    def constants(self) -> tuple[dict[str, str], dict[str, str]]:
        """The names of the constants worth having: of strings, and of lists of retriers."""
        texts = {
            value: self.names.constant(constant_hint(value))
            for value, count in self.texts_seen.items()
            if count > 1
        }
        policies = {
            key: self.names.constant(policy_hint(json.loads(key)))
            for key, count in self.policies_seen.items()
            if count > 1
        }
        return texts, policies
