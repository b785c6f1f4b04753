"""What all executions of one simulation share."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeAlias

import attrs

from sfn_dsl.simulation.effects import Objects, Outcome, Pending, TaskCall, Tasks
from sfn_dsl.simulation.engine import Engine
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.maps.map_run import MapRun
from sfn_dsl.simulation.roots import new_uuid
from sfn_dsl.simulation.tokens import Tokens

Status = Literal["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]


class AnswerRaisedError(Exception):
    """An answer raised what the engine would take for its own: StopIteration, or a Failure."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


@attrs.frozen
class Names:
    """What an execution is called. ``machine``, ``execution`` and ``role`` are ARNs.

    ``map_run`` is that of the Map Run that a child belongs to.
    """

    machine: str
    execution: str
    name: str
    role: str
    region: str
    account: str
    map_run: str | None = None

    @property
    def machine_name(self) -> str:
        """The name of the state machine."""
        return self.machine.rsplit(":", 1)[1].partition("/")[0]


class Started(Protocol):
    """An execution that runs in a world: the workflow's, or a child's of a distributed Map."""

    names: Names
    is_express: bool
    input: Any
    output: Any
    status: Status
    error: str | None
    cause: str | None
    started: float
    ended: float
    count: int

    @property
    def is_over(self) -> bool:
        """Return whether the execution has ended."""


class Watcher(Protocol):
    """Is told of Map Runs and of their child executions, when they begin and when they end."""

    def map_run(self, run: MapRun) -> None:
        """A Map Run has begun, or ended."""

    def child(self, child: Started, items: int) -> None:
        """A child execution with so many items has begun, or ended."""


OnEvent: TypeAlias = "Callable[[Event], None]"


class World:
    """Time, tasks, objects, chance and limits, and what was seen of all executions.

    ``calls`` are the tasks that were called, ``entered`` the names of the states entered, in order.
    ``reached`` are the pointers of the states, transitions, rules and handlers that were reached,
    and ``attempts`` how often the work of each state was begun.
    With ``keeps_history`` False, events are counted and not kept, and neither are calls and names.
    ``on_event`` is called with every event when it happens; ``follow`` with every execution that
    begins, and what it returns with the events of that one. ``token_form`` makes the text that a
    task's token is, of an id. ``watcher`` is told of Map Runs.
    """

    def __init__(
        self,
        *,
        start: float,
        tasks: Tasks,
        objects: Objects,
        seed: int | str,
        limits: Limits,
        keeps_history: bool = True,
        on_event: OnEvent | None = None,
        follow: Callable[[Started], OnEvent] | None = None,
        token_form: Callable[[str], str] = str,
        watcher: Watcher | None = None,
    ) -> None:
        self.engine = Engine(start)
        self.tokens = Tokens(self.engine)
        self.tasks = tasks
        self.objects = objects
        self.random = random.Random(seed)  # noqa: S311  # a simulation repeats its random numbers
        self.limits = limits
        self.keeps_history = keeps_history
        self.on_event = on_event
        self.follow = follow
        self.token_form = token_form
        self.watcher = watcher
        self.calls: list[TaskCall] = []
        self.entered: list[str] = []
        self.reached: set[str] = set()
        self.attempts: Counter[str] = Counter()

    def new_id(self) -> str:
        """A UUID, version 4, from the simulation's own randomness."""
        return new_uuid(self.random)

    def start(self, call: TaskCall) -> Outcome | Pending:
        """Call a task. Raises what its answer raises."""
        if self.keeps_history:
            self.calls.append(call)
        try:
            return self.tasks.start(call)
        except (StopIteration, Failure) as error:
            raise AnswerRaisedError(error) from None

    def run(self, is_over: Callable[[], bool]) -> None:
        """Run until something is over. Raises what answers raise, as it is."""
        try:
            self.engine.run(is_over)
            return
        except AnswerRaisedError as raised:
            error = raised.error
        raise error
