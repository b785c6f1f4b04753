"""The embedded AWS: an endpoint on this machine to test workflows against, with the real boto3.

moto, from the extra ``local``, is imported only when the endpoint starts.
"""

from sfn_dsl.local.server import ACCOUNT, DEFAULT_REGION, LocalAWS

__all__ = ["ACCOUNT", "DEFAULT_REGION", "LocalAWS"]
