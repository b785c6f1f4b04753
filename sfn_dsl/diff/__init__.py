"""Two definitions compared by meaning, and their differences as values."""

from sfn_dsl.diff.application import MisappliedError
from sfn_dsl.diff.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.diff.changes import Changes
from sfn_dsl.diff.compare import diff
from sfn_dsl.diff.render import as_json_text, as_text

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
    "diff",
]
