"""Python sources in projects: packages, project roots, and neighbours of the same name."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl import load
from sfn_dsl.cli.main import sfn
from sfn_dsl.errors import SourceError
from sfn_dsl.loading import workflows_in
from sfn_dsl.python_files.imports import _installed, _Libraries, place_of

SOURCE = """
{imports}
from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


@workflow
def nightly(target: Target) -> Workflow:
    {late}
    return Workflow("nightly", StateMachine([Succeed(NAME)]), role="Nightly")
"""


def write(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def project(
    root: Path, imports: str, name: str, *, where: str = "flows", late: str = "", **files: str
) -> Path:
    """A source in a project, with a module ``shared`` of the package ``flows``."""
    write(root / "flows" / "shared.py", f"NAME = {name!r}\n")
    for file, text in files.items():
        write(root / f"{file.replace('__', '/')}.py", text)
    return write(root / where / "nightly.py", SOURCE.format(imports=imports, late=late))


def packages(*folders: Path) -> None:
    for folder in folders:
        write(folder / "__init__.py")


def start(file: Path) -> str:
    found = load(str(file)).definition.document["StartAt"]
    assert isinstance(found, str)
    return found


IMPORTS = [
    "from .shared import NAME",
    "from flows.shared import NAME",
    "from . import shared; NAME = shared.NAME",
    "import flows.shared; NAME = flows.shared.NAME",
    "from importlib import import_module; NAME = import_module('.shared', __package__).NAME",
]


@pytest.mark.parametrize("imports", IMPORTS)
@pytest.mark.parametrize("told_by", ["pyproject", "init", "both", "src"])
def test_a_source_imports_its_package(tmp_path: Path, imports: str, told_by: str) -> None:
    top = tmp_path / "top"
    root = top / "src" if told_by == "src" else top
    source = project(root, imports, "Shared")
    if told_by in ("init", "both"):
        packages(root / "flows")
    if told_by != "init":
        write(top / "pyproject.toml")
    assert start(source) == "Shared"
    assert start(source) == "Shared"


@pytest.mark.parametrize("imports", [*IMPORTS, "from shared import NAME"])
@pytest.mark.parametrize("is_package", [True, False])
def test_two_projects_do_not_share_modules_of_the_same_name(
    tmp_path: Path, imports: str, is_package: bool
) -> None:
    sources = {}
    for name in ("First", "Second"):
        sources[name] = project(tmp_path / name, imports, name)
        if is_package:
            packages(tmp_path / name / "flows")
        else:
            write(tmp_path / name / "pyproject.toml")
    before = set(sys.modules), list(sys.path)
    for _ in range(2):
        assert {name: start(source) for name, source in sources.items()} == {
            name: name for name in sources
        }
    assert not {"flows", "flows.shared", "shared"} & (set(sys.modules) - before[0])
    assert sys.path == before[1]


@pytest.mark.parametrize("imports", ["from .shared import NAME", "from flows.shared import NAME"])
def test_what_is_imported_while_a_workflow_is_built_is_the_projects(
    tmp_path: Path, imports: str
) -> None:
    sources = [project(tmp_path / name, "", name, late=imports) for name in ("First", "Second")]
    packages(*(source.parent for source in sources))
    loaded = [load(str(source)) for source in sources]
    assert [one.definition.document["StartAt"] for one in loaded] == ["First", "Second"]


def test_a_file_above_and_beside_is_found(tmp_path: Path) -> None:
    packages(tmp_path / "flows", tmp_path / "flows" / "daily")
    source = project(tmp_path, "from ..shared import NAME", "Above", where="flows/daily")
    assert start(source) == "Above"
    assert place_of(str(source)).package == "flows.daily"


def test_a_package_of_a_folder_that_is_no_package_has_both_names(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml")
    packages(tmp_path / "services" / "flows")
    for imports in (
        "from services.flows.shared import NAME",
        "from flows.shared import NAME",
        "from .shared import NAME",
        "from ..common import NAME",
    ):
        source = project(
            tmp_path / "services", imports, "Same", common="NAME = 'Same'\n", where="flows"
        )
        assert start(source) == "Same"


def test_folders_that_no_module_can_be_named_after_are_not_part_of_a_package(
    tmp_path: Path,
) -> None:
    write(tmp_path / "pyproject.toml")
    source = project(tmp_path / "my-service", "from flows.shared import NAME", "Mine")
    assert place_of(str(source)).package == "flows"
    assert start(source) == "Mine"


def test_without_a_project_the_working_directory_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(tmp_path, "from flows.shared import NAME", "Here")
    relative = project(tmp_path, "from ..shared import NAME", "Here", where="flows/daily")
    with pytest.raises(SourceError, match="not known as the project's folder; add a pyproject"):
        start(source)
    monkeypatch.chdir(tmp_path)
    assert start(source) == "Here"
    assert start(relative) == "Here"


def test_a_relative_import_without_a_package_says_what_makes_one(tmp_path: Path) -> None:
    source = project(tmp_path, "from .shared import NAME", "Nobody")
    with pytest.raises(SourceError, match="add an __init__.py to each folder of it, or a pyproj"):
        start(source)


def test_a_package_may_import_its_own_sources(tmp_path: Path) -> None:
    source = project(tmp_path, "from .shared import NAME", "Round")
    write(tmp_path / "flows" / "__init__.py", "from .nightly import nightly\n")
    assert start(source) == "Round"
    assert list(workflows_in(str(source))) == ["nightly"]


def test_a_package_does_not_hide_what_is_installed(tmp_path: Path) -> None:
    sys.modules.pop("wave", None)
    packages(tmp_path / "flows")
    imports = "import wave\nfrom flows.shared import NAME\nassert wave.Wave_read"
    source = project(tmp_path, imports, "Plain", flows__wave="")
    assert start(source) == "Plain"


def test_where_python_is_installed_is_known_before_a_source_imports_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python 3.13 cannot be asked for it by what it imports to answer.
    finders: list[object] = []

    def get_path(name: str) -> str:
        finders.extend(sys.meta_path)
        return asked(name)

    asked = sysconfig.get_path
    monkeypatch.setattr(sysconfig, "get_path", get_path)
    _installed.cache_clear()
    monkeypatch.chdir(tmp_path)
    start(project(tmp_path, "from flows.shared import NAME", "Done"))
    assert finders
    assert not [finder for finder in finders if isinstance(finder, _Libraries)]


def test_a_folder_put_on_the_path_is_that_files_own(tmp_path: Path) -> None:
    imports = "import sys, pathlib\nsys.path.{how}str(pathlib.Path(__file__).parent / 'lib'))\n"
    imports += "from parts import NAME"
    sources = {}
    for name, how in (("First", "insert(0, "), ("Second", "append("), ("Third", "insert(0, ")):
        late = "from late import LATE; NAME = LATE" if name == "Third" else "NAME = START"
        file = write(
            tmp_path / name / "nightly.py",
            SOURCE.format(imports=imports.replace("{how}", how) + " as START", late=late),
        )
        write(file.parent / "lib" / "parts.py", f"NAME = {name!r}\n")
        write(file.parent / "lib" / "late.py", f"LATE = {name!r}\n")
        sources[name] = file
    before = list(sys.path)
    assert {name: start(file) for name, file in sources.items()} == {name: name for name in sources}
    assert sys.path == before


def test_a_source_that_loads_another_does_not_lend_it_its_modules(tmp_path: Path) -> None:
    inner = project(tmp_path / "inner", "from shared import NAME", "Inner")
    outer = project(
        tmp_path / "outer",
        "import shared\nfrom sfn_dsl import load\n"
        f"inner = load({str(inner)!r}).definition.document['StartAt']\n"
        "import shared as again\nassert again is shared\n"
        "NAME = inner + shared.NAME",
        "Outer",
    )
    assert start(outer) == "InnerOuter"


def test_a_module_of_the_callers_does_not_stand_for_a_neighbour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(write(tmp_path / "own" / "parts_of_mine.py", "N = 1\n").parent))
    own = __import__("parts_of_mine")
    source = project(tmp_path / "their", "from parts_of_mine import NAME", "Theirs")
    write(source.parent / "parts_of_mine.py", "NAME = 'Theirs'\n")
    assert start(source) == "Theirs"
    assert sys.modules["parts_of_mine"] is own


def test_workflows_of_the_project_are_not_those_of_a_file_that_imports_them(
    tmp_path: Path,
) -> None:
    packages(tmp_path / "flows")
    source = project(tmp_path, "from .shared import NAME", "One")
    weekly = write(
        tmp_path / "flows" / "weekly.py",
        "from flows.nightly import nightly\nfrom sfn_dsl import workflow\n\n"
        "@workflow\ndef weekly(target):\n    return nightly(target)\n",
    )
    assert list(workflows_in(str(weekly))) == ["weekly"]
    assert list(workflows_in(str(source))) == ["nightly"]
    assert start(weekly) == "One"
    passed_on = write(tmp_path / "flows" / "all.py", "from flows.nightly import nightly\n")
    assert start(passed_on) == "One"


def test_a_module_that_there_is_not_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    packages(tmp_path / "flows")
    for imports in ("from .shard import NAME", "from flows.shard import NAME"):
        with pytest.raises(SourceError, match="did you mean 'flows.shared'"):
            start(project(tmp_path, imports, "Nobody"))


def test_the_files_of_a_folder_are_told_by_what_their_project_imports(tmp_path: Path) -> None:
    packages(tmp_path / "flows", tmp_path / "flows" / "daily")
    write(
        tmp_path / "flows" / "base.py",
        "from sfn_dsl import *\n\n\ndef machine(name):\n    return StateMachine([Succeed(name)])\n",
    )
    write(
        tmp_path / "flows" / "daily" / "one.py",
        "from flows.base import Workflow, machine\n\none = Workflow('w', machine('A'), role='R')\n",
    )
    done = CliRunner().invoke(sfn, ["validate", str(tmp_path / "flows" / "daily")])
    assert (done.exit_code, "has no workflow" in done.output) == (0, False)
    machine = CliRunner().invoke(sfn, ["compile", str(tmp_path / "flows" / "daily" / "one.py")])
    assert '"StartAt": "A"' in machine.output


# A script's own name is absolute, however it is started; a position names the file as the caller
# did. (Python documentation, "What's New in Python 3.9", __file__ of __main__.)
@pytest.mark.parametrize(
    ("where", "folder"),
    [
        ("nightly.py", "Path(__file__).parents[1]"),
        ("./nightly.py", "Path(__file__).parents[1]"),
        ("../flows/nightly.py", "Path(__file__).parents[1]"),
        ("nightly.py", "Path(__spec__.origin).parents[1]"),
        ("nightly.py", "Path(inspect.getmodule(f := lambda: 0).__file__).parents[1]"),
    ],
)
def test_a_file_knows_the_folders_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, folder: str
) -> None:
    imports = "import inspect, sys\nfrom pathlib import Path\n"
    imports += f"sys.path.insert(0, str({folder} / 'lib'))\nfrom parts import NAME"
    write(tmp_path / "lib" / "parts.py", "NAME = 'Found'\n")
    source = project(tmp_path, imports, "Own", late="Succeed(name=1)")
    monkeypatch.chdir(source.parent)
    with pytest.raises(SourceError) as refused:
        load(where)
    (finding,) = refused.value.diagnostics
    assert finding.position is not None
    assert (finding.position.file, finding.position.line) == (where, 11)
    write(source, source.read_text().replace("Succeed(name=1)", ""))
    found = load(where).definition
    assert found.document["StartAt"] == "Found"
    place = found.source.locate("/States/Found")
    assert place is not None
    assert place.file == where


def test_a_file_that_changes_the_folder_still_knows_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports = "import os\nos.chdir('/')\nfrom pathlib import Path\nNAME = Path(__file__).name\n"
    imports += "assert Path(__file__).is_file()"
    source = project(tmp_path, imports, "Own")
    monkeypatch.chdir(source.parent)
    assert start(Path("nightly.py")) == "nightly.py"


MACHINES = "from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow\n"


@pytest.mark.parametrize(
    ("given", "imports"),
    [
        ("machine = StateMachine([Succeed('Given')])", "from given.one import machine as m"),
        ("machine = StateMachine([Succeed('Given')])", "from given.one import *"),
        ("machine = StateMachine([Succeed('Given')])", "import given.one; m = given.one.machine"),
        (
            (
                "machine = StateMachine([Succeed('Given')])\n"
                "nightly = Workflow('nightly', machine, role='Nightly')"
            ),
            "from given.one import machine, nightly",
        ),
        (
            (
                "@workflow\ndef nightly(target: Target) -> Workflow:\n"
                "    return Workflow('n', StateMachine([Succeed('Given')]), role='Nightly')"
            ),
            "from given.one import nightly",
        ),
    ],
)
@pytest.mark.parametrize("is_installed", [True, False])
def test_what_is_imported_belongs_to_the_other_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
    imports: str,
    is_installed: bool,
) -> None:
    library = tmp_path / "library" if is_installed else tmp_path / "flows"
    packages(library / "given")
    write(library / "given" / "one.py", f"{MACHINES}{given}\n")
    if is_installed:  # as an editable installation puts it on the path
        monkeypatch.syspath_prepend(str(library))
        for name in ("given", "given.one"):  # forgotten again afterwards
            monkeypatch.setitem(sys.modules, name, sys)
            monkeypatch.delitem(sys.modules, name)
    own = write(
        tmp_path / "flows" / "own.py",
        f"{MACHINES}{imports}\nmine = StateMachine([Succeed('Own')])\n",
    )
    for _ in range(2):  # the second time, the other module may have been imported already
        assert start(own) == "Own"
    passed_on = write(tmp_path / "flows" / "all.py", f"{imports}\n")
    assert start(passed_on) == "Given"
