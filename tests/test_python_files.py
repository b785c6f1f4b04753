"""What a Python source can import, and from where."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sfn_dsl.errors import SourceError
from sfn_dsl.loading import load, workflows_in

SOURCE = """
from names import NAME
from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


@workflow
def nightly(target: Target) -> Workflow:
    from late import COMMENT

    return Workflow("nightly", StateMachine([Succeed(NAME)], comment=COMMENT), role="r")
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with sources that import modules of the same names."""
    for name in ("a", "b"):
        folder = tmp_path / name
        (folder / "parts").mkdir(parents=True)
        (folder / "nightly.py").write_text(SOURCE)
        (folder / "names.py").write_text("from parts.deep import NAME\n")
        (folder / "parts" / "__init__.py").touch()
        (folder / "parts" / "deep.py").write_text(f"NAME = 'state of {name}'\n")
        (folder / "late.py").write_text(f"COMMENT = 'comment of {name}'\n")
    return tmp_path / "a", tmp_path / "b"


def said(folder: Path) -> tuple[str, str]:
    document = load(str(folder / "nightly.py")).definition.document
    return document["StartAt"], document["Comment"]


def test_sources_in_different_folders_import_their_own_neighbours(
    folders: tuple[Path, Path],
) -> None:
    a, b = folders
    before = set(sys.modules)
    for _ in range(2):
        assert said(a) == ("state of a", "comment of a")
        assert said(b) == ("state of b", "comment of b")
    assert not {"names", "late", "parts", "parts.deep"} & (set(sys.modules) - before)


def test_a_neighbour_may_be_a_link(folders: tuple[Path, Path], tmp_path: Path) -> None:
    for folder in folders:
        real = tmp_path / f"late_of_{folder.name}.py"
        (folder / "late.py").rename(real)
        (folder / "late.py").symlink_to(real)
    assert [said(folder)[1] for folder in folders] == ["comment of a", "comment of b"]


def test_sources_of_one_folder_share_what_they_import(tmp_path: Path) -> None:
    (tmp_path / "shared.py").write_text("print('run once')\nTHINGS = []\n")
    source = "import shared\nfrom sfn_dsl import *\nshared.THINGS.append(1)\n"
    source += "m = StateMachine([Succeed(str(len(shared.THINGS)))])\n"
    for name, length in (("one", "1"), ("two", "2")):
        (tmp_path / f"{name}.py").write_text(source)
        assert load(str(tmp_path / f"{name}.py")).definition.document["StartAt"] == length


def test_what_is_installed_stays_imported(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(
        "import wave\nfrom sfn_dsl import *\nm = StateMachine([Succeed('A')])\n"
    )
    sys.modules.pop("wave", None)
    load(str(tmp_path / "w.py"))
    assert "wave" in sys.modules


def test_the_workflows_of_a_file_are_those_it_makes(tmp_path: Path) -> None:
    (tmp_path / "nightly.py").write_text(
        "from sfn_dsl import *\n\n@workflow\ndef nightly(target):\n"
        "    return Workflow('nightly', StateMachine([Succeed('A')]), role='r')\n"
    )
    (tmp_path / "weekly.py").write_text(
        "from nightly import nightly\nfrom sfn_dsl import *\n\n@workflow\ndef weekly(target):\n"
        "    return nightly(target)\n\nfixed = nightly()\n"
    )
    (tmp_path / "machine.py").write_text(
        "from sfn_dsl import *\nmachine = StateMachine([Succeed('A')])\n"
    )
    assert list(workflows_in(str(tmp_path / "nightly.py"))) == ["nightly"]
    assert list(workflows_in(str(tmp_path / "weekly.py"))) == ["weekly", "fixed"]
    assert workflows_in(str(tmp_path / "machine.py")) == {}


def test_a_machine_inside_another_one_is_not_a_source_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text(
        "from sfn_dsl import *\n\n"
        "innermost = StateMachine([Succeed('A')])\n"
        "inner = StateMachine([Parallel('B', branches=[innermost], end=True)])\n"
        "items = Map('C', item_processor=inner)\n"
        "machine = StateMachine([items >> Succeed('D')])\n"
    )
    definition = load(str(tmp_path / "w.py")).definition
    assert definition.document["StartAt"] == "C"
    assert load(f"{tmp_path}/w.py:inner").definition.document["StartAt"] == "B"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Task('A', paramters={})", "'paramters'; did you mean 'parameters'?"),
        ("Retry('A', jitter='FULL')", "'jitter'; did you mean 'jitter_strategy'?"),
        ("ItemReader(resorce='a')", "'resorce'; did you mean 'resource'?"),
        ("ItemReader('a')", "were given; write it as name=value"),
        ("StateMachine([], processor_config=1)", "'processor_config'; it is for Map"),
        ("StateMachine([], wonderful=1)", "unexpected keyword argument 'wonderful'"),
        ("athena.start_query_execution('A', query_string='q', sync=True)", "write wait='sync'"),
        ("athena.get_query_results('A', query_execution_id='q', sync=1)", "'sync'; leave it out"),
    ],
)
def test_an_argument_that_is_not_taken_is_reported_with_what_to_write(
    written: str, said: str, tmp_path: Path
) -> None:
    heading = "from sfn_dsl import *\nfrom sfn_dsl.distributed import *\n"
    heading += "from sfn_dsl.tasks import athena\n"
    (tmp_path / "w.py").write_text(f"{heading}{written}\n")
    with pytest.raises(SourceError) as refused:
        load(str(tmp_path / "w.py"))
    (finding,) = refused.value.diagnostics
    assert finding.message.endswith(said)
