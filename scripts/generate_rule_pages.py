"""Write docs/reference/rules: a page for each code, and the list of all of them.

Run it after a change of a rule's docstring, of the list of rules or of `sfn_dsl.report.pages`; a
test holds the files to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sfn_dsl.report.codes import Page, as_markdown, in_markdown, pages

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "reference" / "rules"

FAMILIES: Final = {
    "1": "The document, and how it is written in Python",
    "2": "Flow",
    "3": "Data and paths",
    "4": "Choice",
    "5": "Errors and retries",
    "6": "JSONata",
    "7": "Integrations",
    "8": "Limits",
    "9": "Deployment",
}

PROLOGUE: Final = """\
# Codes of findings

Every finding has a code, whose first digit is its family. This page says for each code what should
hold, and links to its page: why, what is bad and what is good. `sfn explain CODE` prints the same,
and `sfn explain` this list.
"""


def main() -> None:
    """Write all files, and remove the pages of codes that are gone."""
    files = generated()
    FOLDER.mkdir(exist_ok=True)
    for file in set(FOLDER.glob("*.md")) - files.keys():
        file.unlink()
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")


def generated() -> dict[Path, str]:
    """Each file that this script writes, with what it writes there."""
    known = list(pages().values())
    files = {file_of(page): as_markdown(page) for page in known}
    return {**files, FOLDER / "index.md": index(known)}


def file_of(page: Page) -> Path:
    """The file of a page."""
    return FOLDER / f"{page.code}-{page.name}.md"


def index(known: Iterable[Page]) -> str:
    """The list of all codes, by family."""
    parts = [PROLOGUE]
    by_family: dict[str, list[Page]] = {}
    for page in known:
        by_family.setdefault(page.code[3], []).append(page)
    for family, members in by_family.items():
        rows = [f"| {linked(page)} | {in_markdown(page.title)} |" for page in members]
        head = f"\n## {family}xx: {FAMILIES[family]}\n\n| code | what should hold |\n|---|---|\n"
        parts.append(head + "\n".join(rows) + "\n")
    return "".join(parts)


def linked(page: Page) -> str:
    """A code in the list, leading to its page."""
    return f"[{page.code}]({file_of(page).name})"


if __name__ == "__main__":
    main()
