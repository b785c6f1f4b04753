"""The files that templates name: a template may be a stranger's, and so may the links beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sfn_dsl.cli.main import main
from sfn_dsl.errors import SourceError
from sfn_dsl.interop.cloudformation import read_template
from sfn_dsl.interop.template_files import MOST_BYTES

SOUND = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
SECRET = "token-0123456789"  # noqa: S105 - nobody's

needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc")


def template(uri: str) -> str:
    properties = {"DefinitionUri": uri}
    machine = {"Type": "AWS::Serverless::StateMachine", "Properties": properties}
    return json.dumps({"Resources": {"M": machine}})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a checkout, with a secret outside it and one inside."""
    made = tmp_path / "checkout" / "stacks"
    made.mkdir(parents=True)
    (tmp_path / "outside.json").write_text(SOUND)
    (tmp_path / "secret.txt").write_text(f"password = {SECRET}\n")
    (made / ".env").write_text(f"TOKEN={SECRET}\n")
    (made / "settings.json").write_text(json.dumps({"auths": {"host": {"auth": SECRET}}}))
    (made / "settings.yaml").write_text(f"password: {SECRET}\n")
    (made / "sound.json").write_text(SOUND)
    (made.parent / "above.json").write_text(SOUND)
    monkeypatch.chdir(made.parent)
    monkeypatch.setenv("SECRET_OF_MINE", SECRET)
    return made


def refusal(folder: Path, uri: str) -> str:
    with pytest.raises(SourceError) as raised:
        read_template(template(uri), "stacks/t.json", None, folder)
    (finding,) = raised.value.diagnostics
    assert finding.code == "SFN106"
    assert finding.position is not None
    assert finding.position.file == "stacks/t.json"
    return finding.message


def sfn(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sfn_dsl", *arguments], capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("uri", ["sound.json", "./sound.json", "../above.json", "here.json"])
def test_a_file_below_the_templates_folder_or_the_working_directory_is_read(
    folder: Path, uri: str
) -> None:
    (folder / "here.json").symlink_to(folder.parent / "above.json")
    read = read_template(template(uri), "stacks/t.json", None, folder)
    assert read.document["StartAt"] == "A"


def test_the_folder_of_the_template_may_be_reached_by_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    read = read_template(template("sound.json"), "t.json", None, tmp_path / "link")
    assert read.document["StartAt"] == "A"


@pytest.mark.parametrize(
    "uri", ["../../outside.json", "linked.json", "linked/outside.json", "{outside}"]
)
def test_a_file_anywhere_else_is_refused_by_whatever_way_it_is_named(
    folder: Path, tmp_path: Path, uri: str
) -> None:
    (folder / "linked.json").symlink_to(tmp_path / "outside.json")
    (folder / "linked").symlink_to(tmp_path)
    said = refusal(folder, uri.format(outside=tmp_path / "outside.json"))
    assert "is outside the template's folder and the working directory" in said


@needs_proc
@pytest.mark.parametrize("uri", ["/proc/self/environ", "environ.json", "/dev/stdin", "/dev/zero"])
def test_no_file_of_the_system_is_read_even_from_its_root(
    folder: Path, monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    (folder / "environ.json").symlink_to("/proc/self/environ")
    for directory in (folder, Path("/")):
        monkeypatch.chdir(directory)
        assert "is outside" in refusal(folder, uri)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_only_regular_files_are_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")
    assert "is not a regular file" in refusal(folder, "pipe.json")
    for uri in (".", ".."):
        assert "cannot be read: Is a directory" in refusal(folder, uri)


def test_a_file_is_read_up_to_a_size(folder: Path) -> None:
    with (folder / "large.json").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "has more than 16 MB" in refusal(folder, "large.json")


def test_links_that_lead_in_a_ring_are_one_message(folder: Path) -> None:
    (folder / "ring.json").symlink_to("ring.json")
    assert "cannot be read" in refusal(folder, "ring.json")


@pytest.mark.parametrize("uri", ["settings.json", "settings.yaml"])
def test_what_is_no_definition_is_refused_as_a_whole(folder: Path, uri: str) -> None:
    assert "has neither 'StartAt' nor 'States'" in refusal(folder, uri)


@needs_proc
@pytest.mark.parametrize(
    "uri",
    [
        "/proc/self/environ",
        "../../secret.txt",
        ".env",
        "settings.json",
        "settings.yaml",
        "env.yaml",
        "linked.json",
    ],
)
def test_nothing_of_what_is_no_definition_is_printed(
    folder: Path, uri: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "linked.json").symlink_to("../../secret.txt")
    (folder / "env.yaml").symlink_to(".env")
    (folder / "t.json").write_text(template(uri))
    for form in ("text", "json", "github", "sarif"):
        with pytest.raises(SystemExit, match="1"):
            main(["validate", "stacks/t.json", "--format", form])
        said = capfd.readouterr()
        assert "SFN10" in said.out
        assert SECRET not in said.out + said.err
    for command in ("compile", "policy", "import"):
        with pytest.raises(SystemExit, match="2"):
            main([command, "stacks/t.json"])
        said = capfd.readouterr()
        assert SECRET not in said.out + said.err


@needs_proc
def test_a_link_in_a_folder_shows_nothing_of_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    (folder / "proc.asl.json").symlink_to("/proc/self/environ")
    (folder / "inside.asl.json").symlink_to("settings.json")
    (folder / "inside.asl.yaml").symlink_to(".env")
    (folder / "outside.asl.json").symlink_to(tmp_path / "outside.json")
    done = sfn("validate", "stacks")
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr
    for name in ("proc", "outside"):
        assert f"'stacks/{name}.asl.json' is a link that leads out of the folder" in done.stdout


def test_the_line_of_a_definition_is_shown_and_that_of_anything_else_is_not(folder: Path) -> None:
    (folder / "flawed.json").write_text(SOUND.replace('"Succeed"', '"Succeeed"'))
    assert " | " in sfn("validate", "stacks/flawed.json").stdout
    for file in (".env", "settings.json", "settings.yaml"):
        done = sfn("validate", f"stacks/{file}")
        assert done.returncode == 1
        assert " | " not in done.stdout


@needs_proc
def test_a_python_file_that_is_a_link_elsewhere_is_not_shown_where_it_is_wrong(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "w.py").write_text(f"{SECRET} = (\n")
    (folder / "w.py").symlink_to(tmp_path / "w.py")
    assert SECRET not in sfn("validate", "stacks/w.py").stdout
    (folder / "own.py").write_text("x = (\n")
    assert "    1 | x = (" in sfn("validate", "stacks/own.py").stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_device_that_never_ends_is_read_up_to_a_size() -> None:
    done = sfn("validate", "/dev/zero")
    assert "error SFN106 '/dev/zero' has more than 256 MB" in done.stdout


QUOTED_BY_READERS = {
    "alias.yaml": f"a: *{SECRET}\n",
    "tag.yaml": f"a: !{SECRET} 1\n",
    "twice.yaml": f"{SECRET}: 1\n{SECRET}: 2\n",
    "twice.json": f'{{"{SECRET}": 1, "{SECRET}": 2}}',
    "number.json": '{"a": 1e99999123}',
    "number.yaml": "a: 1e99999123\n",
    "name.yaml": f"? [{SECRET}]\n: 1\n",
    "anchor.yaml": f"a: &{SECRET} 1\nb: &{SECRET}\n  %{SECRET}\n",
    "directive.yaml": f"%{SECRET} 1\n---\na: 1\n",
    "torn.json": f'{{"a": {SECRET}}}',
    "bytes.json": f'{{"a": "{SECRET}"}}',
    "source.py": f"password = '{SECRET}'\n",
    "list.yaml": f"- {SECRET}\n",
}


@pytest.mark.parametrize("name", QUOTED_BY_READERS)
@pytest.mark.parametrize("how", ["DefinitionUri", "serverless", "link"])
def test_what_a_reader_says_of_a_file_that_is_named_quotes_nothing_of_it(
    folder: Path, name: str, how: str, capfd: pytest.CaptureFixture[str]
) -> None:
    end = b"\xff" if name == "bytes.json" else b""
    (folder / name).write_bytes(QUOTED_BY_READERS[name].encode() + end)
    source = "stacks/t.json"
    (folder / "t.json").write_text(template(name))
    if how == "link":
        source = f"stacks/linked.asl{Path(name).suffix.replace('.py', '.json')}"
        Path(source).symlink_to(name)
    elif how == "serverless":
        source = "stacks/serverless.yml"
        Path(source).write_text(f"service: s\nstepFunctions: ${{file(./{name}):x}}\n")
    for form in ("text", "json", "github", "sarif"):
        with pytest.raises(SystemExit, match="1"):
            main(["validate", source, "--format", form])
        said = capfd.readouterr()
        assert "SFN" in said.out
        assert SECRET not in said.out + said.err
        assert "99999123" not in said.out + said.err
    for command in ("compile", "policy", "import"):
        with pytest.raises(SystemExit, match="2"):
            main([command, source])
        said = capfd.readouterr()
        assert SECRET not in said.out + said.err
        assert "99999123" not in said.out + said.err


def test_only_a_value_is_taken_from_a_file_and_its_line_is_not_shown(folder: Path) -> None:
    (folder / "more.json").write_text(json.dumps({"token": SECRET, "wait": "soon"}))
    (folder / "serverless.yml").write_text(
        "service: s\nstepFunctions:\n  stateMachines:\n    m:\n      definition:\n"
        "        StartAt: A\n        States:\n"
        "          A: {Type: Wait, Seconds: '${file(./more.json):wait}', End: true}\n"
    )
    done = sfn("validate", "stacks/serverless.yml")
    assert "stacks/more.json:1:" in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_the_line_of_a_definition_that_a_template_names_is_shown(folder: Path) -> None:
    (folder / "flawed.json").write_text(SOUND.replace('"Succeed"', '"Succeeed"'))
    (folder / "t.json").write_text(template("flawed.json"))
    for source in ("stacks/t.json", "stacks/t.json#M"):
        assert " | " in sfn("validate", source).stdout
