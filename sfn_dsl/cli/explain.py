"""``sfn explain``: what a code means, and which codes there are."""

from __future__ import annotations

import click

from sfn_dsl.report.codes import Page, as_text, pages
from sfn_dsl.spelling import nearest


@click.command(short_help="Print what the CODE of a finding is about.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print what CODE, such as SFN203, is about: why, what is bad and what is good.

    Without CODE, print one line for each code that there is. The name of a rule does as well:
    unreachable-state. Exits 2 for an unknown code.
    """
    known = pages()
    if code is None:
        for page in known.values():
            click.echo(f"{page.code}  {as_text(page).splitlines()[2]}")
        return
    click.echo(_coloured(as_text(_page(code, known))), nl=False)


def _page(code: str, known: dict[str, Page]) -> Page:
    wanted = code.strip()
    by_name = {page.name: page for page in known.values()}
    found = known.get(wanted.upper()) or by_name.get(wanted.lower().replace("_", "-"))
    if found:
        return found
    near = nearest(wanted, [*known, *by_name])
    advice = f"did you mean '{near}'?" if near else "run 'sfn explain' for all of them"
    raise click.UsageError(f"there is no code '{code}'; {advice}")


def _coloured(text: str) -> str:
    """A page with its heading and its examples' titles marked where colour can be shown."""
    heading, *lines = text.split("\n")
    marks = {"Bad:": "red", "Good:": "green"}
    shown = [click.style(line, fg=marks[line]) if line in marks else line for line in lines]
    return "\n".join([click.style(heading, bold=True), *shown])
