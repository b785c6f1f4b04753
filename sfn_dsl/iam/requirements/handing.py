"""The roles that a call by the AWS SDK hands to the service, however deep in its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.language.permissions import Grant
from sfn_dsl.service_models import ServiceModel
from sfn_dsl.service_models.models import Shape

_ROLE: Final = re.compile(r"(?:[A-Z]\w*)?Role(?:Arn|ARN)?")


def handed_roles(model: ServiceModel, operation: str, payload: Payload) -> Iterator[Grant]:
    """What passing the roles takes; to which service they go the parameters do not tell."""
    taken = model.input_of(operation)
    paths = _paths(model, taken, payload.content, payload) if taken else ()
    for path in dict.fromkeys(paths):
        yield Grant(("iam:PassRole",), (f"arn:{{partition}}:iam::{{account}}:role/{{{path}}}",))


def _paths(model: ServiceModel, shape: Shape, value: Any, payload: Payload) -> Iterator[str]:
    """Where roles are; only the service's own members, as data may be called anything."""
    if shape["type"] == "list" and isinstance(value, list):
        for element in value:
            yield from _paths(model, model.shapes[shape["member"]["shape"]], element, payload)
    elif shape["type"] == "structure" and isinstance(value, dict):
        spellings = model.spellings(shape, as_the_service=True)
        for written in value:
            name = payload.plain(written)
            if name not in spellings:
                continue
            member = model.shapes[shape["members"][spellings[name]]["shape"]]
            if member["type"] == "string":
                yield from (name,) if _ROLE.fullmatch(name) else ()
            else:
                inner = _paths(model, member, value[written], payload)
                yield from (f"{name}.{path}" for path in inner)
