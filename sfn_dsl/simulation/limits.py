"""AWS's limits for executions, each of which a caller may set (ASL reference, section 10)."""

from __future__ import annotations

import attrs


@attrs.frozen
class Limits:
    """``events``: of one history. ``payload``: bytes of UTF-8 JSON of an input, result or output.

    ``variable``: bytes of one variable, and of all that one Assign sets; ``variables``: of all
    variables of an execution. ``concurrency``: iterations of an inline Map at once;
    ``children``: child executions of a Map Run at once. ``wait``: the longest delay in seconds.
    ``expression_steps`` and ``expression_depth``: of one JSONata expression. Steps are items,
    calls and comparisons, as many as AWS about does in its second: they are counted and not timed,
    for a simulation is to end alike on every machine.
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
