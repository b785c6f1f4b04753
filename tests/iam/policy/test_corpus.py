"""Policies of definitions that others wrote, of recorded executions, and of anything at all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, canonical_text
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.policy.explain import as_json, as_text
from sfn_dsl.iam.policy.formats import as_terraform
from sfn_dsl.iam.requirements.actions import find_action
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements
from sfn_dsl.language.services import ACTIONS

FOLDERS = ("corpus/definitions", "corpus/invalid", "corpus/dialects", "conformance/executions")
HERE = Machine(account="123456789012", name="m", logging=True, tracing=True, kms_key="k")
PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
AN_ARN = re.compile(r"arn:[^:]+:[a-z0-9-]+:[^:]*:[^:]*:.+", re.DOTALL)

# It prints, for each policy on a line of its input, what it has to object to in it.
PARLIAMENT = """
import json, sys, warnings
warnings.simplefilter("ignore")
from parliament import analyze_policy_string
for line in sys.stdin:
    found = analyze_policy_string(line).findings
    print(json.dumps([[each.issue, str(each.detail), str(each.location)] for each in found]))
"""
# What parliament says of right policies, and why it does.
MISTAKEN = {
    # It wants a resource of every type that an action knows, and most work on one of several.
    "RESOURCE_MISMATCH",
    # Its data are of before conditions for HTTP endpoints.
    "UNKNOWN_CONDITION_FOR_ACTION",
}


def definitions(data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for folder in FOLDERS:
        for file in sorted((data / folder).glob("*.json")):
            document = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(document, dict):
                yield file.name, document.get("definition", document)


def tasks(document: Any) -> Iterator[dict[str, Any]]:
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if value.get("Type") == "Task" and "Resource" in value:
                yield value
            pending += value.values()
        elif isinstance(value, list):
            pending += value


@pytest.mark.slow
def test_every_definition_has_a_policy_or_says_what_is_not_known(data: Path) -> None:
    for name, document in definitions(data):
        found = derive(Definition(document), HERE)
        text = canonical_text(policy(found))
        assert canonical_text(policy(derive(Definition(document), HERE))) == text, name
        assert as_terraform(policy(found))
        assert canonical_text(as_json(found))
        assert all(one.reason for one in found.unknown), name


def test_every_task_of_every_definition_is_granted_or_unknown_or_needs_nothing(data: Path) -> None:
    for name, document in definitions(data):
        for state in tasks(document):
            found = derive(Definition({"States": {"A": state}}), HERE)
            assert said(found) or needs_nothing(state), (name, state)


def said(found: Requirements) -> bool:
    """Tell whether anything was found out about a state."""
    return any(one.pointers for one in found.permissions) or bool(found.unknown)


def needs_nothing(state: dict[str, Any]) -> bool:
    resource = str(state.get("Resource"))
    if ":activity:" in resource:
        return True
    action = resource.partition(":::")[2].partition(".")[0]
    row = ACTIONS.get(action)
    return row is None or not row.permissions or action == "apigateway:invoke"


def test_pointers_lead_to_what_needs_the_permission(data: Path) -> None:
    for name, document in definitions(data):
        found = derive(Definition(document), HERE)
        needing = [pointer for one in found.permissions for pointer in one.pointers]
        for pointer in (*needing, *(one.pointer for one in found.unknown)):
            value: Any = document
            for token in tokens(pointer):
                value = value[int(token)] if isinstance(value, list) else value[token]
            assert isinstance(value, (dict, str)) or pointer not in needing, (name, pointer)


def test_everything_granted_is_an_action_of_iam_on_an_arn(data: Path) -> None:
    for name, document in definitions(data):
        for one in derive(Definition(document), HERE).permissions:
            action = find_action(*one.action.split(":"))
            assert action is not None, (name, one.action)
            assert action.name == one.action
            for resource in one.resources:
                is_arn = AN_ARN.fullmatch(PLACEHOLDER.sub("x", resource)) is not None
                assert is_arn or resource == "*" or resource.startswith("${"), (name, resource)
            if one.resources == ("*",):
                is_optional = not any(each.is_required for each in action.types)
                assert is_optional or action.name == "cloudwatch:PutMetricData"


@pytest.mark.slow
def test_parliament_has_nothing_to_object_to(data: Path) -> None:
    policies = [(name, filled_in(document)) for name, document in definitions(data)]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PARLIAMENT],
        input="".join(json.dumps(found) + "\n" for _, found in policies),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    for (name, found), line in zip(policies, done.stdout.splitlines(), strict=True):
        for issue, detail, location in json.loads(line):
            assert issue in MISTAKEN, (name, issue, detail, location, found)


def filled_in(document: dict[str, Any]) -> dict[str, Any]:
    """The policy of a definition, with something in place of what is to be replaced in it.

    What the definition itself spells so that no ARN can be like it is left out.
    """
    found = policy(derive(Definition(document), HERE))
    for statement in found["Statement"]:
        resources = [PLACEHOLDER.sub("x", one) for one in statement["Resource"] if one[0] != "$"]
        statement["Resource"] = [one for one in resources if is_possible(one)]
    found["Statement"] = [one for one in found["Statement"] if one["Resource"]]
    return found


def is_possible(resource: str) -> bool:
    if resource == "*":
        return True
    _, partition, _, region, account, _ = resource.split(":", 5)
    return (
        partition in ("aws", "aws-cn", "aws-us-gov")
        and re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d|\*|", region) is not None
        and re.fullmatch(r"\d{12}|\*|", account) is not None
    )


MEMBERS = (
    *("Type", "States", "Resource", "Parameters", "Arguments", "TopicArn", "TopicArn.$", "A"),
    *("Credentials", "ItemReader", "ItemProcessor", "Assign", "QueryLanguage", "RoleArn"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="arn:${}*?%'&().$aAws-stes{}/ ", max_size=24),
    st.sampled_from(
        ["${X}", "${X.Arn}", "${", "arn:", "arn:aws:sns", "{% $a & 'b' %}", "$.a", "$a"]
    ),
    st.sampled_from(["States.Format('{}-{}', $.a, 'x')", "States.Format($.a)", "{% ( %}", "*"]),
)
CALLED = [
    *ACTIONS,
    *(f"{key}.sync" for key in ACTIONS),
    "aws-sdk:s3:getObject",
    "aws-sdk:ec2:runInstances",
]


@given(JSON)
def test_nothing_is_raised_whatever_the_document(document: Any) -> None:
    definition = Definition({"States": {"A": document}})
    found = derive(definition, HERE)
    list(as_text(found, definition))
    derive(Definition(document))


@pytest.mark.parametrize("text", ["$:", "$['a", "$.", "States.Format("])
def test_what_cannot_be_read_may_be_anything(text: str) -> None:
    parameters = {"ClusterName.$": text, "NodegroupName": "n"}
    resource = "arn:aws:states:::eks:createNodegroup"
    state = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}
    found = derive(Definition({"StartAt": "A", "States": {"A": state}}), HERE)
    (made,) = (one for one in found.permissions if one.action == "eks:CreateNodegroup")
    assert all("*" in resource for resource in made.resources)


@given(st.sampled_from(CALLED), st.sampled_from(["JSONPath", "JSONata"]), st.data())
def test_nothing_is_raised_whatever_the_parameters_hold(
    called: str, language: str, drawn: st.DataObject
) -> None:
    from ..requirements.test_every_integration import parameters

    names = list(parameters(called.removesuffix(".sync"))) if called[:4] != "aws-" else ["Bucket"]
    keys = st.sampled_from([*names, *(f"{name}.$" for name in names), "Key", "RoleArn"])
    payload = drawn.draw(st.dictionaries(keys, TEXTS | JSON, max_size=4) | TEXTS)
    field = "Parameters" if language == "JSONPath" else "Arguments"
    state = {"Type": "Task", "Resource": f"arn:aws:states:::{called}", field: payload}
    assigned = {"Assign": {"a": drawn.draw(TEXTS), "a.$": drawn.draw(TEXTS)}}
    document = {"QueryLanguage": language, "States": {"A": {**state, **assigned}}}
    found = derive(Definition(document), HERE)
    assert canonical_text(policy(found))
    assert as_terraform(policy(found))
    assert list(as_text(found, Definition(document)))
