"""A stand-in for the Lambda function that the backup workflow calls; it backs nothing up.

The real function would start a DynamoDB backup of each table. This one only answers as the real one
would, so that every path through the workflow can be tested. The workflow's definition fixes the
event, so the input of an execution cannot choose the outcome; the environment variable
``BACKUP_OUTCOME`` of the function does:

    success      statusCode 200, the default
    status-500   it returns statusCode 500
    error        it raises an error, as if DynamoDB had refused
    hang         it never answers, and times out
"""

import json
import os
import threading
from typing import Any


class BackupError(Exception):
    """A table could not be backed up."""


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer an event ``{"tables": [...]}`` according to ``BACKUP_OUTCOME``."""
    tables = event["tables"]
    outcome = os.environ.get("BACKUP_OUTCOME", "success")
    # The output of a Lambda function is its log.
    print(json.dumps({"tables": tables, "outcome": outcome}))  # noqa: T201
    if outcome == "hang":
        threading.Event().wait()
    if outcome == "error":
        raise BackupError(f"cannot back up {tables[0]}: the table is not available")
    if outcome == "status-500":
        return {"statusCode": 500, "body": f"backed up none of {len(tables)} tables"}
    return {"statusCode": 200, "body": f"backed up {len(tables)} tables: {', '.join(tables)}"}
