"""The recorded cases of a folder, and the folder's own `compare`."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

ACCOUNT = "111111111111"
REGION = "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/sfn-role"

SELF_CONTAINED = "self_contained"
MOCKED = "mocked"

# compare(expected, actual, bindings, path) -> whether they agree, and where they do not.
Compare = Callable[..., tuple[bool, str]]


def default_folder() -> Path:
    data = os.environ.get("SFN_DSL_DATA")
    beside = Path(__file__).parents[3] / "shared" / "data"
    return (Path(data) if data else beside) / "conformance"


def load_compare(folder: Path) -> Compare:
    """The function by which the folder's cases are judged."""
    spec = importlib.util.spec_from_file_location("recorded_compare", folder / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    compare: Compare = module.compare
    return compare


@attrs.frozen(slots=False)
class Case:
    """One file of a folder: what was asked of AWS, and what it answered."""

    content: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return str(self.content["id"])

    @property
    def expected(self) -> Mapping[str, Any]:
        """What AWS answered."""
        expected: Mapping[str, Any] = self.content["expected"]
        return expected

    @cached_property
    def definition(self) -> str:
        """The definition's text, as recorded where the spelling of numbers matters."""
        return self.content.get("definition_text") or json.dumps(self.content["definition"])

    @cached_property
    def input(self) -> str | None:
        """The input's text, None where none was given."""
        text = self.content.get("input_text")
        if text is None and "input" in self.content:
            text = json.dumps(self.content["input"])
        return text

    @property
    def tags(self) -> Sequence[str]:
        """What it is about."""
        tags: Sequence[str] = self.content["tags"]
        return tags

    def kind(self) -> tuple[str, str | None]:
        """Which kind of execution it is, and why it cannot be run, None if it can."""
        if not self.content["needs"]:
            return SELF_CONTAINED, None
        if self.content.get("task_mocks_reliable"):
            return MOCKED, None
        why = "; ".join(self.content.get("notes") or ("no reason given",))
        return MOCKED, f"the results of its tasks are not recorded ({why})"


def load_cases(folder: Path) -> list[Case]:
    return [Case(json.loads(file.read_bytes())) for file in sorted(folder.glob("*.json"))]
