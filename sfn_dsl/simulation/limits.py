"""AWS's limits for executions, each of which a caller may set (ASL reference, section 10)."""

from __future__ import annotations

import attrs


@attrs.frozen
class Limits:
    """AWS's limits for executions, each of which a test may change.

    Steps of an expression are items, calls and comparisons, as many as AWS about does in its
    second: they are counted and not timed, so that a simulation ends alike on every machine. See
    https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html. (ASL reference,
    section 10.)

    Args:
        events: The most events of one history.
        payload: The most bytes of an input, result or output, as JSON in UTF-8.
        variable: The most bytes of one variable, and of all that one Assign sets.
        variables: The most bytes of all variables of an execution.
        concurrency: How many iterations of an inline Map run at once.
        children: How many child executions of a Map Run run at once.
        wait: The longest delay, in seconds.
        expression_steps: The most steps of one JSONata expression.
        expression_depth: The deepest nesting of calls in one JSONata expression.

    Example::

        limits = Limits(events=100)
    """

    events: int = 25_000
    payload: int = 262_144
    variable: int = 262_144
    variables: int = 10 * 1024 * 1024
    concurrency: int = 40
    children: int = 10_000
    wait: int = 2**31 - 1
    expression_steps: int = 500_000
    expression_depth: int = 100
