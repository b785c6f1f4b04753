"""The workflow of GitHub Actions on the page about reviews keeps one comment up to date.

Its steps run as GitHub runs them, with a program in the place of ``gh`` that keeps comments in a
file, and jq, whose filters ``gh`` has built in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.docs.pages import ROOT, blocks

PAGE: Final = ROOT / "docs/how-to/review.md"
COMMENTS: Final = "repos/me/mine/issues/7/comments"
GH: Final = """#!{python}
import json, os, subprocess, sys
store = os.environ["STORE"]
words = sys.argv[2:]
method = words[words.index("--method") + 1] if "--method" in words else "GET"
(path,) = [word for word in words if word.startswith("repos/")]
comments = json.load(open(store))
if method == "GET":
    assert path == os.environ["COMMENTS"]
    query = words[words.index("--jq") + 1]
    jq = ["jq", "--raw-output", query]
    sys.exit(subprocess.run(jq, input=json.dumps(comments), text=True).returncode)
name, _, value = words[words.index("--field") + 1].partition("=@")
body = open(value).read()
if method == "POST":
    url = f"{{path}}/{{len(comments) + 1}}"
    comments.append({{"url": url, "user": {{"login": "github-actions[bot]"}}, name: body}})
else:
    (comment,) = [each for each in comments if each["url"] == path]
    comment[name] = body
json.dump(comments, open(store, "w"))
"""


def steps() -> list[dict[str, Any]]:
    (block,) = (block for block, _ in blocks(PAGE) if block.language == "yaml")
    found: list[dict[str, Any]] = yaml.safe_load(block.text)["jobs"]["review"]["steps"]
    return found


def run_steps(folder: Path, source: str) -> None:
    """Run what the job runs, each step by itself, but for what it installs."""
    for step in steps():
        if "run" in step and not step["run"].startswith("pip"):
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-c", step["run"]],  # noqa: S607
                cwd=folder,
                env={
                    **os.environ,
                    "PATH": f"{folder}:{Path(sys.executable).parent}:{os.environ['PATH']}",
                    "SOURCE": source,
                    "COMMENTS": COMMENTS,
                    "STORE": str(folder / "comments.json"),
                    "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
                },
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_one_comment_is_posted_and_then_kept_up_to_date(tmp_path: Path) -> None:
    program = tmp_path / "gh"
    program.write_text(GH.format(python=sys.executable))
    program.chmod(0o755)
    source = "flows/a b.asl.json"
    for folder, comment in (("", "new"), ("base", "old")):
        file = tmp_path / folder / source
        file.parent.mkdir(parents=True)
        states = {"A": {"Type": "Succeed", "Comment": comment}}
        file.write_text(json.dumps({"StartAt": "A", "States": states}))
    others = [
        {"url": f"{COMMENTS}/1", "user": {"login": "somebody"}, "body": "<!-- sfn-review: x -->"},
        {"url": f"{COMMENTS}/2", "user": {"login": "github-actions[bot]"}, "body": "coverage"},
    ]
    store = tmp_path / "comments.json"
    store.write_text(json.dumps(others))

    run_steps(tmp_path, source)
    first = json.loads(store.read_text())
    (tmp_path / source).write_text((tmp_path / "base" / source).read_text())
    run_steps(tmp_path, source)
    second = json.loads(store.read_text())

    assert first[:2] == second[:2] == others
    assert len(first) == len(second) == 3
    assert "1 change compared with `base/flows/a b.asl.json`" in first[2]["body"]
    assert "no semantic difference" in second[2]["body"]
    assert second[2]["body"] == (tmp_path / "review.md").read_text()
    summary = (tmp_path / "summary.md").read_text()
    assert summary == first[2]["body"] + second[2]["body"]


def test_code_of_a_pull_request_runs_without_a_token_that_writes() -> None:
    """Of the steps, only the one that runs nothing of the pull request has the token."""
    with_token = [step["name"] for step in steps() if "GH_TOKEN" in step.get("env", {})]
    assert with_token == ["Comment"]
    checkouts = [step for step in steps() if "checkout" in step.get("uses", "")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}
