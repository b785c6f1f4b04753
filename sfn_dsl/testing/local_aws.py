"""`local_aws`: the embedded AWS around a test, with what its workflows need."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.local.resources.making import Source, make_resources
from sfn_dsl.local.server import ACCOUNT, DEFAULT_REGION, LocalAWS
from sfn_dsl.model.settings import LOGGING, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.workflow_values import build

if TYPE_CHECKING:
    from sfn_dsl.workflow_values import WorkflowValue


@contextmanager
def local_aws(
    *,
    sources: Sequence[WorkflowValue] = (),
    functions: str | os.PathLike[str] | None = None,
    time: Literal["real", "fast"] | float = "fast",
    mocks: Mapping[str, object] | str | os.PathLike[str] | None = None,
    region: str = DEFAULT_REGION,
    state: str | os.PathLike[str] | None = None,
) -> Iterator[LocalAWS]:
    """Run the embedded AWS in the block; boto3's clients in it need no arguments.

    Its Step Functions runs executions as `simulate` does, and calls the local services with boto3.
    Each block begins with an empty account, and the process's environment is as before after it.
    A process has one at a time.

    Args:
        sources: Workflows, as every tool takes them; what they need is made: roles with their
            least-privilege policies, functions, topics with a queue each, queues, tables, buckets.
            The state machines are not created; ``deploy(workflow)`` does that.
        functions: A folder with the code of the functions, ``NAME.py`` or a folder ``NAME``; a
            function without code returns its event.
        time: ``"fast"`` jumps over waits, backoffs and timeouts; ``"real"``; or how many seconds of
            an execution pass in a real one.
        mocks: Answers to tasks that go before the services, as `simulate` takes them, or a file.
        region: The region of clients that name none.
        state: A folder that keeps everything for the next block with the same folder.

    Yields:
        The endpoint: its ``url``, ``client("sqs")``, ``session()`` and ``environment()``.

    Raises:
        SfnError: It cannot be started, or a file or a source cannot be read.
    """
    built = [_source(value, region) for value in sources]
    with LocalAWS(region=region, time=time, mocks=mocks, state=state) as aws:
        folder = None if functions is None else Path(functions)
        make_resources(aws.client, built, functions=folder)
        yield aws


def _source(value: Any, region: str) -> Source:
    if isinstance(value, (str, os.PathLike)):
        raise AuthoringTypeError(
            f"{os.fspath(value)!r} is no workflow; write sources=[load({os.fspath(value)!r})]"
        )
    target = Target(ACCOUNT, region)
    # A loaded source was built for the target of `load`, which is hardly the local account.
    built = value.build(target) if hasattr(value, "built") else build(value, target)
    definition: Definition = built.definition
    workflow = built.workflow
    settings = definition.settings if workflow is None else from_author(workflow)
    machine = machine_at(target, workflow, definition)
    return Source(
        definition=definition,
        machine=machine,
        role=str(definition.settings.get("role") or "") if workflow is None else workflow.role,
        logging=settings.get(LOGGING.name) or {},
    )
