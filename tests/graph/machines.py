"""Small machines for the tests of pictures, and texts that try to be more than text."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.definition import Definition
from sfn_dsl.graph import Graph, graph_of

Document = dict[str, Any]

ORDERS: Final[Document] = {
    "Comment": "Orders",
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Choice",
            "Default": "Reject",
            "Choices": [
                {
                    "And": [
                        {"Variable": "$.total", "NumericGreaterThan": 3},
                        {"Not": {"Variable": "$.name", "StringEquals": "x"}},
                    ],
                    "Next": "Each",
                },
                {"Variable": "$.late", "IsPresent": False, "Next": "Both"},
            ],
        },
        "Each": {
            "Type": "Map",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Pack",
                "States": {"Pack": {"Type": "Pass", "End": True}},
            },
            "Next": "Both",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {
                    "StartAt": "Tell",
                    "States": {
                        "Tell": {
                            "Type": "Task",
                            "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                            "Next": "Rest",
                        },
                        "Rest": {"Type": "Wait", "Seconds": 60, "End": True},
                    },
                },
                {
                    "StartAt": "Bill",
                    "States": {
                        "Bill": {
                            "Type": "Task",
                            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:bill",
                            "End": True,
                        }
                    },
                },
            ],
            "Catch": [{"ErrorEquals": ["States.Timeout", "Own"], "Next": "Reject"}],
            "End": True,
        },
        "Reject": {"Type": "Fail", "Error": "Rejected"},
        "Forgotten": {"Type": "Pass", "Next": "Nowhere"},
    },
}

HOSTILE: Final = (
    '"] --> x["',
    "a\n  b --> c\n%%{init: {}}%%",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "]]> <!-- --> <![CDATA[",
    'x"; digraph { a -> b } //',
    "back\\slash \\n \\N \\\\",
    "javascript:alert(1) https://example.com/?a=1&b=2",
    "`**bold**` $$x^2$$ 1. one - two # three",
    "right \u202e to left \u2066 isolated",
    "tab\tnul\x00bell\x07escape\x1b[31m",
    "lone \ud800 surrogate",
    "end",
    "subgraph",
    "  ",
    "",
    "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-5DE5} e\N{COMBINING ACUTE ACCENT}",
    "long " * 2_000,
)


def graph(document: Any) -> Graph:
    return graph_of(Definition(document))


def hostile_machine() -> Document:
    """A machine in which each text that an author can write tries to be more than text."""
    names = list(HOSTILE)
    states: Document = {}
    for name, following in zip(names, (*names[1:], None), strict=True):
        onward = {"Next": following} if following is not None else {"End": True}
        states[name] = {
            "Type": "Task",
            "Resource": name,
            "Comment": name,
            "Catch": [{"ErrorEquals": [name], "Next": names[0]}],
            **onward,
        }
    states["choose"] = {
        "Type": "Choice",
        "Choices": [{"Variable": name, "StringEquals": name, "Next": name} for name in names],
    }
    states["inside"] = {
        "Type": "Map",
        "ItemProcessor": {"StartAt": "<b>", "States": {"<b>": {"Type": "<i>", "End": True}}},
        "Next": names[0],
    }
    return {"Comment": names[0], "StartAt": "choose", "States": states}
