"""What a plan remembers of a machine, to tell later whether somebody has changed it since.

AWS gives each content of a machine a revision id, but none before its first update, and none for
its tags. So the id is kept together with a digest of everything that a deployment looks at.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import attrs

from sfn_dsl.deployment.plan import Actual


@attrs.frozen
class Held:
    """What AWS held when a plan was made: its revision where AWS told one, and a digest."""

    revision: str | None
    digest: str


def held(actual: Actual) -> Held:
    """What to remember of a machine; tags count where the plan looked at them."""
    machine = actual.machine
    told = attrs.asdict(machine, recurse=False) | {"tags": dict(actual.tags)}
    del told["revision"], told["status"]
    return Held(machine.revision, digest(told))


def digest(value: Any) -> str:
    """A digest of a JSON value that does not depend on how it is written."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=dict)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
