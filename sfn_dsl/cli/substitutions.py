"""The values of placeholders that the command line gives, one by one and in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final

import attrs
import click

_VALUES: Final = '{"Topic": "arn:aws:sns:..."}'


@attrs.frozen
class Substitutions:
    """The values of placeholders; ``given`` are the names of those given by an option each."""

    values: Mapping[str, str] = attrs.field(factory=dict)
    given: tuple[str, ...] = ()


def substitution_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --substitute and --substitutions, and pass the command their `Substitutions`."""

    @click.option(
        "--substitute",
        metavar="NAME=VALUE",
        multiple=True,
        help="Value for the placeholder ${NAME}. Can be given several times.",
    )
    @click.option(
        "--substitutions",
        metavar="FILE",
        help="JSON file with an object of placeholders' names and values.",
    )
    @wraps(command)
    def with_substitutions(
        *, substitute: tuple[str, ...], substitutions: str | None, **options: Any
    ) -> Any:
        values = _values(substitutions, substitute)
        names = tuple(one.partition("=")[0] for one in substitute)
        return command(substitutions=Substitutions(values, names), **options)

    return with_substitutions


def _values(file: str | None, given: Sequence[str]) -> dict[str, str]:
    """The values of placeholders in a file, then those given one by one."""
    values = {} if file is None else _values_in(file)
    for one in given:
        name, equals, value = one.partition("=")
        if not name or not equals:
            raise click.UsageError(f"'{one}' is not NAME=VALUE; write --substitute 'Topic=arn:...'")
        values[name] = value
    return values


def _values_in(file: str) -> dict[str, str]:
    import json
    from pathlib import Path

    from sfn_dsl.definition.definition import type_names
    from sfn_dsl.errors import SfnError, reading_fault
    from sfn_dsl.expressions.placeholders import substitution_text

    try:
        found = json.loads(
            Path(file).read_bytes(), object_pairs_hook=lambda pairs: _object(pairs, file)
        )
    except (ValueError, RecursionError) as error:
        raise SfnError(
            f"'{file}' is not JSON: {reading_fault(error)}; write an object, such as {_VALUES}"
        ) from error
    if not isinstance(found, dict):
        raise SfnError(f"'{file}' is not an object of names and values; write {_VALUES}")
    texts: dict[str, str] = {}
    for name, value in found.items():
        text = substitution_text(value)
        if text is None:
            raise SfnError(
                f"'{file}' is not an object of names and values: that of '{name}' is "
                f"{type_names[type(value)]}; write a text, a number, true or false"
            )
        texts[name] = text
    return texts


def _object(pairs: list[tuple[str, Any]], file: str) -> dict[str, Any]:
    from sfn_dsl.errors import SfnError

    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise SfnError(f"'{file}' has two values for '{name}'; remove one of them")
        found[name] = value
    return found
