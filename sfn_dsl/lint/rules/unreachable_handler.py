"""Every retrier and catcher can be reached by some error.

The first handler that matches an error handles it, and no other is tried: a retrier whose attempts
are exhausted does not pass the error to the next one. A name that an earlier handler lists has no
effect, and neither has any error of a task after ``States.TaskFailed``, which matches all of them
but timeouts. (ASL reference, section 6.2.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.language.error_names import States, matches
from sfn_dsl.lint.states import Handler, handler_lists
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN503"


def check(subject: Subject) -> Iterator[Finding]:
    """Every handler whose errors are all handled earlier, and every single such name."""
    for place, handlers in handler_lists(subject):
        if len(handlers) > 1:
            yield from _dead(subject.advice, handlers, is_task=place.state.get("Type") == "Task")


def _dead(advice: Advice, handlers: list[Handler], *, is_task: bool) -> Iterator[Finding]:
    takers: dict[str, str] = {}
    for handler in handlers:
        taken = [name for name, _ in handler.names if _taker(takers, name, is_task=is_task)]
        if taken and len(taken) == len(handler.names):
            yield _never_tried(advice, handler, _taker(takers, taken[0], is_task=is_task))
        else:
            yield from _dead_names(advice, takers, handler, is_task=is_task)
        for name, _ in handler.names:
            takers.setdefault(name, handler.pointer)


def _taker(takers: dict[str, str], name: str, *, is_task: bool) -> str:
    """The pointer of the earlier handler that handles an error, empty if none certainly does."""
    # A second States.ALL is reported as the first one not being last.
    if is_placeholder(name) or name == States.ALL:
        return ""
    if name in takers:
        return takers[name]
    # It is not known of all reserved errors whether they count as a task's failure.
    is_sure = is_task and not name.startswith("States.") and matches(States.TASK_FAILED, name)
    return takers.get(States.TASK_FAILED, "") if is_sure else ""


def _never_tried(advice: Advice, handler: Handler, taker: str) -> Finding:
    return Finding(
        handler.pointer,
        f"this {handler.kind} is never tried, since the one at {advice.place(taker)} handles "
        "everything it names; remove it, or move it before that one",
        Severity.WARNING,
    )


def _dead_names(
    advice: Advice, takers: dict[str, str], handler: Handler, *, is_task: bool
) -> Iterator[Finding]:
    for name, pointer in handler.names:
        if taker := _taker(takers, name, is_task=is_task):
            yield Finding(
                pointer,
                f"'{name}' never gets here, since the {handler.kind} at {advice.place(taker)} "
                "handles it; remove the name from one of the two",
                Severity.INFO,
            )
