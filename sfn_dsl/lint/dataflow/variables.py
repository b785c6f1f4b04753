"""Which variables are assigned where, and which are read (ASL reference, section 2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import Scope, assigning, processor_config
from sfn_dsl.lint.dataflow.analysis import Entered, entered
from sfn_dsl.lint.dataflow.reads import Outcome, look_up
from sfn_dsl.lint.subject import Subject

if TYPE_CHECKING:
    from sfn_dsl.lint.dataflow.jsonata import Stated


# In compact JSON: a path that starts from a variable, and a call that may have one. (Two that begin
# with literal text are found many times faster than one that has both.)
_FORMS: Final = (re.compile(r'":"\$[^"$.\[{]'), re.compile(r"States\.\w+\s*\("))


class VariableRead(NamedTuple):
    """A variable that a state reads, and what is known of it there.

    ``certain`` says that the state always reads it.
    """

    pointer: str
    name: str
    outcome: Outcome
    certain: bool
    entry: Entered


def variable_reads(subject: Subject) -> Sequence[VariableRead]:
    """Every read of a variable in a state that can be entered."""
    return subject.once(_variable_reads)


def _variable_reads(subject: Subject) -> Iterator[VariableRead]:
    expressions = _expressions(subject) if "{%" in subject.text else {}
    text = subject.text
    if not expressions and text and not any(form.search(text) for form in _FORMS):
        return
    for entry in entered(subject):
        for read in entry.transfer.reads:
            if read.variable is not None:
                outcome = look_up(entry.flow.variables, (read.variable,))
                yield VariableRead(read.pointer, read.variable, outcome, read.certain, entry)
        for found in expressions.get(entry.pointer, ()):
            always = _is_always_evaluated(entry, found)
            for name, is_sure in found.expression.variables.items():
                outcome = look_up(entry.flow.variables, (name,))
                yield VariableRead(found.pointer, name, outcome, always and is_sure, entry)


def _expressions(subject: Subject) -> dict[str, list[Stated]]:
    """The JSONata expressions of each state that name a variable, by its pointer."""
    # Most definitions have none, and need no reader of JSONata.
    from sfn_dsl.lint.dataflow.jsonata import stated

    found: dict[str, list[Stated]] = {}
    for each in stated(subject):
        if each.expression.variables:
            found.setdefault(each.owner, []).append(each)
    return found


def _is_always_evaluated(entry: Entered, found: Stated) -> bool:
    """Return whether a state always evaluates an expression: of a Choice, the first condition."""
    if entry.state.get("Type") == "Choice":
        return found.fields == ("Choices", "0", "Condition")
    return found.fields[0] != "Catch"


def assignments(scope: Scope) -> dict[str, str]:
    """The variables that the states of a scope assign, each with its first assignment."""
    found: dict[str, str] = {}
    for name, state in scope.states.items():
        pointer = scope.state_pointer(name)
        for place, holder in assigning(pointer, state):
            assign = holder.get("Assign")
            for key in assign if isinstance(assign, dict) else ():
                variable = str(key).removesuffix(".$")
                found.setdefault(variable, child(child(place, "Assign"), str(key)))
    return found


def all_variables(subject: Subject) -> Sequence[str]:
    """The names of the variables that are assigned anywhere."""
    return subject.once(_all_variables)


def _all_variables(subject: Subject) -> set[str]:
    if '"Assign"' not in subject.text:
        return set()
    return {name for scope in subject.scopes for name in assignments(scope)}


def is_apart(scope: Scope) -> bool:
    """Return whether a scope may run as child executions, which see no outer variables."""
    mode = processor_config(scope.machine).get("Mode")
    return mode not in (None, "INLINE")
