"""``sfn explain``: what the code of a finding means, and the list of codes."""

from __future__ import annotations

import click

from sfn_dsl.cli import highlight
from sfn_dsl.cli.output import show_line, show_text
from sfn_dsl.report.codes import Page, as_text, pages
from sfn_dsl.spelling import nearest


def _completed(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The codes and names that begin as what was typed, for the completion of a shell."""
    names = [name for page in pages().values() for name in (page.code, page.name)]
    return [name for name in names if name.lower().startswith(incomplete.lower())]


@click.command(short_help="Explain the CODE of a finding, or list all codes.")
@click.argument("code", required=False, shell_complete=_completed)
def explain(code: str | None) -> None:
    """Explain CODE, such as SFN203 or unreachable-state: what it reports and why, with examples.

    Without CODE, list all codes, one per line.

    Exit codes: 0: success; 2: the command could not run, or the code is unknown.
    """
    known = pages()
    if code is None:
        for page in known.values():
            show_line(f"{page.code}  {as_text(page).splitlines()[2]}")
        return
    show_text(as_text(_page(code, known)), highlight.page)


def _page(code: str, known: dict[str, Page]) -> Page:
    requested = code.strip()
    by_name = {page.name: page for page in known.values()}
    found = known.get(requested.upper()) or by_name.get(requested.lower().replace("_", "-"))
    if found:
        return found
    near = nearest(requested, [*known, *by_name])
    advice = f"did you mean '{near}'?" if near else "run 'sfn explain' to list all codes"
    raise click.UsageError(f"there is no code '{code}'; {advice}")
