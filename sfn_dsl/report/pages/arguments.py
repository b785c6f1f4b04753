"""Codes of calls in Python with arguments that cannot be used."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN160",
        "unknown-argument",
        "A call has only arguments that it takes.",
        """\
The argument is misspelt, belongs to another type of state, or is written without its name. Fields
have the names of the States Language in snake case: ``TimeoutSeconds`` is ``timeout_seconds``.

Bad::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Pause", second=5, end=True)])

Good::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Pause", seconds=5, end=True)])
""",
    ),
    Page(
        "SFN161",
        "missing-argument",
        "A call has all arguments that it needs.",
        """\
A list that must not be empty is missing too while there is nothing in it: the states of a machine,
the branches of a Parallel, the rules of a Choice, the names of a retrier.

Bad::

    from sfn_dsl import StateMachine

    machine = StateMachine([])

Good::

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")])
""",
    ),
    Page(
        "SFN162",
        "conflicting-arguments",
        "Of arguments that exclude each other, one is given.",
        """\
Several arguments say the same in different ways, and exactly one of them counts. The message names
them.

Bad::

    from sfn_dsl import StateMachine, Wait

    pause = Wait("Pause", seconds=5, timestamp="2030-01-31T08:30:00Z", end=True)
    machine = StateMachine([pause])

Good::

    from sfn_dsl import StateMachine, Wait

    pause = Wait("Pause", seconds=5, end=True)
    machine = StateMachine([pause])
""",
    ),
    Page(
        "SFN163",
        "wrong-argument-type",
        "An argument has the type that it takes.",
        """\
The message names the field, the value and what belongs there. A type checker such as mypy finds
the same in the editor.

Bad::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Pause", seconds="5", end=True)])

Good::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Pause", seconds=5, end=True)])
""",
    ),
    Page(
        "SFN164",
        "not-a-list",
        "A list is written as a list.",
        """\
Python would go through the letters of a string, through the keys of a dict, and through a set in
any order. None of them is meant.

Bad::

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine(Succeed("Done"))

Good::

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")])
""",
    ),
    Page(
        "SFN165",
        "unusable-argument",
        "An argument has a value that can be used.",
        """\
It has the right type, but is not one of the values that there are, or has not their form. The
message says which.

Bad::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Until", timestamp="2030-01-31", end=True)])

Good::

    from sfn_dsl import StateMachine, Wait

    machine = StateMachine([Wait("Until", timestamp="2030-01-31T00:00:00Z", end=True)])
""",
    ),
    Page(
        "SFN166",
        "malformed-expression",
        "A path, a placeholder and a call of an intrinsic function can be read.",
        """\
A path starts with ``$``; a name with other characters than letters, digits and ``_`` stands in
brackets and quotes. Where a result is put is a path that names one place. (ASL reference, sections
3 and 4.)

Bad::

    from sfn_dsl import Pass, StateMachine

    machine = StateMachine([Pass("First", input_path="order.id", end=True)])

Good::

    from sfn_dsl import Pass, StateMachine

    machine = StateMachine([Pass("First", input_path="$.order.id", end=True)])
""",
    ),
    Page(
        "SFN167",
        "unfit-service-argument",
        "A service task passes what its service takes.",
        """\
Names, types and required members of the parameters are those of AWS's own service models, so a call
that the service would reject is found before it is deployed.

Bad::

    from sfn_dsl import StateMachine
    from sfn_dsl.tasks import aws_sdk

    read = aws_sdk("Read", "s3", "getObject", {"Bucket": "b"}, timeout_seconds=60, end=True)
    machine = StateMachine([read])

Good::

    from sfn_dsl import StateMachine
    from sfn_dsl.tasks import aws_sdk

    object = {"Bucket": "b", "Key": "k"}
    read = aws_sdk("Read", "s3", "getObject", object, timeout_seconds=60, end=True)
    machine = StateMachine([read])
""",
    ),
    Page(
        "SFN168",
        "misplaced-expression",
        "An expression stands where Step Functions looks for one.",
        """\
JSONPath is the value of a member of an object in a payload template. It has no meaning in an array,
nor in what is passed on literally, such as ``result``. The ``.$`` of a member's name is added by
the compiler. (ASL reference, section 1.6.)

Bad::

    from sfn_dsl import Pass, StateMachine, path

    both = Pass("Both", parameters={"ids": [path("$.a"), path("$.b")]}, end=True)
    machine = StateMachine([both])

Good::

    from sfn_dsl import Pass, StateMachine, intrinsics, path

    ids = intrinsics.array(path("$.a"), path("$.b"))
    machine = StateMachine([Pass("Both", parameters={"ids": ids}, end=True)])
""",
    ),
    Page(
        "SFN169",
        "argument-of-other-language",
        "A field and an expression belong to the query language of their state.",
        """\
JSONPath states have ``parameters``, ``result_selector``, ``result_path`` and the other paths;
JSONata states have ``arguments`` and ``output``. The message names the counterpart. (ASL reference,
section 2.)

Bad::

    from sfn_dsl import Pass, StateMachine

    machine = StateMachine([Pass("First", output={"ok": True}, end=True)])

Good::

    from sfn_dsl import Pass, StateMachine

    first = Pass("First", output={"ok": True}, query_language="JSONata", end=True)
    machine = StateMachine([first])
""",
    ),
)
