"""Amazon Bedrock AgentCore (the optimized integration ``bedrockagentcore``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.bedrockagentcore.

from __future__ import annotations

from typing import Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def invoke_harness(
    name: str,
    *,
    harness_arn: Template,
    runtime_session_id: Template,
    messages: Elements,
    system_prompt: Elements | Unset = UNSET,
    model: Template | Unset = UNSET,
    tools: Elements | Unset = UNSET,
    max_iterations: Template | Unset = UNSET,
    harness_timeout_seconds: Template | Unset = UNSET,
    qualifier: Template | Unset = UNSET,
    runtime_user_id: Template | Unset = UNSET,
    allowed_tools: Elements | Unset = UNSET,
    skills: Elements | Unset = UNSET,
    max_tokens: Template | Unset = UNSET,
    actor_id: Template | Unset = UNSET,
    trace_id: Template | Unset = UNSET,
    trace_parent: Template | Unset = UNSET,
    trace_state: Template | Unset = UNSET,
    baggage: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Send messages to an agent, which answers within 15 minutes.

    Its result is the whole answer, in the format of the Converse API. Raises AuthoringError for an
    object with a member that the service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "HarnessArn": harness_arn,
        "RuntimeSessionId": runtime_session_id,
        "Messages": messages,
        "SystemPrompt": system_prompt,
        "Model": model,
        "Tools": tools,
        "MaxIterations": max_iterations,
        "TimeoutSeconds": harness_timeout_seconds,
        "Qualifier": qualifier,
        "RuntimeUserId": runtime_user_id,
        "AllowedTools": allowed_tools,
        "Skills": skills,
        "MaxTokens": max_tokens,
        "ActorId": actor_id,
        "TraceId": trace_id,
        "TraceParent": trace_parent,
        "TraceState": trace_state,
        "Baggage": baggage,
    }
    return service_task(
        name,
        "bedrockagentcore:invokeHarness",
        given,
        options,
        nested=("Messages", "SystemPrompt", "Model", "Tools", "Skills"),
        lists=("Messages", "SystemPrompt", "Tools", "AllowedTools", "Skills"),
    )
