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
from sfn_dsl.iam.requirements.named import Assumed, Placed, WholeResource
from sfn_dsl.language.aws_sdk.resources import EC2_KINDS

Parser = Callable[[str], tuple[str, ...]]

_ACCOUNT: Final = re.compile(rf"\d{{12}}|[A-Z][A-Z_]+|{PLACEHOLDER.pattern}")
_QUEUE_HOST: Final = re.compile(
    r"(?:sqs\.([a-z0-9*-]++|\$\{[^}]*\})"
    r"|(?<![a-z0-9*-])([a-z0-9*-]++|\$\{[^}]*\})\.queue)\."
)
# The first region has a host without its name. (SQS service endpoints, "legacy endpoints".)
_FIRST_QUEUES: Final = re.compile(r"https?://queue\.amazonaws\.com/.*")
_FIRST_REGION: Final = "us-east-1"
_API: Final = re.compile(
    r"(?:https?://)?([^./:]+)(?:\.execute-api\.([^./]*|\$\{[^}]*\})(?:[./].*)?|$)"
)
_OF_ENDPOINT: Final = re.compile(r"-vpce-\w+$")
# By URI, or by the URL that some services take: in its path or its host, the bucket.
_OBJECT: Final = re.compile(
    r"s3://(?P<bucket>[^/]+)/?(?P<key>.*)"
    r"|https?://s3[.-][^/]*/(?P<in_path>[^/]+)/?(?P<in_path_key>[^?]*).*"
    r"|https?://(?P<host>[^/]+?)\.s3[.-][^/]*/?(?P<host_key>[^?]*).*",
    re.DOTALL,
)
_ACROSS_REGIONS: Final = re.compile(r"(?:us|eu|apac|us-gov|global|jp|au|ca)\.(.+)")
_SCOPES: Final[Mapping[str, str]] = {"CLOUDFRONT": "global", "REGIONAL": "regional"}
_LATEST: Final = ":$LATEST"
_SUFFIX: Final = re.compile(r"-\w{6}$")
_VERSION: Final = re.compile(r".+:\d+")
_AFTER_NAME: Final = re.compile(r"(?<=[^:]):[\w.-]+$")
# What stands before the name in a partial ARN of a function: CreateFunction, FunctionName.
_OWNER: Final = re.compile(r"\d{12}")
_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_OF_AWS: Final = re.compile(r"(?i)(aws|amazon|amzn)")
_PROFILE: Final = "instance-profile/"
_MACHINE_KIND: Final = "stateMachine"
_ACCOUNT_ID: Final = re.compile(r"\d{12}")
_EC2_WITHOUT_ACCOUNT: Final = ("image", "snapshot")


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
    is_computed = "*" in parts[0] and "function" in parts[1:]
    if is_computed:
        # The account is, with or without a region before it.
        parts = parts[parts.index("function") :]
    is_partial = len(parts) > 2 and _OWNER.fullmatch(parts[1]) is not None
    region = parts.pop(0) if is_partial and _REGION.fullmatch(parts[0]) else "{region}"
    account = parts.pop(0) if len(parts) > 1 and _OWNER.fullmatch(parts[0]) else "*" * is_computed
    name, *qualifier = parts[1:] if parts[0] == "function" and len(parts) > 1 else parts
    if qualifier and f":{qualifier[0]}" != _LATEST:
        found: tuple[str, ...] = (f"{name}:{qualifier[0]}",)
    else:
        found = (name, f"{name}:*")
    if not account:
        return found
    start = f"arn:{{partition}}:lambda:{region}:{account}:function:"
    return tuple(WholeResource(start + text) for text in found)


def _state_machine(text: str) -> tuple[str, ...]:
    """A state machine without a version or an alias, on whose ARN AWS authorizes calls.

    (Developer guide, "Authorization for versions and aliases in Step Functions workflows".)
    """
    if PLACEHOLDER.match(text):
        return (WholeResource(_unqualified(text)),)
    if not text.startswith("arn:"):
        return (text.partition(":")[0],)
    *start, called = arn_fields(text)
    parts = arn_fields(called, most=99)
    return (WholeResource(":".join([*start, *parts[:2]])),)


def _unqualified(text: str) -> str:
    """An ARN that begins with a placeholder, without a version or an alias."""
    parts = arn_fields(text, most=99)
    if _MACHINE_KIND in parts:
        return ":".join(parts[: parts.index(_MACHINE_KIND) + 2])
    return ":".join(parts[:-1]) if len(parts) > 1 else text


def _qualifier(text: str) -> tuple[str, ...]:
    """The version or the alias of a state machine; none if its ARN has neither."""
    parts = arn_fields(text, most=99)
    start = text.startswith("arn:") and len(parts) == 8 and parts[5] == _MACHINE_KIND
    return (parts[7],) if start and "*" not in text else ()


def _ec2_id(text: str) -> tuple[str, ...]:
    """A resource of EC2 by its id, whose prefix says what it is."""
    prefix = max((one for one in EC2_KINDS if text.startswith(f"{one}-")), key=len, default="")
    if not prefix:
        return ()
    kind = EC2_KINDS[prefix]
    account = "" if kind in _EC2_WITHOUT_ACCOUNT else "{account}"
    return (WholeResource(f"arn:{{partition}}:ec2:{{region}}:{account}:{kind}/{text}"),)


def _instance(text: str) -> tuple[str, ...]:
    """A machine that Systems Manager manages: an instance of EC2, or one registered by itself."""
    if text.startswith("i-") and "*" not in text[:3]:
        return (f"instance/{text}",)
    if text.startswith("mi-"):
        own = f"arn:{{partition}}:ssm:{{region}}:{{account}}:managed-instance/{text}"
        return (WholeResource(own),)
    managed = "arn:{partition}:ssm:{region}:{account}:managed-instance/*"
    return (f"instance/{text}", WholeResource(managed)) if "*" in text else (f"instance/{text}",)


def _document(text: str) -> tuple[str, ...]:
    """A document of Systems Manager: AWS's own have no account in their ARN."""
    return _of_anyone("document", resource_part(text).removeprefix("document/"), text)


def _automation(text: str) -> tuple[str, ...]:
    """An automation, which is a document with a version."""
    name = resource_part(text).removeprefix("document/").removeprefix("automation-definition/")
    if text.startswith("arn:"):
        # An ARN names the owner, who may be another account.
        *owner, _ = arn_fields(text)
        name = name if ":" in name else f"{name}:*"
        return (WholeResource(":".join([*owner, f"automation-definition/{name}"])),)
    if not is_arn(text):
        name = name if ":" in name else f"{name}:*"
    return _of_anyone("automation-definition", name, text)


def _of_anyone(kind: str, name: str, text: str) -> tuple[str, ...]:
    if is_arn(text):
        return (WholeResource(text),)
    start = "arn:{partition}:ssm:{region}:"
    if name.startswith("*"):
        owners: tuple[str, ...] = ("{account}", "")
    else:
        owners = ("" if _OF_AWS.match(name) else "{account}",)
    return tuple(WholeResource(f"{start}{owner}:{kind}/{name}") for owner in owners)


def _instance_profile(text: str) -> tuple[str, ...]:
    """The role in an instance profile: usually of the same name, which the ARN does not say."""
    name = resource_part(text).removeprefix(_PROFILE)
    if is_arn(text) or name != text:
        why = f"the instance profile '{text}' does not say which role it has; name that role"
        return (Assumed("*", why),)
    if text == "*":
        return ("*",)
    return (Assumed(name, f"the role in the instance profile '{name}' is taken to have its name"),)


def _profile_arn(text: str) -> tuple[str, ...]:
    """The role in an instance profile that only its ARN can name."""
    return _instance_profile(text if is_arn(text) or text == "*" else f"{_PROFILE}{text}")


def _assumed_role(text: str) -> tuple[str, ...]:
    """A role to assume; one that is not known may be of any account."""
    if text == "*":
        return (WholeResource("arn:{partition}:iam::*:role/*"),)
    return _arn(text)


def _arn(text: str) -> tuple[str, ...]:
    """A resource in a field that takes nothing but ARNs, so that a placeholder stands for one."""
    return (WholeResource(text),) if is_arn(text) or PLACEHOLDER.match(text) else (text,)


def _only_arn(text: str) -> tuple[str, ...]:
    """A resource whose name does not tell its ARN."""
    return (WholeResource(text),) if is_arn(text) else ()


def _prefixed(text: str) -> tuple[str, ...]:
    """All objects whose keys begin with a text."""
    return (f"{text}*".replace("**", "*"),)


def _queue(text: str) -> tuple[str, ...]:
    """A queue, by URL or name."""
    if is_arn(text):
        return (WholeResource(text),)
    if is_bare_placeholder(text):
        return ()
    if "/" not in text:
        return (text,)
    *_, account, name = text.rsplit("/", 2)
    if not account:
        # A wildcard in the host stands for what comes after it as well.
        return (f"*{name.rpartition('*')[2]}",) if "*" in name else ()
    host = _QUEUE_HOST.search(text)
    region = (host[1] or host[2]) if host else "{region}"
    region = "*" if "*" in region else region
    region = _FIRST_REGION if _FIRST_QUEUES.fullmatch(text) else region
    account = account if _ACCOUNT.fullmatch(account) else "{account}"
    return (WholeResource(f"arn:{{partition}}:sqs:{region}:{account}:{name}"),)


def _task_definition(text: str) -> tuple[str, ...]:
    """A task definition: the named revision, or any if none is named."""
    if is_arn_placeholder(text):
        return WholeResource(text), WholeResource(f"{text}:*")
    name = resource_part(text).rpartition("/")[2]
    if "*" in name:
        # What is computed may be the revision.
        return (name,) if name.endswith("*") else (name, f"{name}:*")
    return (name,) if _VERSION.fullmatch(name) else (f"{name}:*",)


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
        # A text that begins with a placeholder is an ARN of which no name is known.
        if PLACEHOLDER.match(text):
            return ()
        return (resource_part(text).removeprefix(kind).split(end)[0],)

    return read


def lowered(text: str) -> str:
    """A name in lower case, except placeholders."""
    parts = re.split(f"({PLACEHOLDER.pattern})", text)
    return "".join(part if part.startswith("${") else part.lower() for part in parts)


def _lower(text: str) -> tuple[str, ...]:
    return (lowered(text),)


def _model(text: str) -> tuple[str, ...]:
    """A model: a foundation model by id, anything else by ARN or inference profile."""
    if is_arn(text):
        kind, _, name = resource_part(text).partition("/")
        # A profile routes requests to models in several regions; AWS's have the model's name.
        if across := kind == "inference-profile" and _ACROSS_REGIONS.fullmatch(name):
            return WholeResource(text), _in_all_regions(across[1])
        if "profile" in kind or "router" in kind:
            why = f"'{text}' does not say which models it leads to"
            return WholeResource(text), _in_all_regions("*", why)
        return (WholeResource(text),)
    if text == "*":
        return _in_all_regions("*"), WholeResource("arn:{partition}:bedrock:{region}:{account}:*")
    if across := _ACROSS_REGIONS.fullmatch(text):
        profile = f"arn:{{partition}}:bedrock:{{region}}:{{account}}:inference-profile/{text}"
        return WholeResource(profile), _in_all_regions(across[1])
    named = f"foundation-model/{text}"
    if is_bare_placeholder(text):
        why = "an inference profile also needs the models that it leads to"
        return (Assumed(named, f"'{text}' is taken for a model; {why}"),)
    return (named,)


def _in_all_regions(model: str, why: str = "") -> WholeResource:
    return WholeResource(f"arn:{{partition}}:bedrock:*::foundation-model/{model}", why)


def _s3_uri(text: str) -> tuple[str, str] | None:
    """The bucket and the key of an object, by its URI or URL."""
    found = _OBJECT.fullmatch(text)
    if found is None:
        return None
    bucket = found["bucket"] or found["in_path"] or found["host"]
    return bucket, found["key"] or found["in_path_key"] or found["host_key"] or ""


def _object(text: str) -> tuple[str, ...]:
    """An object, by its S3 URI."""
    found = _s3_uri(text)
    return (f"{found[0]}/{found[1] or '*'}",) if found else ()


def _objects(text: str) -> tuple[str, ...]:
    """All objects under an S3 URI."""
    found = _s3_uri(text)
    return (f"{found[0]}/{'/'.join([*filter(None, found[1].split('/')), '*'])}",) if found else ()


def _bucket(text: str) -> tuple[str, ...]:
    """The bucket of an S3 URI."""
    found = _s3_uri(text)
    return (found[0],) if found else ()


def _folder(text: str) -> tuple[str, ...]:
    """All objects under a prefix."""
    return (f"{text.rstrip('/')}/*" if text.strip("/*") else "*",)


def _results(text: str) -> tuple[str, ...]:
    """What is written under an S3 URI, which may be that of a folder or of the object itself."""
    found = _s3_uri(text)
    is_open = found is None or not found[1] or found[1].endswith(("/", "*"))
    return _objects(text) if is_open else (*_object(text), *_objects(text))


def _api(text: str) -> tuple[str, ...]:
    """An API's id, the first part of its endpoint, and its region, the part after the service."""
    found = _API.fullmatch(text)
    if found is None:
        return ()
    name = _OF_ENDPOINT.sub("", found[1])
    region = "*" if "*" in (found[2] or "") else found[2]
    return (Placed(name, region) if region else name,)


def _bus(text: str) -> tuple[str, ...]:
    """An event bus by name or ARN, for the ARNs of its rules."""
    return () if is_arn_placeholder(text) else (resource_part(text).removeprefix("event-bus/"),)


def _path_of_iam(text: str) -> tuple[str, ...]:
    """A path of IAM as it stands before a name: nothing for the root, else with a slash."""
    if text == "*":
        return ("", "*/")
    name = text.strip("/")
    return (f"{name}/" if name else "",)


def _iam_name(text: str) -> tuple[str, ...]:
    """Something of IAM that exists, whose path a name does not say; no two have the same name."""
    if is_arn(text):
        return (WholeResource(text),)
    return (text,) if text == "*" or "/" in text else (text, f"*/{text}")


def _last(text: str) -> tuple[str, ...]:
    """A name by itself, or the last part of an ARN."""
    return () if is_arn_placeholder(text) else (resource_part(text).rpartition("/")[2],)


def _zone(text: str) -> tuple[str, ...]:
    """An id of Route 53 without the kind that stands before it in what the service answers."""
    return (text if is_arn(text) else text.rpartition("/")[2],)


def _alias(text: str) -> tuple[str, ...]:
    """The alias of a key without the kind, which its ARN already has."""
    return (text if is_arn(text) else text.removeprefix("alias/"),)


def _image(text: str) -> tuple[str, ...]:
    """An image by id; a parameter of Systems Manager does not say which one it holds."""
    return () if text.startswith("resolve:") else (text,)


def _catalog(text: str) -> tuple[str, ...]:
    """A catalog within an account's own, which is ``account:name``; an account is no name."""
    owner, _, name = text.rpartition(":")
    if _ACCOUNT_ID.fullmatch(text) or (not owner and PLACEHOLDER.fullmatch(text)):
        return (WholeResource("arn:{partition}:glue:{region}:{account}:catalog"),)
    return (name,)


def _path(text: str) -> tuple[str, ...]:
    """A path in an API without its leading slash; "" is the root."""
    return (text.removeprefix("/"),)


def _parameter(text: str) -> tuple[str, ...]:
    """A parameter's name without its leading slash, which the ARN already has.

    Whether its version or its label, which a name may end with, counts is not documented.
    """
    name = resource_part(text).removeprefix("parameter/").removeprefix("/")
    plain = _AFTER_NAME.sub("", name)
    return (name, plain) if plain != name else (name,)


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
    start, is_computed, _ = text.partition("*")
    may_be_alias = start and is_computed and "alias/".startswith(start)
    return () if "alias/" in text or may_be_alias else (text,)


def _copied(text: str) -> tuple[str, ...]:
    """The source object of a copy, as ``bucket/key`` without a version."""
    return (WholeResource(text),) if is_arn(text) else (text.removeprefix("/").partition("?")[0],)


def _scope(text: str) -> tuple[str, ...]:
    """The scope of a web ACL as its ARN has it."""
    return (_SCOPES.get(text, text),)


PARSERS: Final[Mapping[str, Parser]] = {
    "alias": _alias,
    "api": _api,
    "arn": _arn,
    "assumed_role": _assumed_role,
    "automation": _automation,
    "bucket": _bucket,
    "build": _build,
    "bus": _bus,
    "catalog": _catalog,
    "cluster": _cluster,
    "connection": _named("connection/"),
    "copied": _copied,
    "document": _document,
    "ec2_id": _ec2_id,
    "folder": _folder,
    "function": _function,
    "harness": _named("harness/"),
    "iam_name": _iam_name,
    "iam_path": _path_of_iam,
    "image": _image,
    "instance": _instance,
    "instance_profile": _instance_profile,
    "job_definition": _job_definition,
    "key": _key,
    "log_group": _log_group,
    "last": _last,
    "lower": _lower,
    "machine": _named("stateMachine:", end=":"),
    "model": _model,
    "object": _object,
    "objects": _objects,
    "only_arn": _only_arn,
    "parameter": _parameter,
    "path": _path,
    "prefixed": _prefixed,
    "profile_arn": _profile_arn,
    "qualifier": _qualifier,
    "queue": _queue,
    "results": _results,
    "report": _named("report/", end=":"),  # a report's ARN begins with that of its group
    "scope": _scope,
    "secret": _secret,
    "state_machine": _state_machine,
    "task_definition": _task_definition,
    "zone": _zone,
}
