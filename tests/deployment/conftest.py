"""Endpoints that stand in for AWS, with a proxy before them, for the tests that deploy."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from sfn_dsl.aws.api import Api

from .backend import Backend, connected, emulated
from .proxy import Proxy, proxy


@pytest.fixture(autouse=True)
def _no_aws(without_aws: None) -> None:
    """No test here reaches AWS."""


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
