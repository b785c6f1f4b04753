"""All rows of dependent permissions, and those of one call."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sfn_dsl.language.aws_sdk.calls import is_among
from sfn_dsl.language.aws_sdk.dependent.compute import COMPUTE
from sfn_dsl.language.aws_sdk.dependent.databases import DATABASES
from sfn_dsl.language.aws_sdk.dependent.machine_learning import MACHINE_LEARNING
from sfn_dsl.language.aws_sdk.dependent.management import MANAGEMENT
from sfn_dsl.language.aws_sdk.dependent.model import Dependent, Noted, Unknowable
from sfn_dsl.language.aws_sdk.dependent.notes import NOTED, UNKNOWABLE
from sfn_dsl.language.aws_sdk.dependent.storage import STORAGE

DEPENDENT: Final = (*MACHINE_LEARNING, *DATABASES, *STORAGE, *COMPUTE, *MANAGEMENT)
"""The permissions that AWS SDK calls need besides their own, with the source of each row."""


@lru_cache(maxsize=256)
def dependents_of(call: str) -> tuple[Dependent, ...]:
    """The rows for a call such as ``textract:analyzeDocument``."""
    return tuple(row for row in DEPENDENT if is_among(call, row.calls))


@lru_cache(maxsize=256)
def noted_of(call: str) -> tuple[Noted, ...]:
    """The rows of what a call may need besides."""
    return tuple(row for row in NOTED if is_among(call, row.calls))


@lru_cache(maxsize=256)
def unknowable_of(call: str) -> tuple[Unknowable, ...]:
    """The rows for a call of which it cannot be known what it needs."""
    return tuple(row for row in UNKNOWABLE if is_among(call, row.calls))
