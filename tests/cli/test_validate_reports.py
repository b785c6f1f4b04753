"""`sfn validate` over many sources, in each format, with what is known already left out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sfn_dsl import Diagnostic, Severity
from sfn_dsl.cli import findings as checking
from sfn_dsl.cli.commands.validate import validate
from sfn_dsl.definition import Definition

DEFECT = """{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Succeed"},
    "B": {"Type": "Succeed"}
  }
}
"""
MESSAGE = "state 'B' is unreachable; remove it, or point a Next, Choice rule or Catch at it"
IN_PYTHON = MESSAGE.replace("Next", "next")
SOUND = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
PYTHON = """from sfn_dsl import StateMachine, Succeed

machine = StateMachine([
    Succeed("A"),
    Succeed("B"),
])
"""
IGNORE = """
[[tool.sfn_dsl.ignores]]
code = "SFN203"
state = "B"
reason = "started by hand"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("x.asl.json").write_text(DEFECT)
    Path("sound.asl.json").write_text(SOUND)
    Path("w.py").write_text(PYTHON)
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(validate, arguments, input=stdin)


def advise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every sound definition be given a piece of advice."""

    def advice(_: Definition, *, strict: bool) -> list[Diagnostic]:
        return [Diagnostic("SFN203", Severity.INFO, "a piece of advice", "/States/A")]

    monkeypatch.setattr(checking, "validate", advice)


def test_text_shows_the_line_with_a_caret_in_json_and_in_python() -> None:
    done = run("x.asl.json", "w.py")
    assert done.exit_code == 1
    assert done.stdout == (
        f"x.asl.json:5:5: error SFN203 {MESSAGE}  [/States/B; AWS: MISSING_TRANSITION_TARGET]\n"
        '    5 |     "B": {"Type": "Succeed"}\n'
        "      |     ^\n"
        f"w.py:5:5: error SFN203 {IN_PYTHON}  [/States/B; AWS: MISSING_TRANSITION_TARGET]\n"
        '    5 |     Succeed("B"),\n'
        "      |     ^\n"
    )


def test_standard_input_cannot_be_shown_again() -> None:
    assert run("-", stdin=DEFECT).stdout.splitlines() == [
        f"<standard input>:5:5: error SFN203 {MESSAGE}  [/States/B; AWS: MISSING_TRANSITION_TARGET]"
    ]


def test_many_sources_are_summed_up_each_and_in_all() -> None:
    done = run("x.asl.json", "sound.asl.json", "w.py", "gone.json")
    assert done.stderr == (
        "x.asl.json: 1 error\nw.py: 1 error\ngone.json: 1 error\n4 sources: 3 errors "
        "(errors in 'x.asl.json', 'w.py', 'gone.json')\n"
    )
    assert (
        run("x.asl.json", "sound.asl.json").stderr
        == "2 sources: 1 error (errors in 'x.asl.json')\n"
    )


def test_a_python_source_that_fails_keeps_no_other_from_being_checked() -> None:
    Path("bad.py").write_text("1 / 0\n")
    done = run("bad.py", "x.asl.json", "w.py")
    assert [line.split()[2] for line in done.stdout.splitlines() if ": error " in line] == [
        "SFN107",
        "SFN203",
        "SFN203",
    ]


def test_github_gets_one_command_for_each_finding(folder: Path) -> None:
    done = run("--format", "github", f"{folder}/x.asl.json")
    assert done.stdout == (
        f"::error file=x.asl.json,line=5,col=5,title=SFN203::{MESSAGE}  [/States/B]\n"
    )
    assert (done.exit_code, done.stderr) == (1, "1 source: 1 error\n")
    assert run("--format", "github", "sound.asl.json").stdout == ""


def test_sarif_is_one_log_and_nothing_else() -> None:
    done = run("--format", "sarif", "x.asl.json", "w.py", "sound.asl.json")
    results = json.loads(done.stdout)["runs"][0]["results"]
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results
    ]
    assert (uris, done.stderr, done.exit_code) == (["x.asl.json", "w.py"], "", 1)
    prints = {result["partialFingerprints"]["finding/v1"] for result in results}
    assert len(prints) == 2
    assert run("--format", "sarif", "sound.asl.json").exit_code == 0


def test_advice_is_left_out_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    advise(monkeypatch)
    assert run("sound.asl.json").stderr == "1 source: nothing found\n"
    strict = run("sound.asl.json", "--strict")
    assert "info SFN203 a piece of advice" in strict.stdout
    assert (strict.exit_code, strict.stderr) == (0, "1 source: 1 info\n")
    Path("pyproject.toml").write_text('[tool.sfn_dsl]\nselect = ["SFN203"]\n')
    assert "info SFN203" in run("sound.asl.json").stdout


def test_the_configuration_of_each_source_is_that_of_its_folder() -> None:
    Path("flows").mkdir()
    Path("flows/x.asl.json").write_text(DEFECT)
    Path("flows/pyproject.toml").write_text('[tool.sfn_dsl]\nignore = ["SFN2"]\n')
    done = run("flows/x.asl.json", "x.asl.json")
    assert done.stdout.startswith("x.asl.json:5:5: error SFN203")
    assert (done.exit_code, done.stderr) == (1, "2 sources: 1 error (errors in 'x.asl.json')\n")
    assert run("flows/x.asl.json").exit_code == 0


def test_an_ignore_of_a_state_holds_for_python_and_json_alike() -> None:
    Path("pyproject.toml").write_text(IGNORE)
    done = run("x.asl.json", "w.py", "--strict")
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_stale_ignore_is_reported_only_when_advice_is_asked_for() -> None:
    Path("pyproject.toml").write_text(IGNORE)
    assert run("sound.asl.json").stdout == ""
    done = run("sound.asl.json", "--strict")
    assert done.stdout.startswith(
        "pyproject.toml:2:1: info SFN140 the ignore of SFN203 at 'B' matches no finding"
    )
    assert (done.exit_code, done.stderr) == (0, "1 source: 1 info\n")


def test_that_a_source_cannot_be_read_is_never_ignored() -> None:
    Path("pyproject.toml").write_text('[tool.sfn_dsl]\nignore = ["SFN1"]\n')
    Path("broken.json").write_text("{")
    done = run("broken.json", "gone.json")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        1,
        "2 sources: 2 errors (errors in 'broken.json', 'gone.json')",
    )


def test_a_baseline_hides_what_it_holds_and_nothing_new() -> None:
    written = run("x.asl.json", "w.py", "--write-baseline", "base.json")
    assert (written.exit_code, written.stdout) == (0, "")
    assert written.stderr == "wrote 2 findings to base.json\n"
    hidden = run("x.asl.json", "w.py", "--baseline", "base.json")
    assert (hidden.exit_code, hidden.stdout) == (0, "")
    assert hidden.stderr == "2 findings of the baseline not reported\n2 sources: nothing found\n"
    Path("x.asl.json").write_text(DEFECT.replace('"B"', '"B": {"Type": "Fail"},\n"C"'))
    new = run("x.asl.json", "--baseline", "base.json")
    assert new.exit_code == 1
    assert "state 'C' is unreachable" in new.stdout
    assert "state 'B'" not in new.stdout


def test_a_baseline_holds_while_lines_move_and_wherever_it_is_used_from(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("x.asl.json", "--write-baseline", "base.json")
    Path("x.asl.json").write_text("\n\n\n" + DEFECT)
    Path("elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert run("../x.asl.json", "--baseline", "../base.json").exit_code == 0


def test_a_source_that_cannot_be_read_is_in_no_baseline() -> None:
    Path("broken.json").write_text("{")
    written = run("broken.json", "x.asl.json", "--write-baseline", "base.json")
    assert written.exit_code == 1
    assert [f["source"] for f in json.loads(Path("base.json").read_text())["findings"]] == [
        "x.asl.json"
    ]
    assert run("broken.json", "--baseline", "base.json").exit_code == 1


def sfn(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sfn_dsl", "validate", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--baseline", "gone.json"], "'gone.json': no such file or directory"),
        (["--baseline", "x.asl.json"], "'x.asl.json' is not a baseline of version 1"),
        (["--baseline", "a", "--write-baseline", "b"], "--baseline or --write-baseline, not both"),
        (["--write-baseline", "."], "'.' is a directory; name a file to write to"),
    ],
)
def test_an_error_of_a_baseline_is_one_message(arguments: list[str], message: str) -> None:
    done = sfn("x.asl.json", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_in_the_configuration_is_one_message_and_no_report() -> None:
    Path("pyproject.toml").write_text('[tool.sfn_dsl]\nignore = ["sfn203"]\n')
    done = sfn("sound.asl.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: pyproject.toml: 'ignore' in [tool.sfn_dsl] names 'sfn203', which is not "
        "a known code; did you mean 'SFN203'?\n"
    )


def test_the_pre_commit_hook_runs_this_command_on_definitions(root: Path) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["entry"], hook["language"]) == (
        "sfn-validate",
        "sfn validate",
        "python",
    )
    for file in ("x.asl.json", "flows/x.asl.yaml", "x.asl.yml"):
        assert re.search(hook["files"], file)
    for file in ("x.json", "x.asl.json.bak", "template.yaml"):
        assert not re.search(hook["files"], file)
