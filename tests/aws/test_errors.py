"""Credentials, region and endpoint that are wrong: one clear message each, and soon."""

from __future__ import annotations

import builtins
import json
import socket
from collections.abc import Callable
from pathlib import Path

import botocore.exceptions
import botocore.parsers
import pytest
from botocore.config import Config

from sfn_dsl.aws import errors as faults
from sfn_dsl.aws.api import RefusalError
from sfn_dsl.aws.boto import client as boto
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.aws.errors import fault
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.deployment.connect import connected
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.target import Target

from .calls import ARN, ask, message_of, who


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
