"""Keeps these tests away from AWS."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_aws(without_aws: None) -> None:
    """No test here reaches AWS."""
