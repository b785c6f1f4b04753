"""Parts of a definition that hide what it requires: a placeholder where an object is to stand.

What takes the place of ``${States}`` may call anything, so nothing is known of what it requires.
The same goes for a part that is missing, or that is something else than AWS takes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.definition.pointers import child, within
from sfn_dsl.definition.scopes import nested_machines
from sfn_dsl.iam.requirements.model import Note, Unknown
from sfn_dsl.language.fields import STATES

_PROCESSORS: Final = ("ItemProcessor", "Iterator")
_OF_MAP: Final = ("ItemReader", "ResultWriter")
# What may lead to further objects, which a Map then reads as well.
_LEADING: Final = ("InputType", "ManifestType", "Transformation")
_FURTHER: Final = (
    "the placeholder '{}' may stand for a manifest, or for objects that are loaded; then "
    "s3:GetObject is needed on these too"
)


def hidden_parts(document: Any) -> Iterator[Unknown | Note]:
    """The parts that are not the object, the list or the text that they have to be."""
    pending: list[tuple[str, Any]] = [("", document)]
    while pending:
        pointer, machine = pending.pop()
        if not isinstance(machine, dict):
            yield _unknown(pointer, machine, "a state machine")
        elif not isinstance(machine.get("States"), dict):
            yield _member(pointer, machine, "States", "the states")
        else:
            for name, state in machine["States"].items():
                at = within(pointer, "States", name)
                yield from _of_state(at, state)
                pending += nested_machines(at, state) if isinstance(state, dict) else ()


def _of_state(pointer: str, state: Any) -> Iterator[Unknown | Note]:
    if not isinstance(state, dict):
        yield _unknown(pointer, state, "a state")
    elif not isinstance(state.get("Type"), str) or state["Type"] not in STATES:
        yield _member(pointer, state, "Type", "the type of a state")
    elif state["Type"] == "Parallel" and not isinstance(state.get("Branches"), list):
        yield _member(pointer, state, "Branches", "the branches")
    elif state["Type"] == "Map":
        yield from _of_map(pointer, state)


def _of_map(pointer: str, state: dict[str, Any]) -> Iterator[Unknown | Note]:
    for field in _OF_MAP:
        if state.get(field) is not None and not isinstance(state[field], dict):
            yield _member(pointer, state, field, f"the {field}")
    yield from _of_reader(child(pointer, "ItemReader"), state.get("ItemReader"))
    processor = next((name for name in _PROCESSORS if name in state), "")
    if not processor:
        yield _member(pointer, state, _PROCESSORS[0], "what a Map does with its items")
    found = state.get(processor)
    config = found.get("ProcessorConfig", {}) if isinstance(found, dict) else {}
    if not isinstance(config, dict) or "${" in str(config.get("Mode", "")):
        at = within(pointer, processor, "ProcessorConfig")
        mode = config.get("Mode") if isinstance(config, dict) else config
        yield _unknown(at, mode, "the mode of a Map")


def _of_reader(pointer: str, reader: Any) -> Iterator[Note]:
    config = reader.get("ReaderConfig", {}) if isinstance(reader, dict) else {}
    told = [config.get(name) for name in _LEADING] if isinstance(config, dict) else [config]
    for text in told:
        if isinstance(text, str) and "${" in text:
            yield Note(child(pointer, "ReaderConfig"), _FURTHER.format(text))


def _member(pointer: str, holder: dict[str, Any], name: str, kind: str) -> Unknown:
    if name in holder:
        return _unknown(child(pointer, name), holder[name], kind)
    return Unknown(pointer, f"it has no '{name}', so that nothing is known of what it needs")


def _unknown(pointer: str, value: Any, kind: str) -> Unknown:
    if isinstance(value, str) and "${" in value:
        return Unknown(
            pointer,
            f"'{value}' stands for {kind}, so it is not known what that needs; derive the policy "
            "from the definition in which it has been replaced",
        )
    return Unknown(pointer, f"this cannot be {kind}, so it is not known what it needs")
