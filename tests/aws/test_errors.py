"""Credentials, region and endpoint that are wrong: one clear message each, and soon."""

from __future__ import annotations

import builtins
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import botocore.exceptions
import botocore.parsers
import pytest
from botocore.config import Config

from sfn_dsl.aws import errors as faults
from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.boto import client as boto
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.aws.errors import fault
from sfn_dsl.aws.secrets import without_secrets, without_user
from sfn_dsl.cli.main import main
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.deployment.connect import connected
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.target import Target

from ..deployment.model_of_aws import ACCOUNT

# Each of these ends the password for some reader of addresses.
HARD_PASSWORDS = [
    *("FirstSecond", "First/Second", "4711/Second", "First#Second", "First?Second"),
    *("First@Second", "First:Second", "First//Second", "First%2FSecond", "First Second"),
    *("First'Second", 'First"Second', "First[Second", "First\\Second", "/First/4711/Second"),
]
ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"


def ask(api: Api) -> object:
    return api.describe_state_machine(ARN)


def who(api: Api) -> object:
    return api.get_caller_identity()


def message_of(use: Callable[[Api], object] = ask, **options: str) -> str:
    """The message of the one error there is, from connecting or from the first call."""
    with pytest.raises(DeploymentError) as caught:
        use(connect(**options))  # type: ignore[arg-type]  # options are a region or a profile
    assert not isinstance(caught.value, RefusalError)
    assert "testing" not in caught.value.message
    return caught.value.message


def test_an_endpoint_where_nothing_listens_is_given_up_after_three_attempts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time.sleep", slept.append)
    for use in (ask, who, lambda api: list(api.list_state_machines())):
        slept.clear()
        message = message_of(use)
        assert len(slept) == 2
        assert message.startswith("nothing answers at 'http://127.0.0.1:1'; check that it runs")


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


@pytest.mark.parametrize(
    "address",
    ["nowhere", "a:b:c", "ftp://127.0.0.1:1", "http://127.0.0.1:99999", "me:secret@127.0.0.1"],
)
def test_an_endpoint_that_is_not_an_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    message = message_of(who)
    assert "check AWS_ENDPOINT_URL" in message
    assert "secret" not in message


@pytest.mark.parametrize("attempts", ["often", "0", "-1", "2.5"])
def test_a_number_of_attempts_that_is_none(monkeypatch: pytest.MonkeyPatch, attempts: str) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", attempts)
    assert "AWS_MAX_ATTEMPTS" in message_of()


def test_a_region_that_is_set_nowhere_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert message_of() == (
        "no AWS region is set; set AWS_DEFAULT_REGION, for instance to 'us-east-1'"
    )


def test_the_region_is_found_in_either_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert connect().region == "us-east-1"
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert connect().region == "eu-west-1"
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    assert (connect().region, connect().partition) == ("cn-north-1", "aws-cn")


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("mars", "there is no AWS region 'mars'; set AWS_DEFAULT_REGION"),
        ("useast-1", "there is no AWS region 'useast-1' (did you mean 'us-east-1' or"),
        ("us east 1", "is not the name of an AWS region (did you mean 'us-east-1' or"),
    ],
)
def test_an_unknown_region_is_reported_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, region: str, said: str
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    assert said in message_of(region=region)


def test_an_emulator_may_have_a_region_of_its_own() -> None:
    assert connect(region="local-1").region == "local-1"


def test_a_region_that_may_be_new_is_asked_for_and_the_likely_one_named() -> None:
    error = botocore.exceptions.EndpointConnectionError(
        endpoint_url="https://states.us-eest-1.amazonaws.com/"
    )
    message = fault(
        error, region="us-eest-1", regions=lambda: ["us-east-1", "eu-central-1"]
    ).message
    assert "amazonaws.com' (did you mean 'us-east-1'?); check" in message


def test_a_region_is_not_to_blame_for_an_address_of_ones_own() -> None:
    assert "did you mean" not in message_of(region="us-eest-1")


def test_credentials_that_are_found_nowhere_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert message_of().startswith("no AWS credentials were found; set AWS_PROFILE, or")


def test_half_of_the_credentials_is_reported_as_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert message_of().startswith("one of the AWS credentials is missing")


def test_a_profile_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "there is no AWS profile 'nobody'; set AWS_PROFILE to one of those"
    assert message_of(profile="nobody").startswith(said)
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert message_of().startswith(said)


def test_a_configuration_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    assert message_of() == (
        f"the AWS configuration file '{config}' cannot be read; correct or remove it"
    )


def test_a_credential_process_that_fails_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile p]\ncredential_process = sh -c 'echo my-secret >&2; exit 3'\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    message = message_of(profile="p")
    assert "could not be retrieved from where the profile says (custom-process)" in message
    assert "my-secret" not in message


class Canned(BaseHTTPRequestHandler):
    """Answers everything alike."""

    status = 400
    body = b""

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, str], None]]:
    """An endpoint that gives the status and body it is told to give."""
    handler = type("Handler", (Canned,), {})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)

    def answer(status: int, body: str) -> None:
        handler.status, handler.body = status, body.encode()  # type: ignore[attr-defined]  # declared nowhere

    yield answer
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ExpiredToken", "the AWS credentials have expired; get new ones"),
        ("InvalidClientTokenId", "AWS does not know these credentials; check AWS_PROFILE"),
        ("SignatureDoesNotMatch", "check AWS_SECRET_ACCESS_KEY, and that this computer's clock"),
        ("Throttling", "wait a minute and run this again"),
    ],
)
def test_credentials_that_aws_does_not_accept(
    answering: Callable[[int, str], None], code: str, said: str
) -> None:
    answering(
        403,
        f"<ErrorResponse><Error><Code>{code}</Code><Message>of AKIAXXXXXXXXXXXXXXXX</Message>"
        "</Error></ErrorResponse>",
    )
    message = message_of(who)
    assert said in message
    assert "AKIA" not in message


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, '{"__type": "ExpiredTokenException"}', "the AWS credentials have expired"),
        (400, '{"__type": "UnrecognizedClientException"}', "the region 'us-east-1' enabled"),
        (400, '{"__type": "ThrottlingException"}', "AWS says that there are too many requests"),
        (503, '{"__type": "ServiceUnavailable"}', "AWS fails to answer (ServiceUnavailable)"),
        (200, "<html>hello</html>", "does not answer as AWS does; check AWS_ENDPOINT_URL"),
    ],
)
def test_answers_that_no_service_gave(
    answering: Callable[[int, str], None], status: int, body: str, said: str
) -> None:
    answering(status, body)
    assert said in message_of()


def test_a_refusal_by_the_service_tells_call_code_and_text(
    answering: Callable[[int, str], None],
) -> None:
    answering(400, '{"__type": "InvalidArn", "message": "Invalid Arn: x"}')
    with pytest.raises(RefusalError) as caught:
        ask(connect())
    assert str(caught.value) == "AWS refuses DescribeStateMachine with InvalidArn: Invalid Arn: x"


def test_every_fault_with_a_message_is_a_class_that_there_is() -> None:
    known = vars(botocore.exceptions) | vars(botocore.parsers) | vars(builtins) | vars(json)
    assert faults.FAULTS.keys() <= known.keys()


def test_every_error_of_botocore_becomes_one_line() -> None:
    for kind in vars(botocore.exceptions).values():
        if isinstance(kind, type) and issubclass(kind, botocore.exceptions.BotoCoreError):
            error = kind.__new__(kind)
            error.args = ("a text",)
            error.kwargs = {}
            message = fault(error, region="us-east-1", regions=lambda: ["us-east-1"]).message
            assert "\n" not in message
            assert ";" in message


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, "<html>Forbidden</html>", "does not answer as AWS does; check AWS_ENDPOINT_URL"),
        (502, "<html>Bad Gateway</html>", "AWS fails to answer (502); run this again in a while"),
        (503, "", "AWS fails to answer (503); run this again in a while"),
        (504, "upstream timed out", "AWS fails to answer (504); run this again in a while"),
        (400, '{"__type": "InvalidArn", "mess', "does not answer as AWS does"),
    ],
)
def test_answers_of_something_between_here_and_aws(
    answering: Callable[[int, str], None], status: int, body: str, said: str
) -> None:
    answering(status, body)
    for use in (ask, lambda api: api.list_tags_for_resource(ARN)):
        assert said in message_of(use)


def test_an_error_of_the_service_without_a_code_is_reported_as_it_is(
    answering: Callable[[int, str], None],
) -> None:
    answering(400, '{"message": "no such thing"}')
    with pytest.raises(RefusalError, match="with 400: no such thing"):
        ask(connect())


def test_an_endpoint_that_takes_requests_and_never_answers_is_given_up_after_three(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time.sleep", slept.append)
    monkeypatch.setattr(boto, "_CONFIG", boto._CONFIG.merge(Config(read_timeout=0.05)))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert "accepted the request and did not answer in time; run this again" in message_of()
    assert len(slept) == 2


def test_a_profile_that_a_target_names_is_corrected_there_and_not_in_the_environment() -> None:
    place = Target("123456789012", "us-east-1", name="prod")
    with pytest.raises(DeploymentError) as refused:
        connected(Environment(place, profile="nope"))
    assert refused.value.message == (
        "target 'prod': there is no AWS profile 'nope'; correct 'profile' in "
        "[tool.sfn_dsl.targets.prod], or add it to ~/.aws/config"
    )
