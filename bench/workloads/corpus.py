"""Running every public definition that the schema accepts, with plausible answers and inputs."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from recordings.limits import EngineError, within

from sfn_dsl import AuthoringError, Definition, InvalidDefinitionError, SourceError, read_json
from sfn_dsl.testing import answers_like_service, simulate

_SECONDS = 30.0
_DATA = Path(os.environ.get("SFN_DSL_DATA", Path(__file__).parents[3] / "shared" / "data"))
_PATH = re.compile(r"\$((?:\.[A-Za-z_]\w*)+)")


def run_all() -> None:
    files = sorted((_DATA / "corpus/definitions").glob("*.json"))
    if not files:
        print(f"no public definitions in {_DATA}; set SFN_DSL_DATA")
        return
    ends: Counter[str] = Counter()
    before, slowest = perf_counter(), (0.0, "")
    for file in files:
        began = perf_counter()
        for end in _ends(file):
            ends[end.partition(":")[0]] += 1
            if end.startswith("internal"):
                print(f"{file.name}\n    {end}")
        slowest = max(slowest, (perf_counter() - began, file.name))
    seconds = perf_counter() - before
    print(f"{len(files)} public definitions, with two inputs each, in {seconds:.1f} s")
    for end, count in ends.most_common():
        print(f"    {count:5} {end}")
    print(f"    slowest: {slowest[0]:.1f} s, {slowest[1]}")


def _ends(file: Path) -> Iterator[str]:
    """What became of a definition, with an empty input and with one that has what it reads."""
    try:
        definition = read_json(file.read_bytes())
    except SourceError:
        yield "cannot be read"
        return
    for given in ({}, _input(definition)):
        try:
            with within(_SECONDS):
                run = _run(definition, given)
        except EngineError as error:
            run = f"internal error: {error}"
        yield run


def _run(definition: Definition, given: Any) -> str:
    try:
        return simulate(definition, given, tasks=answers_like_service()).status
    except InvalidDefinitionError:
        return "refused by the schema"
    except AuthoringError as error:
        return f"cannot be run as it is written: {error}"


def _input(definition: Definition) -> dict[str, Any]:
    """An input that has what the paths of a definition read."""
    given: dict[str, Any] = {}
    for field, text in _texts("", definition.document):
        for found in _PATH.finditer(text):
            _put(given, found[1].split(".")[1:], _sample(field))
    return given


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        operator = next((key for key in value if key.startswith(_TYPES)), "")
        for key, each in value.items():
            yield from _texts(operator if key == "Variable" else key, each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(field, each)


_TYPES = ("Numeric", "Boolean", "Timestamp", "String")


def _sample(field: str) -> Any:
    if field == "ItemsPath":
        return [{"id": 1}, {"id": 2}]
    if field.startswith("Numeric") or field.endswith(("SecondsPath", "ConcurrencyPath")):
        return 1
    if field.startswith("Boolean"):
        return True
    return "2025-01-01T00:00:00Z" if field.startswith("Timestamp") else "text"


def _put(given: dict[str, Any], steps: list[str], value: Any) -> None:
    """Put a sample where nothing is yet; what is read whole gives way to its parts."""
    *around, last = steps
    for step in around:
        inner = given.get(step)
        if not isinstance(inner, dict):
            inner = given[step] = {}
        given = inner
    given.setdefault(last, value)
