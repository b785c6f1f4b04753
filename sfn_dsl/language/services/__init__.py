"""The services with an optimized integration, one file each: actions, parameters and permissions.

The typed tasks are generated from these tables; the importer, the checks of service calls and the
permissions of a role look actions up in them. A file is read when one of its actions is first asked
for, so that a definition costs no more than the services it calls. (Integrations reference,
sections 1 and 2.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from sfn_dsl.language.integrations import Action, Parameter, Service

__all__ = ["ACTIONS", "MODULES", "SERVICES", "Action", "Parameter", "Service"]

MODULES: Final[Mapping[str, str]] = {
    "apigateway": "apigateway",
    "athena": "athena",
    "batch": "batch",
    "bedrock": "bedrock",
    "bedrockagentcore": "bedrockagentcore",
    "codebuild": "codebuild",
    "databrew": "databrew",
    "dynamodb": "dynamodb",
    "ecs": "ecs",
    "eks": "eks",
    "elasticmapreduce": "emr",
    "emr-containers": "emr_containers",
    "emr-serverless": "emr_serverless",
    "events": "events",
    "glue": "glue",
    "http": "http",
    "lambda": "lambda_",
    "mediaconvert": "mediaconvert",
    "sagemaker": "sagemaker",
    "sns": "sns",
    "sqs": "sqs",
    "states": "stepfunctions",
}
"""The module of each service, here and in `sfn_dsl.tasks`, by its prefix in a resource."""


class _Services(Mapping[str, Service]):
    def __init__(self) -> None:
        self._read: dict[str, Service] = {}

    def __getitem__(self, prefix: str) -> Service:
        if prefix not in self._read:
            self._read[prefix] = import_module(f"{__name__}.{MODULES[prefix]}").SERVICE
        return self._read[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


class _Actions(Mapping[str, Action]):
    def __init__(self) -> None:
        self._found: dict[str, Action] = {}

    def __getitem__(self, action: str) -> Action:
        found = self._found.get(action)
        if found is None:
            found = self._found[action] = SERVICES[action.partition(":")[0]].actions[action]
        return found

    def __contains__(self, action: object) -> bool:
        if not isinstance(action, str):
            return False
        prefix = action.partition(":")[0]
        return action in self._found or (prefix in MODULES and action in SERVICES[prefix].actions)

    def __iter__(self) -> Iterator[str]:
        for service in SERVICES.values():
            yield from service.actions

    def __len__(self) -> int:
        return sum(len(service.actions) for service in SERVICES.values())


SERVICES: Final[Mapping[str, Service]] = _Services()
"""Each service by its prefix, read when it is asked for."""

ACTIONS: Final[Mapping[str, Action]] = _Actions()
"""Each action by its id, such as ``sns:publish``; looking one up reads its service only."""
