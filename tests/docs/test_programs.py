"""The programs on the pages run, and compile to the definitions that stand under them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import sfn_dsl
from sfn_dsl import canonical_text, validate
from sfn_dsl.diagnostics import Severity, has_errors
from sfn_dsl.loading import load, workflows_in
from sfn_dsl.python_files import run_file
from tests.docs.pages import ALONE, PAGES, ROOT, Block, blocks, is_run_alone, write

SDK_WORKFLOW = ROOT / "tests/interop/sdk_backup.py"
WORD = re.compile(r"\w+")

PROGRAMS = [
    (block, following) for page in ALONE for block, following in blocks(page) if is_run_alone(block)
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


@pytest.mark.parametrize(
    "program",
    [
        block
        for block, _ in PROGRAMS
        if "@workflow" in block.text and "target.parameter(" not in block.text
    ],
    ids=str,
)
def test_the_workflows_of_the_pages_have_no_defect_but_the_one_that_is_explained(
    program: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(program.text, encoding="utf-8")
    for name in workflows_in("program.py"):
        found = validate(load(f"program.py:{name}"))
        defects = {one.code for one in found if one.severity is not Severity.INFO}
        assert defects <= {"SFN322"}, f"{program}: {name}"


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
