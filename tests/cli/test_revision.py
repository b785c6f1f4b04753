"""The description of a version: the git revision of its source."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sfn_dsl.cli.changes import Change
from sfn_dsl.cli.git import revision_of
from sfn_dsl.deployment.options import Release

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

IDENTITY = (
    *("-c", "user.name=a", "-c", "user.email=a@example.org"),
    *("-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"),
)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *words],  # noqa: S607 - whichever is here
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.strip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source in a folder of a repository with one commit."""
    source = tmp_path / "repository" / "workflows" / "nightly.py"
    source.parent.mkdir(parents=True)
    source.write_text("one")
    git(source.parent, "init", "--quiet", "..")
    git(source.parent, "add", ".")
    git(source.parent, "commit", "--quiet", "--message", "one")
    return source


def revision(source: Path) -> str:
    return f"git {git(source.parent, 'rev-parse', '--short=12', 'HEAD')}"


def test_a_source_has_the_revision_of_its_repository_whatever_its_tags(source: Path) -> None:
    git(source.parent, "tag", "--annotate", "v1", "--message", "v1")
    assert revision_of(str(source)) == revision(source)
    assert revision_of(str(source.parent)) == revision(source)
    assert len(revision(source)) == len("git 0123456789ab")


def test_a_change_to_a_tracked_file_is_marked_and_a_new_file_is_not(source: Path) -> None:
    (source.parent / "new.py").write_text("new")
    assert revision_of(str(source)) == revision(source)
    source.write_text("two")
    assert revision_of(str(source)) == f"{revision(source)}-dirty"


def test_a_linked_working_tree_has_its_own_revision(source: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(source.parent, "worktree", "add", "--quiet", str(linked))
    git(linked, "commit", "--quiet", "--allow-empty", "--message", "two")
    found = revision_of(str(linked / "workflows" / "nightly.py"))
    assert found == revision(linked / "nightly.py")
    assert found != revision(source)


def test_there_is_none_outside_of_a_repository_and_before_the_first_commit(tmp_path: Path) -> None:
    assert revision_of(str(tmp_path / "nightly.py")) is None
    assert revision_of(str(tmp_path / "missing" / "nightly.py")) is None
    git(tmp_path, "init", "--quiet")
    assert revision_of(str(tmp_path / "nightly.py")) is None


def test_there_is_none_where_git_is_missing_or_refuses(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source.parent / ".git").write_text("gitdir: /nowhere\n")
    assert revision_of(str(source)) is None
    (source.parent / ".git").unlink()
    monkeypatch.setenv("PATH", "")
    assert revision_of(str(source)) is None


def test_a_repository_that_the_environment_names_is_not_meant(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = revision(source)
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    # As in a hook of that repository, which may be the one that deploys.
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert revision_of(str(source)) == expected


@pytest.fixture
def program(source: Path) -> Path:
    """A program that leaves a file called ``ran`` beside the repository, and copies its input."""
    program = source.parents[1] / "program"
    program.write_text(f"#!/bin/sh\ntouch {source.parents[2] / 'ran'}\ncat\n")
    program.chmod(0o755)
    return program


def has_run(source: Path) -> bool:
    return (source.parents[2] / "ran").exists()


def test_a_repository_runs_none_of_the_programs_that_it_names(source: Path, program: Path) -> None:
    git(source.parent, "config", "core.fsmonitor", str(program))
    hooks = source.parents[1] / "hooks"
    hooks.mkdir()
    shutil.copy(program, hooks / "post-index-change")
    git(source.parent, "config", "core.hooksPath", str(hooks))
    source.write_text("two")
    assert revision_of(str(source)) == f"{revision(source)}-dirty"
    assert not has_run(source)


@pytest.mark.parametrize("kind", ["clean", "process"])
@pytest.mark.parametrize("name", ["evil", "a=b", "a.b", "A b", "lfs"])
@pytest.mark.parametrize("scope", ["--local", "--worktree", "included"])
def test_a_filter_that_a_repository_configures_is_not_run(
    source: Path, program: Path, scope: str, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of the user's own filters one has the same name, whose program is not the repository's.
    own = source.parents[2] / "gitconfig"
    own.write_text('[filter "lfs"]\n\tclean = cat\n\tprocess =\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    info = source.parents[1] / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("*.py filter=FILTER\n")
    (source.parent / ".gitattributes").write_text(f"*.py filter={name}\n")
    setting = f"filter.{name}.{kind}"
    if scope == "included":
        more = source.parents[1] / "more.cfg"
        git(source.parent, "config", "--file", str(more), setting, str(program))
        git(source.parent, "config", "include.path", str(more))
    else:
        git(source.parent, "config", "extensions.worktreeConfig", "true")
        git(source.parent, "config", scope, setting, str(program))
        git(source.parent, "config", scope, f"filter.{name}.required", "true")
    expected = revision(source)
    (info / "attributes").unlink()
    source.write_text("one")  # the same text at another time, which git has to read again
    os.utime(source, (1, 1))
    assert revision_of(str(source)) == expected
    source.write_text("two")
    assert revision_of(str(source)) == f"{expected}-dirty"
    assert not has_run(source)


def test_a_filter_of_the_user_decides_what_is_a_change(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = source.parents[2] / "gitconfig"
    own.write_text('[filter "first"]\n\tclean = tr x o\n')
    (source.parent / ".gitattributes").write_text("*.py filter=first\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    source.write_text("xne")
    assert revision_of(str(source)) == revision(source)


def test_settings_that_the_environment_gives_to_git_are_kept(
    source: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fileMode")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    source.chmod(0o755)
    assert revision_of(str(source)) == revision(source)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "some")
    assert revision_of(str(source)) is None


def test_a_folder_that_is_laid_out_as_a_repository_is_none(source: Path, program: Path) -> None:
    bare = source.parent / "bare"
    shutil.copytree(source.parents[1] / ".git", bare)
    git(bare, "config", "core.bare", "false")
    git(bare, "config", "core.worktree", str(source.parents[1]))
    git(bare, "config", "filter.evil.clean", str(program))
    assert revision_of(str(bare / "w.py")) is None
    assert not has_run(source)


def test_an_object_that_is_missing_is_not_fetched(source: Path, program: Path) -> None:
    expected = revision(source)
    for name, value in {
        "remote.origin.url": str(source.parents[1]),
        "remote.origin.uploadpack": str(program),
        "remote.origin.promisor": "true",
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
    }.items():
        git(source.parent, "config", name, value)
    tree = git(source.parent, "rev-parse", "HEAD^{tree}")
    (source.parents[1] / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert revision_of(str(source)) in {None, expected}
    assert not has_run(source)


def test_changes_inside_of_a_submodule_are_not_looked_for(source: Path, program: Path) -> None:
    inner = source.parents[1] / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    (inner / "one.txt").write_text("one")
    (inner / ".gitattributes").write_text("* filter=evil\n")
    git(inner, "add", ".")
    git(inner, "commit", "--quiet", "--message", "one")
    git(inner, "config", "filter.evil.clean", str(program))
    git(source.parent, "add", "../inner")
    git(source.parent, "commit", "--quiet", "--message", "two")
    (inner / "one.txt").write_text("two")
    assert revision_of(str(source)) == revision(source)
    assert not has_run(source)
    git(inner, "-c", "filter.evil.clean=cat", "commit", "--quiet", "--all", "--message", "two")
    assert revision_of(str(source)) == f"{revision(source)}-dirty"


def test_reading_a_revision_changes_nothing_in_the_repository(source: Path) -> None:
    index = source.parents[1] / ".git" / "index"
    os.utime(source, (1, 1))
    before = index.read_bytes()
    assert revision_of(str(source)) == revision(source)
    assert index.read_bytes() == before


def test_a_version_is_described_by_the_revision_of_its_own_source(source: Path) -> None:
    change = Change(release=Release(alias="live"))
    for named in (str(source), f"{source}:nightly"):
        assert change.release_of(named) == Release(revision(source), alias="live")
    outside = source.parents[2] / "nightly.py"
    assert change.release_of(str(outside)) == Release(alias="live")


def test_a_version_with_a_description_keeps_it(source: Path) -> None:
    described = Release("the first")
    assert Change(release=described).release_of(str(source)) == described
    assert Change().release_of(str(source)) is None
