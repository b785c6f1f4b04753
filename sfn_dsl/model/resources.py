"""Resources that an author knows and a definition does not show: ``RESOURCE=ARN``.

RESOURCE is what a policy's notes call it: an ARN with wildcards, for one state ``STATE/ARN``, or a
placeholder ``${Name}``. In both, ``{account}``, ``{region}`` and ``{partition}`` are the machine's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeAlias

from sfn_dsl.arns import arn_fields, is_arn
from sfn_dsl.errors import SfnError
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.model.sequences import elements

_OF_STATE: Final = "/arn:"
_EXAMPLE: Final = "'arn:aws:sqs:eu-west-1:123456789012:*=arn:aws:sqs:eu-west-1:123456789012:orders'"


def read_narrowing(text: str) -> tuple[str, str]:
    """RESOURCE and ARN of a text ``RESOURCE=ARN``. Raises SfnError for anything else."""
    resource, equals, arn = text.rpartition("=arn:")
    if equals:
        arn = f"arn:{arn}"
    else:
        resource, _, arn = text.rpartition("=")
    require_narrowing(resource, arn)
    return resource, arn


ByResource: TypeAlias = "Mapping[str, str | Sequence[str]]"
"""An ARN, or several, by RESOURCE."""


def known_arns(resources: ByResource) -> dict[str, tuple[str, ...]]:
    """The ARNs by resource. Raises SfnError for what is not a resource and its ARNs."""
    if not isinstance(resources, Mapping):
        raise SfnError(
            f"{resources!r:.80} is not a mapping; write {{'arn:aws:sqs:...:*': 'arn:...'}}"
        )
    found = {
        name: (arns,)
        if isinstance(arns, str)
        else elements(arns, f"resources[{name!r}]", "'arn:...'")
        for name, arns in resources.items()
    }
    for name, arns in found.items():
        require_single(name, arns)
        for arn in arns:
            require_narrowing(name, arn)
    return found


def require_narrowing(resource: str, arn: str) -> None:
    """Raise SfnError if a resource cannot be set to an ARN."""
    if not resource or not (is_arn(arn) or PLACEHOLDER.fullmatch(arn)):
        given = f"{resource}={arn}" if resource else arn
        raise SfnError(
            f"'{given}' is not RESOURCE=ARN; write a resource as the policy's notes show "
            f"it, and its ARN, as in {_EXAMPLE}"
        )
    _, pattern = split_resource(resource)
    if _service(pattern) and _service(arn) and _service(pattern) != _service(arn):
        raise SfnError(
            f"'{arn}' is of service '{_service(arn)}', and '{pattern}' of '{_service(pattern)}'; "
            "write an ARN of that service"
        )


def require_single(resource: str, arns: Collection[str]) -> None:
    """Raise SfnError for several ARNs of a placeholder, which is filled in."""
    if len(arns) > 1 and PLACEHOLDER.fullmatch(resource):
        raise SfnError(f"'{resource}' stands for one ARN, and {len(arns)} are given; give one")


def split_resource(resource: str) -> tuple[str, str]:
    """The state and the pattern of a RESOURCE; no state if it is meant for all."""
    state, mark, rest = resource.partition(_OF_STATE)
    if resource.startswith("arn:") or not mark:
        return "", resource
    return state, f"arn:{rest}"


def _service(arn: str) -> str:
    return arn_fields(arn)[2] if arn.startswith("arn:") and arn.count(":") > 1 else ""
