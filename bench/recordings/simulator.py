"""The simulator, as the cases need it. This is the one place that knows its functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recordings.cases import Case, Compare


def execution_of(case: Case, compare: Compare) -> Mapping[str, Any]:
    """Run an execution, in the shape of a recording."""
    raise NotImplementedError


def test_state_of(case: Case, compare: Compare) -> Mapping[str, Any]:
    """Test a state, in the shape of a recorded answer."""
    raise NotImplementedError
