"""Services that tasks call, at the local endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.services.real_clients import real
from sfn_dsl.arns import read_arn
from sfn_dsl.simulation.effects import Failed, Outcome, TaskCall
from sfn_dsl.simulation.failures import RUNTIME

Clients = Callable[[str, str], Any]
"""A client of boto3 for a service and a region, at the local endpoint."""

# What an emulator answers for an operation or a service that it does not have.
_MISSING: Final = (
    "404",
    "500",
    "501",
    "InternalError",
    "InternalFailure",
    "NotImplemented",
    "NotImplementedError",
    "UnknownOperationException",
)
_NOT_FOUND: Final = 404
_FROM_SERVER: Final = 500


class Services:
    """Makes the calls of tasks; without ``clients`` there are no services."""

    def __init__(self, clients: Clients | None) -> None:
        self.clients = clients

    def outcome(self, call: TaskCall) -> Outcome:
        """Call the service of a task, and wait for its answer."""
        clients = self.clients
        if clients is None or call.pattern.startswith("sync") or call.service == "http":
            return unsupported(call)
        region = _region(call)
        try:
            return real(lambda service: clients(service, region), passes=_is_lacking).begin("")(
                call
            )
        except AnswerError:
            return unsupported(call)
        except Exception as error:
            return _of_error(call, error)


def unsupported(call: TaskCall, why: str = "") -> Failed:
    """The failure of a task whose service is not here: nothing to retry, and nothing to catch."""
    waits = " and waits for its end" if call.pattern.startswith("sync") else ""
    return Failed(
        RUNTIME,
        f"The state '{call.state}' calls '{call.resource}'{waits}, which the local AWS does not "
        f"have{why}. Give its answer in a file, and start with --mocks FILE: "
        f'{{"{call.state}": {{"output": {{}}}}}}',
    )


def _region(call: TaskCall) -> str:
    own = read_arn(call.resource).region if call.service == "lambda" else ""
    return own or read_arn(str(call.context["Execution"]["Id"])).region


def _of_error(call: TaskCall, error: Exception) -> Failed:
    """The failure for what the client raised that no service said."""
    name = type(error).__name__
    if name in ("ParamValidationError", "UnknownParameterError"):
        return Failed(
            RUNTIME, f"The Parameters could not be used to start the Task: [{_one_line(error)}]"
        )
    return unsupported(call, f" ({name}: {_one_line(error)})")


def _is_lacking(error: Exception) -> bool:
    """Return whether an error says that an emulator does not have what it was asked for."""
    response = getattr(error, "response", None)
    if not isinstance(response, dict):
        return False
    code = str(response.get("Error", {}).get("Code", ""))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return code in _MISSING and (status == _NOT_FOUND or status >= _FROM_SERVER)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
