"""A stand-in for the Lambda function that the backup workflow calls: it backs nothing up.

The real one would start a DynamoDB backup of each table it is given. This one has no DynamoDB to
speak to; it answers as the real one would, so that each way through the workflow can be tried. As
the workflow's definition fixes the event, an execution's input cannot choose the outcome; the
environment variable ``BACKUP_OUTCOME`` of the function does:

    success      statusCode 200, the default
    status-500   the function itself reports a failure, in what it returns
    error        it raises, as it would when DynamoDB refuses
    hang         it never answers, and is cut off at its timeout
"""

import json
import os
import threading
from typing import Any


class BackupError(Exception):
    """A table could not be backed up."""


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer for the tables of ``{"tables": [...]}``, as ``BACKUP_OUTCOME`` says."""
    tables = event["tables"]
    outcome = os.environ.get("BACKUP_OUTCOME", "success")
    # What a Lambda function prints is its log.
    print(json.dumps({"tables": tables, "outcome": outcome}))  # noqa: T201
    if outcome == "hang":
        threading.Event().wait()
    if outcome == "error":
        raise BackupError(f"cannot back up {tables[0]}: the table is not available")
    if outcome == "status-500":
        return {"statusCode": 500, "body": f"backed up none of {len(tables)} tables"}
    return {"statusCode": 200, "body": f"backed up {len(tables)} tables: {', '.join(tables)}"}
