"""Of the Python files in a folder, only those that may hold workflows are run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sfn_dsl
from sfn_dsl.cli.main import sfn
from sfn_dsl.cli.sources import NO_OVERRIDES, gathered
from sfn_dsl.cli.workflow_files import WorkflowFiles
from sfn_dsl.deployment.batch import Failed
from sfn_dsl.errors import SfnError

RUN = "import pathlib\npathlib.Path('{name}.run').touch()\n"
WORKFLOW = """\
from sfn_dsl import StateMachine, Succeed, Workflow
nightly = Workflow("nightly", StateMachine([Succeed("A")]), role="r")
"""
ANY_COMMAND = pytest.mark.parametrize("command", ["validate", "plan", "deploy", "drift"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_aws: None) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'p'\n")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def put(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


@ANY_COMMAND
def test_a_script_in_a_folder_is_never_run_and_is_named_if_asked(
    folder: Path, command: str
) -> None:
    put(folder, "flows/nightly.py", RUN.format(name="nightly") + WORKFLOW)
    put(folder, "flows/scripts/create_role.py", RUN.format(name="script"))
    put(folder, "setup.py", RUN.format(name="setup"))
    passed_over = "passed over flows/scripts/create_role.py: it imports neither"
    assert passed_over not in run(command, ".").stderr
    assert (folder / "nightly.run").exists()
    assert passed_over in run(command, ".", "--verbose").stderr
    assert passed_over in run("--verbose", command, "flows").stderr
    assert not (folder / "script.run").exists()
    assert not (folder / "setup.run").exists()


@ANY_COMMAND
@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_a_source_without_a_name_is_an_error_and_runs_nothing(
    folder: Path, command: str, empty: str
) -> None:
    put(folder, "nightly.py", RUN.format(name="nightly") + WORKFLOW)
    for sources in ([empty], ["nightly.py", empty], [empty, "."]):
        if command == "validate" and len(sources) > 1:
            continue  # which checks each source by itself
        done = run(command, *sources)
        assert done.exit_code != 0
        assert "the name of the source is empty" in done.stdout + str(done.exception)
        assert not (folder / "nightly.run").exists()


@pytest.mark.parametrize("command", ["compile", "import", "policy", "versions", "rollback"])
def test_a_source_without_a_name_is_an_error_for_one_too(folder: Path, command: str) -> None:
    options = ["--alias", "live"] if command == "rollback" else []
    done = run(command, "", *options)
    assert "the name of the source is empty" in str(done.exception)
    assert "the name of the source is empty" in str(run("diff", "", "").exception)


@pytest.mark.parametrize(
    "text",
    [
        "import sfn_dsl",
        "import sfn_dsl.tasks as t",
        "import os, sfn_dsl",
        "from sfn_dsl import *",
        "from sfn_dsl.tasks import sns",
        "import stepfunctions",
        "from stepfunctions.steps import Pass",
        "def build():\n    from sfn_dsl import Pass",
        "try:\n    import sfn_dsl\nexcept ImportError:\n    pass",
        "import parts.deep",
        "from parts import deep",
        "from parts.deep import NAME",
        "from shared import NAME",
        "from lib.more import NAME",
        "import round",
        "this is no Python\nfrom sfn_dsl import Pass",
        "print 'this is no Python'\n\timport os, re as r, stepfunctions",
        "\ufeffimport sfn_dsl.tasks\n(",
    ],
)
def test_a_file_that_imports_the_package_itself_or_through_the_project_is_run(
    folder: Path, text: str
) -> None:
    put(folder, "flows/parts/__init__.py", "")
    put(folder, "flows/parts/deep.py", "from .deeper import NAME")
    put(folder, "flows/parts/deeper.py", "from sfn_dsl import Pass as NAME")
    put(folder, "flows/round.py", "import again")
    put(folder, "flows/again.py", "import round, shared")
    put(folder, "shared.py", "import sfn_dsl")
    put(folder, "src/lib/more.py", "import stepfunctions")
    file = put(folder, "flows/w.py", text)
    assert WorkflowFiles(folder / "flows").has(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import os",
        "import sfn_dsl_tools",
        "# import sfn_dsl",
        "'import sfn_dsl'",
        "from . import sfn_dsl",
        "from .sfn_dsl import x",
        "from os import sfn_dsl",
        "from ....... import far",
        "import plain",
        "import parts",
        "import circle",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sfn_dsl",
        "import typing\nif typing.TYPE_CHECKING:\n    import sfn_dsl\nelse:\n    import os",
        "this is no Python",
        "this is no Python, and from sfn_dsl",
        "# see sfn_dsl docs\nprint 'import sfn_dsl'",
        "import sfn_dsl_tools\n(",
        "from os import sfn_dsl\n(",
        "\0",
        "(" * 5_000,
        "# coding: nonsense\n",
    ],
    ids=lambda text: text[:20] or "empty",
)
def test_a_file_that_does_not_is_not_run(folder: Path, text: str) -> None:
    put(folder, "plain.py", "import os")
    put(folder, "circle.py", "import w, circle")
    put(folder, "parts/__init__.py", "")
    put(folder, "parts/deep.py", "import sfn_dsl")
    assert not WorkflowFiles(folder).has(put(folder, "w.py", text))


OWN = pytest.mark.parametrize("package", ["stepfunctions", "sfn_dsl"])
# What the project may have under the name of a package, and how a script uses it.
OWN_MODULES = pytest.mark.parametrize(
    ("files", "text"),
    [
        ({"__init__.py": "", "arns.py": "ARN = 1"}, "from {0}.arns import ARN"),
        ({"__init__.py": "ARN = 1"}, "from {0} import ARN"),
        ({"__init__.py": "from .arns import ARN", "arns.py": "ARN = 1"}, "import {0}"),
        ({"__init__.py": "from {0}.arns import ARN", "arns.py": "ARN = 1"}, "import {0}"),
        ({"own_arns.py": "ARN = 1"}, "from {0}.own_arns import ARN"),
        ({"own_arns.py": "ARN = 1"}, "from {0} import own_arns"),
        ({"own/__init__.py": "", "own/arns.py": ""}, "import {0}.own.arns as arns"),
        ({"../{0}.py": "ARN = 1"}, "from {0} import ARN"),
        ({"../{0}.py": "ARN = 1"}, "import {0}\nprint '{0}'"),
    ],
)


@OWN
@OWN_MODULES
@pytest.mark.parametrize("where", [".", "src", "scripts"])
def test_a_module_of_the_project_is_not_the_package_of_that_name(
    folder: Path, package: str, files: dict[str, str], text: str, where: str
) -> None:
    for name, content in files.items():
        put(folder, f"{where}/{package}/{name.format(package)}", content.format(package))
    script = put(folder, "scripts/create_role.py", text.format(package))
    assert not WorkflowFiles(folder).has(script)
    assert not WorkflowFiles(folder / "scripts").has(script)
    (folder / "pyproject.toml").unlink()
    assert not WorkflowFiles(folder).has(script)
    # A workflow beside it is one as before.
    assert WorkflowFiles(folder).has(put(folder, "scripts/hello.py", WORKFLOW)) is (
        package != "sfn_dsl" or ("__init__.py" not in files and "../{0}.py" not in files)
    )


def test_a_script_that_uses_a_module_of_the_project_with_such_a_name_is_not_run(
    folder: Path,
) -> None:
    put(folder, "stepfunctions/__init__.py", "")
    put(folder, "stepfunctions/arns.py", "class ARN: pass")
    role = "from stepfunctions.arns import ARN\n" + RUN.format(name="role")
    put(folder, "create_role.py", role)
    put(folder, "hello.py", RUN.format(name="hello") + WORKFLOW)
    done = run("validate", ".", "--verbose")
    assert "passed over create_role.py: it imports neither" in done.stderr
    assert (folder / "hello.run").exists()
    assert not (folder / "role.run").exists()


@OWN
def test_a_module_of_the_project_with_such_a_name_may_lead_to_the_package(
    folder: Path, package: str
) -> None:
    put(folder, f"{package}.py", "from sfn_dsl import *")
    for name in (f"{package}.py", "w.py"):
        assert WorkflowFiles(folder).has(put(folder, name, f"from {package} import Pass")), name
    put(folder, f"{package}/__init__.py", "")
    put(folder, f"{package}/flows.py", "import sfn_dsl.tasks, stepfunctions.steps")
    assert not WorkflowFiles(folder).has(folder / f"{package}.py")


def test_a_folder_with_such_a_name_that_does_not_have_the_module_is_not_meant(folder: Path) -> None:
    for package in ("sfn_dsl", "stepfunctions"):
        put(folder, f"{package}/nightly.asl.json", "{}")
        put(folder, f"{package}/w.py", f"import {package}.tasks")
        assert WorkflowFiles(folder).has(folder / package / "w.py")
        assert WorkflowFiles(folder).has(put(folder, "w.py", f"import {package}"))


def test_a_copy_of_this_package_is_this_package(folder: Path) -> None:
    own = Path(sfn_dsl.__file__)
    put(folder, "sfn_dsl/__init__.py", own.read_text())
    assert WorkflowFiles(folder).has(put(folder, "w.py", WORKFLOW))


@ANY_COMMAND
@pytest.mark.parametrize("kind", ["imports", "listed", "dangling"])
def test_a_python_file_that_is_a_link_out_of_the_folder_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, command: str, kind: str
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "out.py"
    if kind != "dangling":
        outside.write_text(f"open({str(folder / 'out.run')!r}, 'w')\n{WORKFLOW}")
    (folder / "link.py").symlink_to(outside)
    if kind == "listed":
        (folder / "pyproject.toml").write_text("[tool.sfn_dsl]\nworkflows = ['link.py']\n")
    put(folder, "flows/nightly.py", WORKFLOW)
    (folder / "flows" / "again.py").symlink_to(folder / "flows" / "nightly.py")
    done = run(command, ".")
    failed = [one for one in gathered(["."], NO_OVERRIDES) if isinstance(one, Failed)]
    said = f"{done.stdout}{done.stderr}" if command == "validate" else str(failed)
    assert ("'link.py' is a link that leads out of the folder" in said) is (kind != "dangling")
    assert "again.py' is a link" not in said
    assert not (folder / "out.run").exists()


def test_a_link_to_a_script_elsewhere_is_passed_over(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = put(tmp_path_factory.mktemp("outside"), "out.py", "import os")
    (folder / "link.py").symlink_to(outside)
    put(folder, "w.py", WORKFLOW)
    done = run("validate", ".", "--verbose")
    assert done.exit_code == 0
    assert "passed over link.py" in done.stderr


def test_what_a_test_imports_beside_it_does_not_make_files_elsewhere_run(folder: Path) -> None:
    put(folder, "a/shared.py", "import sfn_dsl")
    assert WorkflowFiles(folder).has(put(folder, "a/w.py", "import shared"))
    assert not WorkflowFiles(folder).has(put(folder, "b/w.py", "import shared"))


def test_the_project_may_list_files_that_their_imports_do_not_tell(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        "[tool.sfn_dsl]\nworkflows = ['flows/**/*.py', 'odd.py']\n"
    )
    text = f"exec({WORKFLOW!r})\n"
    for name in ("odd.py", "other.py", "flows/deep/odd.py"):
        put(folder, name, text.replace("nightly", Path(name).parts[0].removesuffix(".py")))
    done = run("validate", ".", "--verbose")
    assert "2 sources: nothing found" in done.stderr
    assert "passed over other.py: it imports neither" in done.stderr
    assert "list it under 'workflows' in [tool.sfn_dsl] to run it" in done.stderr


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'flows'", "'workflows' in [tool.sfn_dsl] is a list of paths; write workflows = ["),
        ("[1]", "is a list of paths below its folder"),
        ("['']", "is a list of paths below its folder"),
        ("['/etc/*.py']", "is a list of paths below its folder"),
        ("['../*.py']", "is a list of paths below its folder"),
        ("['gone.py']", "'gone.py' in 'workflows' leads to no file; correct or remove it"),
        ("['a/**b/c']", "'workflows'"),
    ],
)
def test_a_list_that_cannot_be_is_told_with_its_line(folder: Path, written: str, said: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.sfn_dsl]\nselect = []\nworkflows = {written}\n")
    file = put(folder, "w.py", WORKFLOW)
    with pytest.raises(SfnError, match="pyproject.toml:3: ") as raised:
        WorkflowFiles(folder).has(file)
    assert said in str(raised.value)
    done = run("validate", ".")
    assert done.exit_code == 1
    assert isinstance(done.exception, SfnError)


def test_a_source_does_not_see_the_arguments_of_the_command(folder: Path) -> None:
    put(folder, "w.py", f"import sys\nassert sys.argv == ['w.py'], sys.argv\n{WORKFLOW}")
    before = list(sys.argv)
    assert run("compile", "w.py").exit_code == 0
    assert sys.argv == before
