"""The tutorial as a newcomer does it: from a wheel, in an empty folder, command after command.

The pages are one path, in the order of `PAGES`. Each file that they show is written, each change is
made, and each command is run in a real shell, which has what the pages install and nothing else.
"""

from __future__ import annotations

import os
import re
import site
import subprocess
import sys
import venv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks, commands, write
from tests.docs.running import rewrite, timeless
from tests.docs.shell import Shell, shell

TUTORIAL = ROOT / "docs/tutorial"
PAGES = ("write.md", "check.md", "deploy.md", "release.md")
PICTURES = ROOT / "docs/pictures"
SVG = "{http://www.w3.org/2000/svg}"

# Made beforehand: faster, and with the packages of this environment in place of an index.
MADE = "python3 -m venv .venv"
# The newcomer has pytest, and none of the plugins that these tests are run with.
NOT_INSTALLED = re.compile(r"sfn_dsl|(pytest_cov|pytest_xdist|hypothesis)-.*\.dist-info")
SCRIPTS = {"pip": "pip._internal.cli.main", "pytest": "pytest"}  # the modules of their "main"


@pytest.mark.slow
def test_a_newcomer_sees_what_the_tutorial_shows(tmp_path: Path, regenerate: bool) -> None:
    build_wheel(tmp_path)
    make_environment(tmp_path)
    with shell(tmp_path, environment(tmp_path)) as newcomer:
        for name in PAGES:
            follow(TUTORIAL / name, newcomer, regenerate=regenerate)


def follow(page: Path, newcomer: Shell, *, regenerate: bool) -> None:
    """Do what a page says, and compare what is printed with what it shows."""
    done = 0
    for block, _ in blocks(page):
        if block.language == "diff":
            change(newcomer.folder / block.file, block)
        elif block.file:
            write(block, newcomer.folder)
        elif block.language == "console":
            for command, said in commands(block):
                if command == MADE:
                    continue
                printed = newcomer.run(command)
                if regenerate:
                    done = rewrite(page, command, said, printed, done)
                else:
                    assert timeless(printed) == timeless(said), f"{block}: {command}"
    compare_pictures(page, newcomer.folder, regenerate=regenerate)


def change(file: Path, block: Block) -> None:
    """Make the change that a page shows: its lines stand in the file once, as they are shown."""
    text = file.read_text(encoding="utf-8")
    for part in block.text.split("@@\n"):
        lines = [line if line != "\n" else " \n" for line in part.splitlines(keepends=True)]
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        assert text.count(old) == 1, f"{block}: {file.name} has {text.count(old)} times:\n{old}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def compare_pictures(page: Path, folder: Path, *, regenerate: bool) -> None:
    """Compare what is written in a page's pictures with what its commands have drawn.

    Where each line and word stands is a matter of the tests of pictures.
    """
    for name in re.findall(r"\]\(\.\./pictures/(\S+)\)", page.read_text(encoding="utf-8")):
        drawn = (folder / name).read_text(encoding="utf-8")
        if regenerate:
            (PICTURES / name).write_text(drawn, encoding="utf-8")
        assert texts((PICTURES / name).read_text(encoding="utf-8")) == texts(drawn), name


def texts(svg: str) -> list[str]:
    picture = ET.fromstring(svg)  # noqa: S314  # drawn here
    return sorted(filter(None, (element.text for element in picture.iter(f"{SVG}text"))))


def build_wheel(folder: Path) -> None:
    build = f"import hatchling.build; hatchling.build.build_wheel({str(folder)!r})"
    subprocess.run(
        [sys.executable, "-c", build],
        cwd=ROOT,
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
    )


def make_environment(folder: Path) -> None:
    """A virtual environment beside the wheel, with all packages of this one but this package."""
    venv.create(folder / ".venv", symlinks=True)
    packages = folder / ".packages/lib/python3/site-packages"
    packages.mkdir(parents=True)
    # Graphviz is a program, which its package looks for in the folder for programs.
    (folder / ".packages/bin").symlink_to(Path(sys.executable).parent)
    for installed in map(Path, site.getsitepackages()):
        for entry in installed.iterdir():
            if not NOT_INSTALLED.match(entry.name):
                (packages / entry.name).symlink_to(entry)
    (there,) = (folder / ".venv/lib").glob("python*/site-packages")
    (there / "packages.pth").write_text(f"{packages}\n")
    for name, module in SCRIPTS.items():
        script = folder / ".venv/bin" / name
        script.write_text(
            f"#!{folder}/.venv/bin/python\nfrom {module} import main\nraise SystemExit(main())\n"
        )
        script.chmod(0o755)


def environment(folder: Path) -> dict[str, str]:
    """What the shell of a newcomer has in its environment."""
    return {
        "HOME": str(folder),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "PIP_NO_INDEX": "1",  # what is needed is there
        "PIP_NO_COMPILE": "1",  # what is run is compiled then
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUNBUFFERED": "1",  # both outputs in the order of a terminal
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }
