"""``sfn diff``: the semantic differences between two definitions."""

from __future__ import annotations

import click

from sfn_dsl.cli import highlight
from sfn_dsl.cli.options import Form, form_option, target_options
from sfn_dsl.cli.output import show_json, show_text
from sfn_dsl.comparison import as_text
from sfn_dsl.comparison import diff as compared
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target


@click.command()
@click.argument("a")
@click.argument("b")
@form_option("an array with one object for each change.")
@target_options
def diff(a: str, b: str, form: Form, target: Target) -> None:
    """Show semantic differences between A and B.

    The order of keys, white space, 2 and 2.0, and explicit defaults make no difference; the order
    of Choices, Retry and Catch does.

    Exit codes: 0: no difference; 1: different; 2: the command could not run.
    """
    changes = compared(load(a, target).definition, load(b, target).definition)
    if form == "json":
        show_json(changes.as_json())
    else:
        show_text(as_text(changes), highlight.changes)
    click.get_current_context().exit(1 if changes else 0)
