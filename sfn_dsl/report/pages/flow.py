"""Codes of states in Python, and of the transitions between them."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN170",
        "changed-value",
        "A workflow is not changed after it is made.",
        """\
States, machines and workflows are values: one state may be in two machines, and nothing that is
done with one of them shows in the other. Write the field where the state is made, or make a new
state with ``attrs.evolve``.

Bad::

    from sfn_dsl import Pass, StateMachine

    first = Pass("First", end=True)
    first.comment = "where it begins"
    machine = StateMachine([first])

Good::

    from sfn_dsl import Pass, StateMachine

    first = Pass("First", comment="where it begins", end=True)
    machine = StateMachine([first])
""",
    ),
    Page(
        "SFN171",
        "state-name",
        "A state's name is unique in the whole machine, and has 1 to 80 characters.",
        """\
History, metrics and transitions know a state by its name, also across the branches of a Parallel
and the processor of a Map. A state is listed once, and named where it is the target of another
transition; a machine that is used twice is renamed by ``machine.prefixed("Second ")``. (ASL
reference, section 1.2.)

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("Load") >> Pass("Load") >> Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("Load") >> Pass("Load again") >> Succeed("Done")])
""",
    ),
    Page(
        "SFN172",
        "missing-transition",
        "Every state is followed by another one, or ends its machine.",
        """\
A Pass, Task, Wait, Map or Parallel says ``next`` or ``end=True``, or is followed in a chain. AWS
rejects a state that does neither.

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First"), Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First") >> Succeed("Done")])
""",
    ),
    Page(
        "SFN173",
        "dropped-chain",
        "A chain made by ``>>`` is in a machine.",
        """\
``a >> b`` changes neither state. It makes a chain, in which ``b`` follows ``a``; a chain that
nobody keeps is lost, and the machine has the states without their transition.

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    first, done = Pass("First"), Succeed("Done")
    first >> done
    machine = StateMachine([first, done])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    first, done = Pass("First"), Succeed("Done")
    machine = StateMachine([first >> done])
""",
    ),
    Page(
        "SFN174",
        "second-transition",
        "A state has one transition.",
        """\
It goes to one state, or it ends its machine. Where the data decides, write a Choice.

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First", end=True) >> Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First") >> Succeed("Done")])
""",
    ),
    Page(
        "SFN175",
        "unknown-next",
        "The target of a transition is a state of the same machine.",
        """\
The name is misspelt, or the state is not in the machine's list. The branches of a Parallel and the
processor of a Map are machines of their own, and no transition goes into one or out of one.

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First", next="Dome"), Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First", next="Done"), Succeed("Done")])
""",
    ),
    Page(
        "SFN176",
        "unjoinable",
        "States that something can follow are joined by ``>>``.",
        """\
A chain is made of states, not of their names, and by no other operator. Nothing follows a Succeed
or a Fail, and a Choice goes on by its rules.

Bad::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First") >> "Done", Succeed("Done")])

Good::

    from sfn_dsl import Pass, StateMachine, Succeed

    machine = StateMachine([Pass("First") >> Succeed("Done")])
""",
    ),
)
