"""The Map, which runs a machine once for each item (ASL reference, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.work_states import WorkState

if TYPE_CHECKING:
    # Most workflows use none of these, so a Map checks the names of their classes instead.
    from sfn_dsl.model.distributed import ItemBatcher, ItemReader, ProcessorConfig, ResultWriter


def _processor(value: StateMachine | Unset) -> StateMachine | Unset:
    if not isinstance(value, (StateMachine, Unset)):
        raise AuthoringTypeError(f"a Map runs a StateMachine([...]) for each item, not {value!r}")
    return value


def _part(state: Map, field: attrs.Attribute[Any], value: object) -> None:
    expected = "".join(word.capitalize() for word in field.name.split("_"))
    if value is not UNSET and type(value).__name__ != expected:
        raise AuthoringTypeError(f"write {field.name}={expected}(...), not {value!r}")


@attrs.frozen(repr=False, eq=False)
class Map(WorkState):
    """A state that runs a machine once for each of many items.

    Inline, the iterations are part of the same execution; with
    ``processor_config=ProcessorConfig("DISTRIBUTED", ...)`` each item or batch of items is a child
    execution, and the items may come from S3. The result is the list of the outputs, in the order
    of the items. See https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html. (ASL
    reference, section 7.)

    Args:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
        next: ``Next``: the state that follows, given as a state, a chain or a name. ``a >> b`` sets
            it. A state has either ``next`` or ``end``.
        end: ``End``: True if the machine ends after this state. A state has either ``next`` or
            ``end``.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        parameters: ``Parameters``, JSONPath only: the older name of ``item_selector``; give one of
            the two.
        result_selector: ``ResultSelector``, JSONPath only: an object that shapes the result, which
            is ``$`` in it. If omitted, the result as it is.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the result.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.
        retry: ``Retry``: a list of `Retry`, tried in order; the first whose names match the error
            decides. If omitted, nothing is retried.
        catch: ``Catch``: a list of `Catch`, tried in order once nothing is retried. If omitted, an
            error ends the machine.
        item_processor: ``ItemProcessor``: the machine that runs for each item. Either this or
            ``iterator`` is required.
        processor_config: ``ProcessorConfig`` of the processor: inline or distributed. If omitted,
            inline.
        iterator: ``Iterator``: the older name of ``item_processor``, always inline.
        items_path: ``ItemsPath``, JSONPath only: where in the input the list of items is, as a path
            of names and indices. If omitted, the input is the list.
        items: ``Items``, JSONata only: the list of items, with expressions in it or as one
            expression. If omitted, the input is the list.
        item_reader: ``ItemReader``, distributed only: reads the items from S3. If omitted, they are
            in the input.
        item_selector: ``ItemSelector``: JSON that makes the input of each iteration; the item in it
            is ``context("Map.Item.Value")``. If omitted, the item itself.
        item_batcher: ``ItemBatcher``, distributed only: groups several items for one child
            execution. If omitted, each has its own.
        max_concurrency: ``MaxConcurrency``, or ``MaxConcurrencyPath`` for a path: how many
            iterations may run at once, 1 for one after the other. If omitted or 0, as many as Step
            Functions allows: about 40 inline, 10,000 distributed.
        tolerated_failure_percentage: ``ToleratedFailurePercentage``, or
            ``ToleratedFailurePercentagePath`` for a path, distributed only: the percentage of items
            that may fail, 0 to 100. If omitted, 0.
        tolerated_failure_count: ``ToleratedFailureCount``, or ``ToleratedFailureCountPath`` for a
            path, distributed only: how many items may fail. If omitted, 0.
        label: ``Label``, distributed only: a name in the ARNs of the child executions, 1 to 40
            characters. If omitted, Step Functions makes one.
        result_writer: ``ResultWriter``, distributed only: writes the results to S3. If omitted,
            they are the state's result, of at most 256 KiB.

    Raises:
        AuthoringError: Not exactly one of ``item_processor`` and ``iterator`` is given, a value is
            not valid, or both ``next`` and ``end`` are given.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        pack_all = Map(
            "PackAll",
            items_path="$.order.lines",
            item_selector={"line": context("Map.Item.Value"), "order": path("$.order.id")},
            max_concurrency=5,
            item_processor=StateMachine([Pass("Pack", end=True)]),
            end=True,
        )
    """

    item_processor: StateMachine | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=_processor
    )
    processor_config: ProcessorConfig | Unset = attrs.field(
        default=UNSET, kw_only=True, validator=_part
    )
    iterator: StateMachine | Unset = attrs.field(default=UNSET, kw_only=True, converter=_processor)
    items_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.reference_path
    )
    items: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.items)
    item_reader: ItemReader | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)
    item_selector: Frozen = attrs.field(
        default=UNSET, kw_only=True, converter=convert.item_selector
    )
    item_batcher: ItemBatcher | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)
    max_concurrency: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    tolerated_failure_percentage: float | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.number
    )
    tolerated_failure_count: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    label: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    result_writer: ResultWriter | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)

    @item_processor.validator
    def _one_processor(self, _: object, processor: StateMachine | Unset) -> None:
        if (processor is UNSET) is (self.iterator is UNSET):
            raise AuthoringError(
                f"Map '{self.name}' needs exactly one machine to run for each item; "
                "write item_processor=StateMachine([...])",
                code=Mistake.CONFLICTING_ARGUMENTS,
            )
