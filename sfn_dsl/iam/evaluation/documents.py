"""IAM's policies and trust policies, read into statements.

Reading never raises. Whatever IAM would reject becomes a fault of the document, which says what to
write. The statement with the fault is skipped; evaluation treats it as one that may do anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import attrs

VARIABLES_VERSION: Final = "2012-10-17"
"""The document version in which ``${...}`` is a policy variable; before, it is plain text."""

DocumentKind = Literal["policy", "trust policy"]


@attrs.frozen
class Elements:
    """The actions or resources of a statement; ``inverted`` means all except these."""

    texts: tuple[str, ...]
    inverted: bool = False


@attrs.frozen
class StatementCondition:
    """One entry of a statement's Condition block: an operator, a context key and its values."""

    operator: str
    key: str
    values: tuple[str, ...]


@attrs.frozen
class Statement:
    """One statement of a document.

    ``label`` identifies it: its Sid, or its number. ``resources`` is empty in a trust policy.
    ``principals`` pairs a type, such as ``Service``, with an identifier; ``("*", "*")`` is anyone.
    """

    label: str
    allows: bool
    actions: Elements
    resources: Elements = Elements(())
    principals: tuple[tuple[str, str], ...] = ()
    excludes_principals: bool = False
    conditions: tuple[StatementCondition, ...] = ()
    has_variables: bool = False
    written: Mapping[str, Any] = attrs.field(factory=dict, eq=False)


@attrs.frozen
class PolicyDocument:
    """A policy or a trust policy; ``name`` is how messages refer to it."""

    name: str
    statements: tuple[Statement, ...] = ()
    faults: tuple[str, ...] = ()


class _FaultError(Exception):
    """What is wrong with a statement: the end of a sentence that begins with its name."""


def read_document(document: object, name: str, kind: DocumentKind = "policy") -> PolicyDocument:
    """Read a document, given as plain JSON values."""
    if not isinstance(document, Mapping):
        return PolicyDocument(
            name, faults=(f"{name} is not a JSON object; write {{'Statement': [...]}}",)
        )
    listed = document.get("Statement")
    statements = list(listed) if isinstance(listed, list) else [listed]
    if listed is None:
        return PolicyDocument(
            name, faults=(f"{name} has no 'Statement'; write a list of statements",)
        )
    has_variables = document.get("Version") == VARIABLES_VERSION
    read, faults = [], []
    for number, statement in enumerate(statements, 1):
        try:
            read.append(_statement(statement, number, kind, has_variables))
        except _FaultError as fault:
            faults.append(f"statement {number} of {name} {fault}")
    return PolicyDocument(name, tuple(read), tuple(faults))


def _statement(written: object, number: int, kind: DocumentKind, has_variables: bool) -> Statement:
    if not isinstance(written, Mapping):
        raise _FaultError("is not an object; write {'Effect': ..., 'Action': ..., 'Resource': ...}")
    effect, sid = written.get("Effect"), written.get("Sid")
    if effect not in ("Allow", "Deny"):
        raise _FaultError("has no valid 'Effect'; write 'Allow' or 'Deny'")
    trusts = kind == "trust policy"
    principals, excludes = _principals(written) if trusts else ((), False)
    return Statement(
        label=repr(sid) if isinstance(sid, str) and sid else str(number),
        allows=effect == "Allow",
        actions=_elements(written, "Action"),
        resources=Elements(()) if trusts else _elements(written, "Resource"),
        principals=principals,
        excludes_principals=excludes,
        conditions=tuple(_conditions(written.get("Condition", {}))),
        has_variables=has_variables,
        written=written,
    )


def _elements(written: Mapping[str, Any], name: str) -> Elements:
    """The element of this name or its ``Not...`` form; exactly one of them must be present."""
    names = [form for form in (name, f"Not{name}") if form in written]
    if len(names) != 1:
        raise _FaultError(f"must have either '{name}' or 'Not{name}'; write one of them")
    return Elements(_texts(written[names[0]], names[0]), inverted=names[0] != name)


def _principals(written: Mapping[str, Any]) -> tuple[tuple[tuple[str, str], ...], bool]:
    names = [form for form in ("Principal", "NotPrincipal") if form in written]
    if len(names) != 1:
        raise _FaultError("must have a 'Principal'; write {'Service': 'states.amazonaws.com'}")
    value = written[names[0]]
    if value == "*":
        return (("*", "*"),), names[0] == "NotPrincipal"
    if not isinstance(value, Mapping):
        raise _FaultError(
            f"has a '{names[0]}' that is not an object; write {{'Service': 'states.amazonaws.com'}}"
        )
    found = ((str(kind), text) for kind, given in value.items() for text in _texts(given, kind))
    return tuple(found), names[0] == "NotPrincipal"


def _conditions(written: object) -> Iterator[StatementCondition]:
    if not isinstance(written, Mapping):
        raise _FaultError(
            "has a 'StatementCondition' that is not an object; write {operator: {key: value}}"
        )
    for operator, keys in written.items():
        if not isinstance(keys, Mapping):
            raise _FaultError(f"has a '{operator}' that is not an object; write {{key: value}}")
        for key, value in keys.items():
            yield StatementCondition(str(operator), str(key), _texts(value, key))


def _texts(value: object, name: object) -> tuple[str, ...]:
    """A string or a list of strings; IAM also accepts numbers and booleans."""
    values: Iterable[object] = value if isinstance(value, list) else [value]
    return tuple(_text(one, name) for one in values)


def _text(value: object, name: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise _FaultError(
        f"has a '{name}' that is neither a string nor a list of strings; write one of them"
    )
