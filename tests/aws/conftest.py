"""Keeps these tests away from AWS, and from the AWS configuration of whoever runs them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from urllib.request import Request, urlopen

import boto3
import pytest
from moto.server import ThreadedMotoServer

from .model_of_aws import TRUST

NOBODY_LISTENS = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
def _no_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": NOBODY_LISTENS,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The address of an AWS endpoint on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def account(moto: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An account on that endpoint with the role 'Nightly' and no machine; yields the address."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    boto3.client("iam").create_role(RoleName="Nightly", AssumeRolePolicyDocument=json.dumps(TRUST))
    yield moto
    with urlopen(Request(f"{moto}/moto-api/reset", method="POST")):  # noqa: S310 - loopback
        pass
