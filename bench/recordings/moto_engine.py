"""moto's interpreter in this process, without HTTP in between.

moto cannot evaluate JSONata by itself; it gets this package's engine. It waits in real time, so
what waits long is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from recordings import moto_jsonata
from recordings.cases import ACCOUNT, REGION, ROLE, Case
from recordings.shape import from_api, parsed
from sfn_dsl.local.server import LocalAWS

_SECONDS = 20.0


def unfit(case: Case) -> str | None:
    """Why moto cannot run a case, None if it can."""
    if "wait" in case.tags or case.content["expected"]["status"] in ("TIMED_OUT", "ABORTED"):
        return "moto would wait in real time"
    return None


@contextmanager
def running() -> Iterator[Callable[[Case], Callable[[], Mapping[str, Any]]]]:
    """Give a function that runs a case."""
    with executing() as execute:

        def run(case: Case) -> Callable[[], Mapping[str, Any]]:
            execution = execute(case.definition, case.input, case.content["type"])
            return lambda: _shaped(execution)

        yield run


@contextmanager
def executing() -> Iterator[Callable[[str, str | None, str], Any]]:
    """Give a function that runs a definition with an input, both as text, and a type."""
    with LocalAWS(), moto_jsonata.installed():
        from moto.stepfunctions.parser.models import stepfunctions_parser_backends

        backend = stepfunctions_parser_backends[ACCOUNT][REGION]
        numbers = iter(range(1_000_000))

        def execute(definition: str, given: str | None, kind: str) -> Any:
            return _executed(backend, f"Machine{next(numbers)}", definition, given, kind)

        yield execute


def _executed(backend: Any, name: str, definition: str, given: str | None, kind: str) -> Any:
    from moto.stepfunctions.parser.utils import TMP_THREADS

    machine = backend.create_state_machine(
        name=name, definition=definition, roleArn=ROLE, sm_type=kind
    )
    before = len(TMP_THREADS)
    execution = backend.start_execution(machine.arn, name, given)
    # Of the threads since then, the first one is that of the execution.
    TMP_THREADS[before].join(_SECONDS)
    return execution


def _shaped(execution: Any) -> Mapping[str, Any]:
    described = execution.to_describe_output()
    run = {
        key: described[key] for key in ("status", "output", "error", "cause") if key in described
    }
    if "output" in run:
        run["output"] = parsed(run["output"])
    return {**run, "history": from_api(execution.to_history_output()["events"])}
