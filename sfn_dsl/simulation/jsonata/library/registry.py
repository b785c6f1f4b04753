"""All functions by their names; AWS does not have ``$eval``."""

from __future__ import annotations

from typing import Final

from sfn_dsl.simulation.jsonata.library import (
    arrays,
    aws,
    matching,
    number_pictures,
    numbers,
    objects,
    pictures,
    strings,
)
from sfn_dsl.simulation.jsonata.library.functions import Native

_MODULES: Final = (numbers, number_pictures, strings, matching, arrays, objects, pictures, aws)

BUILT_IN: Final[dict[str, Native]] = {
    each.name: each for module in _MODULES for each in module.FUNCTIONS
}
