"""Every block of every page is run, read or compared, so that what a page shows is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.docs.elsewhere import ELSEWHERE, is_elsewhere
from tests.docs.pages import (
    CONTRIBUTING,
    PAGES,
    ROOT,
    Block,
    blocks,
    commands,
    is_run_alone,
    name_of,
)
from tests.docs.reading import content_of, reader_of
from tests.docs.test_tutorial import PAGES as FOLLOWED
from tests.docs.test_tutorial import TUTORIAL

SHOWN = [*PAGES, CONTRIBUTING]
WORKFLOW = ROOT / "workflows/backup.py"

TO_DO = (
    "nothing runs or reads this block; make it a whole program, name the file that it is for a "
    "later command (```json orders.asl.json), show it as a console block with its output, or teach "
    "tests/docs/reading.py to read it; what cannot be run here stands in tests/docs/elsewhere.py"
)


def is_example_of_a_code(block: Block) -> bool:
    """Which tests/report or tests/lint run, unless it is one in words, and which are generated."""
    return block.page.parent.name == "rules"


def is_help(block: Block) -> bool:
    """Which test_command_pages.py compares with what the command says."""
    return block.page.parent.name == "commands" and block.language == "text"


def is_done_in_the_tutorial(block: Block) -> bool:
    """By test_tutorial.py, one after the other."""
    is_followed = block.page.parent == TUTORIAL and block.page.name in FOLLOWED
    return is_followed and (bool(block.file) or block.language == "console")


def is_console(block: Block) -> bool:
    """Whose commands test_commands.py runs, all that are not in `ELSEWHERE`."""
    return block.language == "console" and next(commands(block), None) is not None


def is_program_of_the_sdk(block: Block) -> bool:
    """Which test_programs.py compares with the one that tests/interop runs."""
    return block.is_program and "from stepfunctions" in block.text


def is_compiled_above(block: Block) -> bool:
    """The definition that test_programs.py compares with what the program above it compiles to."""
    return block.language == "json" and any(
        following == block and is_run_alone(program) for program, following in blocks(block.page)
    )


def is_used_below(block: Block) -> bool:
    """A file that a later command or program on the page names, or finds by itself."""
    if not block.file:
        return False
    file = Path(block.file)
    names = [block.file, f"{file.parts[0]}/", f" {file.parts[0]} "] if file.parent.name else []
    names += ["sfn "] if file.name == "pyproject.toml" else [file.name]
    names += [f"from {file.stem} import ", f" {file.stem}."] if file.suffix == ".py" else []
    names += ["pytest "] if file.name.startswith("test_") else []
    return any(name in f" {text} " for text in below(block) for name in names)


def below(block: Block) -> Iterator[str]:
    """The commands and programs below a block."""
    for later, _ in blocks(block.page):
        if later.line > block.line:
            yield from (command for command, _ in commands(later))
            if later.language in ("python", "yaml"):  # tasks files name handlers
                yield later.text


def is_excerpt(block: Block) -> bool:
    """Of the backup workflow: its lines, in its order, with ``...`` for what is left out."""
    text, found = WORKFLOW.read_text(encoding="utf-8"), 0
    for part in block.text.split("    ...\n"):
        found = text.find(part, found)
        if found < 0:
            return False
        found += len(part)
    return block.language == "python"


def is_read(block: Block) -> bool:
    return reader_of(block) is not None


def is_excepted(block: Block) -> bool:
    return is_elsewhere(name_of(block.page), block.text)


USES: tuple[Callable[[Block], bool], ...] = (
    is_example_of_a_code,
    is_help,
    is_done_in_the_tutorial,
    is_console,
    is_run_alone,
    is_program_of_the_sdk,
    is_compiled_above,
    is_used_below,
    is_excerpt,
    is_read,
    is_excepted,
)


@pytest.mark.parametrize("page", SHOWN, ids=name_of)
def test_every_block_is_run_or_read(page: Path) -> None:
    seen = {block.line: block for block, _ in blocks(page)}
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block") and token.map:
            line = token.map[0] + 1
            assert line in seen, (
                f"{name_of(page)}:{line}: no test sees a block that is indented or has no language;"
                " write it between lines of ``` that are not indented, the first with its language"
            )
    for block in seen.values():
        assert any(is_so(block) for is_so in USES), f"{block}: {TO_DO}"


READ = [block for page in SHOWN for block, _ in blocks(page) if is_read(block)]


@pytest.mark.parametrize("block", READ, ids=str)
def test_a_block_is_what_its_reader_takes(
    block: Block, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        block.text if block.language == "toml" else "", encoding="utf-8"
    )
    read = reader_of(block)
    assert read is not None
    read(content_of(block), tmp_path, pytestconfig)


def test_everything_that_is_excepted_is_still_on_its_page() -> None:
    shown = [
        (name_of(page), text)
        for page in SHOWN
        for block, _ in blocks(page)
        for text in (block.text, *(command for command, _ in commands(block)))
    ]
    for page, start in ELSEWHERE:
        assert any(page == name and text.startswith(start) for name, text in shown), start
