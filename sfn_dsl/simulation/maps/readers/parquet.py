"""Rows of Parquet files, by pyarrow where it is installed (ASL reference, section 7.3).

What AWS makes of values that JSON has no type for is not known: here instants and days become ISO
8601 text, decimals numbers, and bytes base64.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from sfn_dsl._version import how_to_install
from sfn_dsl.simulation.maps.readers.content import Location, first_installed, reader_failed

# AWS's limit for the footer, in bytes.
_FOOTER_BYTES: Final = 5 * 1024**2
_ROWS: Final = 1024


def rows(content: bytes, place: Location) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as objects."""
    library: Any = first_installed(["pyarrow.parquet"])
    if library is None:
        raise reader_failed(f"reading {place} needs pyarrow; {how_to_install('parquet')}")
    # The footer's length stands before the last four bytes.
    if int.from_bytes(content[-8:-4], "little") > _FOOTER_BYTES and content[-4:] == b"PAR1":
        raise reader_failed(f"The footer of {place} is larger than 5 MB.")
    try:
        for batch in library.ParquetFile(io.BytesIO(content)).iter_batches(_ROWS):
            for row in batch.to_pylist():
                yield {name: _json(value) for name, value in row.items()}
    # What pyarrow raises are subclasses of these.
    except (ValueError, OSError, NotImplementedError, KeyError) as error:
        raise reader_failed(f"{place} cannot be read as Parquet: {error}") from error


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_json(member) for member in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value
