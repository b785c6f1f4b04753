"""What keeps AWS from being called at all, and what to change: credentials, region, endpoint.

botocore has a class for each fault and AWS a code. Here each has one message; none repeats what
botocore or a credential helper printed where that may contain a secret.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

from sfn_dsl.aws.secrets import CREDENTIALS, without_secrets, without_user
from sfn_dsl.errors import DeploymentError

_LOG_IN_AGAIN = "run 'aws sso login' (with --profile if you use one), and then this again"
_CHECK_CREDENTIALS = "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
_NOT_AWS = (
    "{endpoint} does not answer as AWS does; check AWS_ENDPOINT_URL, and whether a proxy answers "
    "in its place, and run this again"
)

# By the name of botocore's exception class; a subclass without a row of its own takes its base's.
FAULTS: Mapping[str, str] = {
    "NoCredentialsError": (
        f"no AWS credentials were found; set {_CHECK_CREDENTIALS}, or run 'aws configure'"
    ),
    "PartialCredentialsError": (
        "one of the AWS credentials is missing; set both AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY, or neither and AWS_PROFILE"
    ),
    "CredentialRetrievalError": (
        "the AWS credentials could not be retrieved from where the profile says ({provider}); run "
        "that by itself to see why, or choose another profile with AWS_PROFILE"
    ),
    "MetadataRetrievalError": (
        "the AWS credentials could not be retrieved from this machine's metadata service; attach a "
        f"role to it, or set {_CHECK_CREDENTIALS}"
    ),
    "NoAuthTokenError": f"there is no AWS login; {_LOG_IN_AGAIN}",
    "TokenRetrievalError": f"the AWS login cannot be renewed; {_LOG_IN_AGAIN}",
    "SSOError": f"the AWS login is missing or has expired; {_LOG_IN_AGAIN}",
    "LoginError": "the AWS login is missing or has expired; run 'aws login', and then this again",
    "RefreshWithMFAUnsupportedError": (
        "the AWS credentials have expired and a new code of the MFA device is needed; run this "
        "again"
    ),
    "MissingDependencyException": (
        "these AWS credentials need a part of botocore that is not installed; run "
        "'pip install botocore[crt]'"
    ),
    "ProfileNotFound": (
        "there is no AWS profile {profile!r}; set AWS_PROFILE to one of those that "
        "'aws configure list-profiles' shows"
    ),
    "ConfigParseError": "the AWS configuration file {path!r} cannot be read; correct or remove it",
    "ConfigNotFound": "the AWS configuration file {path!r} is missing; correct AWS_CONFIG_FILE",
    "InvalidConfigError": "the AWS configuration is not valid; correct it in ~/.aws/config",
    "InvalidRetryConfigurationError": (
        "the AWS configuration of retries is not valid; correct AWS_RETRY_MODE and AWS_MAX_ATTEMPTS"
    ),
    "NoRegionError": "no AWS region is set; set AWS_DEFAULT_REGION, for instance to 'us-east-1'",
    "InvalidRegionError": (
        "{region_name!r} is not the name of an AWS region{near}; set AWS_DEFAULT_REGION"
    ),
    "UnknownRegionError": "there is no AWS region {region_name!r}{near}; set AWS_DEFAULT_REGION",
    "EndpointConnectionError": (
        "nothing answers at {endpoint}{near}; check that it runs, and AWS_ENDPOINT_URL, "
        "AWS_DEFAULT_REGION and the network"
    ),
    "ConnectTimeoutError": (
        "{endpoint} does not answer; check AWS_ENDPOINT_URL, AWS_DEFAULT_REGION and the network"
    ),
    "ReadTimeoutError": (
        "{endpoint} accepted the request and did not answer in time; run this again, which "
        "continues from there"
    ),
    "ConnectionClosedError": (
        "{endpoint} closed the connection before it answered; run this again, which continues "
        "from there"
    ),
    "SSLError": (
        "the certificate of {endpoint} is not trusted; set AWS_CA_BUNDLE to the file of the "
        "authority that signed it, or check AWS_ENDPOINT_URL"
    ),
    "ProxyConnectionError": "the proxy does not answer; check HTTPS_PROXY and HTTP_PROXY",
    "HTTPClientError": "{endpoint} cannot be called; check AWS_ENDPOINT_URL and the network",
    "ResponseParserError": _NOT_AWS,
    "JSONDecodeError": (
        "the credential_process of the AWS profile did not print JSON; run that program "
        "by itself, or choose another profile with AWS_PROFILE"
    ),
    "ValueError": (
        "the address or a setting for AWS is not valid ({said}); check AWS_ENDPOINT_URL, "
        "where '/' in a password is written '%2F', and AWS_MAX_ATTEMPTS"
    ),
}

_EXPIRED = f"the AWS credentials have expired; get new ones: {_LOG_IN_AGAIN}, or set new ones"
_NOT_KNOWN = (
    f"AWS does not know these credentials; check {_CHECK_CREDENTIALS}, and that the account has "
    "the region {region!r} enabled"
)
_BAD_SIGNATURE = (
    "AWS does not accept the signature of the request; check AWS_SECRET_ACCESS_KEY, and that this "
    "computer's clock is right"
)
_BUSY = "AWS says that there are too many requests; wait a minute and run this again"
_BROKEN = "AWS fails to answer ({code}); run this again in a while, which continues from there"

# By the code of AWS's answer, for those that come from before any service looks at the request.
CODES: Mapping[str, str] = {
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "TokenRefreshRequired": _EXPIRED,
    "InvalidClientTokenId": _NOT_KNOWN,
    "UnrecognizedClientException": _NOT_KNOWN,
    "InvalidAccessKeyId": _NOT_KNOWN,
    "AuthFailure": _NOT_KNOWN,
    "OptInRequired": _NOT_KNOWN,
    "MissingAuthenticationToken": _NOT_KNOWN,
    "MissingAuthenticationTokenException": _NOT_KNOWN,
    "SignatureDoesNotMatch": _BAD_SIGNATURE,
    "InvalidSignatureException": _BAD_SIGNATURE,
    "IncompleteSignature": _BAD_SIGNATURE,
    "IncompleteSignatureException": _BAD_SIGNATURE,
    "RequestExpired": _BAD_SIGNATURE,
    "RequestTimeTooSkewed": _BAD_SIGNATURE,
    "Throttling": _BUSY,
    "ThrottlingException": _BUSY,
    "ThrottledException": _BUSY,
    "RequestLimitExceeded": _BUSY,
    "TooManyRequestsException": _BUSY,
    "InternalFailure": _BROKEN,
    "InternalServerError": _BROKEN,
    "ServiceUnavailable": _BROKEN,
    "ServiceUnavailableException": _BROKEN,
}

BUSY = frozenset(code for code, said in CODES.items() if said == _BUSY)
"""The codes by which AWS says that it has too many requests."""


def fault(
    error: Exception,
    *,
    region: str | None,
    regions: Callable[[], Iterable[str]],
    endpoint: str = "",
) -> DeploymentError:
    """The error to raise in place of one of botocore's, or of reading its answer.

    `regions` lists those that botocore knows; `endpoint` is the address asked, where the error
    does not have it.
    """
    facts = _Facts(getattr(error, "kwargs", {}), regions)
    facts.setdefault("region_name", region or "")
    facts.setdefault("endpoint_url", endpoint)
    facts["endpoint"] = _endpoint(str(facts["endpoint_url"]))
    facts["said"] = without_secrets(str(error)).rstrip(".")
    for ancestor in type(error).__mro__:
        if ancestor.__name__ in FAULTS:
            return DeploymentError(FAULTS[ancestor.__name__].format_map(facts))
    return DeploymentError(f"AWS cannot be called: {facts['said']}; check the AWS configuration")


def unsendable(credentials: Mapping[str, object]) -> DeploymentError | None:
    """The error for credentials that no request can carry, None where there is no such part.

    They are pasted, or read out of a file with its line break.
    """
    for part, variable in CREDENTIALS.items():
        value = credentials.get(part)
        is_sent = not isinstance(value, str) or (
            value.isascii() and value.isprintable() and value == value.strip()
        )
        if not is_sent:
            return DeploymentError(
                f"the AWS credentials cannot be sent: {variable}, or its setting in the profile, "
                "has a line break, white space at an end or another character that credentials do "
                "not have; set it again without"
            )
    return None


def refused_beforehand(
    code: str, region: str | None, *, is_broken: bool = False
) -> DeploymentError | None:
    """The error for a code of AWS that no service gave, None for any other code.

    `is_broken` is for an answer by which the server says that the fault is its own.
    """
    message = CODES.get(code, _BROKEN if is_broken else None)
    if message is None:
        return None
    return DeploymentError(message.format(region=region, code=code or "no code"), code=code)


def near_region(region: str, regions: Iterable[str]) -> str:
    """Which of `regions` may have been meant by a name that is none of them, "" for none."""
    known = sorted(regions)
    if not region or region in known:
        return ""
    close = difflib.get_close_matches(region, known, n=2)
    return f" (did you mean {' or '.join(map(repr, close))}?)" if close else ""


class _Facts(dict[str, object]):
    """What a message may name; the regions are looked up only where it does name one."""

    def __init__(self, facts: Mapping[str, object], regions: Callable[[], Iterable[str]]) -> None:
        super().__init__(facts)
        self._regions = regions

    def __missing__(self, key: str) -> str:
        if key != "near":
            return "unknown"
        region, address = str(self["region_name"]), str(self["endpoint_url"])
        # An address that does not name the region is not wrong for the region's sake.
        return "" if address and region not in address else near_region(region, self._regions())


def _endpoint(url: str) -> str:
    address = without_user(url)
    return f"'{address}'" if address else "the endpoint of AWS"
