from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .endpoint import Endpoint, endpoint


@pytest.fixture(scope="session")
def aws() -> Iterator[Endpoint]:
    """One service for all tests, which name their machines each for itself."""
    with endpoint() as running:
        yield running


@pytest.fixture
def sfn(aws: Endpoint) -> Any:
    return aws.client()
