"""The services' own models, as botocore ships them: which operations take which parameters.

They are read from botocore's data folder without importing botocore, and only when a call is
checked. What the models do not know is accepted, since they may be older than the service.
"""

from sfn_dsl.service_models.models import ServiceModel, find_service, load, service_names
from sfn_dsl.service_models.problems import (
    RUNNING,
    Problem,
    ProblemKind,
    action_problem,
    call_problems,
    is_known,
    nested_problems,
)

__all__ = [
    "RUNNING",
    "Problem",
    "ProblemKind",
    "ServiceModel",
    "action_problem",
    "call_problems",
    "find_service",
    "is_known",
    "load",
    "nested_problems",
    "service_names",
]
