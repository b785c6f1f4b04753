"""The project that a source belongs to, and the targets that it has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sfn_dsl.loading import file_of

if TYPE_CHECKING:
    from sfn_dsl.configuration.targets import Environment


def project_folder(source: str) -> Path:
    """The folder from which upwards the configuration that holds for a source is looked for."""
    if source == "-" or source.startswith("arn:"):
        return Path.cwd()
    file = Path(file_of(source)).absolute()
    return file if file.is_dir() else file.parent


def environment_of(name: str, sources: Sequence[str]) -> Environment:
    """The target of a name, in the project that the sources belong to.

    Raises UsageError for sources of several projects, each of which may mean another target by it,
    and SfnError as `load_environment`.
    """
    # Most runs name no target, and do without what reads configurations.
    from sfn_dsl.configuration.document import configuration_file
    from sfn_dsl.configuration.targets import load_environment

    folders = list(dict.fromkeys(map(project_folder, sources))) or [Path.cwd()]
    projects = {configuration_file(folder) for folder in folders}
    if len(projects) > 1:
        files = " and ".join(sorted(str(file) for file in projects))
        raise click.UsageError(
            f"the sources belong to several projects ({files}), and --target {name} is of one; "
            "give those of one project at a time"
        )
    return load_environment(name, folders[0])


def require_alone(target: str | None, **options: Any) -> None:
    """Raise UsageError where a target is given and, beside it, what the target says already."""
    given = [f"--{name}" for name, value in options.items() if value is not None]
    if target is not None and given:
        raise click.UsageError(
            f"--target {target} says what {' and '.join(given)} would say; give one of them"
        )
