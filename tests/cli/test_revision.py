"""What a version is called: the git revision of the source."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sfn_dsl.cli.changing import Change
from sfn_dsl.cli.git import revision_of
from sfn_dsl.deployment.options import Release

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHORT = "git 0123456789ab"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source in a folder of a repository that git itself cannot read, so cannot call dirty."""
    monkeypatch.setenv("PATH", "")
    folder = tmp_path / "repository" / "workflows"
    folder.mkdir(parents=True)
    return folder / "nightly.py"


def kept(source: Path, **files: str) -> Path:
    git = source.parents[1] / ".git"
    for name, text in files.items():
        file = git / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return git


def test_a_branch_stands_for_a_commit(source: Path) -> None:
    kept(source, HEAD="ref: refs/heads/main\n", refs__heads__main=f"{COMMIT}\n")
    assert revision_of(str(source)) == SHORT


def test_a_head_may_be_a_commit_itself(source: Path) -> None:
    kept(source, HEAD=f"{COMMIT}\n")
    assert revision_of(str(source)) == SHORT


def test_branches_may_be_packed(source: Path) -> None:
    git = kept(source, HEAD="ref: refs/heads/main\n")
    (git / "packed-refs").write_text(
        f"# pack-refs\n{'f' * 40} refs/heads/a\n{COMMIT} refs/heads/main\n"
    )
    assert revision_of(str(source)) == SHORT


def test_a_linked_working_tree_has_its_branches_in_the_main_one(source: Path) -> None:
    main = source.parents[2] / "main" / ".git"
    linked = main / "worktrees" / "one"
    linked.mkdir(parents=True)
    (main / "refs" / "heads").mkdir(parents=True)
    (main / "refs" / "heads" / "topic").write_text(COMMIT)
    (linked / "HEAD").write_text("ref: refs/heads/topic\n")
    (linked / "commondir").write_text("../..\n")
    (source.parents[1] / ".git").write_text(f"gitdir: {linked}\n")
    assert revision_of(str(source)) == SHORT


def test_outside_of_a_repository_and_before_the_first_commit_there_is_none(source: Path) -> None:
    assert revision_of(str(source)) is None
    kept(source, HEAD="ref: refs/heads/main\n")
    assert revision_of(str(source)) is None
    kept(source, HEAD="")
    assert revision_of(str(source)) is None


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_what_was_changed_since_is_marked(tmp_path: Path) -> None:
    source = tmp_path / "nightly.py"
    source.write_text("one")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "one")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)  # noqa: S607 - whichever is here
    clean = revision_of(str(source))
    assert clean is not None
    assert len(clean) == len(SHORT)
    source.write_text("two")
    assert revision_of(str(source)) == f"{clean}-dirty"


def test_a_version_is_described_by_the_revision_of_its_own_source(source: Path) -> None:
    kept(source, HEAD=f"{COMMIT}\n")
    change = Change(release=Release(alias="live"))
    for named in (str(source), f"{source}:nightly"):
        assert change.release_of(named) == Release(SHORT, alias="live")
    outside = source.parents[2] / "nightly.py"
    assert change.release_of(str(outside)) == Release(alias="live")


def test_a_version_that_is_described_keeps_its_description(source: Path) -> None:
    kept(source, HEAD=f"{COMMIT}\n")
    told = Release("the first")
    assert Change(release=told).release_of(str(source)) == told
    assert Change().release_of(str(source)) is None
