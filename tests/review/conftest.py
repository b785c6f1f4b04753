"""What the tests of reviews share: pages of sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.loading import load
from sfn_dsl.model.target import Target
from sfn_dsl.review.facts import ReviewFacts, gather
from sfn_dsl.review.page import as_page
from sfn_dsl.review.runs import simulated

Write = Callable[..., Path]


def facts_of(source: str, against: str | None = None, **others: Any) -> ReviewFacts:
    """What the page of a source is made of."""
    loaded = load(source)
    reference = None if against is None else load(against)
    return gather(loaded, Target(), reference=reference, run=simulated(loaded, Target()), **others)


@pytest.fixture
def page(tmp_path: Path) -> Write:
    """Writes the page of a document or of a source to a file."""

    def written(what: Any, against: Any = None, **others: Any) -> Path:
        sources = []
        for name, each in (("new", what), ("old", against)):
            if isinstance(each, dict):
                file = tmp_path / f"{name}.asl.json"
                file.write_text(json.dumps(each))
                each = str(file)
            sources.append(each)
        result = tmp_path / "review.html"
        text = as_page(facts_of(sources[0], sources[1], **others))
        result.write_bytes(text.encode("utf-8", "backslashreplace"))
        return result

    return written
