"""What a project knows of resources that its definitions leave open.

    [tool.sfn_dsl.resources]
    "arn:aws:sqs:eu-west-1:123456789012:*" = "arn:aws:sqs:eu-west-1:123456789012:orders"
    "${Charge.Arn}" = "arn:aws:lambda:{region}:{account}:function:charge"

Each is a resource as the notes of ``sfn policy`` show it, and its ARN or a list of ARNs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sfn_dsl.configuration.document import (
    configuration_file,
    line_of,
    refuse,
    shown,
    table_of,
    text_of,
)
from sfn_dsl.errors import SfnError
from sfn_dsl.model.resources import require_narrowing, require_single

_PATH: Final = ("tool", "sfn_dsl", "resources")
_TABLE: Final = "[tool.sfn_dsl.resources]"
_EXAMPLE: Final = '"arn:aws:sqs:eu-west-1:123456789012:*" = "arn:...:orders"'


def load_resources(folder: Path) -> dict[str, tuple[str, ...]]:
    """The ARNs by resource, in the nearest pyproject.toml from a folder upwards.

    Raises SfnError, with the line, for what is not a resource and its ARN.
    """
    file = configuration_file(folder)
    if file is None:
        return {}
    text = text_of(file)
    found = (table_of(text, str(file)) or {}).get("resources", {})
    place = f"{shown(file)}:{line_of(text, *_PATH)}"
    if not isinstance(found, dict):
        refuse(place, f"'resources' is not a table; write {_TABLE} and {_EXAMPLE}")
    return {
        name: _arns(name, value, f"{shown(file)}:{line_of(text, *_PATH, name)}")
        for name, value in found.items()
    }


def _arns(name: str, value: Any, place: str) -> tuple[str, ...]:
    arns = [value] if isinstance(value, str) else value
    if not isinstance(arns, list) or not arns or not all(isinstance(one, str) for one in arns):
        refuse(place, f"'{name}' in {_TABLE} is an ARN or a list of ARNs; write {_EXAMPLE}")
    try:
        require_single(name, arns)
        for arn in arns:
            require_narrowing(name, arn)
    except SfnError as error:
        refuse(place, str(error))
    return tuple(arns)
