"""Whole deployments over real HTTP: what each begins with, what it is to make, call by call."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.desired import Desired

from .backend import AFTER, BEFORE, Backend, Held, deployed, held_for
from .proxy import ADVICE, WRITES, Broken, Fault, Proxy

LOOKING = ("GetCallerIdentity", "GetRole", "DescribeStateMachine", "ListTagsForResource")
SHOWN = ("DescribeStateMachine", "ListTagsForResource")
TAGGED = attrs.evolve(BEFORE, tags={"new": "1", "both": "2"})


@attrs.frozen
class Flow:
    """A kind of deployment: what there is before, what is to be, and every call it makes."""

    name: str
    before: Desired | None
    after: Desired
    calls: tuple[str, ...]

    @property
    def writes(self) -> list[str]:
        return [call for call in self.calls if call in WRITES]


FLOWS = (
    Flow("create", None, AFTER, (*LOOKING[:3], ADVICE, "CreateStateMachine", *SHOWN)),
    Flow(
        "update",
        BEFORE,
        AFTER,
        (*LOOKING, ADVICE, "UpdateStateMachine", "TagResource", "UntagResource", *SHOWN),
    ),
    Flow("tags", BEFORE, TAGGED, (*LOOKING, "TagResource", "UntagResource", *SHOWN)),
)

# AFTER, as an author writes it.
SOURCE = """\
from sfn_dsl import StateMachine, Wait, Workflow

nightly = Workflow(
    "nightly",
    StateMachine([Wait("Pause", seconds=9, end=True)]),
    role="Other",
    tracing=True,
    tags={"new": "1", "both": "2"},
)
"""


def prepared(flow: Flow, aws: Proxy, api: Api) -> None:
    if flow.before is not None:
        deployed(flow.before, api)
    aws.clear()


def is_old_or_new(backend: Backend, old: Held | None, flow: Flow) -> bool:
    """Whether the machine is wholly the old or the new one, tags aside, which are other calls."""
    held, new = backend.held(), held_for(flow.after)
    return held == old or (held is not None and attrs.evolve(held, tags=new.tags) == new)


# A shell starts what it runs in the background with SIGINT ignored, and all children inherit that.
SFN = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from sfn_dsl.__main__ import main
main()
"""


@contextmanager
def sfn_deploy(
    source: Path, aws: Proxy, *options: str, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """The command as a process, killed at the end, or after two minutes in which a test waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", SFN, "deploy", str(source), *options],
        env={**os.environ, "AWS_ENDPOINT_URL": aws.url, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    limit = threading.Timer(120, process.kill)
    with process:
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def killing(child: Future[Any], number: int) -> Callable[[int, str], Fault | None]:
    """Kill the child at its n-th call, which then goes nowhere."""

    def kill(n: int, _operation: str) -> Fault | None:
        if n != number:
            return None
        child.result(timeout=60).kill()
        return Broken.RESET

    return kill
