"""Where a project deploys to, as set in its pyproject.toml.

    [tool.sfn_dsl.targets.prod]
    account = "123456789012"
    region = "eu-west-1"
    role = "NightlyRole"                  # for target.role, and for bare definitions
    profile = "prod"                      # of ~/.aws/config
    endpoint = "http://127.0.0.1:4566"    # instead of AWS's own

    [tool.sfn_dsl.targets.prod.parameters]
    topic = "alerts"                      # read by target.parameter("topic") in a workflow

Only the account and the region are required.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from sfn_dsl.configuration.document import (
    configuration_file,
    hold_to,
    line_of,
    meant,
    refuse,
    shown,
    table_of,
    text_of,
)
from sfn_dsl.errors import AuthoringError, SfnError
from sfn_dsl.model.target import Target, is_account, is_region, partition_of

_TARGETS: Final = ("tool", "sfn_dsl", "targets")
_PATTERNS: Final = {"partition": r"aws[a-z-]*"}
_EXAMPLES: Final = {
    "account": '"123456789012"',
    "region": '"eu-west-1"',
    "partition": '"aws"',
    "role": '"NightlyRole"',
    "profile": '"prod"',
    "endpoint": '"http://127.0.0.1:4566"',
}
_REQUIRED: Final = ("account", "region")


class Environment(NamedTuple):
    """A target of a project, and how to connect to it.

    ``profile`` is a profile of the AWS configuration, ``endpoint`` a URL instead of AWS's own; if
    they are None, boto3's conventions apply.
    """

    target: Target
    profile: str | None = None
    endpoint: str | None = None


def load_environment(name: str, folder: Path) -> Environment:
    """The target of a name, in the nearest pyproject.toml from a folder upwards.

    Raises SfnError if there is no such file, and as `read_environment`.
    """
    file = configuration_file(folder)
    if file is None:
        raise SfnError(
            f"there is no target '{name}', as no pyproject.toml from '{folder}' upwards has a "
            f"table of targets; write [tool.sfn_dsl.targets.{name}] in one"
        )
    return read_environment(name, text_of(file), shown(file))


def target_names(folder: Path) -> list[str]:
    """The names of all targets in the nearest pyproject.toml from a folder upwards.

    Raises SfnError for a file that cannot be read.
    """
    file = configuration_file(folder)
    table = None if file is None else table_of(text_of(file), shown(file))
    targets = (table or {}).get("targets")
    return list(targets) if isinstance(targets, dict) else []


def read_environment(name: str, text: str, file: str) -> Environment:
    """The target of a name in the text of a pyproject.toml.

    Raises SfnError, with the line, for an unknown target, unknown or missing keys, and invalid
    values.
    """
    table = _Table(name, _chosen(name, text, file), text, file)
    hold_to((*_EXAMPLES, "parameters"), table.values, table.heading, table.place())
    for key in _REQUIRED:
        if key not in table.values:
            refuse(table.place(), f"{table.heading} has no '{key}'; write {key} = {_EXAMPLES[key]}")
    values = {key: table.text(key) for key in _EXAMPLES}
    region = values["region"] or ""
    try:
        target = Target(
            values["account"] or "",
            region,
            values["partition"] or partition_of(region),
            name=name,
            role=values["role"] or "",
            parameters=table.parameters(),
        )
    except AuthoringError as error:
        refuse(table.place("partition"), error.message)
    return Environment(target, values["profile"], values["endpoint"])


class _Table(NamedTuple):
    """The table of one target, and the text that contains it."""

    name: str
    values: dict[str, Any]
    document: str
    file: str

    @property
    def heading(self) -> str:
        """How messages name the table."""
        return f"[tool.sfn_dsl.targets.{self.name}]"

    def place(self, key: str = "") -> str:
        """File and line of a key, or of the table itself."""
        keys = (*_TARGETS, self.name, *((key,) if key else ()))
        return f"{self.file}:{line_of(self.document, *keys)}"

    def text(self, key: str) -> str | None:
        """The string value of a key, None if it is omitted."""
        value = self.values.get(key)
        if value is not None and not (isinstance(value, str) and _can_be(key, value)):
            write = f"write {key} = {_EXAMPLES[key]} in {self.heading}"
            refuse(self.place(key), f"{_mistake(key, value)}; {write}")
        return value

    def parameters(self) -> dict[str, Any]:
        """The parameters that the target passes to workflows."""
        value = self.values.get("parameters", {})
        if not isinstance(value, dict):
            what = f"[tool.sfn_dsl.targets.{self.name}.parameters]"
            refuse(self.place("parameters"), f"'parameters' is a table; write {what}")
        return value


def _chosen(name: str, text: str, file: str) -> dict[str, Any]:
    targets = (table_of(text, file) or {}).get("targets", {})
    place = f"{file}:{line_of(text, *_TARGETS)}"
    if not isinstance(targets, dict):
        refuse(place, f"'targets' is a table of tables; write [tool.sfn_dsl.targets.{name}]")
    if name not in targets:
        known = ", ".join(f"'{one}'" for one in targets)
        others = f"give one of {known}" if known else f"write [tool.sfn_dsl.targets.{name}]"
        advice = meant(name, targets) or others
        refuse(place, f"there is no target '{name}'; {advice}")
    table = targets[name]
    if not isinstance(table, dict):
        place = f"{file}:{line_of(text, *_TARGETS, name)}"
        refuse(place, f"the target '{name}' is not a table; write [tool.sfn_dsl.targets.{name}]")
    return table


def _mistake(key: str, value: Any) -> str:
    if not isinstance(value, str):
        return f"'{key}' is a string, in quotes"
    # A URL may contain a password, so it is not shown.
    return (
        "the endpoint is not a valid URL"
        if key == "endpoint"
        else f"{value!r} is not a valid {key}"
    )


def _can_be(key: str, value: str) -> bool:
    if key == "account":
        return is_account(value)
    if key == "region":
        return is_region(value)
    if key == "endpoint":
        return _is_address(value)
    return re.fullmatch(_PATTERNS.get(key, r"\S.*"), value) is not None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_number
