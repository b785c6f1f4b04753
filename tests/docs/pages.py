"""The pages, and the blocks in them that tests hold to be true.

In a page, a ``python`` block that starts with an import is a whole program. A ``json`` block that
directly follows one is what its machine compiles to. A block with a file's name after its language
(``python orders.py``) is that file for the ``console`` blocks after it, whose commands are run. A
function in a program whose name begins with ``test_`` is called, unless its page runs ``pytest``.
A block that is none of these is read by what reads such a file, as `reading.py` says. What cannot
be run or read stands in `elsewhere.py`; `test_blocks.py` refuses any other block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
# Of the tutorial, test_tutorial.py does all that its pages say, one after the other.
ALONE = [page for page in PAGES if page.parent.name != "tutorial"]

FENCED = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IS_PROGRAM = re.compile(r'(?:""".*?"""\s*)?(?:from|import) ', re.DOTALL)


@attrs.frozen
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    file: str
    text: str

    @property
    def is_program(self) -> bool:
        return self.language == "python" and IS_PROGRAM.match(self.text) is not None

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[tuple[Block, Block | None]]:
    """The blocks of a page, each with the one that directly follows it."""
    text = page.read_text(encoding="utf-8")
    found = list(FENCED.finditer(text))
    made = [
        Block(page, text.count("\n", 0, match.start()) + 1, match[1], match[2] or "", match[3])
        for match in found
    ]
    for index, block in enumerate(made):
        is_followed = index + 1 < len(made) and not (
            text[found[index].end() : found[index + 1].start()].strip()
        )
        yield block, made[index + 1] if is_followed else None


def write(block: Block, folder: Path = Path()) -> None:
    """Write the file that a block shows, by default in the current folder."""
    file = folder / block.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints; of another block, none."""
    if block.language != "console":
        return
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        yield command, said.rstrip()


def shows(page: Path, command: re.Pattern[str]) -> bool:
    """Tell whether a page shows a command that begins so."""
    return any(command.match(each) for block, _ in blocks(page) for each, _ in commands(block))


def is_run_alone(block: Block) -> bool:
    """Tell whether a block is a program that no command of its page runs, and that is not wrong."""
    page, file = block.page, block.file
    return (
        block.is_program
        and page in ALONE
        and page.parent.name != "rules"  # tests/report runs these, of which half are wrong
        and file != "broken.py"  # wrong on purpose
        and "from stepfunctions" not in block.text
        and not shows(page, re.compile(rf"(?:sfn local -- )?python {re.escape(file)}$"))
        and not (file.startswith("test_") and shows(page, re.compile("pytest ")))
    )


def is_generated(page: Path) -> bool:
    """Tell whether a page is written by a script, from text that has tests of its own."""
    return page.parent.name in ("rules", "commands")


def name_of(page: Path) -> str:
    """The name of a page in the name of a test."""
    return str(page.relative_to(ROOT))
