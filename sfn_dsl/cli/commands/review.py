"""``sfn review``: all that reviewers ask of a workflow, in one comment."""

from __future__ import annotations

from pathlib import Path

import click

from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import say, write_result
from sfn_dsl.errors import SfnError
from sfn_dsl.model.target import Target


@click.command(short_help="Write a review of SOURCE as a comment on a pull request.")
@click.argument("source")
@click.option(
    "--against",
    metavar="REFERENCE",
    help="What to compare SOURCE with: another source, such as the ARN of what is deployed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown"]),
    default="markdown",
    show_default=True,
    help="Format of the review.",
)
@click.option("--plan", "plan_file", metavar="FILE", help="Show a plan: what 'sfn plan -o' wrote.")
@click.option(
    "--role",
    "role_file",
    metavar="FILE",
    help="Show the review of the role: what 'sfn role --format json' printed.",
)
@output_option
@target_options
def review(
    source: str,
    against: str | None,
    form: str,
    plan_file: str | None,
    role_file: str | None,
    output: str | None,
    target: Target,
) -> None:
    """Write what reviewers ask of SOURCE: a comment on a pull request, in Markdown for GitHub.

    It has the graph, the changes compared with REFERENCE, the findings and what changes in the
    policy, in at most 65,536 characters.

    Exit codes: 0: written, whatever was found; 2: the command could not run.
    """
    from sfn_dsl.loading import load
    from sfn_dsl.review.documents import read_plan, read_role
    from sfn_dsl.review.facts import gather
    from sfn_dsl.review.markdown import as_markdown

    if source == against == "-":
        raise click.UsageError("standard input can be read only once; give one source as -")
    loaded = load(source, target)
    facts = gather(
        loaded,
        target,
        reference=None if against is None else load(against, target),
        plan=None if plan_file is None else read_plan(_content(plan_file), plan_file),
        role=None if role_file is None else read_role(_content(role_file), role_file),
    )
    write_result(as_markdown(facts), output)
    if output is not None:
        say(f"wrote {output}")


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SfnError(f"'{file}' cannot be read: {str(error.strerror).lower()}") from error
