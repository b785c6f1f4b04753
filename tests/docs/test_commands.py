"""The commands on the pages print what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sfn_dsl.local import LocalAWS
from sfn_dsl.local.resources.backup import create_backup_resources
from tests.docs.pages import ALONE, ROOT, name_of, shows
from tests.docs.running import hold_to_its_output

NEED_NO_AWS = (
    *("init", "compile", "validate", "explain", "diff", "import", "graph", "review", "policy"),
    *("role", "simulate"),
)
NEED_AWS = ("plan", "deploy", "drift", "pull", "versions", "rollback")

TESTING = [page for page in ALONE if shows(page, re.compile("pytest "))]
DEPLOYING = [
    page
    for page in ALONE
    if shows(page, re.compile(f"sfn (?:{'|'.join(NEED_AWS)}) "))
    or page == ROOT / "docs/reference/python.md"  # which deploys from Python
]


@pytest.mark.parametrize("page", ALONE, ids=name_of)
def test_commands_print_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    # What needs AWS writes files too.
    hold_to_its_output(page, NEED_NO_AWS, is_all=page not in DEPLOYING, regenerate=regenerate)


@pytest.mark.slow
@pytest.mark.parametrize("page", TESTING, ids=name_of)
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
@pytest.mark.parametrize("page", DEPLOYING, ids=name_of)
def test_deploying_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalAWS() as aws:
        create_backup_resources(aws.session())
        known = (*NEED_NO_AWS, *NEED_AWS)
        hold_to_its_output(page, known, deploys=True, is_all=True, regenerate=regenerate)
