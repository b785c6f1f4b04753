"""Importing definitions and compiling what came out, for a whole collection and for 1 MB.

    python bench/roundtrip.py [FOLDER]

FOLDER holds definitions as JSON (by default corpus/definitions in SFN_DSL_DATA). For each one that
the schema accepts: read, import, run the Python, compile, and compare the documents. Then a
definition of 1 MB and one of a tenth of that, to show that the time grows with the size.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import process_time
from typing import Any

from validate import definition, largest

from sfn_dsl import compile_machine, read_json
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.importer import python_source
from sfn_dsl.schema import check

DATA = Path(os.environ.get("SFN_DSL_DATA", Path(__file__).parents[2] / "shared/data"))


def round_trip(text: bytes | str) -> tuple[bool, float, float]:
    """Whether the document came back equal; CPU seconds of import, and of running and compiling."""
    source = read_json(text)
    start = process_time()
    python = python_source(source)
    middle = process_time()
    namespace: dict[str, Any] = {"__name__": "imported"}
    exec(compile(python, "imported.py", "exec"), namespace)  # noqa: S102 - source made here
    document = compile_machine(namespace["machine"]).document
    return document == source.document, middle - start, process_time() - middle


def collection(folder: Path) -> None:
    equal = refused = 0
    slowest = (0.0, "")
    start = process_time()
    files = sorted(folder.glob("*.json"))
    for file in files:
        text = file.read_bytes()
        if has_errors(check(read_json(text))):
            refused += 1
            continue
        same, importing, compiling = round_trip(text)
        equal += same
        slowest = max(slowest, (importing + compiling, file.name))
    accepted = len(files) - refused
    print(f"{len(files)} definitions, {accepted} accepted by the schema, {equal} come back equal")
    print(f"{process_time() - start:.1f} s CPU in all; slowest {slowest[0]:.3f} s: {slowest[1]}")


def large() -> None:
    times = []
    for count in (largest() // 10, largest()):
        text = definition(count)
        same, importing, compiling = round_trip(text)
        times.append(importing)
        print(
            f"{count} states, {len(text) / 1000:.0f} KB: import {importing:.2f} s, "
            f"run and compile {compiling:.2f} s, {'equal' if same else 'DIFFERENT'}"
        )
    print(f"ten times the size takes {times[1] / times[0]:.1f} times the time to import")


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "corpus/definitions"
    if where.is_dir():
        collection(where)
    else:
        print(f"no definitions in {where}")
    large()
