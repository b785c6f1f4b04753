"""Each case is accepted or refused as its table says, and by both validators alike."""

from __future__ import annotations

import pytest

from .accepted import ACCEPTED
from .definitions import Json, found
from .refused import REFUSED
from .validators import agree


@pytest.mark.parametrize("document", ACCEPTED.values(), ids=ACCEPTED)
def test_the_schema_accepts(document: Json) -> None:
    assert found(document) == []


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_the_schema_refuses(case: tuple[Json, *tuple[str, ...]]) -> None:
    document, *findings = case

    assert found(document) == findings


@pytest.mark.parametrize(
    "document",
    [*ACCEPTED.values(), *(document for document, *_ in REFUSED.values())],
    ids=[*ACCEPTED, *REFUSED],
)
def test_both_validators_agree_on_every_case(document: Json) -> None:
    assert agree(document)
