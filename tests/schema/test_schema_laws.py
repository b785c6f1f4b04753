"""Laws that hold of whatever is checked, tried on changed definitions and on any JSON."""

from __future__ import annotations

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import schema
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import tokens

from .accepted import ACCEPTED
from .definitions import PASS, Json, found, jsonata, jsonpath
from .refused import REFUSED
from .validators import SCHEMA, agree, validators

FIELDS = sorted(
    {
        name
        for definition in SCHEMA["$defs"].values()
        for name in definition.get("properties", {})
        if name != "Type"
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["$", "$.a", "$$.b", "$v", "{% 1 %}", "{% 1", "${X}", "States.UUID()", "x\n"]),
    st.sampled_from(["JSONPath", "JSONata", "DISTRIBUTED", "Task", "Map", "Choice", "States.ALL"]),
    st.text(),
)
KEYS = st.one_of(st.sampled_from(FIELDS), st.just("Type"), st.text(), st.text().map("{}.$".format))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(KEYS, inner)),
    max_leaves=12,
)


def containers(value: Json) -> list[Json]:
    if not isinstance(value, (dict, list)):
        return []
    members = value.values() if isinstance(value, dict) else value
    return [value, *(inner for member in members for inner in containers(member))]


def exists(document: Json, pointer: str) -> bool:
    for token in tokens(pointer):
        document = document[int(token) if isinstance(document, list) else token]
    return True


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A definition that was right or nearly so, with up to three changes at random places."""
    documents = [*ACCEPTED.values(), *(document for document, *_ in REFUSED.values())]
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        places = containers(document)
        if not places:
            return document
        place = draw(st.sampled_from(places))
        if isinstance(place, list):
            place.insert(draw(st.integers(0, len(place))), draw(VALUES))
        elif place and draw(st.booleans()):
            name = draw(st.sampled_from(sorted(place)))
            value = place.pop(name)
            if draw(st.booleans()):
                place[draw(KEYS)] = value
        else:
            place[draw(KEYS)] = draw(VALUES)
    return document


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_both_validators_agree_on_changed_definitions(document: Json) -> None:
    assert agree(document)
    assert bool(found(document)) is not validators()[0].is_valid(document)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_findings_are_words_at_places_that_exist(document: Json) -> None:
    before = copy.deepcopy(document)

    for finding in schema.check(Definition(document)):
        assert finding.code in {f"SFN1{number}" for number in range(10, 20)}
        assert exists(document, finding.pointer)
        assert "; " in finding.message or finding.message.endswith("?")
        assert not finding.message.endswith(("None", "None?"))
    # A float that is not a number is not equal to itself, its text is.
    assert repr(document) == repr(before)
    assert found(document) == found(before)


ODD_TEXT = st.text(st.characters(exclude_categories=()))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        SCALARS | ODD_TEXT,
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(KEYS | ODD_TEXT, inner)),
        max_leaves=30,
    )
)
def test_checking_never_raises_whatever_the_json(document: Json) -> None:
    assert found(document)
    found({"StartAt": "A", "States": document})
    found(jsonpath(document))
    found(jsonata({**PASS, "Output": document}))
