"""Amazon Bedrock AgentCore (the optimized integration ``bedrockagentcore``).

See https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
"""

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

    Its result is the whole answer, in the format of the Converse API. See
    https://docs.aws.amazon.com/goto/WebAPI/bedrock-agentcore-2024-02-28/InvokeHarness.

    Args:
        name: The name of the state, 1 to 80 characters.
        harness_arn: ``HarnessArn``, a string.
        runtime_session_id: ``RuntimeSessionId``, a string.
        messages: ``Messages``, a list of objects.
        system_prompt: ``SystemPrompt``, a list of objects.
        model: ``Model``, an object.
        tools: ``Tools``, a list of objects.
        max_iterations: ``MaxIterations``, a whole number.
        harness_timeout_seconds: ``TimeoutSeconds``, a whole number.
        qualifier: ``Qualifier``, a string. AWS's guide does not list it.
        runtime_user_id: ``RuntimeUserId``, a string. AWS's guide does not list it.
        allowed_tools: ``AllowedTools``, a list of strings. AWS's guide does not list it.
        skills: ``Skills``, a list of objects. AWS's guide does not list it.
        max_tokens: ``MaxTokens``, a whole number. AWS's guide does not list it.
        actor_id: ``ActorId``, a string. AWS's guide does not list it.
        trace_id: ``TraceId``, a string. AWS's guide does not list it.
        trace_parent: ``TraceParent``, a string. AWS's guide does not list it.
        trace_state: ``TraceState``, a string. AWS's guide does not list it.
        baggage: ``Baggage``, a string. AWS's guide does not list it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
