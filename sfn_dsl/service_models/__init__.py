"""The services' own models, as botocore carries them: which operations take which parameters.

They are read from botocore's folder of data without importing botocore, and only when a call is
checked. What the models do not know is accepted, since they may be older than the service.
"""

from sfn_dsl.service_models.checking import Call, call_objections, member_objections, unknown
from sfn_dsl.service_models.models import ServiceModel, find_service, load, service_names
from sfn_dsl.service_models.sdk import sdk_objections

__all__ = [
    "Call",
    "ServiceModel",
    "call_objections",
    "find_service",
    "load",
    "member_objections",
    "sdk_objections",
    "service_names",
    "unknown",
]
