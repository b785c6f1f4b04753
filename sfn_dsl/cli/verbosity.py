"""How much a command says: --quiet and --verbose, before the name of the command or after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

# The keys in what the contexts of click share.
_VERBOSE: Final = "sfn_dsl.verbose"
_QUIET: Final = "sfn_dsl.quiet"


def is_verbose() -> bool:
    """Return whether the command line asks for more messages."""
    return _is_set(_VERBOSE)


def is_quiet() -> bool:
    """Return whether the command line asks for results and errors alone."""
    return _is_set(_QUIET)


def verbose_option(command: Command) -> Command:
    """Add --verbose, which `is_verbose` returns."""
    return click.option(
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=lambda context, _, value: _set(context, _VERBOSE, value),
        help="Also name the Python files in a folder that are not run.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Add -q/--quiet, which `is_quiet` returns."""
    return click.option(
        *("-q", "--quiet"),
        is_flag=True,
        expose_value=False,
        callback=lambda context, _, value: _set(context, _QUIET, value),
        help="Show results and errors only: no progress, summary or advice.",
    )(command)


def _set(context: click.Context, key: str, value: bool) -> None:
    # The contexts of a command and of those above it share their meta.
    context.meta[key] = value or context.meta.get(key, False)
    if context.meta.get(_VERBOSE) and context.meta.get(_QUIET):
        raise click.UsageError("--quiet and --verbose exclude each other; give one of them")


def _is_set(key: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(key))
