from __future__ import annotations

import io
import json
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local.functions import Answer, Function, Functions

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
        timeout=0.7,
    )
    began = time.monotonic()
    answer = functions.invoke(slow, b"{}")
    assert time.monotonic() - began < 5
    assert answer.failed
    assert payload(answer)["errorType"] == "Sandbox.Timedout"
    assert payload(answer)["errorMessage"].endswith("Task timed out after 0.70 seconds")
    wait_until_gone(int(pid_file.read_text()))


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < deadline, "the process is still running"
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


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
