"""IAM as an emulator has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from ..deployment.ministack import ministack as ministack

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture(scope="session")
def emulated_iam(ministack: str) -> IAMClient:
    # Twelve digits as a key are the account, to the emulator.
    session = boto3.Session("123456789012", "testing", region_name="us-east-1")
    return session.client("iam", endpoint_url=ministack)
