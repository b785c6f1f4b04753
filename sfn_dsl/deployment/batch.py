"""Many workflows in one run: built and checked one after the other, carried out side by side.

Authors' code runs in the thread that calls, as it may not support another; only what asks AWS runs
in threads. A workflow that fails does not stop the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import Generic, TypeVar

import attrs

from sfn_dsl.arns import Arn
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import REAL_TIME, Timing
from sfn_dsl.deployment.checks.preflight import Check, settings_findings
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.roles.lookup import role_arn
from sfn_dsl.diagnostics import Diagnostic, has_errors
from sfn_dsl.errors import DeploymentError, SfnError
from sfn_dsl.model.target import Target

Result = TypeVar("Result")

JOBS = 8
MOST_JOBS = 32


@attrs.frozen
class Built:
    """The machine that a workflow should be, and the source it came from."""

    source: str
    desired: Desired
    findings: Sequence[Diagnostic] = ()

    def make(self, *_: str) -> Desired:
        """What was built, for whoever builds it again for a place."""
        return self.desired

    def check(self, _: object) -> Sequence[Diagnostic]:
        """What was found, for whoever checks it again."""
        return self.findings


@attrs.frozen
class Failed:
    """A source that failed, and why."""

    source: str
    error: Exception


@attrs.frozen
class Done(Generic[Result]):
    """A source, and its result."""

    source: str
    result: Result


Outcome = Done[Result] | Failed


def built(source: str, make: MakeDesired, place: Target) -> Built | Failed:
    """A workflow built for a place; what the author's code raises is why it failed."""
    try:
        return Built(source, make(place.account, place.region, place.partition))
    except SfnError as error:
        return Failed(source, error)


def refuse_duplicates(workflows: Iterable[Built | Failed]) -> None:
    """Raise DeploymentError for two workflows of one name, which are one machine on AWS."""
    seen: dict[str, str] = {}
    for one in workflows:
        if isinstance(one, Failed):
            continue
        name = one.desired.name
        if name in seen:
            raise DeploymentError(
                f"{seen[name]!r} and {one.source!r} are both named {name!r}, and would replace "
                "each other; give each a name of its own, or give one of them"
            )
        seen[name] = one.source


class OncePerKey(Generic[Result]):
    """What is looked up once in a run, by whichever thread needs it first."""

    def __init__(self) -> None:
        self._known: dict[str, Result | DeploymentError] = {}
        self._lock = Lock()

    def get(self, key: str, ask: Callable[[], Result]) -> Result:
        """What is known of a key; a DeploymentError that asking raised is raised each time."""
        with self._lock:
            if key not in self._known:
                try:
                    self._known[key] = ask()
                except DeploymentError as error:
                    self._known[key] = error
            known = self._known[key]
        if isinstance(known, DeploymentError):
            raise known
        return known


class Checking:
    """Checks workflows and looks their roles up, each role once in a run."""

    def __init__(self, api: Api, check: Check, account: str) -> None:
        self._api = api
        self._check = check
        self._account = account
        self._roles: OncePerKey[str] = OncePerKey()

    def checked(self, one: Built) -> Built | Failed:
        """A workflow with what is found in it, and with its role's ARN where nothing is wrong."""
        findings = self._check(one.desired.definition)
        one = attrs.evolve(one, findings=findings)
        if has_errors(findings) or has_errors(
            settings_findings(one.desired, Arn(account=self._account))
        ):
            return one
        role = one.desired.role
        try:
            arn = self._roles.get(role, lambda: role_arn(self._api, role, self._account))
        except DeploymentError as error:
            return Failed(one.source, error)
        return attrs.evolve(one, desired=attrs.evolve(one.desired, role=arn))


def carried_out(
    workflows: Iterable[Built | Failed],
    act: Callable[[Built, Timing], Result],
    *,
    jobs: int = JOBS,
    timing: Timing = REAL_TIME,
    on_stopped: Callable[[Outcome[Result]], None] = lambda _: None,
) -> Generator[Outcome[Result]]:
    """The result of each workflow, in order, with at most so many `jobs` at work.

    What `act` waits for ends when the iteration is stopped, so that nothing runs on for minutes
    after an interrupt. The outcomes of those that were at work then are passed to `on_stopped`.
    """
    stopped = Event()
    stoppable = attrs.evolve(timing, sleep=_until(stopped, timing.sleep))
    under_way: deque[Failed | tuple[str, Future[Result]]] = deque()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        try:
            for one in workflows:
                if isinstance(one, Failed):
                    under_way.append(one)
                else:
                    under_way.append((one.source, pool.submit(act, one, stoppable)))
            while under_way:
                outcome = _outcome(under_way[0])
                under_way.popleft()
                yield outcome
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            for item in under_way:
                if not isinstance(item, Failed) and _ended_by_itself(item[1]):
                    on_stopped(_outcome(item))
            raise


def _outcome(item: Failed | tuple[str, Future[Result]]) -> Outcome[Result]:
    if isinstance(item, Failed):
        return item
    source, future = item
    try:
        return Done(source, future.result())
    except Exception as error:
        return Failed(source, error)


def _ended_by_itself(future: Future[Result]) -> bool:
    """Wait for what was begun; return whether it has ended by itself, and in no interrupt."""
    return not future.cancelled() and isinstance(future.exception(), Exception | None)


def _until(stopped: Event, sleep: Callable[[float], None]) -> Callable[[float], None]:
    """The same way to wait, which an interrupt ends unless a test set the time."""

    def wait(seconds: float) -> None:
        if sleep is not REAL_TIME.sleep:
            sleep(seconds)
        elif stopped.wait(seconds):
            raise DeploymentError("interrupted; run this again, which continues from there")

    return wait
