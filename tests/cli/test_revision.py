"""The description of a version: the git revision of its source."""

from __future__ import annotations

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


def test_a_repository_runs_none_of_the_programs_that_it_names(source: Path) -> None:
    ran = source.parents[2] / "ran"
    program = source.parents[1] / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    git(source.parent, "config", "core.fsmonitor", str(program))
    hooks = source.parents[1] / "hooks"
    hooks.mkdir()
    shutil.copy(program, hooks / "post-index-change")
    git(source.parent, "config", "core.hooksPath", str(hooks))
    source.write_text("two")
    assert revision_of(str(source)) == f"{revision(source)}-dirty"
    assert not ran.exists()


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
