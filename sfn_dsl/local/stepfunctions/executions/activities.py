"""Activities, and what ends tasks that wait: task tokens (AWS Step Functions API Reference)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.executions.checks import check_arn, check_json
from sfn_dsl.local.stepfunctions.machines.arns import check_name
from sfn_dsl.local.stepfunctions.machines.tags import Tags
from sfn_dsl.local.stepfunctions.paging import page
from sfn_dsl.local.stepfunctions.running.activities import KIND
from sfn_dsl.local.stepfunctions.running.executor import Executor
from sfn_dsl.simulation.data.json_text import compact

_LONGEST_POLL: Final = 60.0


class Activities:
    """Activities, their workers, and task tokens; ``poll`` is how long a worker waits."""

    def __init__(
        self, database: Database, executor: Executor, *, poll: float = _LONGEST_POLL
    ) -> None:
        self._database = database
        self._executor = executor
        self._tags = Tags(database)
        self._poll = poll

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {
            "CreateActivity": self.create_activity,
            "DeleteActivity": self.delete_activity,
            "DescribeActivity": self.describe_activity,
            "GetActivityTask": self.get_activity_task,
            "ListActivities": self.list_activities,
            "SendTaskFailure": self.send_task_failure,
            "SendTaskHeartbeat": self.send_task_heartbeat,
            "SendTaskSuccess": self.send_task_success,
        }

    def create_activity(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Create an activity; one that is there stays as it is, with its tags.

        Raises ApiError: ActivityAlreadyExists where it is encrypted in another way.
        """
        name = request["name"]
        check_name(name)
        arn = caller.arn(KIND, name)
        asked = {"name": name}
        if "encryptionConfiguration" in request:
            asked["encryptionConfiguration"] = request["encryptionConfiguration"]
        with self._database.transaction():
            known = self._database.get(KIND, arn)
            if known is None:
                self._tags.create(arn, request.get("tags", ()))
                known = {"activityArn": arn, **asked, "creationDate": round(time.time(), 3)}
                self._database.put(KIND, arn, known)
            elif known.get("encryptionConfiguration") != asked.get("encryptionConfiguration"):
                raise ApiError("ActivityAlreadyExists", f"Activity Already Exists: '{arn}'")
        return {"activityArn": arn, "creationDate": known["creationDate"]}

    def delete_activity(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Delete an activity, if it is there."""
        arn = check_arn(request["activityArn"], KIND)
        with self._database.transaction():
            self._database.delete(KIND, arn)
            self._tags.forget(arn)
        return {}

    def describe_activity(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell of an activity."""
        return self._found(request["activityArn"])

    def list_activities(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """List the activities of a region, in pages."""
        found = self._database.find(KIND, caller.arn(KIND, ""))
        shown, more = page("ListActivities", caller, request, found)
        names = ("activityArn", "name", "creationDate")
        listed = [{name: activity[name] for name in names} for activity in shown]
        return {"activities": listed, **more}

    def get_activity_task(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give a worker the next task of an activity; an empty answer where none comes in time."""
        arn = self._found(request["activityArn"])["activityArn"]
        call = self._executor.activities.take(arn, request.get("workerName"), self._poll)
        if call is None:
            return {}
        return {"taskToken": call.token, "input": compact(call.parameters)}

    def send_task_success(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """End a task with an output."""
        output = check_json(request["output"], "InvalidOutput", "Invalid Output")
        return self._tell({"is": "succeed", "token": request["taskToken"], "output": output})

    def send_task_failure(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """End a task with an error."""
        error, cause = request.get("error"), request.get("cause")
        token = request["taskToken"]
        return self._tell({"is": "fail", "token": token, "error": error, "cause": cause})

    def send_task_heartbeat(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Say that a task is alive."""
        return self._tell({"is": "heartbeat", "token": request["taskToken"]})

    def _found(self, arn: str) -> dict[str, Any]:
        known = self._database.get(KIND, check_arn(arn, KIND))
        if known is None:
            raise ApiError("ActivityDoesNotExist", f"Activity Does Not Exist: '{arn}'")
        return known

    def _tell(self, what: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell a task's execution. Raises ApiError: InvalidToken, TaskTimedOut."""
        live = self._executor.with_token(what["token"])
        if live is None or not live.tell(what):
            raise ApiError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
        return {}
