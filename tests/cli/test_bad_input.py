"""Whatever a command is given, it ends in one clear message and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl.cli.main import sfn as cli

WORKFLOW = """
from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow

@workflow
def {name}(target: Target) -> Workflow:
    return Workflow("{title}", StateMachine([Succeed("Done")]), role="r")
"""


def nested(levels: int) -> str:
    opening = '{"StartAt": "P%d", "States": {"P%d": {"Type": "Parallel", "End": true, "Branches": ['
    inner = '{"StartAt": "Z", "States": {"Z": {"Type": "Succeed"}}}'
    start = "".join(opening % (level, level) for level in range(levels))
    return start + inner + "]}}}" * levels


def ten_megabytes() -> bytes:
    state = '"S%d": {"Type": "Pass", "Comment": "' + "x" * 1000 + '", "Next": "S%d"}'
    states = ",\n".join(state % (n, n + 1) for n in range(9_800))
    return f'{{"StartAt": "S0", "States": {{{states}, "S9800": {{"Type": "Succeed"}}}}}}'.encode()


SOURCES: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "not JSON": ("x.asl.json", b"StartAt: A", "x.asl.json:1:1: error SFN103 this is not JSON"),
    "empty": ("x.asl.json", b"", "this is empty"),
    "no object": ("x.asl.json", b"[1]", "x.asl.json:1:1: error SFN105"),
    "no States": ("x.asl.json", b'{"StartAt": "A"}', "'States'"),
    "States is no object": ("x.asl.json", b'{"StartAt": "A", "States": [1]}', "States"),
    "nesting": ("x.asl.json", nested(200).encode(), "nested"),
    "10 MB": ("x.asl.json", ten_megabytes, "the limit is 1,048,576"),
    "binary": ("x.asl.json", bytes(range(256)), "this is not UTF-8 text (byte 128"),
    "UTF-16": ("x.asl.json", '{"StartAt": "A"}'.encode("utf-16"), "save the definition as UTF-8"),
    "raises": (
        "w.py",
        b"x = 1\nraise ValueError('no luck')\n",
        "w.py:2:1: error SFN107 ValueError",
    ),
    "exits": ("w.py", b"import sys\nsys.exit(3)\n", "w.py:2:1: error SFN153 the code exited"),
    "no Python": ("w.py", b"x = (\n", "w.py:1:5: error SFN150 this is not valid Python"),
    "null bytes": ("w.py", b"x = 1\0", "null bytes"),
    "no workflow": ("w.py", b"x = 1\n", "has no workflow"),
    "two workflows": (
        "w.py",
        (WORKFLOW.format(name="a", title="a") + WORKFLOW.format(name="b", title="b")).encode(),
        "has 2 workflows: a, b; name one, as in 'w.py:a'",
    ),
    "an exception that cannot be shown": (
        "w.py",
        b"class E(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise E\n",
        "w.py:5:1: error SFN107 E, which cannot be shown: its __str__ raises ValueError",
    ),
    "endless recursion": (
        "w.py",
        b"from sfn_dsl import *\n\n@workflow\ndef w(target):\n    return w(target)\n",
        "w.py:5:",
    ),
    "a workflow that returns nothing": (
        "w.py",
        b"from sfn_dsl import *\n\n@workflow\ndef w(target):\n    pass\n",
        "'w' returned None; end it with 'return Workflow(...)'",
    ),
}


def sfn(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sfn_dsl", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_one_message(done: subprocess.CompletedProcess[str], code: int, message: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert message in said
    assert "Traceback" not in said
    assert said.replace(": 1 error\n", "").count("error") == 1, said


@pytest.mark.parametrize("case", [case for case in SOURCES if case != "two workflows"])
def test_validate_reports_the_source_as_a_finding(case: str, tmp_path: Path) -> None:
    name, content, message = SOURCES[case]
    (tmp_path / name).write_bytes(content() if callable(content) else content)
    done = sfn("validate", name, "--format", "text", cwd=tmp_path)
    assert message in done.stdout
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout.count(": error ") + done.stdout.startswith("error ") == 1, done.stdout


@pytest.mark.parametrize("case", [case for case in SOURCES if SOURCES[case][0] == "w.py"])
def test_compile_gives_one_message_and_no_text(case: str, tmp_path: Path) -> None:
    name, content, message = SOURCES[case]
    (tmp_path / name).write_bytes(content() if callable(content) else content)
    done = sfn("compile", name, "-o", "out.json", cwd=tmp_path)
    assert_one_message(done, 2, message)
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("command", ["compile", "validate", "plan", "deploy"])
def test_a_missing_file_and_a_directory_are_reported(command: str, tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    code = 1 if command == "validate" else 2
    assert_one_message(sfn(command, "nope.py", cwd=tmp_path), code, "there is no file 'nope.py'")
    message = {
        "compile": "'folder.py' is a directory",
        "validate": "'folder.py' has no workflow and no definition",
    }.get(command, "'folder.py' has no Python file with a workflow")
    assert_one_message(sfn(command, "folder.py", cwd=tmp_path), code, message)


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text("raise ValueError('no luck')\n")
    done = sfn("--debug", "compile", "w.py", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert "ValueError: no luck" in done.stderr
    assert done.stderr.splitlines()[-1] == "w.py:1:1: error SFN107 ValueError: no luck"
    without = sfn("compile", "w.py", cwd=tmp_path)
    assert (without.returncode, without.stderr) == (2, f"{done.stderr.splitlines()[-1]}\n")


def test_no_command_at_all_shows_the_commands(tmp_path: Path) -> None:
    done = sfn(cwd=tmp_path)
    assert (done.stdout + done.stderr).startswith("Usage: ")
    assert "error:" not in done.stderr


def test_a_misspelt_command_is_reported_with_the_one_that_is_meant(tmp_path: Path) -> None:
    done = sfn("valdate", "w.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("error: no such command 'valdate'; did you mean 'validate'?\n")
    assert "error: no such command 'frob'\n" in sfn("frob", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--region", "nowhere"], "'nowhere' is not a region"),
        (["--account", "12"], "'12' is not an account ID; write its 12 digits"),
        (["--check", "a", "-o", "b"], "cannot be combined; give one of them"),
        (["--frob"], "error: no such option"),
    ],
)
def test_wrong_options_are_reported(options: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(WORKFLOW.format(name="w", title="w"))
    done = sfn("compile", "w.py", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@pytest.mark.parametrize(
    ("environment", "options", "message"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, [], "127.0.0.1:9"),
        ({}, ["--region", "us-nowhere-9"], "us-nowhere-9"),
        ({"AWS_PROFILE": "nobody"}, [], "nobody"),
        ({"AWS_ENDPOINT_URL": "no address"}, [], "no address"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, [], "credentials"),
    ],
    ids=["endpoint that refuses", "unknown region", "unknown profile", "no endpoint", "nobody"],
)
def test_deploy_says_why_aws_cannot_be_reached(
    environment: dict[str, str], options: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "w.py").write_text(WORKFLOW.format(name="w", title="w"))
    done = sfn("deploy", "w.py", *options, cwd=tmp_path, **{**CREDENTIALS, **environment})
    assert_one_message(done, 2, message)
    assert "testing" not in done.stderr


def test_a_definition_without_name_and_role_is_not_deployed(tmp_path: Path) -> None:
    (tmp_path / "x.asl.json").write_text("{}")
    done = sfn("deploy", "x.asl.json", cwd=tmp_path, **CREDENTIALS)
    assert_one_message(done, 2, "without a name and a role")


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("Retry('E', backoff_rate=float('inf'))", 6, "cannot hold"),
        (
            "Retry('E', interval_seconds=path('$.n'))",
            6,
            "paths and expressions are not allowed here",
        ),
        ("Pass('A', result=10**5000, end=True)", 6, "too large a number"),
        ("Pass('A', comment=path('$.c'), end=True)", 6, "not a plain string"),
        ("Map('A', item_processor=[], end=True)", 6, "a Map runs a StateMachine"),
        ("Map('A', item_processor=m, processor_config={}, end=True)", 6, "ProcessorConfig(...)"),
        ("lambda_.invoke('A', function_name='f', wait='tokn')", 6, "'tokn' is not a valid pattern"),
        ("Pass('A', query_language='jsonata', end=True)", 6, "not a valid query language"),
        ("Workflow('w', m, role=None)", 6, "write role="),
        ("Workflow('w', m, role='r', logging='ALL')", 6, "Logging("),
        ("Workflow('w', m, role='r', tags={'a': 5})", 6, "both strings"),
    ],
)
def test_a_mistake_in_python_is_reported_at_the_authors_line(
    body: str, line: int, message: str, tmp_path: Path
) -> None:
    (tmp_path / "w.py").write_text(
        "from sfn_dsl import Map, Pass, Retry, StateMachine, Succeed, Workflow, path, workflow\n"
        "from sfn_dsl.tasks import lambda_\n"
        "m = StateMachine([Succeed('Done')])\n"
        "@workflow\n"
        "def w(target):\n"
        f"    return {body}\n"
    )
    done = sfn("compile", "w.py", cwd=tmp_path)
    assert_one_message(done, 2, message)
    assert done.stderr.startswith(f"w.py:{line}:")


def test_a_builder_without_a_parameter_is_reported_with_how_to_have_one(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text("from sfn_dsl import workflow\n@workflow\ndef w():\n    pass\n")
    done = sfn("compile", "w.py", cwd=tmp_path)
    assert_one_message(done, 2, "write def w(target: Target) -> Workflow:")


def test_one_bad_source_keeps_none_of_the_others_from_being_validated(tmp_path: Path) -> None:
    (tmp_path / "huge.json").write_text('{"a": ' + "1" * 5000 + "}")
    (tmp_path / "good.json").write_text('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}')
    done = sfn("validate", "huge.json", "good.json", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count('"code"') == 1


def test_what_a_child_process_prints_does_not_reach_the_definition(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(
        "import os, subprocess\nsubprocess.run(['echo', 'CHILD'])\nos.write(1, b'RAW')\n"
        + WORKFLOW.format(name="w", title="w")
    )
    done = sfn("compile", "w.py", cwd=tmp_path)
    assert done.stdout.startswith('{\n  "StartAt"')
    assert "CHILD" in done.stderr
    assert "RAW" in done.stderr


def test_a_file_may_import_its_neighbour_inside_the_builder(tmp_path: Path) -> None:
    (tmp_path / "names.py").write_text("NAME = 'w'\n")
    (tmp_path / "w.py").write_text(
        "from sfn_dsl import *\n@workflow\ndef w(target):\n    from names import NAME\n"
        "    return Workflow(NAME, StateMachine([Succeed('Done')]), role='r')\n"
    )
    assert sfn("compile", "w.py", cwd=tmp_path).returncode == 0


def test_a_pipe_is_written_to_and_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(WORKFLOW.format(name="w", title="w"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE, text=True)
    with reader:
        try:
            assert sfn("compile", "w.py", "-o", "pipe", cwd=tmp_path).returncode == 0
            assert reader.communicate(timeout=30)[0].startswith("{")
        finally:
            reader.kill()
    assert pipe.is_fifo()
    for directory in (".", "./"):
        done = sfn("compile", "w.py", "-o", directory, cwd=tmp_path)
        assert_one_message(done, 2, "is a directory; name a file to write to")


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(
        '{"StartAt":"A","States":{"A":{"Type":"Succeed"},'
        '"\\u001b[2J\\nfake.json:1:1: error":{"Type":"Succeed"}}}'
    )
    done = sfn("validate", "x.json", cwd=tmp_path)
    assert "\x1b" not in done.stdout
    finding, line, caret = done.stdout.splitlines()
    assert finding.startswith("x.json:1:49: error SFN203")
    assert "\\u001b[2J" in line
    assert caret.strip() == f"|{' ' * 42}^"


def test_many_unknown_targets_are_found_in_time_that_grows_with_their_number(
    tmp_path: Path,
) -> None:
    states = ",".join(f'"S{n}": {{"Type": "Pass", "Next": "Nowhere{n}"}}' for n in range(3_000))
    (tmp_path / "x.json").write_text(f'{{"StartAt": "S0", "States": {{{states}}}}}')
    done = sfn("validate", "x.json", cwd=tmp_path)
    assert done.stdout.count("SFN201") == 3_000


def test_a_value_that_claims_no_class_is_not_a_workflow(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(
        "class Odd:\n    @property\n    def __class__(self):\n        raise RuntimeError\n\n"
        "odd = Odd()\n" + WORKFLOW.format(name="w", title="w")
    )
    assert sfn("compile", "w.py", cwd=tmp_path).returncode == 0


def test_a_source_that_goes_to_another_folder_takes_no_output_there(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "w.py").write_text(
        "import os\nos.chdir('else')\n" + WORKFLOW.format(name="w", title="w")
    )
    assert sfn("compile", "w.py", "-o", "out.json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.json").exists()


STEERING = "\x1b[2J\x7f\x9b\u202e\u2066"


@pytest.mark.parametrize(
    "arguments",
    [
        [STEERING],
        ["compile", f"{STEERING}.py"],
        ["compile", f"--{STEERING}"],
        ["compile", "x.json", "--region", STEERING],
        ["compile", "x.json", "--check", STEERING],
        ["compile", "x.json", "-o", f"{STEERING}/x"],
        ["validate", "x.json", "--write-baseline", STEERING],
        ["explain", STEERING],
        ["compile", "x.json"],
        ["diff", "x.json", "y.json", "--format", "json"],
        ["validate", "x.json", "--format", "json"],
        ["policy", "x.json", "--format", "explain"],
        ["import", "x.json"],
    ],
)
def test_nothing_that_is_given_steers_the_terminal(arguments: list[str], tmp_path: Path) -> None:
    for file, start in (("x.json", STEERING), ("y.json", "A")):
        (tmp_path / file).write_text(
            json.dumps({"StartAt": start, "States": {STEERING: {"Type": "Task", "End": True}}})
        )
    done = sfn(*arguments, cwd=tmp_path)
    said = done.stdout + done.stderr
    assert not set(STEERING) - set("[2J") & set(said), ascii(said)
    assert said


def test_what_cannot_be_written_is_reported_without_the_name_of_what_is_written_first(
    tmp_path: Path,
) -> None:
    (tmp_path / "w.py").write_text(WORKFLOW.format(name="w", title="w"))
    done = sfn("compile", "w.py", "-o", "nowhere/out.json", cwd=tmp_path)
    assert_one_message(done, 2, "'nowhere/out.json' cannot be written: no such file or directory")
    done = sfn("validate", "w.py", "--baseline", "nope.json", cwd=tmp_path)
    assert_one_message(done, 2, "error: 'nope.json': no such file or directory\n")


@pytest.mark.parametrize("deed", ["sys.stdout.close()", "sys.stderr.close()", "sys.stderr = None"])
def test_a_source_that_does_away_with_a_stream_is_reported_all_the_same(
    deed: str, tmp_path: Path
) -> None:
    (tmp_path / "w.py").write_text(f"import sys\n{deed}\n")
    assert_one_message(sfn("compile", "w.py", cwd=tmp_path), 2, "'w.py' has no workflow")
    (tmp_path / "w.py").write_text(f"import sys\n{deed}\n" + WORKFLOW.format(name="w", title="w"))
    assert sfn("compile", "w.py", cwd=tmp_path).stdout.startswith("{")


@pytest.mark.parametrize(
    "arguments",
    [
        ["deploy", "x.py", "--alias", ""],
        ["plan", "x.py", "--name="],
        ["plan", "x.py", "--role", " "],
        ["validate", "x.py", "--baseline", ""],
        ["rollback", "x.py", "--alias", "", "--to", "1"],
    ],
)
def test_an_option_that_an_unset_variable_left_empty_is_not_taken_as_not_given(
    arguments: list[str],
) -> None:
    option = next(each for each in arguments if each.startswith("--")).partition("=")[0]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    assert f"{option} has an empty value; give it one" in done.output


def test_what_a_command_under_sfn_local_is_given_may_be_empty(tmp_path: Path) -> None:
    program = "import sys; sys.exit(len(sys.argv))"
    for options in ([], ["--port", "0"]):
        command = ["local", *options, "--", sys.executable, "-c", program, "--alias", ""]
        assert CliRunner().invoke(cli, command).exit_code == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "x.asl.json", "--baseline", "long.json"],
        ["role", "x.asl.json", "--policy", "long.json"],
        ["role", "x.asl.json", "--trust", "long.json"],
        ["plan", "x.asl.json", "--substitutions", "long.json"],
    ],
)
def test_a_number_that_is_too_long_is_told_in_our_words(
    tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "long.json").write_text(f'{{"version": {"9" * 5_000}}}')
    definition = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    (tmp_path / "x.asl.json").write_text(definition)
    done = sfn(*arguments, cwd=tmp_path)
    assert_one_message(done, 2, "a number has too many digits")
