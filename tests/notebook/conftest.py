"""What the tests of notebooks share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .values import values


@pytest.fixture(scope="package")
def shown(root: Path) -> dict[str, Any]:
    """One value of each kind that a notebook shows."""
    return values(root)
