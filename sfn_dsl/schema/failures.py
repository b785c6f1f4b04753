"""Where a document fails the schema, and which part of it: decided by ``jsonschema_rs``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from sfn_dsl.definition.pointers import tokens
from sfn_dsl.schema.rule_book import LANGUAGES, Schema, definitions, rule_book, state_types

if TYPE_CHECKING:
    import jsonschema_rs

# Keywords whose failure is one finding, however much of what they hold fails.
_NESTING: Final = frozenset({"propertyNames", "oneOf", "anyOf"})

Path = tuple[str | int, ...]


@attrs.frozen
class Failure:
    """A place of the document, and the part of the schema that it does not satisfy."""

    place: Path
    instance: Any
    schema: Schema
    definition: str

    @property
    def language(self) -> str:
        """The query language that the definition is of: ``Jsonpath``, ``Jsonata``, or neither."""
        return next((name for name in LANGUAGES if self.definition.startswith(name)), "")

    @property
    def subject(self) -> str:
        """What the definition is of, in either query language: ``Task``, ``ItemReader``."""
        return self.definition.removeprefix(self.language)

    @property
    def what(self) -> str:
        """What stands at the place, in words."""
        kind = self.instance.get("Type") if isinstance(self.instance, dict) else None
        if kind in state_types():
            return f"a {kind} state"
        return str(definitions().get(self.definition, rule_book()).get("title", "the object"))


def failures_in(document: Any) -> Iterator[Failure]:
    """Each place that fails with each part of the schema that it fails, once.

    By `evaluate`, whose pointers are exact: the paths of `iter_errors` lose empty names and make
    numbers of names such as '0'. It may take one keyword of a part for another, so that is not
    asked of it.
    """
    decider = _decider()
    if decider.is_valid(document):
        return
    places = dict.fromkeys(
        (error["instanceLocation"], _part(error["schemaLocation"]))
        for error in decider.evaluate(document).errors()
    )
    for pointer, part in places:
        place, instance = _at(document, tokens(pointer))
        _, schema = _at(rule_book(), part)
        yield Failure(place, instance, schema, part[1] if part else "")


@cache
def _decider() -> jsonschema_rs.Draft202012Validator:
    # Here, not above: reading or printing a definition should not wait for validators.
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(rule_book())


def _part(location: str) -> tuple[str, ...]:
    """The schema object that holds a failed keyword, the outermost where they are nested."""
    path = tokens(location.partition("#")[2])
    outermost = (rank for rank, token in enumerate(path) if token in _NESTING)
    return path[: next(outermost, len(path) - 1)]


def _at(value: Any, path: Iterable[str]) -> tuple[Path, Any]:
    """The value at a pointer's tokens, and its path with the indices as numbers."""
    found: list[str | int] = []
    for token in path:
        found.append(int(token) if isinstance(value, list) else token)
        value = value[found[-1]]
    return tuple(found), value
