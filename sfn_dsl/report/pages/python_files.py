"""Codes of Python sources that do not run, or that make no workflow."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN107",
        "failing-python",
        "A Python source runs.",
        """\
Loading a ``.py`` source runs it, and this one raised an exception of Python's or of a library. The
position is the author's line; ``sfn --debug`` shows the traceback.

Bad::

    from sfn_dsl import StateMachine, Wait

    SECONDS = {"short": 5}
    machine = StateMachine([Wait("Pause", seconds=SECONDS["long"], end=True)])

Good::

    from sfn_dsl import StateMachine, Wait

    SECONDS = {"short": 5, "long": 60}
    machine = StateMachine([Wait("Pause", seconds=SECONDS["long"], end=True)])
""",
    ),
    Page(
        "SFN150",
        "invalid-python",
        "A Python source is valid Python.",
        """\
The position is where Python could not read on. The cause may stand before it: a bracket that is not
closed, a comma that is missing at the end of the line above.

Bad::

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")]

Good::

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")])
""",
    ),
    Page(
        "SFN151",
        "missing-module",
        "What a Python source imports can be imported.",
        """\
A module is looked up beside the file, in its project (the folder with the pyproject.toml), in the
``src`` folder of that, and among what is installed where ``sfn`` is. Install it there, correct its
name, or add a pyproject.toml to the project's folder.

Bad::

    from sfn_dsl import StateMachine, Succeed
    from sfn_dsl.task import lambda_

    machine = StateMachine([Succeed("Done")])

Good::

    from sfn_dsl import StateMachine
    from sfn_dsl.tasks import lambda_

    load = lambda_.invoke("Load", function_name="load", timeout_seconds=60, end=True)
    machine = StateMachine([load])
""",
    ),
    Page(
        "SFN152",
        "unknown-name",
        "Every name that a Python source uses exists.",
        """\
The name is misspelt, is not imported, or is defined further down. The message says where this
package has it, or which name is close to it.

Bad::

    from sfn_dsl import Pass, StateMachine

    machine = StateMachine([Pass("First") >> Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First") >> Succeed("Done")])
""",
    ),
    Page(
        "SFN153",
        "exiting-source",
        "A Python source does not exit.",
        """\
The file is loaded for the workflow in it, so what it does as a program belongs under
``if __name__ == "__main__":``, which is not run then.

Bad::

    import sys

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")])
    sys.exit(0)

Good::

    import sys

    from sfn_dsl import StateMachine, Succeed

    machine = StateMachine([Succeed("Done")])

    if __name__ == "__main__":
        sys.exit(0)
""",
    ),
    Page(
        "SFN154",
        "endless-recursion",
        "A function that builds a workflow comes to an end.",
        """\
A function calls itself without end, or the workflow is nested more deeply than Python can follow.

Bad::

    from sfn_dsl import StateMachine, Target, Workflow, workflow


    def steps() -> StateMachine:
        return steps()


    @workflow
    def orders(target: Target) -> Workflow:
        return Workflow("orders", steps(), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    def steps() -> StateMachine:
        return StateMachine([Succeed("Done")])


    @workflow
    def orders(target: Target) -> Workflow:
        return Workflow("orders", steps(), role="OrdersRole")
""",
    ),
    Page(
        "SFN155",
        "missing-workflow",
        "A Python source defines a workflow.",
        """\
A source is a function decorated with ``@workflow``, a ``Workflow`` or a ``StateMachine`` at the top
level of the file. A function without the decorator is found only by its name, as in
``orders.py:orders``.

Bad::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow


    def orders(target: Target) -> Workflow:
        return Workflow("orders", StateMachine([Succeed("Done")]), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        return Workflow("orders", StateMachine([Succeed("Done")]), role="OrdersRole")
""",
    ),
    Page(
        "SFN156",
        "unusable-builder",
        "A function that builds a workflow takes a Target and returns a Workflow.",
        """\
It is called with the target that the workflow is built for, and what it returns is deployed.

Bad::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        Workflow("orders", StateMachine([Succeed("Done")]), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        return Workflow("orders", StateMachine([Succeed("Done")]), role="OrdersRole")
""",
    ),
    Page(
        "SFN157",
        "missing-target-parameter",
        "A target has the parameters that a workflow reads.",
        """\
Values that differ between targets stand in ``[tool.sfn_dsl.targets.NAME.parameters]`` of the
project's pyproject.toml, each with the type that the workflow asks for. Without ``--target NAME``
there are none.

Bad::

    from sfn_dsl import StateMachine, Target, Wait, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        pause = Wait("Pause", seconds=target.parameter("pause", int), end=True)
        return Workflow("orders", StateMachine([pause]), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Target, Wait, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        seconds = target.parameter("pause", int) if target.name else 5
        pause = Wait("Pause", seconds=seconds, end=True)
        return Workflow("orders", StateMachine([pause]), role="OrdersRole")
""",
    ),
)
