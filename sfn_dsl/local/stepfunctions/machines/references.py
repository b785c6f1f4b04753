"""Which variables each state of a definition refers to, as DescribeStateMachine tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sfn_dsl.definition.reading import read_json
from sfn_dsl.errors import SfnError
from sfn_dsl.lint.dataflow.variables import variable_reads
from sfn_dsl.lint.subject import Subject


@lru_cache(maxsize=256)
def variable_references(text: str) -> Mapping[str, list[str]]:
    """The names of the variables by the names of the states that refer to them, both sorted.

    States without any are left out.
    """
    try:
        subject = Subject(read_json(text))
    except SfnError:
        return {}
    found: dict[str, set[str]] = {}
    for read in variable_reads(subject):
        found.setdefault(read.entry.name, set()).add(read.name)
    return {state: sorted(found[state]) for state in sorted(found)}
