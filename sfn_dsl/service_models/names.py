"""The names of services in ``aws-sdk`` resources that no model has, and what they are meant for."""

from __future__ import annotations

from typing import Final

from sfn_dsl.service_models.models import NAMES, find_service, service_names
from sfn_dsl.spelling import several_near

NOT_OFFERED: Final = frozenset(("cloudsearchdomain", "mediastoredata"))
"""Services that the SDKs have and that Step Functions was measured to reject."""

RETIRED: Final = frozenset(
    (
        *("alexaforbusiness", "backupstorage", "codestar", "elasticinference", "evidently"),
        *(
            "finspace",
            "finspacedata",
            "gamesparks",
            "honeycode",
            "importexport",
            "iot1clickdevices",
        ),
        *("iot1clickprojects", "iotanalytics", "iotevents", "ioteventsdata", "iotfleethub"),
        *("lookoutequipment", "lookoutmetrics", "lookoutvision", "macie", "mobile", "nimble"),
        *("opsworks", "opsworkscm", "panorama", "privatenetworks", "qldb", "qldbsession"),
        *("robomaker", "simspaceweaver", "sms", "worklink"),
    )
)
"""Services that AWS closed, of which botocore no longer has models: their names are no slips."""

# A shorter name may well be another service's, and a slip of two letters is one of a longer name.
_SHORTEST: Final = 5
_LONG: Final = 8
_LONGEST: Final = 50


def meant_service(service: str) -> str | None:
    """The service that a name without a model is surely meant for, None where it may be another.

    AWS adds services, and often names them after another one: a name that only goes on where a
    known one ends, or ends in another number, is not taken for a slip.
    """
    folded = service.casefold().replace("-", "").replace(" ", "")
    if service.casefold() in NAMES:
        return NAMES[service.casefold()]
    if folded in NAMES or find_service(folded):
        return NAMES.get(folded, folded)
    if folded in RETIRED or not _SHORTEST <= len(folded) <= _LONGEST:
        return None
    known = service_names()
    longer = sorted(name for name in known if name.startswith(folded))
    most = 2 if len(folded) >= _LONG else 1
    # Most names are nothing like it, which is soon seen.
    slips = [name for name in several_near(folded, known) if _is_slip(folded, name, most)]
    return (
        min(slips, key=lambda name: _distance(folded, name)) if slips else next(iter(longer), None)
    )


def _is_slip(name: str, known: str, most: int) -> bool:
    if abs(len(name) - len(known)) > most:
        return False
    if name.startswith(known) and (len(name) > len(known) + 1 or name[-1].isdecimal()):
        return False
    if name[-1].isdecimal() and _unnumbered(name) == _unnumbered(known):
        return False
    return _distance(name, known) <= most


def _unnumbered(name: str) -> str:
    return name.rstrip("0123456789").removesuffix("v")


def _distance(one: str, other: str) -> int:
    """How many letters to add, remove, replace or swap to make one name of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for place, known in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != known))
            is_swap = place > 1 and at > 1 and letter == other[place - 2] and one[at - 2] == known
            row.append(min(cost, last[place - 2] + 1) if is_swap else cost)
    return row[-1]
