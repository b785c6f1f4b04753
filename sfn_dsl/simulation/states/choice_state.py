"""Choice (ASL reference, section 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from sfn_dsl.simulation.data import templates as jsonpath
from sfn_dsl.simulation.data.conditions import compile_rule
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.fiber import Fiber, State
from sfn_dsl.simulation.jsonata.fields import compile_boolean
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.states.flows import Assigned, Flow, JsonPathFlow, results_of

_NO_MATCH: Final = (
    "Failed to transition out of the state. The state does not point to a next state."
)

Test = Callable[[Fiber, Any], bool]
Results = Callable[[Fiber, Any], tuple[Any, Assigned]]


@attrs.define(slots=True)
class Rule:
    """A rule: whether it matches the effective input, and what the state gives if it does.

    ``target`` is resolved when all states of the machine are known.
    """

    pointer: str
    target_name: str
    test: Test
    results: Results
    target: State | None = None

    @property
    def transition(self) -> str:
        """The pointer of the rule's Next."""
        return f"{self.pointer}/Next"


class ChoiceState(State):
    """Goes on where the first rule that matches says."""

    __slots__ = ("default", "flow", "rules")

    def __init__(self, name: str, pointer: str, rules: list[Rule], flow: Flow) -> None:
        super().__init__(name, pointer, "Choice")
        self.flow = flow
        self.rules = rules
        self.default: State | None = None

    def step(self, fiber: Fiber, raw: Any) -> tuple[State | None, Any]:
        """Run the state."""
        fiber.enter(self, raw)
        run = fiber.run
        effective = self.flow.effective(fiber, raw)
        for rule in self.rules:
            if rule.test(fiber, effective):
                output, assigned = rule.results(fiber, effective)
                run.reached(rule.pointer)
                run.reached(rule.transition)
                fiber.exit(self, output, assigned)
                return rule.target, output
        if self.default is None:
            raise StateFault(_NO_MATCH)
        output, assigned = self.flow.pass_on(fiber, effective)
        run.reached(self.transition)
        fiber.exit(self, output, assigned)
        return self.default, output


def jsonpath_rule(pointer: str, rule: dict[str, Any], flow: JsonPathFlow) -> Rule:
    """A rule of a JSONPath state."""
    matches = compile_rule(rule)
    assign = jsonpath.compile_assign(rule["Assign"]) if "Assign" in rule else None

    def results(fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        assigned = assign(effective, fiber) if assign is not None else None
        return flow.output(fiber, effective), assigned

    return Rule(pointer, rule["Next"], lambda fiber, data: matches(data, fiber), results)


def jsonata_rule(pointer: str, rule: dict[str, Any], index: int) -> Rule:
    """A rule of a JSONata state."""
    around = f"Choices[{index}]/"
    condition = compile_boolean(rule["Condition"], f"{around}Condition")
    output, assign = results_of(rule, around)

    def test(fiber: Fiber, effective: Any) -> bool:
        return condition(StatesRoot(effective), fiber)

    def results(fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        states = StatesRoot(effective)
        assigned = assign(states, fiber) if assign is not None else None
        return effective if output is None else output(states, fiber), assigned

    return Rule(pointer, rule["Next"], test, results)
