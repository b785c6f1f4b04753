"""``sfn review``: all that reviewers of a workflow need, in one comment or one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import write_result
from sfn_dsl.errors import SfnError
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from sfn_dsl.review.facts import ReviewFacts
    from sfn_dsl.review.runs import RunTold
    from sfn_dsl.workflow_values import LoadedSource

_MARKDOWN: Final = (".md", ".markdown")


@click.command(short_help="Write all that a review of SOURCE needs, as a page or a comment.")
@click.argument("source")
@click.option(
    "--against",
    metavar="REFERENCE",
    help="What to compare SOURCE with: another source, such as the ARN of what is deployed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    help="Format of the review. Defaults to what the name of --output says, or html.",
)
@click.option("--plan", "plan_file", metavar="FILE", help="Show a plan: what 'sfn plan -o' wrote.")
@click.option(
    "--role",
    "role_file",
    metavar="FILE",
    help="Show the review of the role: what 'sfn role --format json' printed.",
)
@click.option(
    "--history",
    "history_file",
    metavar="FILE",
    help="Show an execution: what 'aws stepfunctions get-execution-history' prints, or "
    "'sfn simulate --format json'. Defaults to a simulated one, with plausible answers.",
)
@output_option
@target_options
def review(
    source: str,
    against: str | None,
    form: str | None,
    plan_file: str | None,
    role_file: str | None,
    history_file: str | None,
    output: str | None,
    target: Target,
) -> None:
    """Write what reviewers of SOURCE need: a page in HTML, or a comment on a pull request.

    Both have the graph, the changes compared with REFERENCE, the findings and what changes in the
    policy. The page is one file that loads nothing from the network; it also has each state with
    its text, source lines, retries and permissions, and an execution to step through.

    Exit codes: 0: written, whatever was found; 2: the command could not run.
    """
    from sfn_dsl.loading import load
    from sfn_dsl.review.documents import read_plan, read_role
    from sfn_dsl.review.facts import gather

    if source == against == "-":
        raise click.UsageError("standard input can be read only once; give one source as -")
    loaded = load(source, target)
    form = form or _form_of(output)
    facts = gather(
        loaded,
        target,
        reference=None if against is None else load(against, target),
        plan=None if plan_file is None else read_plan(_content(plan_file), plan_file),
        role=None if role_file is None else read_role(_content(role_file), role_file),
        run=_run(loaded, history_file, target) if form == "html" else None,
    )
    write_result(_written(facts, form), output)


def _written(facts: ReviewFacts, form: str) -> str:
    if form == "markdown":
        from sfn_dsl.review.markdown import as_markdown

        return as_markdown(facts)
    from sfn_dsl.review.page import as_page

    return as_page(facts)


def _run(loaded: LoadedSource, history: str | None, target: Target) -> RunTold:
    """The execution that the page shows: that of a file, or else a simulated one."""
    from sfn_dsl.graph import graph_of
    from sfn_dsl.report.histories import read_history
    from sfn_dsl.review.runs import run_told, simulated

    if history is None:
        return simulated(loaded, target)
    graph = graph_of(loaded.definition)
    return run_told(graph, read_history(_content(history), history), f"From '{history}'")


def _form_of(file: str | None) -> str:
    return "markdown" if file and Path(file).suffix.lower() in _MARKDOWN else "html"


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SfnError(f"'{file}' cannot be read: {str(error.strerror).lower()}") from error
