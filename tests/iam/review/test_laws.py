"""A policy that is derived is one that suffices, and is no wider than it has to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements
from sfn_dsl.iam.review.findings import findings, to_add
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

ACCOUNT = "123456789012"
NIGHTLY = Machine(account=ACCOUNT, name="nightly", logging=True, tracing=True)
IDENTITY = Identity(f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly")
ROOT = Path(__file__).parents[3]
OWN = [*ROOT.glob("tests/**/*.asl.json"), *ROOT.glob("workflows/*.asl.json")]


def read(file: Path) -> Definition | None:
    try:
        document = json.loads(file.read_bytes())
    except ValueError:
        return None
    return Definition(document) if isinstance(document, dict) else None


def held_to(
    requirements: Requirements, document: object, definition: Definition
) -> tuple[Review, set[str]]:
    role = RoleDocuments("Nightly", Policies((read_document(document, "its policy"),)))
    found = review(requirements, role, IDENTITY, definition)
    # What a template still has to fill in is a policy variable to IAM, and nobody knows its value.
    told = [one for one in findings(found, definition) if "depends on the value" not in one.message]
    return found, {one.code for one in told} - {"SFN924"}


def holds(definition: Definition) -> None:
    requirements = derive(definition, NIGHTLY)
    _, codes = held_to(requirements, policy(requirements), definition)
    assert codes == set()

    poor, _ = held_to(requirements, policy(Requirements()), definition)
    added = to_add(poor).get("policy", [])
    mended, _ = held_to(requirements, {"Statement": added}, definition)
    assert not mended.is_insufficient

    rich, codes = held_to(requirements, {"Statement": everything("Allow")}, definition)
    assert not rich.is_insufficient
    assert codes == {"SFN925"}
    denied, _ = held_to(requirements, {"Statement": everything("Deny")}, definition)
    assert denied.is_insufficient


def everything(effect: str) -> list[dict[str, str]]:
    return [{"Effect": effect, "Action": "*", "Resource": "*"}]


@pytest.mark.parametrize("file", OWN, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_derived_policy_suffices_without_excess(file: Path) -> None:
    definition = read(file)
    assert definition is not None
    holds(definition)


@pytest.mark.slow
def test_that_of_each_public_definition_does_too(data: Path) -> None:
    read_ones = [definition for file in sorted(data.rglob("*.json")) if (definition := read(file))]
    definitions = [one for one in read_ones if "States" in one.document]
    assert len(definitions) > 1000
    for definition in definitions:
        holds(definition)
