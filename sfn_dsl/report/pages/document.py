"""Codes of sources that cannot be read, and of what is found around a definition."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN102",
        "not-utf-8",
        "A definition is UTF-8 text.",
        """\
UTF-8 is the encoding of JSON between systems, and the one that AWS reads. Editors for Windows may
save UTF-16 or Windows-1252 instead. Save the file again as UTF-8; nothing else changes.

Bad::

    the "é" of a comment saved as the byte E9, as in Windows-1252

Good::

    the same "é" saved as the bytes C3 A9, as in UTF-8
""",
    ),
    Page(
        "SFN103",
        "not-json",
        "A definition is JSON, or YAML with JSON's types.",
        """\
The message says where parsing stopped, which is often just behind the mistake. ``NaN``, comments
and trailing commas are not JSON, nor are dates and binary values of YAML.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"},}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN104",
        "repeated-member",
        "Names in an object are unique.",
        """\
Most parsers silently keep the last of two members with one name, so a state or a field is lost
without a word. Remove one of them, or rename it.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}, "A": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN105",
        "not-an-object",
        "A definition is an object.",
        """\
It holds ``StartAt`` and ``States``; the states are an object too, with their names as its members.
An empty file, a list and a string are none.

Bad::

    [{"Name": "A", "Type": "Succeed"}]

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN106",
        "unreadable-source",
        "A source can be read.",
        """\
The file does not exist, is a folder where a file is wanted, is not readable, or needs a library
that is not installed. Names of files are relative to the folder in which the command runs.

Bad::

    $ sfn validate order.asl.json

Good::

    $ sfn validate orders.asl.json
""",
    ),
    Page(
        "SFN108",
        "no-such-workflow",
        "A source contains the requested workflow.",
        """\
If a file contains several, name one: ``flows.py:nightly``, ``template.yaml#Nightly``. The message
lists those that there are.

Bad::

    $ sfn compile flows.py:nigthly

Good::

    $ sfn compile flows.py:nightly
""",
    ),
    Page(
        "SFN109",
        "more-findings",
        "All findings are reported.",
        """\
If there are very many findings, only some are reported: they usually have few causes. Fix those,
then check again.

Bad::

    a definition that another tool wrote in a language of its own: thousands of unknown fields

Good::

    a definition with so few mistakes that all of them are reported
""",
    ),
    Page(
        "SFN120",
        "unreadable-sdk-workflow",
        "A workflow of the AWS Data Science SDK can be converted.",
        """\
The SDK makes the definition and checks little of it: what is not JSON is found only when the
definition is written. The message says where it stands, or has the SDK's own error, such as that of
an empty chain.

Bad::

    from datetime import date

    from stepfunctions.steps import Chain, Pass

    report = Chain([Pass("Start", result={"day": date(2030, 1, 31)})])

Good::

    from stepfunctions.steps import Chain, Pass

    report = Chain([Pass("Start", result={"day": "2030-01-31"})])
""",
    ),
    Page(
        "SFN121",
        "known-at-deployment",
        "A template's definition is known before it is deployed.",
        """\
A function such as ``Fn::If`` or ``Fn::Select`` is used to build the definition itself, so nobody
can check it before it is deployed. Use it only inside values, where it becomes a placeholder.

Bad::

    Resources:
      Orders:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: !GetAtt Role.Arn
          Definition:
            StartAt: Load
            States:
              Load: !If [IsProduction, {Type: Succeed}, {Type: Fail}]

Good::

    Resources:
      Orders:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: !GetAtt Role.Arn
          Definition:
            StartAt: Load
            States:
              Load:
                Type: Task
                Resource: !ImportValue LoadFunctionArn
                TimeoutSeconds: 60
                End: true
""",
    ),
    Page(
        "SFN130",
        "not-importable",
        "A definition that is imported can be written in Python.",
        """\
``sfn import`` writes source that compiles back to the same definition, and rejects what would not:
fields and values that are not of the States Language. Correct the definition, then import it.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Colour": "red", "End": true}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "red", "End": true}}}
""",
    ),
    Page(
        "SFN140",
        "stale-ignore",
        "Every ignore of the configuration matches a finding.",
        """\
The finding is gone. Remove the ignore from ``[[tool.sfn_dsl.ignores]]``, so that it does not hide
the next finding of its code. Only the sources of one run are checked, so name them all.

Bad::

    [[tool.sfn_dsl.ignores]]
    code = "SFN203"
    state = "Cleanup"  # a state that was removed with its finding
    reason = "kept for executions that still run"

Good::

    no ignore, once nothing is left to ignore
""",
    ),
    Page(
        "SFN801",
        "nested-too-deeply",
        "A definition is not nested too deeply.",
        """\
Neither AWS nor this package reads objects in objects without end. Move the inner part into a state
machine of its own, and start it with ``states:startExecution.sync:2``.

Bad::

    a Map in a Map in a Map, a hundred deep

Good::

    a Map whose processor starts the execution of another state machine
""",
    ),
)
