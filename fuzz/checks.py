"""What must hold of any text that is given for a definition.

Nothing is raised but the package's own errors, nothing takes long, what is imported is equal or
refused, and the differences between two definitions, applied to the one, make the other.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sfn_dsl import Definition, canonical_text, compile_machine, diff, read_json, validate
from sfn_dsl.comparison import as_json_text, as_text
from sfn_dsl.definition.yaml.reading import read_yaml
from sfn_dsl.errors import SfnError
from sfn_dsl.iam.policy import explain
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.policy.formats import as_cloudformation, as_terraform
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.interop.cloudformation import read_template
from sfn_dsl.model.target import Target

Document = dict[str, Any]
Check = Callable[[random.Random, Document, Document], None]


class BrokenLawError(AssertionError):
    """Something that holds for every definition does not for this one."""


def hold(is_so: object, what: str) -> None:
    """Raise BrokenLawError where something is not so."""
    if not is_so:
        raise BrokenLawError(what)


def read(text: str) -> Definition | None:
    """The definition in a text, None where it is refused, at a place in the text."""
    try:
        return read_json(text, "fuzz.asl.json")
    except SfnError as refused:
        hold(str(refused), "a refusal says why")
        return None


def validated(rng: random.Random, one: Document, other: Document) -> None:
    """Every finding is about a place that there is, or about what is around it."""
    definition = read(canonical_text(one))
    if definition is None:
        return
    for finding in validate(definition, strict=True):
        hold(finding.message and finding.code, "a finding says what is wrong")
        hold(finding.position, "a finding has a place")
    validate(Definition(one))


def written(rng: random.Random, one: Document, other: Document) -> None:
    """Canonical text reads back as it was, from JSON and as YAML."""
    text = canonical_text(one)
    hold(text == canonical_text(one), "canonical text is the same each time")
    again = read(text)
    if again is None:
        return
    hold(_is_equal(again.document, one), "canonical text holds the document")
    try:
        hold(_is_equal(read_yaml(text).document, one), "JSON is read as YAML")
    except SfnError:
        return  # YAML has less nesting and fewer characters


def compared(rng: random.Random, one: Document, other: Document) -> None:
    """A difference is the same seen from either side, and makes the one of the other."""
    old, new = Definition(one), Definition(other)
    changes = diff(old, new)
    hold(changes.reversed() == diff(new, old), "diff(a, b).reversed() == diff(b, a)")
    applied = Definition(changes.apply(one))
    hold(not diff(applied, new), "changes that are applied leave no difference")
    as_text(changes)
    as_json_text(changes)


def permitted(rng: random.Random, one: Document, other: Document) -> None:
    """A policy is derived and explained, in every format, the same each time."""
    definition = Definition(one)
    needs = derive(definition, machine_at(Target()))
    document = policy(needs)
    hold(document == policy(derive(definition, machine_at(Target()))), "a policy is the same")
    as_terraform(document)
    as_cloudformation(document)
    json.dumps(explain.as_json(needs))
    list(explain.as_text(needs, definition))
    list(explain.warnings(needs, definition))


def imported(rng: random.Random, one: Document, other: Document) -> None:
    """What is imported compiles to an equal definition, or is refused."""
    deployable = rng.choice((None, Deployable("orders", "OrdersRole")))
    try:
        source = python_source(Definition(one), deployable)
    except SfnError as refused:
        hold(str(refused), "a refusal says why")
        return
    names: dict[str, Any] = {"__name__": "imported"}
    exec(compile(source, "imported.py", "exec"), names)  # noqa: S102 - what the importer writes
    built = compile_machine(names["machine"]).document
    hold(_is_equal(built, one), "an import is equal")


def in_yaml(rng: random.Random, one: Document, other: Document) -> None:
    """A definition written as YAML is read as the same one."""
    import yaml

    try:
        text = yaml.safe_dump(one, sort_keys=False, allow_unicode=rng.random() < 0.5)
        if not _is_equal(yaml.safe_load(text), one):
            return  # deep down, PyYAML folds escaped text so that it reads it back otherwise
        found = read_yaml(text, "fuzz.asl.yaml")
    except (SfnError, RecursionError, yaml.YAMLError, ValueError):
        return  # what the writer cannot write, or what YAML does not have
    hold(_is_equal(found.document, one), "YAML is read as it was written")
    for finding in validate(found):
        hold(finding.position, "a finding has a place in YAML")


def in_a_template(rng: random.Random, one: Document, other: Document) -> None:
    """A definition in a template is read from there, however it is written."""
    kind = rng.randrange(4)
    text = canonical_text(one)
    if kind == 0:
        properties: Any = {"Definition": one}
    elif kind == 1:
        properties = {"DefinitionString": text}
    elif kind == 2:
        properties = {"DefinitionString": {"Fn::Sub": text}}
    else:
        at = rng.randrange(len(text))
        properties = {"DefinitionString": {"Fn::Join": ["", [text[:at], {"Ref": "A"}, text[at:]]]}}
    type_name = "AWS::Serverless::StateMachine" if kind == 0 else "AWS::StepFunctions::StateMachine"
    resource = {"Type": type_name, "Properties": properties}
    template = canonical_text({"Resources": {"Machine": resource}})
    name = rng.choice(("template.json", "template.yaml"))
    try:
        found = read_template(template, name, rng.choice((None, "Machine")), Path("nowhere"))
    except SfnError as refused:
        hold(str(refused), "a refusal says why")
        return
    for finding in validate(found):
        hold(finding.position, "a finding has a place in a template")


CHECKS: Final[tuple[Check, ...]] = (
    *(validated, written, compared, permitted, imported, in_yaml, in_a_template),
)


def read_damaged(text: str) -> None:
    """Any text is read, or refused with a place, as JSON, as YAML and as a template."""
    for reading in (read_json, read_yaml):
        try:
            reading(text, "fuzz")
        except SfnError as refused:
            findings: Any = getattr(refused, "diagnostics", ())
            hold(findings and findings[0].position, f"a refusal has a place: {refused}")
    with suppress(SfnError):
        read_template(text, "template.yaml", None, Path("nowhere"))


def _is_equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal, with 2 as 2.0 and true not as 1."""
    pending = [(one, other)]
    while pending:
        a, b = pending.pop()
        if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
            pending += [(a[key], b[key]) for key in a]
        elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
            pending += zip(a, b, strict=True)
        elif (
            isinstance(a, (dict, list)) or isinstance(a, bool) is not isinstance(b, bool) or a != b
        ):
            return False
    return True
