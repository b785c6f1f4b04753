"""What became of the child executions of a Map Run, as the result of the state and in S3.

The ASL reference, section 7.5, and AWS's page on ResultWriter have the formats. Without a
ResultWriter the result is the array of the outputs, in the order of the items; with a Resource
the results go to files in a bucket, and the result says where; with a WriterConfig alone the
formatted results are the result of the state.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from sfn_dsl.simulation.effects import NoSuchObjectError, Objects
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.sizes import byte_size, json_text
from sfn_dsl.simulation.timestamps import instant_text

WRITER_FAILED: Final = "States.ResultWriterFailed"

ChildStatus = Literal["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING"]
Transformation = Literal["NONE", "COMPACT", "FLATTEN"]

# AWS begins a new file at 5 GB.
_FILE_BYTES: Final = 5 * 1024**3
_FILES: Final = ("FAILED", "PENDING", "SUCCEEDED")
_NO_REDRIVE: Final = "Execution is SUCCEEDED and cannot be redriven"


@attrs.frozen(slots=True)
class Child:
    """One child execution: what it was given, and what became of it.

    ``started`` and ``stopped`` are in seconds since 1970, ``stopped`` None for a child that never
    started (PENDING).
    """

    name: str
    input: Any
    status: ChildStatus
    output: Any = None
    error: str | None = None
    cause: str | None = None
    started: float = 0.0
    stopped: float | None = None


class ResultWriter:
    """The ResultWriter field of a Map state, None where it has none, prepared once.

    ``exports`` says whether it writes to a bucket.
    """

    __slots__ = ("exports", "is_given", "is_lines", "transformation")

    def __init__(self, field: Mapping[str, Any] | None) -> None:
        self.is_given = field is not None
        self.exports = field is not None and "Resource" in field
        config = (field or {}).get("WriterConfig") or {}
        default = "COMPACT" if field is None else "NONE"
        self.transformation: Transformation = config.get("Transformation", default)
        self.is_lines = config.get("OutputType") == "JSONL"


class MapResults:
    """The results of one Map Run: add what became of each child, then finish.

    ``map_run_arn`` is that of the Map Run; the ARNs of its children follow from it. Children may
    be added in any order; ``index`` is the place of the child's item, or batch, among all.
    ``are_written`` says whether they are in the bucket of a ResultWriter.
    """

    __slots__ = ("_arn", "_file_bytes", "_parts", "_writer", "are_written")

    def __init__(
        self, writer: ResultWriter, map_run_arn: str, *, file_bytes: int = _FILE_BYTES
    ) -> None:
        self._writer = writer
        self._arn = map_run_arn
        self._file_bytes = file_bytes
        # Texts where they go to files, so that the values of a large run are not kept.
        self._parts: dict[int, tuple[str, list[Any]]] = {}
        self.are_written = False

    def add(self, index: int, child: Child) -> None:
        """Take in what became of a child."""
        values = self._formatted(child)
        if self._writer.exports:
            values = [json_text(value) for value in values]
        self._parts[index] = (_file_of(child.status), values)

    def finish(self, destination: Any, objects: Objects) -> Any:
        """The result of the Map state; writes the files first where there is a Resource.

        ``destination`` is the value of the ResultWriter's Parameters or Arguments, not looked at
        without a Resource. Raises Failure, States.ResultWriterFailed.
        """
        parts = [self._parts[index] for index in sorted(self._parts)]
        if not self._writer.exports:
            return [value for _, values in parts for value in values]
        bucket, folder = self._place(destination)
        files: dict[str, list[dict[str, Any]]] = {}
        for kind in _FILES:
            texts = [text for name, values in parts if name == kind for text in values]
            files[kind] = [
                {"Key": key, "Size": _write(objects, bucket, key, content)}
                for key, content in self._contents(f"{folder}/{kind}", texts)
            ]
        manifest = {
            "DestinationBucket": bucket,
            "MapRunArn": self._arn,
            "ResultFiles": files,
        }
        key = f"{folder}/manifest.json"
        _write(objects, bucket, key, _encoded(json_text(manifest)))
        self.are_written = True
        return {"MapRunArn": self._arn, "ResultWriterDetails": {"Bucket": bucket, "Key": key}}

    def _formatted(self, child: Child) -> list[Any]:
        """The entries of a child: none or several only where its output is flattened."""
        transformation = self._writer.transformation
        if child.status != "SUCCEEDED":
            return [self._record(child) if self._writer.is_given else _failed(child)]
        if transformation == "NONE":
            return [self._record(child)]
        if transformation == "FLATTEN" and isinstance(child.output, list):
            return child.output
        return [child.output]

    def _record(self, child: Child) -> dict[str, Any]:
        """A child with its metadata, the members in AWS's order."""
        family, _, _ = self._arn.rpartition(":")
        has_succeeded = child.status == "SUCCEEDED"
        record = {
            "Cause": child.cause,
            "Error": child.error,
            "ExecutionArn": f"{family.replace(':mapRun:', ':execution:')}:{child.name}",
            "Input": json_text(child.input),
            "InputDetails": {"Included": True},
            "Name": child.name,
            "Output": json_text(child.output) if has_succeeded else None,
            "OutputDetails": {"Included": True} if has_succeeded else None,
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE" if has_succeeded else "REDRIVABLE_BY_MAP_RUN",
            "RedriveStatusReason": _NO_REDRIVE if has_succeeded else None,
            "StartDate": None if child.stopped is None else instant_text(child.started),
            "StateMachineArn": family.replace(":mapRun:", ":stateMachine:"),
            "Status": child.status,
            "StopDate": None if child.stopped is None else instant_text(child.stopped),
        }
        return {name: value for name, value in record.items() if value is not None}

    def _place(self, destination: Any) -> tuple[str, str]:
        """The bucket, and the folder in it for this run: the prefix and the run's own id."""
        members = destination if isinstance(destination, dict) else {}
        bucket, prefix = members.get("Bucket"), members.get("Prefix", "")
        if not isinstance(bucket, str) or not isinstance(prefix, str):
            raise Failure(WRITER_FAILED, "The ResultWriter needs a Bucket and a Prefix, as strings")
        run = self._arn.rpartition(":")[2]
        divider = "" if not prefix or prefix.endswith("/") else "/"
        return bucket, f"{prefix}{divider}{run}"

    def _contents(self, stem: str, texts: list[str]) -> Iterator[tuple[str, bytes]]:
        """The keys and contents of the files for some entries: none for no entries."""
        number, size, chosen = 0, 0, list[str]()
        for text in texts:
            bytes_more = byte_size(text) + 1
            if chosen and size + bytes_more > self._file_bytes:
                yield f"{stem}_{number}.json", self._joined(chosen)
                number, size, chosen = number + 1, 0, []
            chosen.append(text)
            size += bytes_more
        if chosen:
            yield f"{stem}_{number}.json", self._joined(chosen)

    def _joined(self, texts: list[str]) -> bytes:
        # Written piece by piece: a large run's entries are not held in a third form at once.
        content = io.BytesIO()
        between = b"\n" if self._writer.is_lines else b","
        for position, text in enumerate(texts):
            content.write(between if position else b"" if self._writer.is_lines else b"[")
            content.write(_encoded(text))
        content.write(b"\n" if self._writer.is_lines else b"]")
        return content.getvalue()


def _failed(child: Child) -> dict[str, Any]:
    """A tolerated failure where there is no ResultWriter."""
    members = {"Status": child.status, "Error": child.error, "Cause": child.cause}
    return {name: value for name, value in members.items() if value is not None}


def _file_of(status: ChildStatus) -> str:
    return status if status in _FILES else "FAILED"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _write(objects: Objects, bucket: str, key: str, content: bytes) -> int:
    """Write a file; its size in bytes."""
    try:
        objects.write(bucket, key, content)
    except NoSuchObjectError as error:
        raise Failure(WRITER_FAILED, str(error)) from error
    return len(content)
