"""Running Lambda functions: each invocation runs the handler of the zip in a child process.

A process ends at the function's timeout and, on Linux, when it and what it started use more than
the function's memory; what it started ends with it.

An answer has the form it has on AWS: the handler's result as JSON, or, if the invocation failed, an
object with ``errorMessage`` and ``errorType``, which Retry and Catch look at.
"""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import threading
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from sfn_dsl.local.functions import processes

_RUNTIME = Path(__file__).with_name("runtime.py")
_SUPERVISOR = Path(__file__).with_name("supervisor.py")
_SCRIPTS = [str(_SUPERVISOR), str(_RUNTIME)] if sys.platform == "linux" else [str(_RUNTIME)]

# AWS takes 6 MB of a function; it may be longer as a string in a string.
_LONGEST_ANSWER = 64 * 1024 * 1024
_LONGEST_LOG = 4 * 1024 * 1024  # of one invocation; what it printed before is not kept
_OUT_OF_MEMORY = 137  # of the supervisor

MOST_AT_ONCE = 16
"""Functions that run at once; more wait. AWS runs 1,000, but not on one machine."""

_SECONDS_FOR_A_SLOT = 60.0
_MOST_LATER = 1000  # events that wait for their function; AWS throttles what invokes too much
_SECONDS_TO_END = 2.0

# AWS takes 250 MB of unpacked code; a small zip may hold any number of zeros.
_MOST_UNPACKED = 250 * 1024 * 1024
# What extracting raises for a zip that is damaged, encrypted, or packed in a way that is not known,
# and for names that no file can have.
_NO_ZIP = (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error)

# A function gets its own configuration, not the environment of the user; these variables are what
# the interpreter needs to start.
_INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


class StoppedError(RuntimeError):
    """Functions were stopped before one could start."""


class InvalidZipError(ValueError):
    """The code of a function cannot be unpacked; the message says why, after "the code"."""


@attrs.frozen(kw_only=True)
class Function:
    """A Lambda function as configured when it is invoked.

    ``timeout`` is in seconds, ``memory`` and ``storage`` (of a file in /tmp) in megabytes.
    """

    name: str
    arn: str
    version: str
    handler: str
    runtime: str
    code: bytes = attrs.field(repr=False)
    environment: Mapping[str, str]
    timeout: float
    memory: int
    storage: int = 512


@attrs.frozen
class Answer:
    """The result of an invocation: the JSON payload, whether it is an error, and the log."""

    payload: bytes
    failed: bool
    log: str


class Functions:
    """Runs functions, and keeps a list of those running, so that none is left after a stop."""

    def __init__(self, environment: Mapping[str, str], *, most: int = MOST_AT_ONCE) -> None:
        self._environment = dict(environment)
        self._slots = threading.BoundedSemaphore(most)
        self._later: set[threading.Thread] = set()
        self._files = TemporaryDirectory(prefix="sfn-local-", ignore_cleanup_errors=True)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = self._held = False
        self._lock = threading.Lock()

    def invoke(self, function: Function, event: bytes) -> Answer:
        """Run the function's handler on a JSON event, in a process and a directory of its own."""
        if not function.runtime.startswith("python"):
            return _failure(
                "Runtime.Unsupported",
                f"the embedded AWS runs Python functions only, and the runtime of "
                f"'{function.name}' is '{function.runtime}'; use a Python runtime, or test on AWS",
            )
        if not self._slots.acquire(timeout=_SECONDS_FOR_A_SLOT):
            return _failure("TooManyRequestsException", "Rate Exceeded.")
        try:
            with TemporaryDirectory(dir=self._files.name, ignore_cleanup_errors=True) as directory:
                return self._run(function, event or b"{}", Path(directory))
        except InvalidZipError as error:
            return _failure("Runtime.InvalidZip", f"the code of '{function.name}' {error}")
        finally:
            self._slots.release()

    def invoke_later(
        self, function: Function, event: bytes, then: Callable[[Answer], None]
    ) -> None:
        """Run the function without waiting for it, and pass on its answer."""

        def run() -> None:
            try:
                then(self.invoke(function, event))
            except StoppedError:
                pass
            finally:
                self._later.discard(thread)

        with self._lock:
            if self._stopped or self._held or len(self._later) >= _MOST_LATER:
                return
            thread = threading.Thread(target=run, name="sfn-local-event", daemon=True)
            self._later.add(thread)
            thread.start()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let no event invoke a function in the block."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def stop(self) -> None:
        """Kill all that are running; later invocations fail."""
        with self._lock:
            self._stopped = True
            running, later = list(self._running), list(self._later)
        for process in running:
            processes.end(process)
        for thread in later:
            thread.join(_SECONDS_TO_END)

    def remove_files(self) -> None:
        """Delete the files of all invocations; none may be running any more."""
        self._files.cleanup()

    def _run(self, function: Function, event: bytes, directory: Path) -> Answer:
        code, answer, log = directory / "task", directory / "answer.json", directory / "log"
        request_id = str(uuid.uuid4())
        _unpack(function.code, code)
        (directory / "event.json").write_bytes(event)
        with (directory / "event.json").open("rb") as stdin, log.open("a+b") as output:
            process = self._start(
                [sys.executable, "-Iu", "-X", "utf8", *_SCRIPTS, str(answer)],
                cwd=code,
                env=self._environment_of(function, request_id, directory),
                stdin=stdin,
                output=output,
            )
            status = self._wait(process, function.timeout)
            # By its name, it may be another file now.
            output.seek(max(0, output.seek(0, os.SEEK_END) - _LONGEST_LOG))
            text = output.read(_LONGEST_LOG).decode("utf-8", "replace")
        if status is None:
            return _timed_out(function.timeout, request_id, text)
        if status == _OUT_OF_MEMORY:
            return _out_of_memory(function.memory, request_id, text)
        return _read(answer, text) or _died(status, request_id, text)

    def _start(
        self,
        command: list[str],
        *,
        cwd: Path,
        env: Mapping[str, str],
        stdin: io.BufferedReader,
        output: io.BufferedRandom,
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise StoppedError("the embedded AWS has stopped")
            # Running the code that the user uploaded is the purpose.
            process = subprocess.Popen(  # noqa: S603
                command,
                cwd=cwd,
                env=env,
                stdin=stdin,
                stdout=output,
                stderr=output,
                process_group=0,
            )
            self._running.add(process)
            return process

    def _wait(self, process: subprocess.Popen[bytes], timeout: float) -> int | None:
        """The exit status, or None if the process ran into its timeout."""
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        finally:
            processes.end(process)
            with self._lock:
                self._running.discard(process)

    def _environment_of(
        self, function: Function, request_id: str, directory: Path
    ) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in _INHERITED if name in os.environ},
            **self._environment,
            **function.environment,
            "TMPDIR": str(directory),
            "TZ": "UTC",
            "LAMBDA_TASK_ROOT": str(directory / "task"),
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": function.version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": f"[{function.version}]{request_id}",
            "_HANDLER": function.handler,
            "_SFN_FUNCTION_ARN": function.arn,
            "_SFN_REQUEST_ID": request_id,
            "_SFN_STORAGE_MEGABYTES": str(function.storage),
            "_SFN_TIMEOUT_SECONDS": str(function.timeout),
        }


def _unpack(zipped: bytes, folder: Path) -> None:
    """Extract a zip. Raises InvalidZipError."""
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > _MOST_UNPACKED:
                raise InvalidZipError(
                    f"has {size} bytes unpacked, and AWS takes at most {_MOST_UNPACKED}"
                )
            archive.extractall(folder)
    except InvalidZipError:
        raise
    except _NO_ZIP as error:
        raise InvalidZipError(f"is not a zip that can be unpacked: {error}") from error
    except OSError as error:
        raise InvalidZipError(f"cannot be unpacked: {error.strerror}") from error


def _read(answer: Path, log: str) -> Answer | None:
    """The answer that the runtime wrote, or None if it wrote none or only part of one.

    The function can put anything in its place: a pipe that nobody writes to, a folder, a device.
    """
    # Elsewhere there are no such files, nor these flags.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(answer, flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return None
            read = json.loads(stream.read(_LONGEST_ANSWER))
        match read:
            case {"payload": str(payload), "failed": bool(failed)}:
                return Answer(payload.encode(), failed, log)
    except (OSError, ValueError, RecursionError):
        pass
    return None


def _timed_out(timeout: float, request_id: str, log: str) -> Answer:
    message = f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds"
    return _failure("Sandbox.Timedout", message, log)


def _out_of_memory(megabytes: int, request_id: str, log: str) -> Answer:
    message = (
        f"RequestId: {request_id} Error: Runtime exited with error: signal: killed; it used more "
        f"than the {megabytes} MB of memory that the function has"
    )
    return _failure("Runtime.ExitError", message, log)


def _died(status: int, request_id: str, log: str) -> Answer:
    reason = f"exit status {status}" if status >= 0 else f"signal {-status}"
    message = f"RequestId: {request_id} Error: Runtime exited with error: {reason}"
    return _failure("Runtime.ExitError", message, log)


def _failure(kind: str, message: str, log: str = "") -> Answer:
    return Answer(json.dumps({"errorType": kind, "errorMessage": message}).encode(), True, log)
