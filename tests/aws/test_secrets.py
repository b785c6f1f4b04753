"""What is said of errors, without credentials and without users in addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sfn_dsl.aws.secrets import without_secrets, without_user
from sfn_dsl.cli.main import main

from .calls import ARN, message_of

# Each of these ends the password for some reader of addresses.
HARD_PASSWORDS = [
    *("FirstSecond", "First/Second", "4711/Second", "First#Second", "First?Second"),
    *("First@Second", "First:Second", "First//Second", "First%2FSecond", "First Second"),
    *("First'Second", 'First"Second', "First[Second", "First\\Second", "/First/4711/Second"),
]


def test_an_address_is_shown_without_the_user_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://me:secret@127.0.0.1:1/path?token=secret")
    message = message_of()
    assert "'http://127.0.0.1:1'" in message
    assert "secret" not in message


@pytest.mark.parametrize("password", HARD_PASSWORDS)
def test_no_part_of_a_password_is_shown_whatever_it_holds(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    for address in (f"http://me:{password}@127.0.0.1:1", f"me:{password}@127.0.0.1:1"):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        message = message_of()
        assert not any(part in message for part in ("First", "4711", "Second")), message
        assert "check" in message
        monkeypatch.delenv("AWS_ENDPOINT_URL")
        message = message_of(endpoint=address)
        assert not any(part in message for part in ("First", "4711", "Second")), message


@pytest.mark.parametrize("password", HARD_PASSWORDS)
def test_a_traceback_is_shown_without_any_part_of_a_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    for address in (f"http://me:{password}@127.0.0.1:1", f"me:{password}@127.0.0.1:1"):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(SystemExit) as ended:
            main(["--debug", "versions", ARN])
        shown = capsys.readouterr()
        assert ended.value.code == 2
        assert "Traceback (most recent call last)" in shown.err
        assert shown.err.splitlines()[-1].startswith("error: ")
        said = shown.out + shown.err
        assert not any(part in said for part in ("First", "4711", "Second")), said


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """All that a command prints that cannot run, and shows its traceback."""
    with pytest.raises(SystemExit) as ended:
        main(["--debug", *arguments])
    shown = capsys.readouterr()
    assert ended.value.code == 2
    assert "Traceback (most recent call last)" in shown.err
    return shown.out + shown.err


@pytest.mark.parametrize("way", ["environment", "profile", "process"])
@pytest.mark.parametrize(
    ("variable", "part"),
    [
        ("AWS_ACCESS_KEY_ID", "AccessKeyId"),
        ("AWS_SECRET_ACCESS_KEY", "SecretAccessKey"),
        ("AWS_SESSION_TOKEN", "SessionToken"),
    ],
)
@pytest.mark.parametrize("value", ["hunter4\n", "hunter4\r\nhunter5", " hunter4", "hunter4é"])
def test_credentials_that_cannot_be_sent_are_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    variable: str,
    part: str,
    value: str,
    way: str,
) -> None:
    given = {"AccessKeyId": "one-key", "SecretAccessKey": "two-key", "SessionToken": "one-token"}
    given[part] = value
    if way == "environment":
        for name, other in zip(
            ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
            given.values(),
            strict=True,
        ):
            monkeypatch.setenv(name, other)
    else:
        if way == "profile" and "\n" in value:
            pytest.skip("a profile has a setting in one line")
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        monkeypatch.setenv("AWS_PROFILE", "p")
        config = tmp_path / "config"
        monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
        (tmp_path / "answer").write_text(json.dumps({"Version": 1, **given}))
        keys = zip(
            ("aws_access_key_id", "aws_secret_access_key", "aws_session_token"),
            given.values(),
            strict=True,
        )
        config.write_text(
            "[profile p]\n" + "".join(f"{key} = {each}\n" for key, each in keys)
            if way == "profile"
            else f"[profile p]\ncredential_process = cat {tmp_path / 'answer'}\n"
        )
    said = said_by(capsys, "versions", ARN)
    assert "hunter" not in said
    if way == "environment" or not value.startswith(" "):  # which no profile has
        assert f"the AWS credentials cannot be sent: {variable}, or its setting" in said


TOKEN = "FwoGZXIvYXdzEJr//w+one/two=="  # noqa: S105 - nobody's


@pytest.mark.parametrize("is_profile", [False, True])
@pytest.mark.parametrize("code", ["SignatureDoesNotMatch", "InvalidArn", "AccessDenied"])
def test_what_aws_quotes_of_a_request_is_shown_without_its_credentials(
    answering: Callable[[int, str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    code: str,
    is_profile: bool,
) -> None:
    values = ["some-key-id", "some/secret+key", TOKEN]
    if is_profile:
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        config = tmp_path / "credentials"
        names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
        lines = [f"{name} = {value}\n" for name, value in zip(names, values, strict=True)]
        config.write_text("[default]\n" + "".join(lines))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(config))
    else:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", values[0])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", values[1])
        monkeypatch.setenv("AWS_SESSION_TOKEN", values[2])
    canonical = (
        f"The Canonical String for this request should have been 'POST\n/\n\nhost:x\n"
        f"x-amz-security-token:{TOKEN}\n' {values} {TOKEN.encode()!r} "
        "X-Amz-Security-Token=FwoG%2F%2Fw%2Bone%2Ftwo&Credential=other-key/20260101/us-east-1"
    )
    answering(403, json.dumps({"__type": code, "message": canonical}))
    said = said_by(capsys, "versions", ARN)
    for secret in (*values, "other-key", "FwoG", "two=="):
        assert secret not in said, secret
    assert "Canonical String" in said


@pytest.mark.parametrize("password", [*HARD_PASSWORDS, "x y First Second", "First%20Second"])
@pytest.mark.parametrize("place", ["profile", "services", "default"])
def test_a_password_in_the_configuration_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    password: str,
    place: str,
) -> None:
    config = tmp_path / "config"
    address = f"http://bob:{password}@127.0.0.1:1"
    services = f"[services s]\nstepfunctions =\n  endpoint_url = {address}\n"
    config.write_text(
        {
            "profile": f"[profile p]\nendpoint_url = {address}\n",
            "services": f"[profile p]\nservices = s\n{services}",
            "default": f"[profile p]\n[default]\nendpoint_url = {address}\n",
        }[place]
    )
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "default" if place == "default" else "p")
    said = said_by(capsys, "versions", ARN)
    assert not any(part in said for part in ("First", "4711", "Second", "bob")), said


@pytest.mark.parametrize(
    "text",
    [
        "aws_session_token = hunter4\n",
        "[default]\naws_session_token hunter4\n",
        "[default]\nx = 1\n[default]\nhunter4\n",
    ],
)
def test_a_configuration_that_cannot_be_read_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    config = tmp_path / "config"
    config.write_text(text)
    for variable in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(variable, str(config))
        said = said_by(capsys, "versions", ARN)
        assert "hunter4" not in said
        monkeypatch.setenv(variable, str(tmp_path / "none"))


def test_what_a_credential_process_prints_is_not_in_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile p]\ncredential_process = sh -c 'echo hunter4 >&2; exit 3'\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "p")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    # The traceback names the setting where it quotes botocore's code, and no output.
    assert "hunter4" not in said_by(capsys, "versions", ARN)


def test_what_an_authors_client_says_of_its_credentials_is_shown_without_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "hunter4\n")
    file = tmp_path / "w.py"
    file.write_text("import os\nraise ValueError(os.environ['AWS_SESSION_TOKEN'].encode())\n")
    said = said_by(capsys, "compile", str(file))
    assert "hunter4" not in said
    assert "error SFN107 ValueError: b'<secret>" in said


def test_credentials_that_everyone_sets_for_an_emulator_stay_in_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "key")
    said = "testing a monkey named test"
    assert without_secrets(said) == said
    assert without_secrets("a key") == "a <secret>"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "\udcffsecret")
    assert "secret/" not in without_secrets("a %FFsecret \udcffsecret/")


def test_an_emulator_that_does_not_do_a_call_is_named_without_the_user_in_its_address() -> None:
    assert without_user("http://me:se/cret@127.0.0.1:4566/x?y") == "http://127.0.0.1:4566"
    assert without_user("https://states.eu-west-1.amazonaws.com") == (
        "https://states.eu-west-1.amazonaws.com"
    )
    assert without_user("me:secret@nowhere") == ""


def test_a_text_without_addresses_stays_as_it_is() -> None:
    said = "Role 'a@b' of //c is not the owner's (see https://docs.aws.amazon.com/x) at a@b.c\n"
    assert without_secrets(said) == said


def test_a_credential_process_that_gives_no_json_is_reported_as_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile p]\ncredential_process = echo my-secret\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    message = message_of(profile="p")
    assert "did not print JSON; run that program by itself" in message
    assert "my-secret" not in message
