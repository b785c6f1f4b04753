"""The script that generates the modules of service tasks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def generator(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generator", root / "scripts/generate_tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
