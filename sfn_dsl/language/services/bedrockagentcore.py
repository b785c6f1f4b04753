"""Amazon Bedrock AgentCore."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant


def _endpoint(name: str) -> str:
    return arn("bedrock-agentcore", f"harness/{{HarnessArn|harness}}/harness-endpoint/{name}")


SERVICE: Final = service(
    "bedrockagentcore",
    "Amazon Bedrock AgentCore",
    action(
        "bedrockagentcore:invokeHarness",
        "*HarnessArn *RuntimeSessionId *Messages{} SystemPrompt{} Model{} Tools{} MaxIterations"
        " TimeoutSeconds ?Qualifier ?RuntimeUserId ?AllowedTools ?Skills{} ?MaxTokens ?ActorId"
        " ?TraceId ?TraceParent ?TraceState ?Baggage",
        does="Send messages to an agent, which answers within 15 minutes.",
        gives="Its result is the whole answer, in the format of the Converse API.",
        operation="bedrock-agentcore:InvokeHarness",
        arguments={"TimeoutSeconds": "harness_timeout_seconds"},
        permissions=(
            # A harness runs on an agent runtime, which it calls with the caller's rights.
            grant(
                "bedrock-agentcore:InvokeHarness bedrock-agentcore:InvokeAgentRuntime",
                arn("bedrock-agentcore", "harness/{HarnessArn}"),
            ),
            grant("bedrock-agentcore:InvokeHarness", _endpoint("{Qualifier}"), when="Qualifier"),
            grant(
                "bedrock-agentcore:InvokeHarness",
                _endpoint("*"),
                when="-Qualifier",
                only="if the default endpoint is authorized by itself",
            ),
        ),
    ),
)
