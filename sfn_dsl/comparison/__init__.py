"""Two definitions compared by meaning: the changes between them, as values and as text."""

from sfn_dsl.comparison.change import (
    Added,
    Change,
    Changed,
    Moved,
    Removed,
    Renamed,
    changed_states,
)
from sfn_dsl.comparison.changes import Changes, MisappliedError
from sfn_dsl.comparison.compare import diff
from sfn_dsl.comparison.render import as_json_text, as_text

__all__ = [
    "Added",
    "Change",
    "Changed",
    "Changes",
    "MisappliedError",
    "Moved",
    "Removed",
    "Renamed",
    "as_json_text",
    "as_text",
    "changed_states",
    "diff",
]
