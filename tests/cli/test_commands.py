"""The commands as a person or a script uses them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn
from sfn_dsl.errors import SfnError

WORKFLOW = """
from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow

print("said while loading")

@workflow
def nightly(target: Target) -> Workflow:
    return Workflow("nightly", StateMachine([Succeed("Done")], comment=target.region), role="r")
"""
FILES = {
    *("output", "out", "check", "plan_file", "substitutions", "baseline", "written"),
    "mocks",
    *("policies", "trust", "boundary", "execution_input", "skeleton", "tasks_file"),
    *("coverage", "history", "history_file", "role_file"),
}
COMPILED = """{
  "Comment": "us-east-1",
  "StartAt": "Done",
  "States": {
    "Done": {
      "Type": "Succeed"
    }
  }
}
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("nightly.py").write_text(WORKFLOW)
    return "nightly.py"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(sfn, arguments, input=stdin)


def test_compile_prints_the_definition_and_nothing_else(source: str) -> None:
    done = run("compile", source)
    assert (done.exit_code, done.stdout) == (0, COMPILED)
    assert done.stderr == "said while loading\n"


def test_a_workflow_can_be_named_and_built_for_a_target(source: str) -> None:
    done = run("compile", f"{source}:nightly", "--region", "eu-west-1")
    assert json.loads(done.stdout)["Comment"] == "eu-west-1"
    missing = run("compile", f"{source}:weekly")
    assert "has no 'weekly'; its workflows: nightly" in str(missing.exception)


def test_compile_writes_a_file_wholly_and_keeps_its_permissions(source: str) -> None:
    out = Path("out.asl.json")
    assert run("compile", source, "-o", str(out)).exit_code == 0
    assert out.read_text() == COMPILED
    out.chmod(0o640)
    out.write_text("old")
    assert run("compile", source, "-o", str(out)).stdout == ""
    assert (out.read_text(), out.stat().st_mode & 0o777) == (COMPILED, 0o640)
    link = Path("link.json")
    link.symlink_to(out)
    run("compile", source, "-o", str(link), "--region", "eu-west-1")
    assert link.is_symlink()
    assert "eu-west-1" in out.read_text()
    assert sorted(path.name for path in Path().iterdir() if path.name.startswith(".")) == []


def test_a_failing_write_leaves_the_old_file(source: str) -> None:
    done = run("compile", source, "-o", "nowhere/out.json")
    assert isinstance(done.exception, SfnError)
    Path("out.json").write_text("old")
    Path("broken.py").write_text("1 / 0")
    assert run("compile", "broken.py", "-o", "out.json").exit_code != 0
    assert Path("out.json").read_text() == "old"


def test_check_tells_whether_a_file_is_out_of_date(source: str) -> None:
    Path("held.json").write_text(COMPILED)
    assert run("compile", source, "--check", "held.json").exit_code == 0
    changed = run("compile", source, "--check", "held.json", "--region", "eu-west-1")
    assert changed.exit_code == 1
    assert '-  "Comment": "us-east-1",\n+  "Comment": "eu-west-1",' in changed.stdout
    assert changed.stderr.endswith(
        f"is out of date; run: sfn compile {source} -o held.json --region eu-west-1\n"
    )
    missing = run("compile", source, "--check", "none.json")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "there is no file 'none.json'; run: sfn compile" in missing.stderr
    assert not Path("none.json").exists()


def test_standard_input_is_a_source(source: str) -> None:
    done = run("compile", "-", stdin='{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}')
    assert done.stdout.startswith('{\n  "StartAt": "A"')
    broken = run("validate", "-", stdin="{")
    assert "<standard input>:1:2: error SFN103" in broken.stdout


def test_validate_points_at_the_line_in_python_and_in_json(source: str) -> None:
    Path("w.py").write_text(
        "from sfn_dsl import StateMachine, Succeed\n\n"
        "machine = StateMachine([\n    Succeed('A'),\n    Succeed('B'),\n])\n"
    )
    Path("x.asl.json").write_text(
        '{\n  "StartAt": "A",\n  "States": {\n    "A": {"Type": "Succeed"},\n'
        '    "B": {"Type": "Succeed"}\n  }\n}\n'
    )
    done = run("validate", "w.py", source, "x.asl.json")
    assert done.exit_code == 1
    first, second = (line for line in done.stdout.splitlines() if "error" in line)
    assert first.startswith("w.py:5:5: error SFN203 state 'B' is unreachable")
    assert second.startswith("x.asl.json:5:5: error SFN203 state 'B' is unreachable")
    assert done.stderr.endswith("3 sources: 2 errors (errors in 'w.py', 'x.asl.json')\n")


def test_validate_prints_json(source: str) -> None:
    Path("x.json").write_text('{"StartAt": "A"}')
    done = run("validate", "x.json", source, "--format", "json")
    (finding,) = json.loads(done.stdout)
    assert finding["severity"] == "error"
    assert (finding["file"], finding["line"], finding["column"]) == ("x.json", 1, 1)
    clean = run("validate", source, "--format", "json")
    assert (clean.exit_code, json.loads(clean.stdout)) == (0, [])


def test_diff_exits_0_when_equal_1_when_different(source: str) -> None:
    Path("same.json").write_text(
        '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}},'
        '"Comment":"us-east-1","Version":"1.0"}'
    )
    same = run("diff", source, "same.json")
    assert same.exit_code == 0
    Path("other.json").write_text(COMPILED.replace("us-east-1", "elsewhere"))
    other = run("diff", source, "other.json")
    assert other.exit_code == 1
    assert "/Comment" in other.stdout
    (change,) = json.loads(run("diff", source, "other.json", "--format", "json").stdout)
    assert (change["old_value"], change["new_value"]) == ("us-east-1", "elsewhere")


def test_help_lists_every_command() -> None:
    done = run("--help")
    for command in ("compile", "validate", "diff", "plan", "deploy", "local"):
        assert f"\n  {command} " in done.stdout
        assert run(command, "--help").exit_code == 0
    assert "..." not in done.stdout.partition("Commands:")[2]


@pytest.mark.parametrize("name", sfn.list_commands(click.Context(sfn)))
def test_options_are_described_and_written_alike(name: str) -> None:
    command = sfn.get_command(click.Context(sfn), name)
    assert command is not None
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            takes = option.make_metavar(click.Context(command))
            assert option.is_flag or takes.startswith("[") or takes.isupper(), option.name
            assert "TEXT" not in takes or option.name in {"description", "prefix"}
            assert ("FILE" in takes) == (option.name in FILES), option.name
            if option.name in {"output", "out"}:
                assert option.opts[:2] == ["-o", "--output"]


def test_loading_leaves_no_trace(source: str) -> None:
    before = list(sys.path), set(sys.modules)
    run("compile", source)
    assert sys.path == before[0]
    assert "nightly" not in set(sys.modules) - before[1]
    assert not Path("__pycache__").exists()


def test_a_file_can_import_its_neighbours(source: str) -> None:
    Path("names.py").write_text("NAME = 'from next door'\n")
    Path("w.py").write_text(
        "from names import NAME\nfrom sfn_dsl import *\nm = StateMachine([Succeed(NAME)])\n"
    )
    assert "from next door" in run("compile", "w.py").stdout


def test_a_reader_that_stops_reading_is_not_an_error(source: str) -> None:
    command = f"{sys.executable} -m sfn_dsl compile {source} | head -1"
    done = subprocess.run(  # noqa: S602 - a pipe
        command, shell=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("step", range(12))
def test_killing_compile_leaves_the_old_file_or_the_new_one(source: str, step: int) -> None:
    Path("out.json").write_text("old")
    process = subprocess.Popen(
        [sys.executable, "-m", "sfn_dsl", "compile", source, "-o", "out.json"],
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=0.02 + step * 0.03)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    assert Path("out.json").read_text() in ("old", COMPILED)
