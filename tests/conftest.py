"""What all tests share: the repository's root, and third-party definitions where they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.review.browser import Browser, program

if TYPE_CHECKING:
    import boto3

ROOT = Path(__file__).parents[1]

# What commands print is compared as a file gets it, wherever the tests run.
for _name in ("FORCE_COLOR", "NO_COLOR"):
    os.environ.pop(_name, None)

if find_spec("hypothesis"):  # the environment of the SDK's tests does without
    from hypothesis import settings

    # How long an example takes says more of the machine than of the code; and a run that decides
    # whether a change lands tries the same examples each time, while those at a desk explore.
    settings.register_profile("desk", deadline=None)
    settings.register_profile("ci", deadline=None, derandomize=True)
    settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write the goldens anew, to be read in the diff"
    )


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Tell whether goldens, and the output that pages show, are to be written anew."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture
def golden(regenerate: bool) -> Callable[[Path, str], None]:
    """Hold a text to a whole file, or write the file under --regenerate."""

    def hold(file: Path, text: str) -> None:
        if regenerate:
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text

    return hold


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of public definitions; the tests that read it are skipped where there is none."""
    folder = Path(os.environ.get("SFN_DSL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no public definitions in {folder}; set SFN_DSL_DATA")
    return folder


@pytest.fixture
def without_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps a test away from AWS, and from the AWS configuration of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",  # where nobody listens
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
    """One for all tests, as reading botocore's models takes most of the time there."""
    import boto3  # costs more to load than all else here, and most folders of tests need none

    return boto3.Session("testing", "testing", region_name="us-east-1")


@pytest.fixture(autouse=True)
def _no_secrets_of_other_tests() -> None:
    """Forget the credentials that other tests used, which messages would leave out."""
    secrets = sys.modules.get("sfn_dsl.aws.secrets")
    if secrets is not None:
        secrets._VALUES.clear()
        secrets._ADDRESSES.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = program()
    if executable is None:
        pytest.skip("no Chromium to open pages in; install it with: make browser")
    with Browser(executable) as opened:
        yield opened


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The script of axe-core, which finds what keeps people from using a page."""
    script = root / ".javascript/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("no axe-core; install it with: make clients")
    return script.read_text(encoding="utf-8")
