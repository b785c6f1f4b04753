"""Which parameters of a call name a resource: its type's ARN, filled with what they are called.

A parameter stands for one variable of an ARN. Where several could be meant, the one that is called
as the parameter is comes first, then one called after the same thing, and last the type as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from sfn_dsl.iam.requirements.actions import ResourceType
from sfn_dsl.language.permissions import ALL
from sfn_dsl.language.services.aws_sdk import NAMED_BY, ONLY_BY_ARN

_IDENTIFIERS: Final = ("arn", "name", "id", "identifier", "arns", "names", "ids", "")
_ENDING: Final = re.compile(r"(?i)(arn|name|identifier|id)$")
_PARAMETER: Final = re.compile(r"[A-Z]\w*")
_PLAIN: Final = re.compile(r"[^a-z0-9]")
_VARIABLE: Final = re.compile(r"\$\{\w+\}")
_BEFORE_SERVICE: Final = 2
_MAKING: Final = ("Create", "Register", "Put")


@attrs.frozen
class Named:
    """The template of a type's resources: ``is_whole`` tells that parameters name all of it."""

    template: str
    is_whole: bool
    is_partly: bool = False


def named(prefix: str, each: ResourceType, operation: str, given: Iterable[str]) -> Named:
    """What the given parameters name of a type; ``*`` stands for what they do not."""
    if f"{prefix}:{each.name.casefold()}" in ONLY_BY_ARN:
        return Named(_widest(each.arn), is_whole=False)
    parameters = _Parameters(prefix, each, operation, tuple(given))
    start, _, rest = each.arn.partition("${")
    # A resource of any service can only be named by its own ARN.
    start = start if start.count(":") > _BEFORE_SERVICE else ""
    whole = parameters.first((f"{_plain(each.name)}arn",))
    if whole and rest:
        return Named(f"{start}{{{whole}}}", is_whole=True)
    found = parameters.by_variable()
    template = each.arn
    for variable, name in found.items():
        if name.endswith(("Arn", "Arns")):
            return Named(f"{start}{{{name}}}", is_whole=True)
        template = template.replace(f"${{{variable}}}", f"{{{name}}}")
    filled = _widest(template)
    return Named(filled, is_whole=filled == template, is_partly=bool(found))


def _widest(template: str) -> str:
    """A template with ``*`` for its variables; IAM takes none for the service."""
    filled = _VARIABLE.sub("*", template)
    return ALL if "*" in filled.split(":")[_BEFORE_SERVICE] else filled


@attrs.frozen
class _Parameters:
    """The parameters that are given, as names of what one type of resource is told apart by."""

    prefix: str
    each: ResourceType
    operation: str
    given: tuple[str, ...]

    def first(self, wanted: Iterable[str], taken: Iterable[str] = ()) -> str:
        """The first of the wanted names that is given and not taken, in its own spelling."""
        taken = tuple(taken)
        free = [name for name in self.given if name not in taken and _PARAMETER.fullmatch(name)]
        names = {_plain(name): name for name in free}
        return next((names[name] for name in wanted if name in names), "")

    def by_variable(self) -> Mapping[str, str]:
        """The parameter of each variable that one names, with its reading."""
        found: dict[str, str] = {}
        for find in (self._by_table, self._alike, self._by_subject, self._by_type):
            for variable in self.each.variables:
                if variable not in found:
                    taken = map(_parameter, found.values())
                    found[variable] = find(variable, taken)
                    if not found[variable]:
                        del found[variable]
        return found

    def _by_table(self, variable: str, _: Iterable[str]) -> str:
        listed = NAMED_BY.get(self.prefix, {}).get(variable, ())
        return next((name for name in listed if "=" in name or _parameter(name) in self.given), "")

    def _alike(self, variable: str, taken: Iterable[str]) -> str:
        return self.first((_plain(variable),), taken)

    def _by_subject(self, variable: str, taken: Iterable[str]) -> str:
        return self._called_after(_plain(_ENDING.sub("", variable)), variable, taken)

    def _by_type(self, variable: str, taken: Iterable[str]) -> str:
        return self._called_after(_plain(self.each.name), variable, taken)

    def _called_after(self, subject: str, variable: str, taken: Iterable[str]) -> str:
        """The parameter called after a subject, or ``Name`` where the operation is."""
        if not subject:
            return ""
        wanted = [subject + end for end in _IDENTIFIERS]
        if subject in _plain(self.operation):
            wanted += [end for end in _IDENTIFIERS if end]
        name = self.first(wanted, taken)
        return "" if self._is_given_later(variable, name) else name

    def _is_given_later(self, variable: str, name: str) -> bool:
        """Tell whether the service makes up an id for what the call only gives a name.

        Where an ARN has both in it, the name is the other.
        """
        makes = self.operation.startswith(_MAKING) or len(self.each.variables) > 1
        return makes and variable.endswith("Id") and name.endswith("Name")


def _parameter(named: str) -> str:
    """A parameter without its reading."""
    return named.partition("|")[0]


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.casefold())
