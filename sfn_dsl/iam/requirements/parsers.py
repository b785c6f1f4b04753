"""How definitions name resources: by an ARN, a name or a URL, with placeholders in them.

Each reading makes of a parameter's text what stands in a resource's template for it, or `Whole`
resources; nothing at all means that the text does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.iam.arns import is_arn, is_placeholder, says_arn, segments, tail


class Whole(str):
    """A resource that needs no template around it."""

    __slots__ = ()


Reading = Callable[[str], tuple[str, ...]]

_ACCOUNT: Final = re.compile(rf"\d{{12}}|[A-Z][A-Z_]+|{PLACEHOLDER.pattern}")
_QUEUE_HOST: Final = re.compile(r"(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.")
_API: Final = re.compile(r"(?:https?://)?([^./:]+)(?:\.execute-api\.|$).*")
_OBJECT: Final = re.compile(r"s3://([^/]+)/?(.*)", re.DOTALL)
_ACROSS_REGIONS: Final = re.compile(r"(?:us|eu|apac|us-gov|global|jp|au|ca)\.(.+)")
_SCOPES: Final[Mapping[str, str]] = {"CLOUDFRONT": "global", "REGIONAL": "regional"}
_LATEST: Final = ":$LATEST"
_SUFFIX: Final = re.compile(r"-\w{6}$")
_VERSION: Final = re.compile(r".+:\d+")


def _function(text: str) -> tuple[str, ...]:
    """A function and its versions and aliases, or the one of them that is named."""
    if is_placeholder(text) and "name" not in text.casefold():
        return Whole(text), Whole(f"{text}:*")
    if says_arn(text):
        unqualified = text.removesuffix(_LATEST)
        is_qualified = ":" in PLACEHOLDER.sub("", unqualified)
        return (Whole(text),) if is_qualified else (Whole(unqualified), Whole(f"{unqualified}:*"))
    parts = segments(tail(text), most=99)
    account = parts.pop(0) if parts[0].isdecimal() and len(parts) > 1 else ""
    name, *qualifier = parts[1:] if parts[0] == "function" and len(parts) > 1 else parts
    if qualifier and f":{qualifier[0]}" != _LATEST:
        found: tuple[str, ...] = (f"{name}:{qualifier[0]}",)
    else:
        found = (name, f"{name}:*")
    if not account:
        return found
    start = f"arn:{{partition}}:lambda:{{region}}:{account}:function:"
    return tuple(Whole(start + text) for text in found)


def _queue(text: str) -> tuple[str, ...]:
    """A queue, by its URL or its name."""
    if is_arn(text):
        return (Whole(text),)
    if is_placeholder(text):
        return ()
    if "/" not in text:
        return (text,)
    *_, account, name = text.rsplit("/", 2)
    host = _QUEUE_HOST.search(text)
    region = (host[1] or host[2]) if host else "{region}"
    account = account if _ACCOUNT.fullmatch(account) else "{account}"
    return (Whole(f"arn:{{partition}}:sqs:{region}:{account}:{name}"),)


def _task_definition(text: str) -> tuple[str, ...]:
    """A task definition: of the revision that is named, of any where none is."""
    if says_arn(text):
        return Whole(text), Whole(f"{text}:*")
    name = tail(text).rpartition("/")[2]
    return (name,) if _VERSION.fullmatch(name) or name == "*" else (f"{name}:*",)


def _job_definition(text: str) -> tuple[str, ...]:
    """A job definition; without a revision its ARN stands for whichever is the newest."""
    found = _task_definition(text)
    name = tail(text).rpartition("/")[2]
    return (name, *found) if found == (f"{name}:*",) else found


def _cluster(text: str) -> tuple[str, ...]:
    """A cluster's name, for the ARNs of what runs on it."""
    return () if says_arn(text) else (tail(text).removeprefix("cluster/"),)


def _build(text: str) -> tuple[str, ...]:
    """The project of a build, whose id begins with the project's name."""
    name = tail(text).rpartition("/")[2]
    return () if is_placeholder(text) else (name.split(":")[0],)


def _named(kind: str, *, end: str = "/") -> Reading:
    """Reads the name that an ARN says behind its kind, up to where more follows."""

    def read(text: str) -> tuple[str, ...]:
        if says_arn(text) or is_placeholder(text):
            return ()
        return (tail(text).removeprefix(kind).split(end)[0],)

    return read


def _lower(text: str) -> tuple[str, ...]:
    """A name in lower case; a placeholder keeps its own."""
    parts = re.split(f"({PLACEHOLDER.pattern})", text)
    return ("".join(part if part.startswith("${") else part.lower() for part in parts),)


def _model(text: str) -> tuple[str, ...]:
    """A model: a foundation model by its id, anything else by its ARN or profile."""
    if is_arn(text):
        kind, _, name = tail(text).partition("/")
        # A profile sends its requests on to the models of several regions; one of AWS's names them.
        if across := kind == "inference-profile" and _ACROSS_REGIONS.fullmatch(name):
            return Whole(text), _in_all_regions(across[1])
        return (Whole(text), _in_all_regions("*")) if "profile" in kind else (Whole(text),)
    if text == "*":
        return _in_all_regions("*"), Whole("arn:{partition}:bedrock:{region}:{account}:*")
    if across := _ACROSS_REGIONS.fullmatch(text):
        profile = f"arn:{{partition}}:bedrock:{{region}}:{{account}}:inference-profile/{text}"
        return Whole(profile), _in_all_regions(across[1])
    return (f"foundation-model/{text}",)


def _in_all_regions(model: str) -> Whole:
    return Whole(f"arn:{{partition}}:bedrock:*::foundation-model/{model}")


def _object(text: str) -> tuple[str, ...]:
    """An object, by its URI in S3."""
    found = _OBJECT.fullmatch(text)
    return (f"{found[1]}/{found[2] or '*'}",) if found else ()


def _objects(text: str) -> tuple[str, ...]:
    """All objects under a URI in S3."""
    found = _OBJECT.fullmatch(text)
    return (f"{found[1]}/{'/'.join([*filter(None, found[2].split('/')), '*'])}",) if found else ()


def _bucket(text: str) -> tuple[str, ...]:
    """The bucket of a URI in S3."""
    found = _OBJECT.fullmatch(text)
    return (found[1],) if found else ()


def _folder(text: str) -> tuple[str, ...]:
    """All that lies under a prefix."""
    return (f"{text.rstrip('/')}/*" if text.strip("/*") else "*",)


def _api(text: str) -> tuple[str, ...]:
    """An API's id, which its endpoint begins with."""
    found = _API.fullmatch(text)
    return (found[1],) if found else ()


def _path(text: str) -> tuple[str, ...]:
    """A path in an API, without the slash it begins with; none is its root."""
    return (text.removeprefix("/"),)


def _parameter(text: str) -> tuple[str, ...]:
    """A parameter's name, whose first slash its ARN has anyway."""
    return (tail(text).removeprefix("parameter/").removeprefix("/"),)


def _secret(text: str) -> tuple[str, ...]:
    """A secret; its ARN ends in six characters that its name and a partial ARN do not have."""
    if not is_arn(text):
        return (text if text == "*" else f"{text}-??????",)
    is_full = _SUFFIX.search(text) is not None or not text.startswith("arn:")
    return (Whole(text),) if is_full else (Whole(text), Whole(f"{text}-??????"))


def _log_group(text: str) -> tuple[str, ...]:
    """A group of logs, whose ARN some actions know with the streams behind it."""
    name = tail(text).removeprefix("log-group:").removesuffix(":*")
    return name, f"{name}:*"


def _key(text: str) -> tuple[str, ...]:
    """A key by its id; an alias does not tell which key it is of."""
    if is_arn(text) and not tail(text).startswith("alias/"):
        return (Whole(text),)
    return () if "alias/" in text else (text,)


def _copied(text: str) -> tuple[str, ...]:
    """The object that is copied, as ``bucket/key``, whichever version of it."""
    return (Whole(text),) if is_arn(text) else (text.removeprefix("/").partition("?")[0],)


def _scope(text: str) -> tuple[str, ...]:
    """What a web ACL's ARN says of its scope."""
    return (_SCOPES.get(text, text),)


READINGS: Final[Mapping[str, Reading]] = {
    "api": _api,
    "bucket": _bucket,
    "build": _build,
    "cluster": _cluster,
    "connection": _named("connection/"),
    "copied": _copied,
    "folder": _folder,
    "function": _function,
    "harness": _named("harness/"),
    "job_definition": _job_definition,
    "key": _key,
    "log_group": _log_group,
    "lower": _lower,
    "machine": _named("stateMachine:", end=":"),
    "model": _model,
    "object": _object,
    "objects": _objects,
    "parameter": _parameter,
    "path": _path,
    "queue": _queue,
    "report": _named("report/", end=":"),  # a report is named after its group
    "scope": _scope,
    "secret": _secret,
    "task_definition": _task_definition,
}
