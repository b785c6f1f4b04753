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
    """A state that runs a machine once for each item (ASL reference, section 7).

    It runs in the same execution by default; with ``ProcessorConfig("DISTRIBUTED", ...)`` each item
    or batch has a child execution. ``iterator`` is the older name of ``item_processor``; exactly
    one of them is required. ``max_concurrency`` 0 means no limit. Raises AuthoringError for a value
    that is not valid.
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
