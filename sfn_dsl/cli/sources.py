"""From a SOURCE on the command line to its files, its project and the workflows in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, cast

import attrs
import click

from sfn_dsl.cli.output import note, say_verbosely
from sfn_dsl.errors import SfnError, SourceError, refuse
from sfn_dsl.loading import (
    author_value,
    builder_of,
    definition_in,
    file_of,
    load,
    require_file,
    require_name,
    workflows_in,
)
from sfn_dsl.model.target import Target

# Commands that only read definitions start without what runs Python, configures and deploys.
if TYPE_CHECKING:
    from sfn_dsl.aws.api import MachineType
    from sfn_dsl.configuration.targets import Environment
    from sfn_dsl.deployment.batch import Failed
    from sfn_dsl.deployment.build import Buildable, NamedDefinition, NamedSource
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

PYTHON: Final = (".py",)
DEFINITIONS: Final = (".asl.json", ".asl.yaml", ".asl.yml")

_INSTALLED: Final = ("node_modules", "site-packages")


@attrs.frozen
class Overrides:
    """What the command line adds to a bare definition: name, role and type.

    ``default_role`` is the role that the target has for definitions without one, ``substitutions``
    are values for placeholders in sources of any kind, those of ``substituted`` by an option each.
    """

    name: str | None = None
    role: str | None = None
    type: MachineType | None = None
    default_role: str = ""
    substitutions: Mapping[str, str] = attrs.field(factory=dict)
    substituted: tuple[str, ...] = ()

    @property
    def given(self) -> list[str]:
        """The options that were given on the command line."""
        return [f"--{name}" for name in ("name", "role", "type") if getattr(self, name)]

    def require_none(self, source: str) -> None:
        """Raise UsageError if an option is given for a source that defines the same itself."""
        if self.given:
            options = " and ".join(self.given)
            raise click.UsageError(
                f"{options} can only be given for a definition that has no name and no role of its "
                f"own; leave out {options} for '{source}'"
            )


NO_OVERRIDES: Final = Overrides()


@attrs.frozen
class Found:
    """A workflow, and the name that it has as a source of its own.

    ``given`` are the placeholders whose values were given by an option each.
    """

    source: str
    workflow: Buildable
    substitutions: Mapping[str, str] = attrs.field(factory=dict)
    given: tuple[str, ...] = ()


def is_several(sources: Sequence[str]) -> bool:
    """Return whether the sources may hold any number of workflows, rather than exactly one."""
    return len(sources) > 1 or any(map(is_folder, sources))


def is_folder(source: str) -> bool:
    """Return whether a source is a folder; without a name, as of an unset variable, it is none."""
    return bool(source) and Path(source).is_dir()


def gathered(sources: Sequence[str], overrides: Overrides) -> list[Found | Failed]:
    """The workflows of all sources in order, and the sources that cannot be read.

    Of the Python files in a folder and its subfolders, those are run that `WorkflowFiles` tells;
    files without a workflow are skipped, and reported as such.

    Raises SfnError for a source without a name, and for a folder without any workflow.
    """
    for source in sources:
        require_name(source)
    return [found for source in sources for found in _gathered(source, overrides)]


def _gathered(source: str, overrides: Overrides) -> Iterator[Found | Failed]:
    from sfn_dsl.deployment.batch import Failed

    if not is_folder(source):
        try:
            yield _found(source, workflow_of(source, overrides), overrides)
        except SfnError as error:
            several = _several(source, error, overrides)
            yield from several or [Failed(source, error)]
        return
    overrides.require_none(source)
    files = runnable(files_in(Path(source)), Path(source))
    found = [one for file in files for one in _in_folder(file, Path(source), overrides)]
    if not found:
        raise SfnError(
            f"'{source}' has no Python file with a workflow; name another folder, or see with "
            "--verbose which files are passed over"
        )
    yield from found


def _several(source: str, error: SfnError, overrides: Overrides) -> list[Found | Failed]:
    """The workflows of a Python file that has several, of which none is named."""
    is_unchosen = isinstance(error, SourceError) and error.diagnostics[0].code == "SFN108"
    if not is_unchosen or not source.endswith(PYTHON):
        return []
    found = list(_in_file(source, overrides))
    return found if len(found) > 1 else []


def _in_folder(file: Path, folder: Path, overrides: Overrides) -> Iterator[Found | Failed]:
    from sfn_dsl.deployment.batch import Failed

    try:
        refuse_link_out(file, folder)
    except SourceError as error:
        yield Failed(str(file), error)
        return
    yield from _in_file(str(file), overrides)


def _in_file(file: str, overrides: Overrides) -> Iterator[Found | Failed]:
    from sfn_dsl.deployment.batch import Failed

    try:
        workflows = workflows_in(file)
    except SfnError as error:
        yield Failed(file, error)
        return
    if not workflows:
        note(f"skipped {file}: it has no workflow")
    for name, value in workflows.items():
        source = file if len(workflows) == 1 else f"{file}:{name}"
        yield _found(source, _located(value, source), overrides)


def _found(source: str, workflow: Buildable, overrides: Overrides) -> Found:
    return Found(source, workflow, overrides.substitutions, overrides.substituted)


def workflow_of(source: str, overrides: Overrides = NO_OVERRIDES) -> Buildable:
    """The workflow of a source, which is built later, for the account that it is deployed to.

    A bare definition takes its name and role from `overrides`. Raises SfnError for a definition
    that has neither.
    """
    if not file_of(source).endswith(".py"):
        return _named(source, overrides)
    value = author_value(source)
    if has_name(value):
        overrides.require_none(source)
        return _located(value, source)
    return _bare(value, source, overrides)


def has_name(value: Any) -> bool:
    """Return whether an author's value has a name and a role itself, as far as it shows that.

    A function that is not decorated may return what has none.
    """
    from sfn_dsl.model.sdk import is_sdk_workflow, promises_sdk_workflow
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    is_workflow = isinstance(value, (Workflow, WorkflowBuilder)) or is_sdk_workflow(value)
    return is_workflow or promises_sdk_workflow(value)


def _bare(value: Any, source: str, overrides: Overrides) -> NamedSource:
    """A state machine, or an object of the SDK that is only the definition of one."""
    from sfn_dsl.deployment.build import NamedSource, without

    role = overrides.role or overrides.default_role
    if not isinstance(value, FunctionType):
        known = {"name": overrides.name, "role": role}
        if missing := [name for name, given in known.items() if not given]:
            raise SfnError(without(source, type(value).__name__, missing))
    return NamedSource(
        builder_of(source, value),
        overrides.name or "",
        overrides.role or "",
        overrides.type,
        overrides.default_role,
    )


def machine_of(source: str) -> Buildable | str:
    """What identifies a state machine: an ARN as it is, a workflow, or a template that names it."""
    if source.startswith("arn:"):
        return source
    if file_of(source).endswith(".py"):
        value = author_value(source)
        if not has_name(value) and not isinstance(value, FunctionType):
            raise _nameless(source, type(value).__name__)
        return _located(value, source)
    from sfn_dsl.deployment.build import NamedDefinition

    require_file(source)
    definition = load(source).definition
    if not definition.settings.get("name"):
        raise _nameless(source, "definition")
    return NamedDefinition(definition)


def _nameless(source: str, kind: str) -> SfnError:
    return SfnError(
        f"'{source}' is a {kind}, which does not name its state machine; give the ARN of the state "
        "machine, or the Python file of its workflow"
    )


def _named(source: str, overrides: Overrides) -> NamedDefinition:
    from sfn_dsl.deployment.build import NamedDefinition, without

    if source.startswith("arn:"):
        raise SfnError(
            f"'{source}' is already deployed; give a file, or create one with sfn pull '{source}'"
        )
    require_file(source)
    definition = definition_in(source, overrides.substitutions)
    told = definition.settings
    role = overrides.role or overrides.default_role or told.get("role")
    known = {"name": overrides.name or told.get("name"), "role": role}
    if missing := [name for name, given in known.items() if not given]:
        raise SfnError(without(source, "definition", missing))
    return NamedDefinition(
        definition,
        overrides.name or "",
        overrides.role or "",
        overrides.type,
        overrides.default_role,
    )


def _located(value: Any, source: str) -> Buildable:
    """An author's workflow, with which errors while it is built point into the author's file."""
    from sfn_dsl.model.sdk import is_sdk_workflow
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    if isinstance(value, Workflow) or is_sdk_workflow(value):
        return cast("Buildable", value)
    return WorkflowBuilder(_build_located(value, source))


def _build_located(
    builder: WorkflowBuilder | FunctionType, source: str
) -> Callable[[Target], Workflow]:
    from sfn_dsl.python_files import running
    from sfn_dsl.workflow_values import called

    def build(target: Target) -> Workflow:
        with running(file_of(source)):
            if isinstance(builder, FunctionType):
                return cast("Workflow", called(builder, target))
            return builder(target)

    return build


def files_in(folder: Path, endings: tuple[str, ...] = PYTHON) -> Iterator[Path]:
    """The files with such an ending in a folder and its subfolders.

    Hidden folders, virtual environments and installed packages are left out.
    """
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "__")) or entry.name in _INSTALLED:
            continue
        if entry.is_dir() and not entry.is_symlink() and not (entry / "pyvenv.cfg").exists():
            yield from files_in(entry, endings)
        elif entry.name.endswith(endings) and entry.is_file():
            yield entry


def refuse_link_out(file: Path, folder: Path) -> None:
    """Raise SourceError for a file of a folder that is a link to somewhere else.

    Whoever wrote the folder may have linked to any file.
    """
    if not file.is_symlink():
        return
    from sfn_dsl.interop.template_files import is_within

    if is_within(file.resolve(), folder, Path.cwd()):
        return
    message = f"'{file}' is a link that leads out of the folder; name the file that it leads to"
    refuse("SFN106", message, None)


def runnable(files: Iterable[Path], folder: Path) -> Iterator[Path]:
    """The files of a folder without the Python files that are not run for their workflows.

    All are told apart before any is run, since what is run may change them.
    """
    from sfn_dsl.cli.workflow_files import WorkflowFiles

    known = WorkflowFiles(folder)
    kept = []
    for file in files:
        if not file.name.endswith(PYTHON) or known.has(file):
            kept.append(file)
        else:
            say_verbosely(
                f"passed over {file}: it imports neither sfn_dsl nor stepfunctions; list it under "
                "'workflows' in [tool.sfn_dsl] to run it"
            )
    return iter(kept)


def project_folder(source: str) -> Path:
    """The folder where the search for a source's pyproject.toml starts."""
    if source == "-" or source.startswith("arn:"):
        return Path.cwd()
    file = Path(file_of(source)).absolute()
    return file if file.is_dir() else file.parent


def environment_of(name: str, sources: Sequence[str]) -> Environment:
    """The deployment target of a name, in the project that the sources belong to.

    Raises UsageError for sources of several projects, each of which may define that target in
    another way, and SfnError as `load_environment` does.
    """
    from sfn_dsl.configuration.document import configuration_file
    from sfn_dsl.configuration.targets import load_environment

    folders = list(dict.fromkeys(map(project_folder, sources))) or [Path.cwd()]
    projects = {configuration_file(folder) for folder in folders}
    if len(projects) > 1:
        files = " and ".join(sorted(str(file) for file in projects))
        raise click.UsageError(
            f"the sources belong to several projects ({files}), and --target {name} is defined by "
            "one project; give the sources of one project at a time"
        )
    return load_environment(name, folders[0])
