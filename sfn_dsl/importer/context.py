"""What the source of one file has so far: its imports, names and constants.

A value that is repeated, and that is the same thing at each place, becomes a constant.
"""

from __future__ import annotations

import json
import keyword
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Set
from typing import Any, Final

from sfn_dsl.definition.states import language_of
from sfn_dsl.expressions.placeholders import Unquoted
from sfn_dsl.importer.layout import Node, Text, quoted
from sfn_dsl.language.error_names import States
from sfn_dsl.language.fields import QueryLanguage

_PACKAGE = "sfn_dsl"
_DISTRIBUTED = frozenset(
    ["ItemBatcher", "ItemReader", "ProcessorConfig", "ReaderConfig", "ResultWriter", "WriterConfig"]
)
_ERROR_NAMES = {
    value: name for name, value in vars(States).items() if isinstance(value, str) and name.isupper()
}

_LONGEST_NAME: Final = 40
_SHORTEST_CONSTANT: Final = 12
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NAMING: Final = re.compile(r"[\w-]++")


class UnsupportedFieldError(Exception):
    """A part of a definition that the authoring model does not support."""

    def __init__(self, pointer: str, why: str) -> None:
        self.pointer = pointer
        self.why = why
        super().__init__(f"{pointer}: {why}")


class Names:
    """The names given in one file, each once and none that Python or the file's imports have."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._foreign = frozenset(taken)
        self._given: set[str] = set()

    def variable(self, text: str) -> str:
        """A new name in snake_case made of the words of a text, such as a state's name."""
        return self._new("_".join(_words(text)).lower(), "state")

    def constant(self, text: str) -> str:
        """A new name in capitals made of the words of a text."""
        return self._new("_".join(_words(text)).upper(), "VALUE")

    def _new(self, wanted: str, fallback: str) -> str:
        if not wanted or wanted[0].isdigit():
            wanted = f"{fallback}_{wanted}".rstrip("_")
        if self._is_foreign(wanted):
            wanted = f"{wanted}_{fallback}"
        name, number = wanted, 2
        while name in self._given or self._is_foreign(name):
            name, number = f"{wanted}_{number}", number + 1
        self._given.add(name)
        return name

    def _is_foreign(self, name: str) -> bool:
        return keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in self._foreign


class Context:
    """The file being written.

    ``plain`` holds the pointers of the tasks that are written with their ARN, "" for all of them.
    ``visible`` holds the variables of the states of the scope at work that have been written, and
    ``machines`` those of the nested machines, by JSON pointer. What is to become a constant is
    known in advance, from a first writing that counted it.
    """

    def __init__(
        self,
        language: QueryLanguage,
        names: Names,
        texts: Mapping[str, str] | None = None,
        policies: Mapping[str, str] | None = None,
        plain: Set[str] = frozenset(),
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
        self._plain = plain

    def use(self, name: str, module: str = _PACKAGE) -> str:
        """A public name, which the file will import."""
        module = f"{_PACKAGE}.distributed" if name in _DISTRIBUTED else module
        self.imported.setdefault(module, set()).add(name)
        return name

    def is_plain(self, pointer: str) -> bool:
        """Return whether the task at a pointer is one that its service's function does not take."""
        return pointer in self._plain or "" in self._plain

    def language_of(self, state: Mapping[str, Any]) -> QueryLanguage:
        """The query language in force for a state (ASL reference, section 1.3)."""
        return language_of(state, self.language)

    def text(self, value: str) -> Node:
        """A string, by the constant that holds it where there is one."""
        if _is_worth_a_name(value):
            self.texts_seen[value] += 1
        return Text(self._texts.get(value) or quoted(value))

    def policy(self, retriers: Any) -> Node | None:
        """The constant for a list of retriers, None where there is none."""
        if any(_has_unquoted(retrier) for retrier in retriers):
            return None
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
        """The target of a transition: the state's variable once there is one, else its name."""
        return Text(self.visible.get(name) or quoted(name))

    def machine(self, pointer: str) -> Text:
        """The variable of a machine inside a state."""
        if pointer not in self.machines:
            raise UnsupportedFieldError(pointer, "this is not a state machine with 'States'")
        return Text(self.machines[pointer])

    def constants(self) -> tuple[dict[str, str], dict[str, str]]:
        """The names of the constants worth having: of strings, and of lists of retriers."""
        texts = {
            value: self.names.constant(_constant_hint(value))
            for value, count in self.texts_seen.items()
            if count > 1
        }
        policies = {
            key: self.names.constant(_policy_hint(json.loads(key)))
            for key, count in self.policies_seen.items()
            if count > 1
        }
        return texts, policies


def _words(text: str) -> list[str]:
    """The words of a text in letters and digits, as many as make a name of bearable length.

    They are ASCII, since Python folds other letters and digits (by NFKC) before it tells two names
    apart.
    """
    words: list[str] = []
    for found in _WORD.finditer(text):
        word = found[0]
        if words and len("_".join(words)) + len(word) >= _LONGEST_NAME:
            break
        words.append(word[:_LONGEST_NAME])
    return words


def _is_worth_a_name(text: str) -> bool:
    """Return whether a string is an ARN or a placeholder, which mean the same at each place."""
    is_named = text.startswith("arn:") and ":states:::" not in text
    return len(text) >= _SHORTEST_CONSTANT and (is_named or "${" in text)


def _has_unquoted(retrier: Any) -> bool:
    """Return whether a placeholder stands outside quotes, which JSON's text would put into them."""
    return isinstance(retrier, dict) and any(isinstance(v, Unquoted) for v in retrier.values())


def _constant_hint(text: str) -> str:
    """What a constant that holds a string is named after."""
    _, opening, inside = text.rpartition("${")
    if opening and inside.endswith("}") and inside.count("}") == 1 and len(inside) > 1:
        return inside[:-1]
    return next((found[0] for found in _last(_NAMING.finditer(text))), text)


def _last(found: Iterable[re.Match[str]]) -> Iterable[re.Match[str]]:
    return deque(found, maxlen=1)


def _policy_hint(retriers: list[dict[str, Any]]) -> str:
    """What a constant that holds a list of retriers is named after."""
    errors = retriers[0].get("ErrorEquals") or []
    if errors and all(str(error).startswith("Lambda.") for error in errors):
        return "LambdaRetry"
    if len(errors) == 1 and errors[0] != "States.ALL":
        return f"{str(errors[0]).rpartition('.')[2]}Retry"
    return "Retry"
