"""Standard streams that are closed, full, or left by whoever read them."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SFN = f"'{sys.executable}' -m sfn_dsl"
FLAWED = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}'
GOOD = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.json").write_text(GOOD)
    (tmp_path / "flawed.json").write_text(FLAWED)
    return tmp_path


def shell(words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    line = words.replace("sfn", SFN, 1)
    return subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - the shell of whoever runs it
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("sfn explain", 0),
        ("sfn compile good.json", 0),
        ("sfn validate flawed.json", 1),
        ("sfn validate flawed.json --format json", 1),
        ("sfn diff good.json flawed.json", 1),
        ("sfn compile nope.json", 2),
    ],
)
def test_whoever_stops_reading_changes_no_exit_code(words: str, code: int, folder: Path) -> None:
    for line in (f"{words} | true", f"{words} 2>&1 | true"):
        done = shell(f"{line}; exit ${{PIPESTATUS[0]}}", folder)
        assert done.returncode == code, line
        assert "Traceback" not in done.stderr
        assert "Broken" not in done.stderr
    for closed in (">&-", "2>&-", ">&- 2>&- <&-"):
        done = shell(f"{words} {closed}", folder)
        assert done.returncode == code, closed
        assert "fault of sfn" not in done.stderr


@pytest.mark.parametrize("words", ["compile -", "validate -", "explain"])
def test_a_terminal_that_hangs_up_changes_no_exit_code(words: str) -> None:
    reader, writer = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "sfn_dsl", *words.split()],
        stdin=subprocess.PIPE,
        stdout=writer,
        stderr=writer,
    )
    os.close(reader)
    os.close(writer)
    child.communicate(GOOD.encode(), timeout=60)
    assert child.returncode == 0


def test_a_machine_that_resets_the_connection_changes_no_exit_code() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        own = socket.create_connection(server.getsockname())
        other, _ = server.accept()
    with own:
        child = subprocess.Popen(
            [sys.executable, "-m", "sfn_dsl", "explain"],
            stdin=subprocess.DEVNULL,
            stdout=own,
            stderr=subprocess.PIPE,
        )
        # Closed at once, without waiting for what is under way, a connection is reset.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        other.close()
        _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, b"")


def test_what_a_handler_prints_is_no_result(folder: Path) -> None:
    task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True}
    work = {**task, "Parameters": {"FunctionName": "f"}, "ResultPath": None}
    (folder / "work.json").write_text(json.dumps({"StartAt": "W", "States": {"W": work}}))
    (folder / "tasks.json").write_text('{"W": {"handler": "handlers.work"}}')
    (folder / "handlers.py").write_text(
        "import os\nprint('loaded')\n\ndef work(event, context):\n    os.system('echo child')\n"
        "    print('called')\n    return 1\n"
    )
    done = shell("sfn simulate work.json --tasks tasks.json", folder)
    assert json.loads(done.stdout) == {}
    assert {"loaded", "child", "called"} <= set(done.stderr.splitlines())


def test_standard_input_that_is_closed_is_empty(folder: Path) -> None:
    done = shell("sfn compile - <&-", folder)
    assert done.returncode == 2
    assert "<standard input>:1:1: error SFN105 this is empty" in done.stderr


def test_a_file_is_written_where_no_stream_is_open(folder: Path) -> None:
    assert shell("sfn compile good.json -o out.json >&- 2>&- <&-", folder).returncode == 0
    assert (folder / "out.json").read_text().startswith('{\n  "StartAt"')


@needs_full
@pytest.mark.parametrize(
    "words", ["compile good.json", "validate good.json --format json", "explain", "--help"]
)
def test_a_result_that_cannot_be_written_exits_2(words: str, folder: Path) -> None:
    done = shell(f"sfn {words} >/dev/full", folder)
    assert done.returncode == 2
    assert done.stderr == "error: '<standard output>': no space left on device\n"


@needs_full
def test_what_cannot_be_reported_changes_no_exit_code(folder: Path) -> None:
    for words, code in (("validate good.json", 0), ("validate flawed.json", 1), ("compile x", 2)):
        assert shell(f"sfn {words} 2>/dev/full", folder).returncode == code


def test_interrupted_while_it_is_loading_it_ends_in_silence(folder: Path) -> None:
    (folder / "click.py").write_text("raise KeyboardInterrupt")
    done = shell("PYTHONPATH=. sfn validate good.json", folder)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_what_stands_in_the_file_that_standard_output_leads_to_is_not_lost(folder: Path) -> None:
    shell("echo before >log; sfn compile good.json -o /dev/stdout >>log", folder)
    assert (folder / "log").read_text().startswith('before\n{\n  "StartAt"')


def test_a_folder_that_is_not_there_is_not_a_file(folder: Path) -> None:
    done = shell("sfn compile good.json -o new/", folder)
    assert done.returncode == 2
    assert "'new/' is a directory; name a file to write to" in done.stderr
    assert not (folder / "new").exists()


def test_standard_input_is_one_source(folder: Path) -> None:
    for words in ("sfn diff - -", "sfn validate - good.json -"):
        done = shell(f"{words} <good.json", folder)
        assert done.returncode == 2
        assert "standard input can be read only once" in done.stderr
    assert "no semantic difference" in shell("cat good.json | sfn diff good.json -", folder).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="others do not hold a process to its limit")
def test_what_does_not_fit_into_memory_is_told(folder: Path) -> None:
    done = shell("ulimit -v 200000; sfn compile /dev/zero", folder)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the input does not fit into memory")
