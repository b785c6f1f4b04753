"""The names of services in ``aws-sdk`` resources that no model has, and what they are meant for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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

_OTHERWISE: Final[Mapping[str, str]] = {
    "airflow": "mwaa",
    "aoss": "opensearchserverless",
    "appstream2": "appstream",
    "aps": "amp",
    "cassandra": "keyspaces",
    "cloudcontrolapi": "cloudcontrol",
    "cloudwatchevents": "eventbridge",
    "cognitoidp": "cognitoidentityprovider",
    "dsdata": "directoryservicedata",
    "elasticfilesystem": "efs",
    "elasticmapreduce": "emr",
    "email": "ses",
    "executeapi": "apigatewaymanagementapi",
    "geo": "location",
    "iotdata": "iotdataplane",
    "iotjobsdata": "iotjobsdataplane",
    "iotsecuredtunneling": "iotsecuretunneling",
    "mobiletargeting": "pinpoint",
    "monitoring": "cloudwatch",
    "mturkrequester": "mturk",
    "neptunedb": "neptunedata",
    "oidc": "ssooidc",
    "profile": "customerprofiles",
    "smsvoice": "pinpointsmsvoice",
    "states": "sfn",
    "stepfunction": "sfn",
    "tagging": "resourcegroupstaggingapi",
    "voicechime": "chimesdkvoice",
}
"""What a service is called in IAM's actions, its ARNs or its address, where the SDK has another."""

# A shorter name may well be another service's, and a slip of two letters is one of a longer name.
_SHORTEST: Final = 5
_LONG: Final = 8
_LONGEST: Final = 50


def meant_service(service: str) -> str | None:
    """The service that a name without a model is known to mean, None where it may be another.

    AWS adds services, and often names them after another one: a name that only goes on where a
    known one ends, or ends in another number, is not taken for a slip.
    """
    folded = service.casefold().replace("-", "").replace(" ", "")
    if service.casefold() in NAMES:
        return NAMES[service.casefold()]
    if folded in NAMES or find_service(folded):
        return NAMES.get(folded, folded)
    if folded in _OTHERWISE:
        return _OTHERWISE[folded]
    if folded in RETIRED or len(folded) > _LONGEST:
        return None
    known = service_names()
    if len(folded) < _SHORTEST:
        return _meant_by_short(folded, known)
    longer = sorted(name for name in known if name.startswith(folded))
    most = 2 if len(folded) >= _LONG else 1
    # Most names are nothing like it, which is soon seen.
    slips = [name for name in several_near(folded, known) if _is_slip(folded, name, most)]
    return (
        min(slips, key=lambda name: _distance(folded, name)) if slips else next(iter(longer), None)
    )


def _meant_by_short(name: str, known: Collection[str]) -> str | None:
    """The service with a letter more or less at its end, or one letter instead of two.

    Of names of three letters many are in use, and next to each there may be another one some day:
    a letter in the place of another one says nothing.
    """
    base = name.rstrip("0123456789")
    if base != name:
        numbered = f"{base}v{name.removeprefix(base)}"
        return numbered if numbered in known else None
    longer = [each for each in known if each[:-1] == name]
    if len(longer) == 1:
        return longer[0]
    once = (name[:at] + name[at + 1 :] for at in _doubled(name))
    if shorter := next((each for each in (*once, name[:-1]) if each in known), None):
        return shorter
    near = [each for each in known if len(name) == _SHORTEST - 1 and _is_slip(name, each, 1)]
    return near[0] if len(near) == 1 else None


def _doubled(name: str) -> Iterator[int]:
    return (at for at in range(1, len(name)) if name[at] == name[at - 1])


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
