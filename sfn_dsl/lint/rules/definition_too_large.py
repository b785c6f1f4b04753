"""A definition is at most 1 MiB.

CreateStateMachine takes 1,048,576 bytes, which is some 2,450 tasks with Retry and Catch. What
counts here is the definition without indentation; beyond that only splitting it helps. (ASL
reference, section 10.)

Bad: a machine of ten thousand tasks.

Good: several machines, which start each other with ``states:startExecution.sync:2``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.language.limits import DEFINITION_BYTES
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN802"


def check(subject: Subject) -> Iterator[Finding]:
    """The definition, when its most compact text is over the limit."""
    size = len(subject.text.encode("utf-8", "surrogatepass"))
    if size > DEFINITION_BYTES:
        yield Finding(
            "",
            f"the definition is {size:,} bytes without indentation, and Step Functions takes "
            f"{DEFINITION_BYTES:,}; split it into machines that start each other",
        )
