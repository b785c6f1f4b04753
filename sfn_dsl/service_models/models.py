"""Finding and reading the model of a service, and how Step Functions spells its names.

Services, actions and parameters are spelled as in the AWS SDK for Java 2, parameters with a
capital. (Integrations reference, section "AWS SDK"; the rules were checked against all services
that it lists.)
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

Shape = Mapping[str, Any]

# The services whose folder has another name than they have in a resource.
FOLDERS: Final[Mapping[str, str]] = {
    "applicationdiscovery": "discovery",
    "cloudwatchlogs": "logs",
    "cognitoidentityprovider": "cognito-idp",
    "costandusagereport": "cur",
    "costexplorer": "ce",
    "databasemigration": "dms",
    "directory": "ds",
    "directoryservicedata": "ds-data",
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elbv2",
    "elasticsearch": "es",
    "eventbridge": "events",
    "iotdataplane": "iot-data",
    "iotjobsdataplane": "iot-jobs-data",
    "lexmodelbuilding": "lex-models",
    "lexmodelsv2": "lexv2-models",
    "lexruntimev2": "lexv2-runtime",
    "marketplacemetering": "meteringmarketplace",
    "migrationhub": "mgh",
    "pinpointsmsvoice": "sms-voice",
    "serverlessapplicationrepository": "serverlessrepo",
    "sfn": "stepfunctions",
    "simpledb": "sdb",
}
NAMES: Final[Mapping[str, str]] = {folder: name for name, folder in FOLDERS.items()}

# Where one word of a service's id ends and the next begins, in the order they are applied.
_BREAKS: Final = (
    (re.compile(r"[^A-Za-z0-9]+"), " "),
    (re.compile(r"([^a-z]{2,})v([0-9]+)"), r"\1 v\2 "),
    (re.compile(r"([^A-Z]{2,})V([0-9]+)"), r"\1 V\2 "),
    (re.compile(r"(?<=[a-z])(?=[A-Z][a-zA-Z0-9])"), " "),
    (re.compile(r"([A-Z]+)([A-Z][a-z])"), r"\1 \2"),
    (re.compile(r"([0-9])([a-zA-Z])"), r"\1 \2"),
)

_RESERVED_IN_JAVA: Final = frozenset(
    ("class", "default", "equals", "hashCode", "notify", "return", "wait")
)


class Members(NamedTuple):
    """The members of a structure by the names that they have in a payload.

    ``texts`` are the names of those that are strings; ``required`` those that cannot be left out.
    """

    shapes: Mapping[str, Shape]
    texts: frozenset[str]
    required: frozenset[str]


class ServiceModel:
    """One service: its operations, and the shapes of what they take and give."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        metadata = model["metadata"]
        self.service_id: str = metadata.get("serviceId", "")
        # What AWS's own links to the pages of operations begin with, such as sns-2010-03-31.
        self.uid: str = metadata.get("uid", "")
        # The name that requests are signed with, which is IAM's prefix too but for a few.
        self.signing_name: str = metadata.get("signingName") or metadata.get("endpointPrefix", "")
        self.operations: Mapping[str, Shape] = model["operations"]
        self.shapes: Mapping[str, Shape] = model["shapes"]
        self._spellings: dict[tuple[int, bool], Mapping[str, str]] = {}
        self._members: dict[tuple[int, bool], Members] = {}
        self._operations = {action_name(operation): operation for operation in self.operations}

    @cached_property
    def errors(self) -> frozenset[str]:
        """The names of the service's errors after its own, as the AWS SDK for Java writes them."""
        return frozenset(error_name(name) for name in self._exceptions())

    @cached_property
    def own_errors(self) -> frozenset[str]:
        """The same as the service writes them."""
        return frozenset(
            name if name.endswith("Exception") else f"{name}Exception"
            for name in self._exceptions()
        )

    def _exceptions(self) -> Iterator[str]:
        return (name for name, shape in self.shapes.items() if shape.get("exception"))

    def operation_of(self, action: str) -> str | None:
        """The operation behind an action, None if the service has no such action."""
        return self._operations.get(action)

    def actions(self) -> tuple[str, ...]:
        """All actions of the service, as written in a resource."""
        return tuple(self._operations)

    def input_of(self, operation: str) -> Shape | None:
        """The input of an operation: a structure, None if it takes none."""
        taken = self.operations[operation].get("input")
        return self.shapes[taken["shape"]] if taken else None

    def output_of(self, operation: str) -> Shape | None:
        """The output of an operation: a structure, None if it gives none."""
        given = self.operations[operation].get("output")
        return self.shapes[given["shape"]] if given else None

    def spellings(self, shape: Shape, *, as_the_service: bool) -> Mapping[str, str]:
        """The member of a structure that each name in a payload refers to.

        With ``as_the_service`` that is the service's own spelling, with a capital.
        """
        key = id(shape), as_the_service
        if key not in self._spellings:
            if as_the_service:
                found = {member[0].upper() + member[1:]: member for member in shape["members"]}
            else:
                found = {name: member for member in shape["members"] for name in spellings(member)}
            self._spellings[key] = found
        return self._spellings[key]

    def members(self, shape: Shape, *, as_the_service: bool) -> Members:
        """The members of a structure, by the same names."""
        key = id(shape), as_the_service
        if key not in self._members:
            all_of_them = shape["members"]
            shapes = {
                name: self.shapes[all_of_them[member]["shape"]]
                for name, member in self.spellings(shape, as_the_service=as_the_service).items()
            }
            required = frozenset(
                parameter_name(member)
                for member in shape.get("required", ())
                # Only the optimized integrations fill in an idempotency token.
                if not (as_the_service and all_of_them[member].get("idempotencyToken"))
            )
            texts = frozenset(name for name, each in shapes.items() if each["type"] == "string")
            self._members[key] = Members(shapes, texts, required)
        return self._members[key]


def folder_of(service: str) -> str | None:
    """The folder of a service as named in a resource, None if there is no such model."""
    if service in FOLDERS:
        return FOLDERS[service]
    return _plain_folders().get(service)


def find_service(service: str) -> ServiceModel | None:
    """The model of a service as named in a resource (``sfn``), None if there is none."""
    folder = folder_of(service)
    return load(folder) if folder else None


def service_names() -> tuple[str, ...]:
    """The services that have a model, as named in a resource."""
    return (*FOLDERS, *_plain_folders())


def has_models() -> bool:
    """Return whether any model is installed."""
    return bool(_plain_folders())


@cache
def load(folder: str) -> ServiceModel | None:
    """The newest model in a folder, None if the installed botocore has none."""
    place = _data()
    versions = sorted(place.glob(f"{folder}/*/service-2.json*"), reverse=True) if place else []
    if not versions:
        return None
    content = versions[0].read_bytes()
    model = json.loads(gzip.decompress(content) if versions[0].suffix == ".gz" else content)
    more = versions[0].with_name("service-2.sdk-extras.json")
    if more.is_file():
        model["metadata"].update(json.loads(more.read_bytes())["merge"].get("metadata", {}))
    return ServiceModel(model)


@cache
def _plain_folders() -> Mapping[str, str]:
    place = _data()
    folders = [entry.name for entry in place.iterdir() if entry.is_dir()] if place else []
    return {name.replace("-", ""): name for name in folders if name not in NAMES}


@cache
def _data() -> Path | None:
    found = find_spec("botocore")
    place = Path(found.origin).with_name("data") if found and found.origin else None
    return place if place and place.is_dir() else None


def service_name(service_id: str) -> str:
    """A service's name as its error names begin: ``SecretsManager`` of ``Secrets Manager``.

    In lower case it is the service's name in a resource.
    """
    for pattern, replacement in _BREAKS:
        service_id = pattern.sub(replacement, service_id)
    name = "".join(word.capitalize() for word in service_id.split())
    return name.removeprefix("Amazon").removeprefix("Aws").removesuffix("Service")


def error_name(shape: str) -> str:
    """An error's name after its service's: ``NoSuchKeyException`` of ``NoSuchKey``."""
    for pattern, replacement in _BREAKS:
        shape = pattern.sub(replacement, shape)
    name = "".join(word.capitalize() for word in shape.split()).removesuffix("Fault")
    return name if name.endswith("Exception") else f"{name}Exception"


def action_name(operation: str) -> str:
    """An operation's name in a resource: ``describeDBInstances`` of ``DescribeDBInstances``."""
    return operation[:1].lower() + operation[1:]


def parameter_name(member: str) -> str:
    """A member's name in a payload: ``DbInstanceIdentifier`` of ``DBInstanceIdentifier``."""
    end = 1
    while member[end : end + 1].isupper() and not member[end + 1 : end + 2].islower():
        end += 1
    return member[0].upper() + member[1:end].lower() + member[end:]


def spellings(member: str) -> tuple[str, ...]:
    """All names in a payload that may refer to a member.

    Some words are reserved in Java, and it is not documented for each how such members are named.
    """
    name = parameter_name(member)
    if member == "NULL":
        return name, "NULL", "Nul"
    return (name, f"{name}Value") if member in _RESERVED_IN_JAVA else (name,)
