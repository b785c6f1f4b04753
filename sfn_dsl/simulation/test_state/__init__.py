"""AWS's TestState over the simulator: one state, with its result or error mocked where asked for.

    answer = test_state.answer({"definition": text, "input": "{}", "inspectionLevel": "DEBUG"})

Requests and answers are those of AWS's API, JSON texts included; what AWS refuses is refused with
its code and its text.
"""

from sfn_dsl.simulation.test_state.answering import answer
from sfn_dsl.simulation.test_state.refusals import RefusedError

__all__ = ["RefusedError", "answer"]
