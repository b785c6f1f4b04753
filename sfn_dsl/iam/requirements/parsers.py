"""How definitions name resources: by ARN, name or URL, possibly with placeholders.

A parser turns the value of a parameter into the texts that replace it in a resource template, or
into `WholeResource`s; no text at all means that the value does not identify a resource.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sfn_dsl.arns import arn_fields, is_arn, is_arn_placeholder, is_bare_placeholder, resource_part
from sfn_dsl.expressions.placeholders import PLACEHOLDER


class WholeResource(str):
    """A complete resource, which replaces the whole template."""

    __slots__ = ()


Parser = Callable[[str], tuple[str, ...]]

_ACCOUNT: Final = re.compile(rf"\d{{12}}|[A-Z][A-Z_]+|{PLACEHOLDER.pattern}")
_QUEUE_HOST: Final = re.compile(r"(?:sqs\.([a-z0-9-]++)|(?<![a-z0-9-])([a-z0-9-]++)\.queue)\.")
_API: Final = re.compile(r"(?:https?://)?([^./:]+)(?:\.execute-api\.|$).*")
_OBJECT: Final = re.compile(r"s3://([^/]+)/?(.*)", re.DOTALL)
_ACROSS_REGIONS: Final = re.compile(r"(?:us|eu|apac|us-gov|global|jp|au|ca)\.(.+)")
_SCOPES: Final[Mapping[str, str]] = {"CLOUDFRONT": "global", "REGIONAL": "regional"}
_LATEST: Final = ":$LATEST"
_SUFFIX: Final = re.compile(r"-\w{6}$")
_VERSION: Final = re.compile(r".+:\d+")


def _function(text: str) -> tuple[str, ...]:
    """A function with its versions and aliases, or the one version or alias that is named."""
    if is_bare_placeholder(text) and "name" not in text.casefold():
        return WholeResource(text), WholeResource(f"{text}:*")
    if is_arn_placeholder(text):
        unqualified = text.removesuffix(_LATEST)
        is_qualified = ":" in PLACEHOLDER.sub("", unqualified)
        return (
            (WholeResource(text),)
            if is_qualified
            else (WholeResource(unqualified), WholeResource(f"{unqualified}:*"))
        )
    parts = arn_fields(resource_part(text), most=99)
    account = parts.pop(0) if parts[0].isdecimal() and len(parts) > 1 else ""
    name, *qualifier = parts[1:] if parts[0] == "function" and len(parts) > 1 else parts
    if qualifier and f":{qualifier[0]}" != _LATEST:
        found: tuple[str, ...] = (f"{name}:{qualifier[0]}",)
    else:
        found = (name, f"{name}:*")
    if not account:
        return found
    start = f"arn:{{partition}}:lambda:{{region}}:{account}:function:"
    return tuple(WholeResource(start + text) for text in found)


def _queue(text: str) -> tuple[str, ...]:
    """A queue, by URL or name."""
    if is_arn(text):
        return (WholeResource(text),)
    if is_bare_placeholder(text):
        return ()
    if "/" not in text:
        return (text,)
    *_, account, name = text.rsplit("/", 2)
    host = _QUEUE_HOST.search(text)
    region = (host[1] or host[2]) if host else "{region}"
    account = account if _ACCOUNT.fullmatch(account) else "{account}"
    return (WholeResource(f"arn:{{partition}}:sqs:{region}:{account}:{name}"),)


def _task_definition(text: str) -> tuple[str, ...]:
    """A task definition: the named revision, or any if none is named."""
    if is_arn_placeholder(text):
        return WholeResource(text), WholeResource(f"{text}:*")
    name = resource_part(text).rpartition("/")[2]
    return (name,) if _VERSION.fullmatch(name) or name == "*" else (f"{name}:*",)


def _job_definition(text: str) -> tuple[str, ...]:
    """A job definition; without a revision, its ARN stands for the latest one."""
    found = _task_definition(text)
    name = resource_part(text).rpartition("/")[2]
    return (name, *found) if found == (f"{name}:*",) else found


def _cluster(text: str) -> tuple[str, ...]:
    """A cluster's name, for the ARNs of what runs on it."""
    return () if is_arn_placeholder(text) else (resource_part(text).removeprefix("cluster/"),)


def _build(text: str) -> tuple[str, ...]:
    """The project of a build: the id of a build begins with it."""
    name = resource_part(text).rpartition("/")[2]
    return () if is_bare_placeholder(text) else (name.split(":")[0],)


def _named(kind: str, *, end: str = "/") -> Parser:
    """A parser for the name in an ARN: after its kind, up to `end`."""

    def read(text: str) -> tuple[str, ...]:
        if is_arn_placeholder(text) or is_bare_placeholder(text):
            return ()
        return (resource_part(text).removeprefix(kind).split(end)[0],)

    return read


def _lower(text: str) -> tuple[str, ...]:
    """A name in lower case, except placeholders."""
    parts = re.split(f"({PLACEHOLDER.pattern})", text)
    return ("".join(part if part.startswith("${") else part.lower() for part in parts),)


def _model(text: str) -> tuple[str, ...]:
    """A model: a foundation model by id, anything else by ARN or inference profile."""
    if is_arn(text):
        kind, _, name = resource_part(text).partition("/")
        # A profile routes requests to models in several regions; AWS's have the model's name.
        if across := kind == "inference-profile" and _ACROSS_REGIONS.fullmatch(name):
            return WholeResource(text), _in_all_regions(across[1])
        return (
            (WholeResource(text), _in_all_regions("*"))
            if "profile" in kind
            else (WholeResource(text),)
        )
    if text == "*":
        return _in_all_regions("*"), WholeResource("arn:{partition}:bedrock:{region}:{account}:*")
    if across := _ACROSS_REGIONS.fullmatch(text):
        profile = f"arn:{{partition}}:bedrock:{{region}}:{{account}}:inference-profile/{text}"
        return WholeResource(profile), _in_all_regions(across[1])
    return (f"foundation-model/{text}",)


def _in_all_regions(model: str) -> WholeResource:
    return WholeResource(f"arn:{{partition}}:bedrock:*::foundation-model/{model}")


def _object(text: str) -> tuple[str, ...]:
    """An object, by its S3 URI."""
    found = _OBJECT.fullmatch(text)
    return (f"{found[1]}/{found[2] or '*'}",) if found else ()


def _objects(text: str) -> tuple[str, ...]:
    """All objects under an S3 URI."""
    found = _OBJECT.fullmatch(text)
    return (f"{found[1]}/{'/'.join([*filter(None, found[2].split('/')), '*'])}",) if found else ()


def _bucket(text: str) -> tuple[str, ...]:
    """The bucket of an S3 URI."""
    found = _OBJECT.fullmatch(text)
    return (found[1],) if found else ()


def _folder(text: str) -> tuple[str, ...]:
    """All objects under a prefix."""
    return (f"{text.rstrip('/')}/*" if text.strip("/*") else "*",)


def _api(text: str) -> tuple[str, ...]:
    """An API's id: the first part of its endpoint."""
    found = _API.fullmatch(text)
    return (found[1],) if found else ()


def _path(text: str) -> tuple[str, ...]:
    """A path in an API without its leading slash; "" is the root."""
    return (text.removeprefix("/"),)


def _parameter(text: str) -> tuple[str, ...]:
    """A parameter's name without its leading slash, which the ARN already has."""
    return (resource_part(text).removeprefix("parameter/").removeprefix("/"),)


def _secret(text: str) -> tuple[str, ...]:
    """A secret; its ARN ends in six random characters that a name or partial ARN omits."""
    if not is_arn(text):
        return (text if text == "*" else f"{text}-??????",)
    is_full = _SUFFIX.search(text) is not None or not text.startswith("arn:")
    return (
        (WholeResource(text),)
        if is_full
        else (WholeResource(text), WholeResource(f"{text}-??????"))
    )


def _log_group(text: str) -> tuple[str, ...]:
    """A log group; some actions expect its ARN with the streams after it."""
    name = resource_part(text).removeprefix("log-group:").removesuffix(":*")
    return name, f"{name}:*"


def _key(text: str) -> tuple[str, ...]:
    """A key by id; an alias does not identify a key."""
    if is_arn(text) and not resource_part(text).startswith("alias/"):
        return (WholeResource(text),)
    return () if "alias/" in text else (text,)


def _copied(text: str) -> tuple[str, ...]:
    """The source object of a copy, as ``bucket/key`` without a version."""
    return (WholeResource(text),) if is_arn(text) else (text.removeprefix("/").partition("?")[0],)


def _scope(text: str) -> tuple[str, ...]:
    """The scope of a web ACL as its ARN has it."""
    return (_SCOPES.get(text, text),)


PARSERS: Final[Mapping[str, Parser]] = {
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
    "report": _named("report/", end=":"),  # a report's ARN begins with that of its group
    "scope": _scope,
    "secret": _secret,
    "task_definition": _task_definition,
}
