"""The embedded AWS: an endpoint on this machine to try workflows against, with real boto3.

Importing this costs nothing; moto, of the extra ``local``, is imported when one is started.
"""

from sfn_dsl.local.server import ACCOUNT, DEFAULT_REGION, LocalAWS

__all__ = ["ACCOUNT", "DEFAULT_REGION", "LocalAWS"]
