"""The schema itself: a valid one, without rests, each state's fields in one flat list."""

from __future__ import annotations

import json

import jsonschema
import jsonschema_rs

from .validators import SCHEMA


def test_the_metaschema_accepts_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema_rs.meta.validate(SCHEMA)


def test_every_definition_of_the_schema_is_used() -> None:
    text = json.dumps(SCHEMA)

    assert [name for name in SCHEMA["$defs"] if f'"#/$defs/{name}"' not in text] == []


def test_the_fields_of_a_state_are_one_flat_list_for_each_type_and_language() -> None:
    for kind in SCHEMA["$defs"]["StateType"]["enum"]:
        for language in ("Jsonpath", "Jsonata"):
            definition = SCHEMA["$defs"][f"{language}{kind}"]
            assert definition["additionalProperties"] is False
            assert {"Type", "Comment", "QueryLanguage"} <= set(definition["properties"])
