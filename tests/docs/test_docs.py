"""The pages are true: programs run, definitions and output are what they say, links lead on.

In a page, a ``python`` block that starts with an import is a whole program. A ``json`` block that
directly follows one is what its machine compiles to. A block with a file's name after its language
(``python orders.py``) is that file for the ``console`` blocks after it, whose ``sfn`` commands are
run wherever the files they name are there, and so are those of ``pytest``. A function in a program
whose name begins with ``test_`` is called, unless its page runs it with ``pytest``.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import attrs
import click
import pytest

import sfn_dsl
from sfn_dsl import canonical_text, validate
from sfn_dsl.cli.main import main, sfn
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.language import fields
from sfn_dsl.language.fields import snake_case
from sfn_dsl.loading import load
from sfn_dsl.local import LocalAWS
from sfn_dsl.local.resources.backup import create_backup_resources
from sfn_dsl.python_files import run_file

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Of the tutorial, test_tutorial.py does all that its pages say, one after the other.
ALONE = [page for page in PAGES if page.parent.name != "tutorial"]
DEPLOYING = [
    ROOT / "README.md",
    *(
        ROOT / "docs" / page
        for page in (
            *(f"how-to/{name}.md" for name in ("deploying", "drift", "environments")),
            *(f"how-to/{name}.md" for name in ("refused-deploys", "versions")),
            "reference/python.md",
        )
    ),
]
TESTING = [ROOT / "README.md", ROOT / "docs/how-to/testing.md"]
LINKING = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
SDK_WORKFLOW = ROOT / "tests/interop/sdk_backup.py"

FENCED = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IS_PROGRAM = re.compile(r'(?:""".*?"""\s*)?(?:from|import) ', re.DOTALL)
WORD = re.compile(r"\w+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00")
DURATION = re.compile(r"\bin \d+\.\d+s\b")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
INLINE_CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?<![\w./-])sfn ([^|;&]*)")
NEED_NO_AWS = (
    *("init", "compile", "validate", "explain", "diff", "import", "graph", "review", "policy"),
    *("role", "simulate"),
)
NEED_AWS = ("plan", "deploy", "drift", "pull", "versions", "rollback")

# What stands in one sentence on every page, in docs/reference/states/index.md.
ON_EVERY_STATE = {"name", "comment", "query_language", "next", "end"}


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


def write(block: Block) -> None:
    """Write the file that a block shows, in the current folder."""
    file = Path(block.file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


PROGRAMS = [
    (block, following)
    for page in ALONE
    for block, following in blocks(page)
    if block.is_program
    and page.parent.name != "rules"  # tests/report runs these, of which half are wrong
    and block.file != "broken.py"  # wrong on purpose
    and "from stepfunctions" not in block.text
    and f"$ python {block.file}\n" not in page.read_text(encoding="utf-8")
    and not (page in TESTING and block.file.startswith("test_"))
]


@pytest.mark.parametrize(("program", "following"), PROGRAMS, ids=lambda value: str(value or ""))
def test_a_program_runs_and_compiles_to_the_definition_under_it(
    program: Block, following: Block | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "workflows", "workflows")
    for earlier, _ in blocks(program.page):
        if earlier.file and earlier.line < program.line:
            write(earlier)
    file = tmp_path / "program.py"
    file.write_text(program.text, encoding="utf-8")
    names = run_file(str(file))
    for name, value in names.items():
        if name.startswith("test_"):
            value()

    if following is not None and following.language == "json" and not following.file:
        source = f"{file}:machine" if "machine" in names else str(file)
        definition = load(source).definition
        assert canonical_text(definition.document) == following.text
        assert not has_errors(validate(definition))


def test_every_public_name_is_on_a_page() -> None:
    words = {word for page in PAGES for word in WORD.findall(page.read_text(encoding="utf-8"))}
    assert set(sfn_dsl.__all__) - words == {"__version__"}


def test_the_workflow_of_the_sdk_is_the_one_that_its_tests_compile() -> None:
    (block,) = (
        block
        for page in PAGES
        for block, _ in blocks(page)
        if block.is_program and page.parent.name != "rules" and "from stepfunctions" in block.text
    )
    assert block.text in SDK_WORKFLOW.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ALONE, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    hold_to_its_output(page, NEED_NO_AWS, regenerate=regenerate)


@pytest.mark.slow
@pytest.mark.parametrize("page", TESTING, ids=lambda page: str(page.relative_to(ROOT)))
def test_tests_print_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CI", "BUILD_NUMBER"):  # where pytest shows more
        monkeypatch.delenv(name, raising=False)
    # As for somebody who has installed pytest and this package, and nothing else.
    others = ("cacheprovider", "hypothesispytest", "cov", "xdist")
    monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(f"-p no:{name}" for name in others))
    hold_to_its_output(page, ("pytest",), regenerate=regenerate)


@pytest.mark.slow
@pytest.mark.parametrize("page", DEPLOYING, ids=lambda page: str(page.relative_to(ROOT)))
def test_deploying_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalAWS() as aws:
        create_backup_resources(aws.session())
        hold_to_its_output(page, (*NEED_NO_AWS, *NEED_AWS), deploys=True, regenerate=regenerate)


def hold_to_its_output(
    page: Path, known: Sequence[str], *, deploys: bool = False, regenerate: bool = False
) -> None:
    """Run the commands of a page in the current folder, in order, among the files it shows.

    With `regenerate` the page is written anew with what the commands print, to be read in the diff.
    """
    shutil.copytree(ROOT / "workflows", "workflows")
    exit_code, done = 0, 0
    for block, _ in blocks(page):
        if block.file:
            write(block)
        if block.language != "console":
            continue
        for command, said in commands(block):
            if command == "echo $?":
                assert said == str(exit_code), f"{block}: {command}"
            elif can_run(command, known, deploys=deploys):
                printed, exit_code = run(command)
                if regenerate:
                    done = rewrite(page, command, said, printed, done)
                    continue
                assert timeless(printed) == timeless(said), f"{block}: {command}"


def timeless(text: str) -> str:
    """A text without the times in it, which differ from run to run."""
    return DURATION.sub("in (time)", TIME.sub("(time)", text))


def rewrite(page: Path, command: str, said: str, printed: str, done: int) -> int:
    """Put what a command prints in place of what a page says that it prints; where that ends.

    Before `done` are the commands before it, of which one may be the same.
    """
    text = page.read_text(encoding="utf-8")
    start = text.index(f"$ {command}\n{said}", done)
    old = f"$ {command}\n{said}".rstrip("\n")
    new = f"$ {command}\n{printed}".rstrip("\n")
    if timeless(printed) == timeless(said):
        return start + len(old)
    page.write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8")
    return start + len(new)


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        yield command, said.rstrip()


def can_run(command: str, known: Sequence[str], *, deploys: bool) -> bool:
    """Tell whether a command is one of those known, on files that are there."""
    program, *words = shlex.split(command.partition(" | ")[0])
    if program == "pytest":
        return program in known
    if program == "python":
        text = Path(words[0]).read_text(encoding="utf-8")
        return deploys or not ("deploy(" in text or "boto3" in text or "deploy_plan(" in text)
    if program != "sfn" or words[0] not in known:
        return False
    written = {words[i + 1] for i, word in enumerate(words) if word in ("-o", "--output", "--out")}
    files = [re.sub(r"(\.py):\w+$|#\w+$", r"\1", word) for word in words[1:]]
    return all(
        Path(file).exists() for file in files if re.search(r"\.\w+$", file) and file not in written
    )


def run(command: str) -> tuple[str, int]:
    """What a command prints, in the order in which it does, and its exit code."""
    words, _, filtering = command.partition(" | ")
    words, quiet, _ = words.partition(" 2> /dev/null")
    program, *arguments = shlex.split(words)
    if program == "pytest":
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return done.stdout.rstrip(), done.returncode
    shown, apart = io.BytesIO(), io.BytesIO()
    screen = io.TextIOWrapper(shown, encoding="utf-8", write_through=True)
    # A pipe takes standard output only; the rest is on the screen before it.
    other = io.TextIOWrapper(apart, encoding="utf-8", write_through=True)
    exit_code = 0
    with redirect_stdout(screen), redirect_stderr(other if quiet or filtering else screen):
        if program == "python":
            run_file(arguments[0])
        else:
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            exit_code = int(ended.value.code or 0)
    printed = shown.getvalue()
    if filtering:
        pipe = subprocess.run(
            shlex.split(filtering), input=printed, stdout=subprocess.PIPE, check=True, timeout=60
        )
        printed = pipe.stdout
    if not quiet:
        printed = apart.getvalue() + printed
    return printed.decode().rstrip(), exit_code


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"\w+:", target):
            continue
        file, _, heading = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), f"{page.name} leads to {target}"
        assert not heading or heading in anchors(there), f"{page.name} leads to {target}"


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    spoken = FENCED.sub("", text)
    consoles = (block.text for block, _ in blocks(page) if block.language == "console")
    for code in [*INLINE_CODE.findall(spoken), *consoles]:
        for found in COMMAND.finditer(code):
            words = found[1].splitlines()[0].split(" -- ")[0].split()
            name = next((word for word in words if not word.startswith("-")), "")
            known = sfn.get_command(click.Context(sfn), name) if name.islower() else sfn
            assert known is not None, f"there is no command 'sfn {name}'"
            options = {option for part in (*sfn.params, *known.params) for option in part.opts} | {
                "--help"
            }
            used = {word.split("=")[0].strip("[]") for word in words if word.startswith("-")}
            assert used - {"--"} <= options, f"sfn {name}"


def test_the_page_of_simulate_names_all_its_options() -> None:
    page = (ROOT / "docs/how-to/simulating.md").read_text(encoding="utf-8")
    command = sfn.get_command(click.Context(sfn), "simulate")
    assert command is not None
    options = [option.opts[-1] for option in command.params if isinstance(option, click.Option)]
    assert [name for name in options if f"`{name}" not in page] == []


@pytest.mark.parametrize("kind", fields.STATES)
def test_the_page_of_a_state_names_all_its_fields(kind: str) -> None:
    table = dict(rows(ROOT / f"docs/reference/states/{kind.lower()}.md"))
    model = getattr(sfn_dsl, kind)
    has = {field.name for field in attrs.fields(model) if field.name != "origin"} - ON_EVERY_STATE

    assert table.keys() == has
    known = {snake_case(field.name): field for field in fields.STATES[kind]}
    known |= {snake_case(field.name): field for field in fields.MACHINE if kind == "Map"}
    for keyword, (names, language, *_) in table.items():
        field = known[keyword]
        assert names == f"`{field.name}`" + (", `...Path`" if field.path_twin else "")
        assert language == (field.only.value if field.only else "both")


def rows(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The rows of the first table of a page, by the keyword in their first column."""
    text = page.read_text(encoding="utf-8")
    table = text[text.index("| keyword ") :].split("\n\n")[0]
    for line in table.splitlines()[2:]:
        keyword, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        yield keyword.strip("`*"), cells
