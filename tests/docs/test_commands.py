"""The commands on the pages print what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sfn_dsl.local import LocalAWS
from sfn_dsl.local.resources.backup import create_backup_resources
from tests.docs.pages import ALONE, CONTRIBUTING, ROOT, is_generated, name_of, shows
from tests.docs.running import hold_to_its_output

NEED_AWS = re.compile("sfn (?:plan|deploy|drift|pull|versions|rollback) ")
OF_OTHERS = re.compile("pytest |sfn local ")  # which are processes

PAGES = [page for page in [*ALONE, CONTRIBUTING] if not is_generated(page)]
DEPLOYING = [
    page
    for page in PAGES
    if shows(page, NEED_AWS) or page == ROOT / "docs/reference/python.md"  # deploys from Python
]
QUICK = [page for page in PAGES if page not in DEPLOYING and not shows(page, OF_OTHERS)]
OTHER = [page for page in PAGES if page not in DEPLOYING and page not in QUICK]


@pytest.mark.parametrize(
    "page",
    [*QUICK, *(pytest.param(page, marks=pytest.mark.slow) for page in OTHER)],
    ids=name_of,
)
def test_commands_print_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    hold_to_its_output(page, regenerate=regenerate)


@pytest.mark.slow
@pytest.mark.parametrize("page", DEPLOYING, ids=name_of)
def test_deploying_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalAWS() as aws:
        create_backup_resources(aws.session())
        hold_to_its_output(page, regenerate=regenerate)
