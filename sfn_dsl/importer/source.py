"""A definition as the Python file that makes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from types import CodeType
from typing import Any, Final

import sfn_dsl
from sfn_dsl import tasks
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import Scope, scopes, transitions
from sfn_dsl.definition.states import language_of
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError
from sfn_dsl.importer.context import Context, Names, UnsupportedFieldError
from sfn_dsl.importer.layout import Call, Chain, List, Node, Text, assignment, laid_out, quoted
from sfn_dsl.importer.states import machine_arguments, retry_list, state_call
from sfn_dsl.importer.verification import verify
from sfn_dsl.importer.workflow import Deployable, workflow_call

# A longer chain is cut: Python reads operators as nested, and so do type checkers.
_LONGEST_CHAIN: Final = 100
# So many tasks are told one by one that the function of their service does not take.
_MOST_TOLD: Final = 20

_GOES_ON: Final = frozenset({"Task", "Pass", "Wait", "Parallel", "Map"})
_PLAIN_NAME: Final = re.compile(r"[\w./-]+", re.ASCII)


def python_source(definition: Definition, deployable: Deployable | None = None) -> str:
    """The text of a Python file that compiles to an equal document.

    The file holds the machine as ``machine``, and with ``deployable`` the function that builds the
    workflow. It is built and compared with the definition before it is returned. Raises
    SourceError, with the place, for a part that the authoring model does not support.
    """
    plain: set[str] = set()
    try:
        while True:
            try:
                return _verified(definition, deployable, plain)
            except UnsupportedFieldError as unsupported:
                task = _task_at(definition, unsupported.pointer)
                if task is None or task in plain or "" in plain:
                    raise
                # What a service's function does not take, a Task with its ARN may.
                plain.add(task if len(plain) < _MOST_TOLD else "")
    except UnsupportedFieldError as unsupported:
        raise _refusal(definition, unsupported.pointer, unsupported.why) from unsupported
    except (RecursionError, MemoryError, SyntaxError) as error:
        # Each of them is how Python refuses nesting, here or when it reads the file.
        why = "it is nested too deeply for Python; take a part of it out"
        raise _refusal(definition, _deepest_state(definition.document), why) from error


def _verified(definition: Definition, deployable: Deployable | None, plain: Set[str]) -> str:
    first = _File(definition, deployable, {}, {}, plain)
    first.body()
    texts, policies = first.context.constants()
    second = _File(definition, deployable, texts, policies, plain)
    source = second.write()
    verify(source, definition.document, deployable, second.places)
    return source


def _task_at(definition: Definition, pointer: str) -> str | None:
    """The pointer of the Task that a pointer names, or a part of which it names."""
    for scope in scopes(definition.document):
        for name, state in scope.states.items():
            at = scope.state_pointer(name)
            if state.get("Type") == "Task" and f"{pointer}/".startswith(f"{at}/"):
                return at
    return None


def _deepest_state(document: Any) -> str:
    """The pointer of the state that is nested most, or holds what is."""
    deepest, found = 0, ""
    for scope in scopes(document):
        around = scope.pointer.count("/")
        for name, state in scope.states.items():
            depth = around + _depth(state)
            if depth >= deepest:
                deepest, found = depth, scope.state_pointer(name)
    return found


def _depth(value: Any) -> int:
    """How many objects and arrays are nested in a value, without what other states hold."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            part
            for whole in level
            for key, part in (whole.items() if isinstance(whole, dict) else enumerate(whole))
            if isinstance(part, (dict, list)) and key != "States"
        ]
    return depth


def _refusal(definition: Definition, pointer: str, why: str) -> SourceError:
    position = definition.source.locate(pointer)
    message = f"this cannot be written in Python: {why}"
    return SourceError([Diagnostic("SFN130", Severity.ERROR, message, pointer, position)])


class _File:
    """One writing of the file; the first one only finds out what to make a constant of."""

    def __init__(
        self,
        definition: Definition,
        deployable: Deployable | None,
        texts: Mapping[str, str],
        policies: Mapping[str, str],
        plain: Set[str],
    ) -> None:
        taken = {*sfn_dsl.__all__, "machine", "sfn_dsl", *dir(__builtins__)}
        taken.update(tasks.__all__)
        names = Names({*taken, *texts.values(), *policies.values()})
        document = definition.document
        self.definition = definition
        self.deployable = deployable
        self.context = Context(language_of(document), names, texts, policies, plain)
        self.texts = texts
        self.policies = policies
        self.checked = not _is_unfinished(definition)
        self.places: dict[str, str] = {}

    def write(self) -> str:
        """The file's text."""
        body = self.body()
        return "\n".join([self._docstring(), *self._imports(body), "", body])

    def body(self) -> str:
        """Everything below the imports."""
        found = list(scopes(self.definition.document))
        if not found or found[0].pointer:
            raise UnsupportedFieldError("", "it has no States")
        states = [line for scope in reversed(found) for line in self._scope(scope)]
        constants = [*self._text_constants(), *self._policy_constants()]
        first = [*constants, ""] if constants else []
        return "\n".join([*first, *states, *self._workflow(), ""])

    def _scope(self, scope: Scope) -> Iterator[str]:
        """The statements that make the states of a scope, and then its machine."""
        states = list(scope.states.items())
        for name in scope.machine["States"]:
            if name not in scope.states:
                raise UnsupportedFieldError(scope.state_pointer(name), "a state is an object")
        names = {name: self.context.names.variable(name) for name, _ in states}
        pieces = _chains(states)
        led = {name for chain in pieces for name in chain[:-1]}
        cut = {chain[-1] for chain in pieces if len(chain) == _LONGEST_CHAIN}
        self.context.visible = {}
        for name in _reading_order(scope.states, led | cut):
            yield self._state(scope, name, names[name], name in led)
            self.context.visible[name] = names[name]
        yield self._machine(scope, names)
        if not scope.pointer:
            return
        yield ""

    def _state(self, scope: Scope, name: str, variable: str, is_led: bool) -> str:
        state = scope.states[name]
        if is_led:
            state = {key: value for key, value in state.items() if key != "Next"}
        pointer = self.places[variable] = scope.state_pointer(name)
        return assignment(variable, state_call(self.context, pointer, name, state))

    def _machine(self, scope: Scope, names: Mapping[str, str]) -> str:
        parts: list[Node] = [
            Chain(">>", tuple(names[name] for name in chain))
            for chain in _chains(list(scope.states.items()))
        ]
        arguments = machine_arguments(self.context, scope, self.checked)
        call = Call(self.context.use("StateMachine"), [("", List(parts)), *arguments])
        variable = self._machine_name(scope)
        self.places[variable] = scope.pointer
        self.context.machines[scope.pointer] = variable
        return assignment(variable, call)

    def _machine_name(self, scope: Scope) -> str:
        if scope.owner is None:
            return "machine"
        owner = scope.owner.rpartition("/")[2]
        last = scope.pointer.removeprefix(f"{scope.owner}/")
        what = f"branch {int(last[9:]) + 1}" if last.startswith("Branches/") else "processor"
        return self.context.names.variable(f"{owner} {what}")

    def _docstring(self) -> str:
        name = self.definition.source.name
        origin = f", imported from {name}" if _PLAIN_NAME.fullmatch(name) else ""
        return f'"""A state machine{origin}."""\n'

    def _imports(self, body: str) -> Iterator[str]:
        # An expression that was noted may have found a shorter form that does without a name.
        used = _global_names(compile(body, "<source>", "exec", dont_inherit=True))
        for module in sorted(self.context.imported):
            names = sorted(self.context.imported[module] & used, key=_import_order)
            if not names:
                continue
            line = f"from {module} import {', '.join(names)}"
            if len(line) <= 88:
                yield line
            else:
                yield f"from {module} import (\n" + "".join(f"    {n},\n" for n in names) + ")"

    def _text_constants(self) -> Iterator[str]:
        for value, name in self.texts.items():
            yield assignment(name, Text(quoted(value)))

    def _policy_constants(self) -> Iterator[str]:
        for key, name in self.policies.items():
            yield assignment(name, retry_list(self.context, json.loads(key)))

    def _workflow(self) -> Iterator[str]:
        if self.deployable is None:
            return
        deployed = self.deployable
        for name in ("Target", "Workflow", "workflow"):
            self.context.use(name)
        call = workflow_call(self.context, deployed)
        function = self.context.names.variable(deployed.name)
        yield f"\n\n@workflow\ndef {function}(target: Target) -> Workflow:"
        yield f"    return {laid_out(call, indent=4, before=7)}"


def _chains(states: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, ...]]:
    """The states of a scope in its order, grouped into chains of transitions to the next one.

    A chain of the greatest length goes on in the next one, by the name of its first state.
    """
    found: list[list[str]] = []
    before: dict[str, Any] | None = None
    for name, state in states:
        if before is not None and _leads_to(before, name) and len(found[-1]) < _LONGEST_CHAIN:
            found[-1].append(name)
        else:
            found.append([name])
        before = state
    return [tuple(chain) for chain in found]


def _reading_order(states: Mapping[str, dict[str, Any]], led: Set[str]) -> Iterator[str]:
    """The states in an order in which targets are written before the states that go to them.

    In a loop one state has to come first; and a state of ``led``, which goes to the next one of its
    chain, does not need that one's variable.
    """
    done: set[str] = set()
    begun: set[str] = set()
    for first in states:
        pending = [first]
        while pending:
            name = pending[-1]
            if name in done:
                pending.pop()
            elif name in begun:
                done.add(pending.pop())
                yield name
            else:
                begun.add(name)
                wanted = _targets_of(states[name], name in led)
                pending += [t for t in reversed(wanted) if t in states and t not in begun]


def _leads_to(state: dict[str, Any], name: str) -> bool:
    goes_on = str(state.get("Type")) in _GOES_ON
    return goes_on and state.get("Next") == name and "End" not in state


def _targets_of(state: dict[str, Any], is_led: bool) -> list[str]:
    return [
        transition.target
        for transition in transitions("", state)
        if not (is_led and transition.pointer == "/Next")
    ]


def _is_unfinished(definition: Definition) -> bool:
    """Return whether a machine would refuse its states, for a missing target or a double name."""
    # Lint and importer are siblings, so what a machine asks for is looked at here in short.
    names: set[str] = set()
    count = 0
    for scope in scopes(definition.document):
        targets = [scope.machine.get("StartAt")]
        for state in scope.states.values():
            targets += _targets(state)
        if not all(isinstance(name, str) and name in scope.states for name in targets):
            return True
        names.update(scope.states)
        count += len(scope.states)
    return len(names) != count


def _targets(state: dict[str, Any]) -> Iterator[Any]:
    for field in ("Next", "Default"):
        if field in state:
            yield state[field]
    for field in ("Choices", "Catch"):
        handlers = state.get(field)
        for handler in handlers if isinstance(handlers, list) else ():
            if isinstance(handler, dict):
                yield handler.get("Next")


def _global_names(code: CodeType) -> set[str]:
    """The names that a module uses, in its functions too; compiling it runs nothing."""
    inside = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*map(_global_names, inside))


def _import_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as isort has it."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)
