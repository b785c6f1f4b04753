"""Dependent permissions of machine learning: Bedrock, Rekognition, Textract and others."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import (
    SAR,
    Dependent,
    read_objects,
    read_uris,
    write_objects,
)
from sfn_dsl.language.permissions import ALL, arn, bucket, grant

_BEDROCK_MODEL: Final = "arn:{{partition}}:bedrock:{{region}}::{{{}|model}}"
_RERANK: Final = (
    "VectorSearchConfiguration.RerankingConfiguration.BedrockRerankingConfiguration"
    ".ModelConfiguration.ModelArn"
)
_KNOWLEDGE: Final = "RetrieveAndGenerateConfiguration.KnowledgeBaseConfiguration"
_EXTERNAL: Final = "RetrieveAndGenerateConfiguration.ExternalSourcesConfiguration"
_CONTENT: Final = "Messages.Content"

MACHINE_LEARNING: Final[tuple[Dependent, ...]] = (
    Dependent(
        "textract:*",
        (
            *read_objects("Document", "DocumentPages", "DocumentLocation"),
            write_objects("OutputConfig.S3Bucket", "OutputConfig.S3Prefix"),
        ),
        "it reads the document, and writes its results",
        SAR.format("Textract"),
    ),
    Dependent(
        "rekognition:*",
        (
            *read_objects("Image", "SourceImage", "TargetImage", "Video", "Input"),
            *read_objects("DatasetSource.GroundTruthManifest"),
            *read_objects("TrainingData.Assets.GroundTruthManifest"),
            *read_objects("TestingData.Assets.GroundTruthManifest"),
            write_objects("OutputConfig.S3Bucket", "OutputConfig.S3KeyPrefix"),
            write_objects("Settings.OutputConfig.S3Bucket", "Settings.OutputConfig.S3KeyPrefix"),
        ),
        "it reads the image, the video or the manifest, and writes its results",
        'Rekognition developer guide, "Analyzing images stored in an Amazon S3 bucket"; AWS'
        " samples",
    ),
    Dependent(
        "transcribe:*",
        (
            *read_uris("Media.MediaFileUri", "VocabularyFileUri", "VocabularyFilterFileUri"),
            write_objects("OutputBucketName", "OutputKey"),
            grant("s3:PutObject", bucket("{OutputLocation|results}"), when="OutputLocation"),
        ),
        "it reads the recording or the words, and writes the transcript",
        SAR.format("Transcribe") + "; AWS samples",
    ),
    Dependent(
        "polly:startSpeechSynthesisTask",
        (
            write_objects("OutputS3BucketName", "OutputS3KeyPrefix"),
            grant("sns:Publish", arn("sns", "{SnsTopicArn}"), when="SnsTopicArn"),
        ),
        "it writes the speech, and reports its end",
        SAR.format("Polly")
        + '; Polly developer guide, "Setting up the IAM policy for asynchronous synthesis"',
    ),
    Dependent(
        "bedrockagentruntime:retrieveAndGenerate",
        (
            grant(
                "bedrock:Retrieve",
                arn("bedrock", f"knowledge-base/{{{_KNOWLEDGE}.KnowledgeBaseId}}"),
                when=_KNOWLEDGE,
            ),
            *(
                grant("bedrock:InvokeModel", _BEDROCK_MODEL.format(f"{each}.ModelArn"), when=each)
                for each in (_KNOWLEDGE, _EXTERNAL)
            ),
            *read_uris(f"{_EXTERNAL}.Sources.S3Location.Uri"),
        ),
        "it searches the knowledge base and invokes the model",
        'Bedrock user guide, "Set up permissions for a user or role to create and manage'
        ' knowledge bases"',
    ),
    Dependent(
        "bedrockagentruntime:retrieve bedrockagentruntime:retrieveAndGenerate",
        tuple(
            each
            for path in ("RetrievalConfiguration", f"{_KNOWLEDGE}.RetrievalConfiguration")
            for each in (
                grant("bedrock:Rerank", ALL, when=f"{path}.{_RERANK}"),
                grant(
                    "bedrock:InvokeModel",
                    _BEDROCK_MODEL.format(f"{path}.{_RERANK}"),
                    when=f"{path}.{_RERANK}",
                ),
            )
        ),
        "it reranks what it finds with a model",
        'Bedrock user guide, "Permissions for reranking in Amazon Bedrock"',
    ),
    Dependent(
        "bedrockagentruntime:retrieve bedrockagentruntime:retrieveAndGenerate",
        tuple(
            grant("bedrock:ApplyGuardrail", arn("bedrock", f"guardrail/{{{path}}}"), when=path)
            for path in (
                "GuardrailConfiguration.GuardrailId",
                f"{_KNOWLEDGE}.GenerationConfiguration.GuardrailConfiguration.GuardrailId",
                f"{_EXTERNAL}.GenerationConfiguration.GuardrailConfiguration.GuardrailId",
            )
        ),
        "it applies the guardrail",
        'Bedrock user guide, "Set up permissions to use Amazon Bedrock Guardrails"',
    ),
    Dependent(
        "bedrockruntime:converse",
        (
            grant("bedrock:RenderPrompt", arn("bedrock", "{ModelId}"), when="ModelId~:prompt/"),
            grant(
                "bedrock:InvokeModel",
                "arn:{partition}:bedrock:{region}::foundation-model/*",
                when="ModelId~:prompt/",
                unseen="only the prompt says which model it is for",
            ),
        ),
        "it renders the prompt and invokes the prompt's model",
        'Bedrock user guide, "Prerequisites for prompt management"',
    ),
    Dependent(
        "bedrockagentcore:invokeAgentRuntime",
        (
            grant(
                "bedrock-agentcore:InvokeAgentRuntimeForUser",
                arn("bedrock-agentcore", "{AgentRuntimeArn}"),
                when="RuntimeUserId",
            ),
            grant(
                "bedrock-agentcore:InvokeAgentRuntimeForUser",
                arn("bedrock-agentcore", "runtime/*/runtime-endpoint/*"),
                when="RuntimeUserId",
                unseen="the endpoint is of the runtime that the call names",
            ),
        ),
        "it acts for a user",
        "AgentCore data plane API reference, InvokeAgentRuntime",
    ),
    Dependent(
        "bedrockagentruntime:rerank",
        (
            grant(
                "bedrock:InvokeModel",
                _BEDROCK_MODEL.format(
                    "RerankingConfiguration.BedrockRerankingConfiguration"
                    ".ModelConfiguration.ModelArn"
                ),
            ),
        ),
        "it invokes the model",
        'Bedrock user guide, "Permissions for reranking in Amazon Bedrock"',
    ),
    Dependent(
        "bedrockruntime:startAsyncInvoke",
        (grant("s3:PutObject", bucket("{OutputDataConfig.S3OutputDataConfig.S3Uri|objects}")),),
        "it writes the model's output",
        "Bedrock API reference, StartAsyncInvoke",
    ),
    Dependent(
        "bedrockruntime:converse",
        read_uris(
            f"{_CONTENT}.Image.Source.S3Location.Uri",
            f"{_CONTENT}.Document.Source.S3Location.Uri",
            f"{_CONTENT}.Video.Source.S3Location.Uri",
        ),
        "it reads what a message refers to",
        "Bedrock API reference, S3Location",
    ),
    Dependent(
        "textract:analyzeDocument rekognition:detectModerationLabels",
        (
            grant(
                "sagemaker:StartHumanLoop",
                arn("sagemaker", "{HumanLoopConfig.FlowDefinitionArn}"),
                when="HumanLoopConfig",
            ),
        ),
        "it starts the human review",
        'SageMaker developer guide, "Permissions and security in Amazon Augmented AI"',
    ),
    Dependent(
        "translate:translateText translate:translateDocument",
        (grant("comprehend:DetectDominantLanguage", ALL, when="SourceLanguageCode~auto"),),
        "it finds out the language of the source if that is 'auto'",
        "Translate API reference, TranslateText; AWS samples",
    ),
)
