"""Codes of Python that works on values which only an execution has."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN180",
        "decided-by-python",
        "A condition is decided by Step Functions, not by Python.",
        """\
``and``, ``or``, ``not``, ``if``, ``is`` and ``in`` ask for the answer while the workflow is built,
when there is no data yet. Combine conditions with ``&``, ``|`` and ``~``, each side in parentheses,
and write a Choice where an ``if`` is meant.

Bad::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.n") > 3 and path("$.ok").is_present(), done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])

Good::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When((path("$.n") > 3) & path("$.ok").is_present(), done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])
""",
    ),
    Page(
        "SFN181",
        "missing-parentheses",
        "Each comparison of a combined condition is in parentheses.",
        """\
``&``, ``|`` and ``~`` bind more tightly than ``==`` and ``<``, so Python combines the values before
it compares them.

Bad::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.a") == 1 & path("$.b") == 2, done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])

Good::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When((path("$.a") == 1) & (path("$.b") == 2), done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])
""",
    ),
    Page(
        "SFN182",
        "not-a-condition",
        "Where a condition belongs is a comparison or a test.",
        """\
A path alone is none, and a test such as ``is_present`` is one only when it is called.

Bad::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.ok").is_present, done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])

Good::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.ok").is_present(), done)
    machine = StateMachine([Choice("Which", [rule], default=failed), done, failed])
""",
    ),
    Page(
        "SFN183",
        "mixed-comparison",
        "A path is compared with a value of one kind.",
        """\
The States Language has an operator for each kind of value: strings, numbers, booleans, timestamps.
A literal tells the kind; of two paths the author does. What JSONata works out is compared inside
its expression. (ASL reference, section 5.1.)

Bad::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.done") < path("$.all"), failed)
    machine = StateMachine([Choice("Which", [rule], default=done), done, failed])

Good::

    from sfn_dsl import Choice, Fail, StateMachine, Succeed, When, path

    done, failed = Succeed("Done"), Fail("Failed")
    rule = When(path("$.done").number < path("$.all"), failed)
    machine = StateMachine([Choice("Which", [rule], default=done), done, failed])
""",
    ),
    Page(
        "SFN184",
        "joined-by-python",
        "Step Functions joins texts of which one is known only while an execution runs.",
        """\
``+``, f-strings, ``join`` and ``json.dumps`` would put the text of the path into the definition,
not the data at that path.

Bad::

    from sfn_dsl import Pass, StateMachine, path

    name = "order-" + path("$.id")
    machine = StateMachine([Pass("Name", parameters={"name": name}, end=True)])

Good::

    from sfn_dsl import Pass, StateMachine, intrinsics, path

    name = intrinsics.format("order-{}", path("$.id"))
    machine = StateMachine([Pass("Name", parameters={"name": name}, end=True)])
""",
    ),
    Page(
        "SFN185",
        "indexed-by-python",
        "The path itself says which part of the data is meant.",
        """\
Python cannot look into data that only an execution has: write the member or the index into the
path.

Bad::

    from sfn_dsl import Pass, StateMachine, path

    first = path("$.orders")[0]
    machine = StateMachine([Pass("First", parameters={"order": first}, end=True)])

Good::

    from sfn_dsl import Pass, StateMachine, path

    first = path("$.orders[0]")
    machine = StateMachine([Pass("First", parameters={"order": first}, end=True)])
""",
    ),
    Page(
        "SFN186",
        "computed-by-python",
        "Step Functions computes what is known only while an execution runs.",
        """\
Arithmetic, ``len``, ``int``, loops and sets need the value while the workflow is built, when there
is none yet. An intrinsic function, a Map or a JSONata expression does the same in the execution.

Bad::

    from sfn_dsl import Pass, StateMachine, path

    following = path("$.n") + 1
    machine = StateMachine([Pass("Count", parameters={"n": following}, end=True)])

Good::

    from sfn_dsl import Pass, StateMachine, intrinsics, path

    following = intrinsics.math_add(path("$.n"), 1)
    machine = StateMachine([Pass("Count", parameters={"n": following}, end=True)])
""",
    ),
)
