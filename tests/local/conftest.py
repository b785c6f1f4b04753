from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sfn_dsl.local import LocalAWS
from sfn_dsl.local.resources.backup import BackupResources, create_backup_resources


@pytest.fixture(scope="module")
def aws() -> Iterator[LocalAWS]:
    """An embedded AWS for the tests of one module."""
    with LocalAWS() as running:
        yield running


@pytest.fixture(scope="module")
def session(aws: LocalAWS) -> Any:
    return aws.session()


@pytest.fixture(scope="module")
def resources(session: Any) -> BackupResources:
    return create_backup_resources(session)
