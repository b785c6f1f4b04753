from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local.functions.invoking import Answer, Function, Functions
from tests.local.processes import wait_until_gone

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"


def zipped(source: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("app.py", source)
    return buffer.getvalue()


def function(source: str, **changes: Any) -> Function:
    settings: dict[str, Any] = {
        "name": "f",
        "arn": ARN,
        "version": "$LATEST",
        "handler": "app.handler",
        "runtime": "python3.12",
        "code": zipped(source),
        "environment": {},
        "timeout": 10.0,
        "memory": 128,
    }
    return Function(**{**settings, **changes})


@pytest.fixture
def functions() -> Iterator[Functions]:
    running = Functions({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"})
    yield running
    running.stop()
    running.remove_files()


def payload(answer: Answer) -> Any:
    return json.loads(answer.payload)


def test_the_handler_gets_the_event_and_its_result_is_the_payload(functions: Functions) -> None:
    echo = function("def handler(event, context): return {'got': event['é']}")
    answer = functions.invoke(echo, '{"é": ["ü", 2.0, null]}'.encode())
    assert answer.payload.decode() == '{"got": ["ü", 2.0, null]}'
    assert not answer.failed


def test_an_exception_is_an_error_named_by_its_class_with_the_functions_own_frames(
    functions: Functions,
) -> None:
    raising = function(
        "class TableBusy(Exception): pass\n"
        "def handler(event, context):\n"
        "    print('about to')\n"
        "    raise TableBusy('orders')\n"
    )
    answer = functions.invoke(raising, b"{}")
    error = payload(answer)
    assert answer.failed
    assert list(error) == ["errorMessage", "errorType", "requestId", "stackTrace"]
    assert (error["errorType"], error["errorMessage"]) == ("TableBusy", "orders")
    assert error["stackTrace"] == [
        "  File \"/var/task/app.py\", line 4, in handler\n    raise TableBusy('orders')\n"
    ]
    assert answer.log.startswith("about to\n[ERROR] TableBusy: orders\n")


@pytest.mark.parametrize(
    ("source", "changes", "kind", "message"),
    [
        ("import nowhere", {}, "Runtime.ImportModuleError", "No module named 'nowhere'"),
        ("def handler(", {}, "Runtime.UserCodeSyntaxError", "module 'app'"),
        ("x = 1", {}, "Runtime.HandlerNotFound", "'handler' missing on module 'app'"),
        ("x = 1", {"handler": "app"}, "Runtime.MalformedHandlerName", "Bad handler 'app'"),
        (
            "def handler(event, context): return {1, 2}",
            {},
            "Runtime.MarshalError",
            "not JSON serializable",
        ),
        (
            "import os\ndef handler(event, context): os._exit(3)",
            {},
            "Runtime.ExitError",
            "exit status 3",
        ),
        ("", {"runtime": "nodejs22.x"}, "Runtime.Unsupported", "Python functions only"),
        ("", {"code": b"not a zip"}, "Runtime.InvalidZip", "'f' is not a zip"),
    ],
)
def test_what_the_runtime_itself_refuses_has_awss_name(
    functions: Functions, source: str, changes: dict[str, Any], kind: str, message: str
) -> None:
    answer = functions.invoke(function(source, **changes), b"{}")
    assert answer.failed
    assert payload(answer)["errorType"] == kind
    assert message in payload(answer)["errorMessage"]


def test_a_function_that_takes_too_long_is_cut_off_with_all_it_started(
    functions: Functions, tmp_path: Path
) -> None:
    pid_file = tmp_path / "pid"
    slow = function(
        "import subprocess, pathlib, time\n"
        "def handler(event, context):\n"
        "    child = subprocess.Popen(['sleep', '60'])\n"
        f"    pathlib.Path({str(pid_file)!r}).write_text(str(child.pid))\n"
        "    time.sleep(60)\n",
        timeout=3,
    )
    began = time.monotonic()
    answer = functions.invoke(slow, b"{}")
    assert time.monotonic() - began < 30
    assert answer.failed
    assert payload(answer)["errorType"] == "Sandbox.Timedout"
    assert payload(answer)["errorMessage"].endswith("Task timed out after 3.00 seconds")
    wait_until_gone(int(pid_file.read_text()))


# Starts three processes without an environment, each in a session of its own and without a parent.
OUTLIVING = """
import os, pathlib, time

PIDS = pathlib.Path({pids!r})

def start():
    if os.fork():
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    os.setsid()
    script = 'echo $$ >> "$0"; exec sleep 60'
    os.execve('/bin/sh', ['sh', '-c', script, str(PIDS)], dict())

def handler(event, context):
    for _ in range(3):
        start()
    while not PIDS.exists() or len(PIDS.read_text().split()) < 3:
        time.sleep(0.01)
    if event.get("then") == "die":
        os.kill(os.getpid(), 9)
    parent = os.getppid()
    if event.get("then") in ("end above", "stop above"):
        told = pathlib.Path(f"/proc/{{parent}}/stat").read_text()
        parent = int(told.rpartition(")")[2].split()[1])
    if event.get("then") in ("end parent", "end above"):
        os.kill(parent, 9)
    if event.get("then") in ("stop parent", "stop above"):
        os.kill(parent, 19)
    if event.get("then") in ("end parent", "end above", "stop parent", "stop above"):
        time.sleep(60)
    if event.get("then") == "hang":
        time.sleep(60)
    return "done"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
@pytest.mark.parametrize(
    ("then", "failed"),
    [
        ("return", None),
        ("die", "Runtime.ExitError"),
        ("hang", "Sandbox.Timedout"),
        ("stop above", "Sandbox.Timedout"),
        *((then, "Runtime.ExitError") for then in ("end parent", "stop parent", "end above")),
    ],
)
def test_nothing_that_a_function_started_outlives_it_in_a_session_of_its_own_either(
    functions: Functions, tmp_path: Path, then: str, failed: str | None
) -> None:
    pids = tmp_path / "pids"
    starting = function(OUTLIVING.format(pids=str(pids)), timeout=2.0)
    answer = functions.invoke(starting, json.dumps({"then": then}).encode())
    assert (payload(answer)["errorType"] if failed else payload(answer)) == (failed or "done")
    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) == 3
    for pid in started:
        wait_until_gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_stopping_ends_what_a_function_under_way_started_too(
    functions: Functions, tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    starting = function(OUTLIVING.format(pids=str(pids)), timeout=60.0)
    thread = threading.Thread(target=functions.invoke, args=(starting, b'{"then": "hang"}'))
    thread.start()
    deadline = time.monotonic() + 10
    while not pids.exists() or pids.read_text().count("\n") < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    functions.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()
    for pid in pids.read_text().split():
        wait_until_gone(int(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_nothing_outlives_an_embedded_aws_that_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    (tmp_path / "app.py").write_text(OUTLIVING.format(pids=str(pids)))
    program = (
        "import io, sys, zipfile\n"
        "from sfn_dsl.local.functions.invoking import Function, Functions\n"
        "buffer = io.BytesIO()\n"
        "with zipfile.ZipFile(buffer, 'w') as archive: archive.write(sys.argv[1], 'app.py')\n"
        "f = Function(name='f', arn='a', version='1', handler='app.handler',\n"
        "    runtime='python3.12', code=buffer.getvalue(), environment={},\n"
        "    timeout=60.0, memory=128)\n"
        'Functions({}).invoke(f, b\'{"then": "hang"}\')\n'
    )
    command = [sys.executable, "-c", program, str(tmp_path / "app.py")]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)}) as process:
        try:
            deadline = time.monotonic() + 20
            while not pids.exists() or pids.read_text().count("\n") < 3:
                assert time.monotonic() < deadline
                time.sleep(0.01)
        finally:
            process.kill()
    for pid in pids.read_text().split():
        wait_until_gone(int(pid))


IN_PLACE_OF_THE_ANSWER = {
    "a pipe": "os.mkfifo(sys.argv[1])",
    "a folder": "os.mkdir(sys.argv[1])",
    "a link to a device": "os.symlink('/dev/zero', sys.argv[1])",
    "a link to itself": "os.symlink(sys.argv[1], sys.argv[1])",
    "a socket": "socket.socket(socket.AF_UNIX).bind(sys.argv[1])",
    "an array": "write('[1]')",
    "a number for a text": 'write(\'{"failed": false, "payload": 1}\')',
    "a text for yes or no": 'write(\'{"failed": "no", "payload": "1"}\')',
    "less": 'write(\'{"payload": "1"}\')',
    "half a character": 'write(\'{"failed": false, "payload": "\\\\ud800"}\')',
    "nesting": "write('[' * 100000)",
    "digits": "write('1' * 10000)",
    "no text": "open(sys.argv[1], 'wb').write(bytes([255]))",
    "nothing, and a pipe for the log": "log.unlink(); os.mkfifo(log)",
    "nothing, and no folder around it": "shutil.rmtree(log.parent)",
    "nothing, and a folder that nobody may change": (
        "os.makedirs(log.parent / 'a' / 'b'); os.chmod(log.parent / 'a', 0)"
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("act", IN_PLACE_OF_THE_ANSWER.values(), ids=IN_PLACE_OF_THE_ANSWER)
def test_whatever_a_function_puts_in_place_of_its_answer_is_an_error_of_it(
    functions: Functions, act: str
) -> None:
    tampering = function(
        "import os, pathlib, shutil, socket, sys\n"
        "def write(text): pathlib.Path(sys.argv[1]).write_text(text)\n"
        "log = pathlib.Path(sys.argv[1]).with_name('log')\n"
        f"def handler(event, context):\n    {act}\n    os._exit(0)\n"
    )
    answer = functions.invoke(tampering, b"{}")
    assert answer.failed
    assert payload(answer)["errorType"] == "Runtime.ExitError"


@pytest.mark.parametrize("count", [300, 900])
def test_a_function_may_have_as_many_threads_as_on_aws(functions: Functions, count: int) -> None:
    threaded = function(
        "import threading\n"
        "def handler(event, context):\n"
        "    done = threading.Event()\n"
        f"    threads = [threading.Thread(target=done.wait) for _ in range({count})]\n"
        "    for thread in threads: thread.start()\n"
        "    done.set()\n"
        "    for thread in threads: thread.join()\n"
        "    return len(threads)\n"
    )
    assert payload(functions.invoke(threaded, b"{}")) == count


TOO_MUCH = {
    "at once": "    return len(bytearray(300 << 20))\n",
    "beyond what one process may have": "    return len(bytes(4 << 30))\n",
    "little by little": "    kept = []\n    while True: kept.append(b'x' * (1 << 20))\n",
    "caught, as AWS lets none": (
        "    try: kept = bytearray(300 << 20)\n    except BaseException: pass\n    return 1\n"
    ),
    "in many children": (
        "    import os, time\n"
        "    for _ in range(8):\n"
        "        if os.fork() == 0:\n"
        "            kept = bytearray(40 << 20)\n"
        "            time.sleep(60)\n"
        "    time.sleep(60)\n"
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory is used")
@pytest.mark.parametrize("way", TOO_MUCH)
def test_a_function_that_uses_more_than_its_memory_is_ended_as_on_aws(
    functions: Functions, way: str
) -> None:
    greedy = function(f"def handler(event, context):\n{TOO_MUCH[way]}", timeout=30.0)
    began = time.monotonic()
    answer = functions.invoke(greedy, b"{}")
    assert time.monotonic() - began < 15
    assert payload(answer)["errorType"] == "Runtime.ExitError"
    assert payload(answer)["errorMessage"].endswith(
        "signal: killed; it used more than the 128 MB of memory that the function has"
    )


@pytest.mark.parametrize(
    "use",
    [
        "    return len(bytearray(300 << 20)) > 0\n",
        (
            "    import threading\n"
            "    go = threading.Event()\n"
            "    waiting = [threading.Thread(target=go.wait) for _ in range(60)]\n"
            "    [each.start() for each in waiting]\n"
            "    go.set()\n"
            "    return True\n"
        ),
    ],
    ids=["less than it has", "many threads"],
)
def test_a_function_may_use_the_memory_that_it_has(functions: Functions, use: str) -> None:
    modest = function(f"def handler(event, context):\n{use}", memory=512)
    assert payload(functions.invoke(modest, b"{}")) is True


def test_a_function_sees_its_own_settings_and_not_the_developers(
    functions: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("SECRET_OF_MINE", "x")
    look = function(
        "import os\n"
        "def handler(event, context):\n"
        "    return {**os.environ, 'left': context.get_remaining_time_in_millis(),\n"
        "            'arn': context.invoked_function_arn, 'id': context.aws_request_id}\n",
        environment={"STAGE": "test"},
    )
    seen = payload(functions.invoke(look, b"{}"))
    assert not {"AWS_PROFILE", "SECRET_OF_MINE", "HOME"} & set(seen)
    assert seen["STAGE"] == "test"
    assert seen["AWS_ENDPOINT_URL"] == "http://127.0.0.1:9"
    assert seen["AWS_LAMBDA_FUNCTION_NAME"] == "f"
    assert seen["arn"] == ARN
    assert len(seen["id"]) == 36
    assert 5000 < seen["left"] <= 10000


def test_each_invocation_has_fresh_code_and_a_directory_that_is_removed(
    functions: Functions, tmp_path: Path
) -> None:
    write = function(
        "import tempfile, pathlib\n"
        "def handler(event, context):\n"
        "    path = pathlib.Path('mark'); there = path.exists(); path.write_text('')\n"
        "    return [there, str(path.absolute()), tempfile.gettempdir()]\n"
    )
    for _ in range(2):
        there, mark, temporary = payload(functions.invoke(write, b"{}"))
        assert not there
        assert not Path(mark).exists()
        assert not Path(temporary).exists()


def test_stopping_ends_an_invocation_under_way_and_refuses_the_next(
    functions: Functions, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    forever = function(
        "import pathlib, time\n"
        "def handler(event, context):\n"
        f"    pathlib.Path({str(started)!r}).touch()\n"
        "    time.sleep(60)\n",
        timeout=60.0,
    )
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(functions.invoke(forever, b"{}")))
    thread.start()
    deadline = time.monotonic() + 10
    while not started.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    functions.stop()
    thread.join(timeout=5)
    assert [payload(answer)["errorType"] for answer in answers] == ["Runtime.ExitError"]
    with pytest.raises(RuntimeError, match="has stopped"):
        functions.invoke(forever, b"{}")


def test_half_of_a_surrogate_pair_cannot_be_returned(functions: Functions) -> None:
    answer = functions.invoke(function(r"def handler(event, context): return '\ud800'"), b"{}")
    assert answer.failed
    assert payload(answer)["errorType"] == "Runtime.MarshalError"


def _with(damage: str) -> bytes:
    """A zip with something that AWS would refuse."""
    source = "def handler(event, context): return 1"
    if damage in ("encrypted", "unknown method"):
        archive = bytearray(zipped(source))
        central = archive.find(b"PK\x01\x02")
        if damage == "encrypted":
            archive[6] |= 1
            archive[central + 8] |= 1
        else:
            archive[8] = archive[central + 10] = 99
        return bytes(archive)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("app.py", source)
        if damage == "bomb":
            with files.open("zeros", "w") as zeros:
                for _ in range(251):
                    zeros.write(bytes(2**20))
        else:
            files.writestr("x" * 300 if damage == "long name" else "app.py/file", "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "damage", ["encrypted", "unknown method", "long name", "file in a file", "bomb"]
)
def test_code_that_cannot_be_unpacked_is_told_and_leaves_nothing(
    functions: Functions, damage: str
) -> None:
    answer = functions.invoke(function("", code=_with(damage)), b"{}")
    assert answer.failed
    assert payload(answer)["errorType"] == "Runtime.InvalidZip"
    assert str(functions._files.name) not in payload(answer)["errorMessage"]
    assert not list(Path(functions._files.name).iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what the supervisor needs")
def test_a_function_that_prints_for_ever_fills_neither_disk_nor_memory(
    functions: Functions,
) -> None:
    source = """
import os

def handler(event, context):
    for _ in range(80):
        os.write(1, bytes(2**20))
    while os.fstat(1).st_size > 2**26:
        pass
    print("the end")
"""
    answer = functions.invoke(function(source, timeout=60.0), b"{}")
    assert not answer.failed
    assert answer.log.endswith("the end\n")
    assert len(answer.log) <= 4 * 2**20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what the supervisor needs")
def test_a_file_is_as_large_as_the_storage_of_the_function_at_most(functions: Functions) -> None:
    source = """
import os

def handler(event, context):
    with open(os.environ["TMPDIR"] + "/large", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, event * 2**20)
"""
    assert functions.invoke(function(source, storage=3), b"4").failed
    assert not functions.invoke(function(source, storage=3), b"2").failed
