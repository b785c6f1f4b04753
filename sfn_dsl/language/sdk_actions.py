"""The actions of services that exist, and that no task can call by the AWS SDK.

Most of them answer with a stream. (Integrations reference, section "AWS SDK".)
"""

from __future__ import annotations

from typing import Final

UNSUPPORTED: Final = frozenset(
    f"{service}:{action}"
    for service, actions in {
        "bedrockagentruntime": "invokeAgent invokeFlow invokeInlineAgent optimizePrompt"
        " retrieveAndGenerateStream",
        "bedrockruntime": "invokeModelWithResponseStream converseStream",
        "cloudwatchlogs": "startLiveTail",
        "kinesis": "subscribeToShard",
        "lambda": "invokeAsync invokeWithResponseStream",
        "lexruntimev2": "startConversation",
        "qbusiness": "chat",
        "s3": "selectObjectContent",
        "sagemakerruntime": "invokeEndpointWithResponseStream",
        "sts": "assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity",
    }.items()
    for action in actions.split()
)
