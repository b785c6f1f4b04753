"""The total of a batch of rows, each with a quantity and a price."""

from __future__ import annotations

from typing import Any


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Return the total, in the currency of the batch."""
    total = sum(int(row["quantity"]) * int(row["price"]) for row in event["Items"])
    return {"total": total, "currency": event["BatchInput"]["currency"]}
