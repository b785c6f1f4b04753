"""Each retrier and catcher is left some error by those before it.

The first handler that names an error takes it, and no other is asked: a retrier whose attempts are
used up does not hand over to the next one. A name that an earlier handler has is dead, and so is
any error of a task behind ``States.TaskFailed``, which stands for all of them but timeouts. (ASL
reference, section 6.2.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Retry": [{"ErrorEquals": ["Busy", "Slow"]},
                      {"ErrorEquals": ["Busy"], "MaxAttempts": 9}]}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Retry": [{"ErrorEquals": ["Slow"]},
                      {"ErrorEquals": ["Busy"], "MaxAttempts": 9}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.language.error_names import States, matches
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.handlers import Handler, handler_lists

CODE = "SFN503"


def check(subject: Subject) -> Iterator[Finding]:
    """Every handler whose errors are all taken before, and every single name that is."""
    for state, handlers in handler_lists(subject):
        yield from _dead(handlers, is_task=state.get("Type") == "Task")


def _dead(handlers: list[Handler], *, is_task: bool) -> Iterator[Finding]:
    takers: dict[str, str] = {}
    for handler in handlers:
        taken = [name for name, _ in handler.names if _taker(takers, name, is_task=is_task)]
        if taken and len(taken) == len(handler.names):
            yield _never_asked(handler, _taker(takers, taken[0], is_task=is_task))
        else:
            yield from _dead_names(takers, handler, is_task=is_task)
        for name, _ in handler.names:
            takers.setdefault(name, handler.pointer)


def _taker(takers: dict[str, str], name: str, *, is_task: bool) -> str:
    """The pointer of the handler that takes an error before, empty where none is sure to."""
    # A second States.ALL is told as the first one not being last.
    if is_placeholder(name) or name == States.ALL:
        return ""
    if name in takers:
        return takers[name]
    # Which of the reserved errors count as a task's failure is not known for all of them.
    is_sure = is_task and not name.startswith("States.") and matches(States.TASK_FAILED, name)
    return takers.get(States.TASK_FAILED, "") if is_sure else ""


def _never_asked(handler: Handler, taker: str) -> Finding:
    return Finding(
        handler.pointer,
        f"this {handler.kind} is never asked, since the one at {taker} takes all it names; remove "
        "it, or write it before that one",
        Severity.WARNING,
    )


def _dead_names(takers: dict[str, str], handler: Handler, *, is_task: bool) -> Iterator[Finding]:
    for name, pointer in handler.names:
        if taker := _taker(takers, name, is_task=is_task):
            yield Finding(
                pointer,
                f"'{name}' never comes here, since the {handler.kind} at {taker} takes it; remove "
                "the name from one of the two",
                Severity.INFO,
            )
