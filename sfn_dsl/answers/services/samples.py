"""Plausible values for the shapes of a service's model.

Names say much: what ends in ``Arn`` is an ARN, what is called as a parameter has its value, a
status is one of success, and what leads to a next page is not there, so that loops come to an end.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.answers.services.operations import ATTRIBUTE, Operation
from sfn_dsl.service_models.models import Shape
from sfn_dsl.simulation.timestamps import instant_text

_DEEPEST: Final = 6
_PAGES: Final = re.compile(
    r"(?i)next.*(token|marker|key|name|identifier|page|id)|(last|next)evaluated.*|.*(marker|cursor)"
    r"|(page|pagination|continuation|scroll).*(token|id)"
)
_FAULTS: Final = re.compile(r"(?i).*(error|fail|fault|exception|unprocessed|warning|notfound).*")
_FALSE: Final = re.compile(r"(?i).*(truncated|hasmore|more.*results|dryrun|deleted|disabled).*")
# In the order in which they are taken for a job, a resource or a request that is well and done.
_GOOD: Final = (
    *("SUCCEEDED", "SUCCESS", "SUCCESSFUL", "COMPLETED", "COMPLETE", "FINISHED", "DONE", "PASSED"),
    *(
        "AVAILABLE",
        "ACTIVE",
        "INSERVICE",
        "ENABLED",
        "READY",
        "RUNNING",
        "STOPPED",
        "OK",
        "CREATED",
    ),
)
# What a status is that the model leaves open.
_STATUS: Final = {"ecs": "STOPPED", "rds": "available", "redshift": "available"}
# Texts that hold JSON more often than not.
_JSON_TEXTS: Final = ("body", "input", "output", "payload", "secretstring")
_NAMESPACE: Final = uuid.UUID("0b4f7f0c-1d57-5b0c-9c3e-5d7f0e0f6a11")


@attrs.frozen
class Samples:
    """What the values of one answer are made from.

    ``parameters`` are those of the call, ``seed`` makes ids its own, and ``time`` is in epoch
    seconds.
    """

    operation: Operation
    parameters: Mapping[str, Any]
    seed: str
    time: float
    place: str = "us-east-1:123456789012"

    def structure(self, shape: Shape) -> dict[str, Any]:
        """A plausible value of a structure."""
        return self._structure(shape, (), {id(shape)})

    def _structure(self, shape: Shape, path: tuple[str, ...], around: set[int]) -> dict[str, Any]:
        members = shape["members"]
        if members.keys() >= ATTRIBUTE:
            return {"S": "example"}
        if shape.get("union"):
            members = dict([next(iter(members.items()))]) if members else {}
        found: dict[str, Any] = {}
        for member, reference in members.items():
            inner = self.operation.model.shapes[reference["shape"]]
            value = self._member(member, inner, (*path, member), around)
            if value is not UNSET:
                found[self.operation.named(member)] = value
        return found

    def _member(self, member: str, shape: Shape, path: tuple[str, ...], around: set[int]) -> Any:
        kind = shape["type"]
        if kind != "boolean" and _PAGES.fullmatch(member):
            return UNSET
        if _FAULTS.fullmatch(member):
            return {"integer": 0, "long": 0, "boolean": False, "list": []}.get(kind, UNSET)
        given = self.parameters.get(self.operation.named(member))
        if isinstance(given, _PYTHON.get(kind, ())) and not isinstance(given, bool):
            return given
        return self._value(member, shape, path, around)

    def _value(self, name: str, shape: Shape, path: tuple[str, ...], around: set[int]) -> Any:
        kind = shape["type"]
        if kind == "structure":
            if id(shape) in around or len(path) > _DEEPEST:
                return UNSET
            if shape.get("document"):
                return {}
            return self._structure(shape, path, around | {id(shape)})
        if kind == "list":
            inner = self.operation.model.shapes[shape["member"]["shape"]]
            value = self._value(name.removesuffix("s"), inner, path, around)
            return [] if value is UNSET else [value]
        if kind == "map":
            return {}
        return self._scalar(name, kind, shape, path)

    def _scalar(self, name: str, kind: str, shape: Shape, path: tuple[str, ...]) -> Any:
        if kind == "boolean":
            return not _FALSE.fullmatch(name)
        if kind == "timestamp":
            return self._moment()
        if kind in ("integer", "long"):
            return self._number(name, shape)
        if kind in ("float", "double"):
            return 1.0
        if kind == "blob":
            return "{}"
        return self._text(name, shape, path)

    def _moment(self) -> Any:
        return instant_text(self.time) if self.operation.is_sdk else round(self.time * 1000)

    def _number(self, name: str, shape: Shape) -> int:
        if name.casefold() in ("exitcode", "returncode"):
            return 0
        if name.casefold().endswith("statuscode"):
            return 200
        return max(1, int(shape.get("min", 1)))

    def _text(self, name: str, shape: Shape, path: tuple[str, ...]) -> str:
        choices = shape.get("enum")
        if choices:
            return _best(choices)
        folded = name.casefold()
        if folded.endswith("arn"):
            kind = name[:-3].strip("_") or "resource"
            kind = kind[:1].lower() + kind[1:]
            return f"arn:aws:{self.operation.model.signing_name}:{self.place}:{kind}/example"
        if folded in _JSON_TEXTS:
            return "{}"
        if folded.endswith(("url", "uri")):
            return "https://example.com/"
        if folded.endswith("id"):
            return str(uuid.uuid5(_NAMESPACE, f"{self.seed}/{'/'.join(path)}"))
        if folded.endswith(("status", "state")):
            return _STATUS.get(self.operation.model.signing_name, "SUCCEEDED")
        return "example"


def _best(choices: list[str]) -> str:
    """The choice that says that all is well, else the first."""
    by_name = {choice.replace("_", "").replace("-", "").upper(): choice for choice in choices}
    return next((by_name[name] for name in _GOOD if name in by_name), choices[0])


_PYTHON: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
}
