"""The Lambda runtime of the embedded AWS: calls the handler with one event.

It is run as a script, in a child process whose working directory is the function's code:
``runtime.py ANSWER_FILE``, with the event on standard input. So it imports nothing of this package.
The answer goes to a file, since standard output belongs to the function.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

TASK_ROOT = "/var/task"  # where AWS unpacks a function, as its stack traces show
SECONDS_BEYOND_TIMEOUT = 5
OUT_OF_MEMORY = 137  # how the supervisor says it too


class Context:
    """The context object of an invocation, with the attributes that it has on AWS."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = environment["_SFN_FUNCTION_ARN"]
        self.aws_request_id = environment["_SFN_REQUEST_ID"]
        self._deadline = time.monotonic() + float(environment["_SFN_TIMEOUT_SECONDS"])

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation times out, never below zero."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))


class AnswerError(Exception):
    """An error of the runtime, not of the function, under the name that it has on AWS."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


def answer(environment: dict[str, str], event_text: str) -> tuple[bool, str]:
    """Whether the invocation failed, and the JSON payload that AWS would return for it."""
    try:
        handler = _handler(environment["_HANDLER"])
        return False, _marshalled(handler(json.loads(event_text), Context(environment)))
    except AnswerError as failure:
        return True, _error(str(failure), failure.kind, environment, [])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # AWS ends the process before the function could know
    except Exception as error:
        trace = _trace(error.__traceback__)
        sys.stderr.write(f"[ERROR] {type(error).__name__}: {error}\nTraceback:\n{''.join(trace)}")
        return True, _error(str(error), type(error).__name__, environment, trace)


def _handler(setting: str) -> Callable[[Any, Context], Any]:
    module_name, _, name = setting.rpartition(".")
    if not module_name:
        raise AnswerError(
            "Runtime.MalformedHandlerName",
            f"Bad handler '{setting}': not enough values to unpack (expected 2, got 1)",
        )
    module = _module(module_name)
    try:
        handler: Callable[[Any, Context], Any] = getattr(module, name)
    except AttributeError:
        raise AnswerError(
            "Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'"
        ) from None
    return handler


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise AnswerError(
            "Runtime.ImportModuleError", f"Unable to import module '{name}': {error}"
        ) from error
    except SyntaxError as error:
        raise AnswerError(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {error}"
        ) from error


def _marshalled(result: Any) -> str:
    try:
        text = json.dumps(result, ensure_ascii=False, allow_nan=False)
        text.encode()  # which half of a surrogate pair does not take
        return text
    except (TypeError, ValueError) as error:
        raise AnswerError("Runtime.MarshalError", f"Unable to marshal response: {error}") from error


def _trace(frames: TracebackType | None) -> list[str]:
    """The frames of the function, without those of this module, with the paths of AWS."""
    own = [frame for frame in traceback.extract_tb(frames) if frame.filename != __file__]
    here = str(Path.cwd())
    return [line.replace(here, TASK_ROOT) for line in traceback.format_list(own)]


def _error(message: str, kind: str, environment: dict[str, str], trace: list[str]) -> str:
    return json.dumps(
        {
            "errorMessage": message,
            "errorType": kind,
            "requestId": environment["_SFN_REQUEST_ID"],
            "stackTrace": trace,
        }
    )


def main(answer_file: Path) -> NoReturn:
    """Answer one event, then exit at once: AWS also freezes what a function leaves running."""
    environment = dict(os.environ)
    if hasattr(signal, "alarm"):
        # The parent process ends an invocation in time; this is in case the parent was killed.
        signal.alarm(int(float(environment["_SFN_TIMEOUT_SECONDS"])) + SECONDS_BEYOND_TIMEOUT)
    sys.path.insert(0, str(Path.cwd()))
    failed, payload = answer(environment, sys.stdin.read())
    answer_file.write_text(json.dumps({"failed": failed, "payload": payload}), encoding="utf-8")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
