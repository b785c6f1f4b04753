"""Two definitions compared by meaning, and their differences as values."""

import sys
from types import ModuleType

from sfn_dsl.definition import Definition
from sfn_dsl.diff.application import MisappliedError
from sfn_dsl.diff.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.diff.changes import Changes
from sfn_dsl.diff.compare import diff
from sfn_dsl.diff.places import changed_states
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
    "changed_states",
    "diff",
]


class _Comparison(ModuleType):
    """This module, which can be called as the function that gave it its name.

    Once a submodule has been imported, its name in the package is the module: ``from sfn_dsl import
    diff`` gives the function before that and this module after it, and both have to work.
    """

    def __call__(self, old: Definition, new: Definition) -> Changes:
        return diff(old, new)


sys.modules[__name__].__class__ = _Comparison
