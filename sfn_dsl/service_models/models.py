"""Finding and reading the model of a service."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from sfn_dsl.service_models.naming import action_name, spellings

Shape = Mapping[str, Any]

# The services whose folder is not simply called as they are in a resource.
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


class ServiceModel:
    """One service: its operations, and the shapes of what they take."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        metadata = model["metadata"]
        self.service_id: str = metadata.get("serviceId", "")
        # The name that requests are signed with, which is IAM's prefix too but for a few.
        self.signing_name: str = metadata.get("signingName") or metadata.get("endpointPrefix", "")
        self.operations: Mapping[str, Shape] = model["operations"]
        self.shapes: Mapping[str, Shape] = model["shapes"]
        self._spellings: dict[tuple[int, bool], Mapping[str, str]] = {}
        self._operations = {action_name(operation): operation for operation in self.operations}

    def operation_of(self, action: str) -> str | None:
        """The operation that an action carries out, None when the service has none such."""
        return self._operations.get(action)

    def actions(self) -> tuple[str, ...]:
        """All the service's actions, as they stand in a resource."""
        return tuple(self._operations)

    def input_of(self, operation: str) -> Shape | None:
        """What an operation takes: a structure, None when it takes nothing."""
        taken = self.operations[operation].get("input")
        return self.shapes[taken["shape"]] if taken else None

    def spellings(self, shape: Shape, *, as_the_service: bool) -> Mapping[str, str]:
        """The member of a structure that each name in a payload stands for.

        ``as_the_service`` also takes the service's own spelling, with a capital.
        """
        key = id(shape), as_the_service
        if key not in self._spellings:
            found = {name: member for member in shape["members"] for name in spellings(member)}
            if as_the_service:
                found |= {member[0].upper() + member[1:]: member for member in shape["members"]}
            self._spellings[key] = found
        return self._spellings[key]


def folder_of(service: str) -> str | None:
    """The folder of a service as named in a resource, None when no model is of that name."""
    if service in FOLDERS:
        return FOLDERS[service]
    return _plain_folders().get(service)


def find_service(service: str) -> ServiceModel | None:
    """The model of a service as named in a resource (``sfn``), None when there is none."""
    folder = folder_of(service)
    return load(folder) if folder else None


def service_names() -> tuple[str, ...]:
    """The services that there are models of, as named in a resource."""
    return (*FOLDERS, *_plain_folders())


@cache
def load(folder: str) -> ServiceModel | None:
    """The newest model in a folder, None when the installed botocore has none."""
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
