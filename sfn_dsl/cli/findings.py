"""The findings in sources, without those that the project or a baseline ignores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from sfn_dsl.arns import Arn
from sfn_dsl.cli.output import note, reason
from sfn_dsl.cli.sources import (
    DEFINITIONS,
    PYTHON,
    files_in,
    is_folder,
    project_folder,
    refuse_link_out,
    runnable,
)
from sfn_dsl.configuration.document import configuration_file, shown
from sfn_dsl.definition import MachineType
from sfn_dsl.diagnostics import Diagnostic, Severity, without_advice
from sfn_dsl.errors import SfnError, SourceError
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.interop.template_files import is_definition, is_within
from sfn_dsl.loading import file_of, load, load_each
from sfn_dsl.model.target import Target
from sfn_dsl.validation import validate
from sfn_dsl.workflow_values import LoadedSource

if TYPE_CHECKING:
    from sfn_dsl.configuration.findings import Configuration
    from sfn_dsl.report.baseline import Key


@attrs.frozen
class Checked:
    """A source and its findings; ``is_read`` is False if its definition could not be read.

    ``is_shown`` is False if what was read is no definition, which may be anything. ``files`` are
    those that were read whole as a definition or a template, as positions name them.
    """

    source: str
    found: list[Diagnostic]
    is_read: bool = True
    is_shown: bool = True
    files: frozenset[str] = frozenset()

    def may_show(self, finding: Diagnostic) -> bool:
        """Return whether the line of a finding may be shown.

        A stranger may have named any file, or linked to it. So nothing is shown of what was not
        read as a definition or a template, except of Python that stands where its name says, for a
        source that is Python.
        """
        if finding.position is None:
            return True
        is_sound = self.is_read and self.is_shown
        if not file_of(self.source).endswith(PYTHON):
            return is_sound and finding.position.file in self.files
        file = Path(finding.position.file)
        if is_sound or not file.name.endswith(PYTHON):
            return is_sound
        return is_within(file.resolve(), file.parent, Path.cwd())

    def keyed(self, folder: str) -> Iterator[tuple[Key, Diagnostic]]:
        """The findings, each with a key that stays the same when lines move."""
        # Most runs have no baseline.
        from sfn_dsl.report.baseline import key_of, stable_name

        name = stable_name(self.source, folder)
        return ((key_of(finding, name), finding) for finding in self.found)


def check_each(
    source: str,
    target: Target,
    projects: Projects,
    machine_type: MachineType | None = None,
    *,
    strict: bool,
) -> Iterator[Checked]:
    """Check a source, or each workflow and definition in a folder and its subfolders.

    The sources in a folder are the files that end in ``.asl.json``, ``.asl.yaml`` or ``.asl.yml``,
    and the Python files that `WorkflowFiles` tells.
    """
    if not is_folder(source):
        for name, loading in _of_file(source, target):
            yield check(name, loading, projects, machine_type, target, strict=strict)
        return
    files = runnable(files_in(Path(source), (*PYTHON, *DEFINITIONS)), Path(source))
    found = [one for file in files for one in _each(file, Path(source), target)]
    if not found:
        message = (
            f"'{source}' has no workflow and no definition; name another folder, or a file, or see "
            "with --verbose which files are passed over"
        )
        yield Checked(source, [Diagnostic("SFN106", Severity.ERROR, message)], is_read=False)
    for name, loading in found:
        yield check(name, loading, projects, machine_type, target, strict=strict)


def _of_file(source: str, target: Target) -> list[tuple[str, Callable[[], LoadedSource]]]:
    """What a source has; a Python file of which no workflow is named is run once for all of its."""
    if source.endswith(PYTHON) and Path(source).is_file():
        try:
            found = list(load_each(source, target))
        except SourceError as error:
            return [(source, partial(_refuse, error))]
        if found:
            return found
    return [(source, partial(load, source, target))]


def _place_findings(loaded: LoadedSource, target: Target | None) -> list[Diagnostic]:
    """What AWS would refuse in the settings of a workflow or a template, or where it is to be."""
    built, place = loaded.built, _known_place(target)
    has_settings = built.workflow or built.sdk_workflow or built.definition.settings
    if not has_settings and not place.account:
        return []
    # A bare definition needs nothing of what deploys.
    from sfn_dsl.deployment.build import desired_offline
    from sfn_dsl.deployment.checks.preflight import account_findings, offline_findings

    desired = desired_offline(built, target or Target()) if has_settings else None
    found = [] if desired is None else offline_findings(desired, place)
    return [*found, *(account_findings(built.definition) if place.account else ())]


def _known_place(target: Target | None) -> Arn:
    """What the options say of where a workflow is to be, which the target has defaults for."""
    context = click.get_current_context(silent=True)
    given = context.params if context else {}
    if target is None:
        return Arn()
    account = "" if target.account == PLACEHOLDER_ACCOUNT else target.account
    if given.get("target") or target.region != Target().region or given.get("region"):
        return Arn(target.partition, region=target.region, account=account)
    return Arn(target.partition if given.get("partition") else "", account=account)


def _each(
    path: Path, folder: Path, target: Target
) -> Iterator[tuple[str, Callable[[], LoadedSource]]]:
    file = str(path)
    try:
        refuse_link_out(path, folder)
        if not file.endswith(PYTHON):
            yield file, partial(load, file, target)
            return
        found = list(load_each(file, target))
    except SourceError as error:
        yield file, partial(_refuse, error)
        return
    if not found:
        note(f"skipped {file}: it has no workflow")
    yield from found


def _refuse(error: SourceError) -> LoadedSource:
    raise error


def check(
    source: str,
    loading: Callable[[], LoadedSource],
    projects: Projects,
    machine_type: MachineType | None = None,
    target: Target | None = None,
    *,
    strict: bool,
) -> Checked:
    """Check the definition that `loading` gives by schema and lint, or report why it has none.

    ``machine_type`` is used if the source does not set the type. Advice is included with
    ``strict``, and if the project of the source selects any.
    """
    try:
        loaded = loading()
        definition = loaded.definition
        if definition.machine_type is None:
            definition = attrs.evolve(definition, machine_type=machine_type)
        found = validate(definition, strict=strict or projects.selects(source))
        found = [*_place_findings(loaded, target), *found]
        return Checked(
            source,
            found,
            is_shown=is_definition(definition.document),
            files=frozenset((definition.source.name, source, source.rpartition("#")[0])),
        )
    except SourceError as error:
        return Checked(source, list(error.diagnostics), is_read=False)
    except (SfnError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        message = f"'{source}' cannot be read: {why}"
        return Checked(source, [Diagnostic("SFN106", Severity.ERROR, message)], is_read=False)


def configured(
    checked: Iterable[Checked], projects: Projects, *, strict: bool
) -> Iterator[Checked]:
    """The findings that the configuration of each project reports, then its unused ignores.

    A source that cannot be read is always reported.
    """
    looked_at: dict[Path | None, list[Diagnostic]] = {}
    for each in checked:
        file = projects.file(each.source)
        configuration = projects.configuration(file)
        if not each.is_read:
            yield each
        elif configuration is None:
            yield each if strict else attrs.evolve(each, found=without_advice(each.found))
        else:
            looked_at.setdefault(file, []).extend(each.found)
            left = configuration.reported(configuration.kept(each.found), strict=strict)
            yield attrs.evolve(each, found=left)
    for file, found in looked_at.items():
        configuration = projects.configuration(file)
        if configuration is None:
            continue
        stale = configuration.reported(configuration.stale(found), strict=strict)
        if file and stale:
            yield Checked(shown(file), stale, files=frozenset({shown(file)}))


class Projects:
    """The projects of the sources, whose configurations are each found and read once."""

    def __init__(self) -> None:
        self._files: dict[Path, Path | None] = {}
        self._configurations: dict[Path, Configuration] = {}

    def file(self, source: str) -> Path | None:
        """The pyproject.toml that configures a source, None without one."""
        folder = project_folder(source)
        if folder not in self._files:
            self._files[folder] = configuration_file(folder)
        return self._files[folder]

    def selects(self, source: str) -> bool:
        """Return whether the project of a source selects advice."""
        configuration = self.configuration(self.file(source))
        return configuration is not None and bool(configuration.select)

    def configuration(self, file: Path | None) -> Configuration | None:
        """The configuration in a pyproject.toml, None without one."""
        if file is None:
            return None
        if file not in self._configurations:
            # Only a project with a configuration needs the list of all codes.
            from sfn_dsl.configuration.findings import load_configuration
            from sfn_dsl.report.codes import pages

            self._configurations[file] = load_configuration(file, pages(), shown(file))
        return self._configurations[file]


def without(known: frozenset[Key], checked: Iterable[Checked], folder: str) -> Iterator[Checked]:
    """The findings that a baseline in a folder lacks; unreadable sources are always reported."""
    for each in checked:
        new = [finding for key, finding in each.keyed(folder) if key not in known]
        yield attrs.evolve(each, found=new) if each.is_read else each
