"""The progress of workflows while they are at work: as nothing, lines, or a view on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Self

import attrs

from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.cli.output import say
from sfn_dsl.cli.terminal import is_redrawn
from sfn_dsl.cli.verbosity import is_quiet
from sfn_dsl.deployment.progress import OnEvent


@attrs.frozen
class Listener:
    """What to call with the progress of one workflow: with sentences, and with events."""

    on_progress: OnProgress
    on_event: OnEvent = lambda _: None


class Progress:
    """Reports on `total` workflows in lines, with the name of each if that is asked for.

    It is made in the thread of the command, which knows whether it is to be quiet.
    """

    def __init__(self, total: int, *, is_named: bool) -> None:
        self.total = total
        self.counted = 0
        self._is_named = is_named
        self._tell: Callable[[str], None] = (lambda _: None) if is_quiet() else say

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @contextmanager
    def at_work(self, name: str) -> Iterator[Listener]:
        """For the time that a workflow is at work, in any thread."""
        yield Listener(self._teller(name))

    def above(self) -> AbstractContextManager[None]:
        """For what shows a result meanwhile."""
        return nullcontext()

    def count(self, number: int) -> None:
        """Note how many results there are."""
        self.counted = number

    def _teller(self, name: str) -> OnProgress:
        if self._is_named:
            return lambda sentence: self._tell(f"{name}: {sentence}")
        return self._tell


class LiveProgress(Progress):
    """Reports the same, and shows what is at work below it."""

    def __init__(self, total: int, *, is_named: bool) -> None:
        from sfn_dsl.cli.live.deployments import DeploymentView
        from sfn_dsl.cli.live.region import Region

        super().__init__(total, is_named=is_named)
        self._view = DeploymentView(total)
        self._region = Region(self._view.lines)
        self._tell = self._say_above

    def __enter__(self) -> Self:
        self._region.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._region.__exit__(*raised)

    @contextmanager
    def at_work(self, name: str) -> Iterator[Listener]:
        """Like its lines, for the time that a workflow is at work."""
        with self._view.at_work(name) as on_event:
            yield Listener(self._teller(name), on_event)

    def above(self) -> AbstractContextManager[None]:
        """For what shows a result, which stays above the view."""
        return self._region.above()

    def count(self, number: int) -> None:
        """Show how many results there are."""
        super().count(number)
        self._view.count = number

    def _say_above(self, sentence: str) -> None:
        with self._region.above():
            say(sentence)


def progress(total: int, *, is_named: bool = False) -> Progress:
    """The progress of so many workflows, as standard error shows it."""
    if is_redrawn(err=True) and not is_quiet():
        return LiveProgress(total, is_named=is_named)
    return Progress(total, is_named=is_named)
