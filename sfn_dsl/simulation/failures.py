"""What can go wrong inside a state, with AWS's error names and texts (ASL reference, section 6)."""

from __future__ import annotations

from typing import Final

RUNTIME: Final = "States.Runtime"
QUERY: Final = "States.QueryEvaluationError"
TIMEOUT: Final = "States.Timeout"
DATA_LIMIT: Final = "States.DataLimitExceeded"
REFERENCE_CONFLICT: Final = "States.ReferencePathConflict"


class Failure(Exception):  # noqa: N818  # a failure of the workflow, not an error of the program
    """A state fails: ``error`` and ``cause`` as AWS gives them, None where it gives none.

    Retriers and catchers see it, unless it is States.Runtime.
    """

    def __init__(self, error: str | None, cause: str | None = None) -> None:
        super().__init__(error, cause)
        self.error = error
        self.cause = cause


class StateFault(Failure):
    """A failure whose cause begins with the state and the event it was entered at.

    ``text`` is what comes after "An error occurred while executing the state '...' (entered at the
    event id #...). ", which the running state adds. (ASL reference, section 6.6.)
    """

    def __init__(self, text: str, error: str = RUNTIME) -> None:
        super().__init__(error, text)
        self.text = text

    def in_state(self, name: str, entered: int) -> Failure:
        """The failure as the history shows it, for a state and the id of its Entered event."""
        return Failure(self.error, f"{_where(name, entered)}{self.text}")


class QueryFault(StateFault):
    """An expression or a value of a JSONata state failed (ASL reference, section 9.5).

    ``location`` names the field as AWS does: ``Output/total``, ``Choices[1]/Condition``. It makes
    an EvaluationFailed event. A fault without a location of its own names a whole field.
    """

    def __init__(self, text: str, location: str) -> None:
        super().__init__(text, QUERY)
        self.location = location

    def in_state(self, name: str, entered: int) -> Failure:
        """The failure as the history shows it, for a state and the id of its Entered event."""
        return QueryFailure(f"{_where(name, entered)}{self.text}", self.location)


class QueryFailure(Failure):
    """A QueryFault with its state's prefix; ``location`` is that of the fault."""

    def __init__(self, cause: str, location: str) -> None:
        super().__init__(QUERY, cause)
        self.location = location


def _where(name: str, entered: int) -> str:
    return (
        f"An error occurred while executing the state '{name}' "
        f"(entered at the event id #{entered}). "
    )
