"""From the SOURCEs of one call to the workflows they hold; a folder stands for all in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from sfn_dsl.cli.folders import files_in
from sfn_dsl.cli.output import say
from sfn_dsl.cli.sources import Beside, built_later, workflow_of
from sfn_dsl.deployment.batch import Failed
from sfn_dsl.deployment.build import Buildable
from sfn_dsl.errors import SfnError
from sfn_dsl.loading import workflows_in


@attrs.frozen
class Found:
    """A workflow, and how to name it as a source of its own."""

    source: str
    workflow: Buildable


def is_several(sources: Sequence[str]) -> bool:
    """Tell whether a call is about any number of workflows, and not about the one of a source."""
    return len(sources) > 1 or any(Path(source).is_dir() for source in sources)


def gathered(sources: Sequence[str], beside: Beside) -> list[Found | Failed]:
    """The workflows of all sources in order, and the sources that cannot be read.

    Of a folder every Python file in it and below is run, but for what nobody wrote as a part of
    it; one without a workflow is passed over, and said.

    Raises SfnError for a folder without any workflow.
    """
    return [found for source in sources for found in _of(source, beside)]


def _of(source: str, beside: Beside) -> Iterator[Found | Failed]:
    if not Path(source).is_dir():
        try:
            yield Found(source, workflow_of(source, beside))
        except SfnError as error:
            yield Failed(source, error)
        return
    beside.require_none(source)
    found = [one for file in files_in(Path(source)) for one in _in(str(file))]
    if not found:
        raise SfnError(f"'{source}' holds no Python file with a workflow; name another folder")
    yield from found


def _in(file: str) -> Iterator[Found | Failed]:
    try:
        workflows = workflows_in(file)
    except SfnError as error:
        yield Failed(file, error)
        return
    if not workflows:
        say(f"passed over {file}, which holds no workflow")
    for name, value in workflows.items():
        source = file if len(workflows) == 1 else f"{file}:{name}"
        yield Found(source, built_later(value, source))
