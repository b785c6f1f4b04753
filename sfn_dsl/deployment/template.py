"""What a template says of a machine, as far as it is known for a place before it is deployed.

A template's placeholders stand for its parameters and resources, and for what CloudFormation knows
of the place; those of its definition also for what DefinitionSubstitutions gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.aws.api import MachineType
from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringTypeError, DeploymentError, SourceError
from sfn_dsl.expressions.placeholders import (
    Room,
    names_in,
    placeholders_in,
    substitution_text,
    with_values,
)
from sfn_dsl.interop.template_settings import with_texts
from sfn_dsl.model.settings import ROLE, TAGS, TYPE
from sfn_dsl.model.target import Target

_MOST_IN_A_ROW: Final = 100
_SUFFIXES: Final = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
}
_NAME: Final = "name"
# What a machine cannot be without, so that what is not known of it is refused.
_NEEDED: Final = frozenset({_NAME, ROLE.name})


def pseudo_parameters(place: Target) -> dict[str, str]:
    """The placeholders that a place gives values, as CloudFormation names them."""
    return {
        "AWS::AccountId": place.account,
        "AWS::Region": place.region,
        "AWS::Partition": place.partition,
        "AWS::URLSuffix": _SUFFIXES.get(place.partition, "amazonaws.com"),
    }


@attrs.frozen
class Values:
    """The values of placeholders: ``given`` by who deploys, ``place`` those of the place.

    ``literal`` are the placeholders that are meant as they stand: those that are given as
    themselves, and alone. What a value holds besides is not meant so only because it does.
    What is given goes before what a template says, except that a parameter is told apart from what
    DefinitionSubstitutions calls by the same name.
    """

    given: Mapping[str, str] = attrs.field(factory=dict)
    place: Mapping[str, str] = attrs.field(factory=dict)
    literal: frozenset[str] = frozenset()

    def filled(self, text: str) -> str:
        """A text of an option with its placeholders filled in."""
        return with_values(text, {**self.place, **self.given})

    def of_template(self, definition: Definition) -> dict[str, str]:
        """The values of what the template around a definition refers to."""
        facts = definition.template
        defaults = facts.parameters.items() if facts else ()
        known = {name: text for name, text in defaults if text is not None}
        return {**known, **self.place, **self.given}

    def of_definition(self, definition: Definition) -> dict[str, str]:
        """The values of the placeholders in a definition."""
        around = self.of_template(definition)
        facts = definition.template
        if facts is None:
            return around
        texts = _each_filled(facts.texts, around)
        given = {name: text for name, text in self.given.items() if name not in facts.parameters}
        return {**around, **texts, **given}


NO_VALUES: Final = Values()


def values_of(given: Mapping[str, object] | None, place: Target) -> Values:
    """The values that placeholders have in a place, those in the values themselves filled in.

    Raises AuthoringTypeError for a value that is no text, number or boolean, and DeploymentError
    for values that make each other longer than a definition.
    """
    known = pseudo_parameters(place)
    texts = dict(_texts(given or {}))
    literal = frozenset(name for name, text in texts.items() if text == f"${{{name}}}")
    return Values(_resolved(texts, known), known, literal)


def _texts(given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        text = substitution_text(value)
        if text is None:
            raise AuthoringTypeError(
                f"the value of the placeholder {name!r} is {value!r:.80}; write a text, a number, "
                "True or False"
            )
        yield name, text


def _each_filled(texts: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    room = Room()
    return {name: with_values(text, values, room) for name, text in texts.items()}


def _resolved(texts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The texts with each other filled in; those in a circle stay as they are."""
    done = {name: text for name, text in known.items() if name not in texts}
    room = Room()
    for name in texts:
        _resolve(name, texts, done, room, ())
    return {name: done[name] for name in texts}


def _resolve(
    name: str, texts: Mapping[str, str], done: dict[str, str], room: Room, way: tuple[str, ...]
) -> None:
    if name in done:
        return
    for inner in names_in(texts[name]):
        if inner in texts and inner not in (*way, name) and len(way) < _MOST_IN_A_ROW:
            _resolve(inner, texts, done, room, (*way, name))
    try:
        done[name] = with_values(texts[name], done, room)
    except SourceError:
        raise DeploymentError(
            f"the value of the placeholder {name!r} is longer than a definition can be; write less"
        ) from None


@attrs.frozen
class Told:
    """What is known of the settings in a template.

    ``unknown`` says of the others what they depend on. ``kept_tags`` are the tags whose values are
    not known, so that they stay as they are deployed.
    """

    name: str
    role: str
    type: MachineType | None
    settings: Mapping[str, Any]
    kept_tags: tuple[str, ...]
    unknown: Mapping[str, tuple[str, ...]]


def told(definition: Definition, values: Values) -> Told:
    """The settings that a definition came with, filled in with values."""
    around = values.of_template(definition)
    own = definition.template.texts if definition.template else {}
    texts = _each_filled(own, around)
    read = with_texts(dict(definition.settings), {**texts, **around})
    known = {name: one for name, one in read.items() if not _open(one, values)}
    unread = dict.fromkeys(definition.template.unread if definition.template else (), ())
    unknown: dict[str, tuple[str, ...]] = {
        **{name: each for name, each in unread.items() if name not in known},
        **{name: tuple(_open(one, values)) for name, one in read.items() if name not in known},
    }
    kept: tuple[str, ...] = ()
    if TAGS.name in read and TAGS.name not in known:
        known[TAGS.name], kept = _parted(read[TAGS.name], values)
    said = known.pop(TYPE.name, None)
    return Told(
        read.get(_NAME, ""),
        read.get(ROLE.name, ""),
        "EXPRESS" if said == "EXPRESS" else "STANDARD" if said == "STANDARD" else None,
        known,
        kept,
        {name: why for name, why in unknown.items() if name not in _NEEDED},
    )


def _open(value: Any, values: Values) -> list[str]:
    return [name for name in placeholders_in(value) if name not in values.literal]


def _parted(tags: Mapping[str, str], values: Values) -> tuple[dict[str, str], tuple[str, ...]]:
    """The tags that are known, and the names of the others."""
    known = {name: text for name, text in tags.items() if not _open([name, text], values)}
    return known, tuple(name for name in tags if name not in known)
