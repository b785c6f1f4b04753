"""Running a definition here, in process and in virtual time, as AWS would run it.

The engine sees a `Definition` and nothing else of this package's; what AWS has outside the state
machine (tasks, objects in S3, time, randomness) is handed in.

Here is only who is told of executions: reports of tests, and coverage. It imports nothing of the
simulator, so that the pytest plugin can listen without loading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from sfn_dsl.simulation.execution import Execution

Listener: TypeAlias = "Callable[[Execution], None]"

_LISTENERS: Final[list[Listener]] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell a listener of every execution that ends while the context lasts."""
    _LISTENERS.append(listener)
    try:
        yield
    finally:
        _LISTENERS.remove(listener)


def tell(execution: Execution) -> None:
    """Tell everybody who listens of an execution that has ended."""
    for listener in tuple(_LISTENERS):
        listener(execution)
