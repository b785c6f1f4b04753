"""The script that generates the modules of service tasks."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.scripts import load_script


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    return load_script("generate_tasks")
