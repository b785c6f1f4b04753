"""Keeps these tests away from AWS, and from the AWS configuration of whoever runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import boto3
import pytest

from sfn_dsl.aws.api import Api

from .backend import Backend, connected, emulated
from .proxy import Proxy, proxy

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
def session() -> boto3.Session:
    """One for all tests, as reading botocore's models takes most of the time here."""
    return boto3.Session("testing", "testing", region_name="us-east-1")


@pytest.fixture(scope="module")
def moto_backend(session: boto3.Session) -> Iterator[Backend]:
    with emulated(session) as backend:
        yield backend


@pytest.fixture(scope="module")
def moto_proxy(moto_backend: Backend) -> Iterator[Proxy]:
    with proxy(moto_backend.url) as between:
        yield between


@pytest.fixture
def backend(moto_backend: Backend, moto_proxy: Proxy) -> Backend:
    """An endpoint that holds two roles and no machine, and a proxy that lets everything pass."""
    moto_backend.furnish()
    moto_proxy.clear()
    return moto_backend


@pytest.fixture
def aws(backend: Backend, moto_proxy: Proxy) -> Proxy:
    """The proxy before that endpoint."""
    return moto_proxy


@pytest.fixture(scope="module")
def impatient(moto_proxy: Proxy, session: boto3.Session) -> Api:
    """The calls by way of the proxy, each tried once by botocore."""
    return connected(moto_proxy.url, session, AWS_MAX_ATTEMPTS="1")


@pytest.fixture(scope="module")
def patient(moto_proxy: Proxy, session: boto3.Session) -> Api:
    """The calls by way of the proxy, with the retries that a deployment has by itself."""
    return connected(moto_proxy.url, session)


@pytest.fixture
def account(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of that endpoint, which commands are led to by their environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", backend.url)
    return backend.url
