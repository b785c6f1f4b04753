"""A definition is at most 1 MiB.

CreateStateMachine accepts 1,048,576 bytes, about 2,450 tasks with Retry and Catch. The size is
measured without indentation; beyond the limit, the only remedy is to split the definition. (ASL
reference, section 10.)

Bad: a machine of ten thousand tasks.

Good: several machines that start each other with ``states:startExecution.sync:2``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.language.limits import DEFINITION_BYTES
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN802"


_LONGEST_CHARACTER = 4  # bytes in UTF-8


def check(subject: Subject) -> Iterator[Finding]:
    """The definition, when its most compact text is over the limit."""
    if len(subject.text) * _LONGEST_CHARACTER <= DEFINITION_BYTES:
        return
    size = len(subject.text.encode("utf-8", "surrogatepass"))
    if size > DEFINITION_BYTES:
        yield Finding(
            "",
            f"the definition is {size:,} bytes without indentation, and the limit is "
            f"{DEFINITION_BYTES:,}; split it into machines that start each other",
        )
