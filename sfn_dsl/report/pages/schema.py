"""Codes of definitions that break the JSON Schema of the States Language."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN101",
        "unfit",
        "A definition matches the schema of the States Language.",
        """\
It breaks the schema in a way that no other code describes. Compare it with the page of its state
type; ``sfn validate`` names the part that does not fit.

Bad::

    a definition that breaks the schema, and none of the codes SFN110 to SFN119 says how

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN110",
        "unknown-field",
        "An object has only fields of the States Language.",
        """\
The field is misspelt, or belongs to another type of state. AWS rejects it.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Second": 5, "End": true}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}}
""",
    ),
    Page(
        "SFN111",
        "other-language",
        "A field belongs to the query language of its state.",
        """\
JSONPath states have ``InputPath``, ``Parameters``, ``ResultSelector``, ``ResultPath`` and
``OutputPath``; JSONata states have ``Arguments`` and ``Output``. Set ``QueryLanguage``, or write
the other language's field.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Output": {"ok": true}, "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "Output": {"ok": true}, "End": true}}}
""",
    ),
    Page(
        "SFN112",
        "missing-field",
        "An object has all required fields.",
        """\
AWS rejects a definition without them. The message names the field and what it is a part of.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "TimeoutSeconds": 60, "End": true}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "TimeoutSeconds": 60, "End": true,
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:load"}}}
""",
    ),
    Page(
        "SFN113",
        "wrong-type",
        "A value has the type that its field takes.",
        """\
The message names both. A number in quotes is a string, and so is ``"true"``.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": "5", "End": true}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}}
""",
    ),
    Page(
        "SFN114",
        "no-such-value",
        "A value is one of those that its field allows.",
        """\
The message lists them, or names the closest. Capital letters count. AWS rejects any other value.

Bad::

    {"QueryLanguage": "JSONPATH", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}

Good::

    {"QueryLanguage": "JSONPath", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN115",
        "out-of-range",
        "A number, a string or a list is within its field's limits.",
        """\
The message says which limit is exceeded. An empty list where one element is needed is one too, and
AWS rejects all of them.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [], "Default": "B"},
                                "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B",
            "Choices": [{"Variable": "$.n", "NumericGreaterThan": 3, "Next": "B"}]},
      "B": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN116",
        "malformed",
        "A string has the format of its field.",
        """\
Timestamps are RFC 3339 with a capital ``T`` and ``Z`` or an offset, paths begin with ``$``, ARNs
with ``arn:``.

Bad::

    {"StartAt": "A",
     "States": {"A": {"Type": "Wait", "Timestamp": "2030-01-31 08:30", "End": true}}}

Good::

    {"StartAt": "A",
     "States": {"A": {"Type": "Wait", "Timestamp": "2030-01-31T08:30:00Z", "End": true}}}
""",
    ),
    Page(
        "SFN117",
        "misplaced-field",
        "Fields that exclude each other are not used together.",
        """\
AWS could not know which one counts. Keep one of the fields in the message.

Bad::

    {"StartAt": "A", "States": {"B": {"Type": "Succeed"},
      "A": {"Type": "Pass", "Next": "B", "End": true}}}

Good::

    {"StartAt": "A", "States": {"B": {"Type": "Succeed"}, "A": {"Type": "Pass", "Next": "B"}}}
""",
    ),
    Page(
        "SFN118",
        "unknown-state-type",
        "A state has one of the eight types.",
        """\
Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map, with a capital letter.

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Success"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
""",
    ),
    Page(
        "SFN119",
        "jsonpath-in-jsonata-machine",
        "A JSONata machine has no JSONPath states.",
        """\
A state can set ``QueryLanguage`` to ``JSONata`` in a JSONPath machine, but not the reverse.

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}}

Good::

    {"StartAt": "A",
     "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true}}}
""",
    ),
)
