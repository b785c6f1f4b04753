"""The pages of codes without a lint rule: bad examples give their code, good ones do not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl.cli.main import main, sfn
from sfn_dsl.errors import Mistake
from sfn_dsl.report.codes import language_of
from sfn_dsl.report.pages import PAGES, Page

from ..pages import example

# Of which an example would be too long, or has AWS, CloudFormation or executions in it.
IN_WORDS = {
    *("SFN101", "SFN102", "SFN109", "SFN801", "SFN907", "SFN908", "SFN909", "SFN911", "SFN924"),
    "SFN926",
}
# Of roles, the SDK and the configuration: tests/iam/review, tests/interop, and below.
APART = {"SFN120", "SFN140", "SFN920", "SFN921", "SFN922", "SFN923", "SFN925"}
TESTED = [page for page in PAGES if page.code not in IN_WORDS | APART]
COMMANDS = {"SFN130": ["import"], "SFN904": ["validate", "--account", "123456789012"]}
ENDINGS = {"json": "x.asl.json", "python": "x.py"}
WORKFLOWS = """from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow
@workflow
def nightly(target: Target) -> Workflow:
    return Workflow("nightly", StateMachine([Succeed("Done")]), role="R")
@workflow
def hourly(target: Target) -> Workflow:
    return Workflow("hourly", StateMachine([Succeed("Done")]), role="R")
"""


Codes = Callable[[Page, str], set[str]]


@pytest.fixture
def codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Codes:
    """What gives the codes of the errors and warnings that an example has."""
    monkeypatch.chdir(tmp_path)
    Path("orders.asl.json").write_text('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    Path("flows.py").write_text(WORKFLOWS)

    def found(page: Page, text: str) -> set[str]:
        with pytest.raises(SystemExit):
            main(arguments(page, text))
        shown = capsys.readouterr()
        return set(re.findall(r"(?:error|warning) (SFN\d{3}) ", shown.out + shown.err))

    return found


def arguments(page: Page, text: str) -> list[str]:
    """The command that shows what is wrong with an example, which is in a file."""
    if language_of(text) == "console":
        (command,) = text.splitlines()
        return command.removeprefix("$ sfn ").split()
    is_template = text.startswith("Resources:")
    name = "t.yaml" if is_template else ENDINGS.get(language_of(text), "x.asl.json")
    Path(name).write_text(text, encoding="utf-8")
    return [*COMMANDS.get(page.code, ["validate"]), name]


@pytest.mark.parametrize("page", TESTED, ids=lambda page: page.code)
def test_what_a_page_calls_bad_has_its_code_and_what_it_calls_good_has_none(
    page: Page, codes: Codes
) -> None:
    assert page.code in codes(page, example(page.code, "Bad"))
    assert codes(page, example(page.code, "Good")) == set()


@pytest.mark.usefixtures("codes")
def test_an_ignore_is_stale_as_its_page_has_it() -> None:
    Path("pyproject.toml").write_text(f"[tool.sfn_dsl]\n{example('SFN140', 'Bad')}")
    done = CliRunner().invoke(sfn, ["validate", "--strict", "orders.asl.json"])
    assert " info SFN140 the ignore of SFN203 at 'Cleanup' matches no finding" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_says_why_and_shows_what_is_bad_and_good(page: Page) -> None:
    why = page.text.partition("\nBad::")[0]
    assert len(why.split()) > 8
    assert example(page.code, "Bad") != example(page.code, "Good")
    assert page.title.endswith(".")
    assert max(map(len, page.text.splitlines())) <= 104


def test_every_kind_of_mistake_has_a_page() -> None:
    assert {mistake.value for mistake in Mistake} <= {page.code for page in PAGES}


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_every_format_has_the_code_of_a_mistake(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.py").write_text("from sfn_dsl import *\nm = StateMachine([Pass('A')])\n")
    said = CliRunner().invoke(sfn, ["validate", "x.py", "--format", form]).stdout
    if form == "github":
        assert "file=x.py,line=2,col=19,title=SFN172::state 'A' has neither" in said
    elif form == "json":
        assert [finding["code"] for finding in json.loads(said)] == ["SFN172"]
    else:
        (log,) = json.loads(said)["runs"]
        (result,) = log["results"]
        rule = log["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert (result["ruleId"], rule["name"]) == ("SFN172", "MissingTransition")
        assert "Good:" in rule["help"]["text"]
