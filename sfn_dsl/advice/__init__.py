"""How a finding spells what to write: as JSON, or as the Python that built the definition.

A finding about a Python source that says ``'order.$'`` would send its author to something that the
compiler refuses; there it is ``path("$.order")``. Whatever a rule advises goes through an `Advice`.
"""

from sfn_dsl.advice.asl import Advice, Spot
from sfn_dsl.definition import Source
from sfn_dsl.definition.definition import Authored, as_written

__all__ = ["Advice", "Spot", "advice_for"]

_ASL = Advice()


def advice_for(source: Source) -> Advice:
    """The spelling of the language that a source is written in."""
    if not isinstance(as_written(source), Authored):
        return _ASL
    # Only a Python source needs the names that its fields have there.
    from sfn_dsl.advice.python import PythonAdvice

    return PythonAdvice()
