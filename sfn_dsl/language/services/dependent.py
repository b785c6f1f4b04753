"""Second permissions: what AWS SDK calls need besides the action of their own name.

Some services do part of their work with the caller's rights: they read the object, write the
result or get the credentials that the call names. Each row has its source; ``docs/policy.md`` shows
the table. What the service authorization reference lists in general is in `dependent_actions`.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, NamedTuple

from sfn_dsl.language.permissions import ALL, Grant, arn, bucket, grant, pass_role, role

_SAR: Final = 'Service authorization reference, "dependent actions" of {}'
_BEDROCK_MODEL: Final = "arn:{{partition}}:bedrock:{{region}}::{{{}|model}}"


class Dependent(NamedTuple):
    """Grants that some calls need as well; ``calls`` may hold wildcards, separated by spaces."""

    calls: str
    grants: tuple[Grant, ...]
    why: str
    source: str


class Noted(NamedTuple):
    """What calls with the parameter ``when`` may need besides, where it is not known for sure."""

    calls: str
    when: str
    reason: str
    source: str


class Unknowable(NamedTuple):
    """Calls of which nobody can tell beforehand what they do with the caller's rights.

    It is known, and not a matter of the caller's rights, if the parameter ``unless`` is given.
    """

    calls: str
    unless: str
    reason: str
    source: str


def _object(path: str, name: str = "Name") -> tuple[Grant, ...]:
    """Reading the object in a member ``S3Object``, and its version if one is named."""
    named = f"{path}.S3Object"
    resource = bucket(f"{{{named}.Bucket}}/{{{named}.{name}}}")
    return (
        grant("s3:GetObject", resource, when=named),
        grant("s3:GetObjectVersion", resource, when=f"{named}.Version"),
    )


def _objects(*paths: str) -> tuple[Grant, ...]:
    return tuple(each for path in paths for each in _object(path))


def _uri(*paths: str) -> tuple[Grant, ...]:
    """Reading the objects that URIs name."""
    return tuple(grant("s3:GetObject", bucket(f"{{{path}|object}}"), when=path) for path in paths)


def _written(where: str, key: str) -> Grant:
    """Writing objects whose keys begin with a parameter."""
    return grant("s3:PutObject", bucket(f"{{{where}}}/{{{key}|prefixed=}}"), when=where)


def _secret(path: str = "SecretArn") -> Grant:
    resource = arn("secretsmanager", f"secret:{{{path}|secret}}")
    return grant("secretsmanager:GetSecretValue", resource, when=path)


def _of_version(action: str) -> Dependent:
    """A call of S3 that has an action of its own for a version of an object."""
    name = action[0].lower() + action[1:]
    kind = action.replace("Object", "ObjectVersion")
    named = (grant(f"s3:{kind}", bucket("{Bucket}/{Key}"), when="VersionId"),)
    return Dependent(
        f"s3:{name}",
        named,
        "a version has an action of its own",
        f"S3 API reference, {action}; service authorization reference",
    )


def _bypass(resource: str) -> tuple[Grant, ...]:
    return (
        grant("s3:BypassGovernanceRetention", bucket(resource), when="BypassGovernanceRetention"),
    )


_LAUNCHED: Final = "only the launch template says what is launched"
_LAUNCH: Final = (
    "ec2:RunInstances ec2:CreateTags",
    "arn:{partition}:ec2:{region}:*:*/*",
)
_NETWORK: Final = "ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs"
_RERANK: Final = (
    "VectorSearchConfiguration.RerankingConfiguration.BedrockRerankingConfiguration"
    ".ModelConfiguration.ModelArn"
)
_CODE: Final = "{Code.S3Bucket}/{Code.S3Key}"
_KNOWLEDGE: Final = "RetrieveAndGenerateConfiguration.KnowledgeBaseConfiguration"
_EXTERNAL: Final = "RetrieveAndGenerateConfiguration.ExternalSourcesConfiguration"
_CONTENT: Final = "Messages.Content"
_RESTORED: Final = (
    "dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query"
    " dynamodb:Scan dynamodb:UpdateItem"
)

DEPENDENT: Final[tuple[Dependent, ...]] = (
    Dependent(
        "textract:*",
        (
            *_objects("Document", "DocumentPages", "DocumentLocation"),
            _written("OutputConfig.S3Bucket", "OutputConfig.S3Prefix"),
        ),
        "it reads the document, and writes its results",
        _SAR.format("Textract"),
    ),
    Dependent(
        "rekognition:*",
        (
            *_objects("Image", "SourceImage", "TargetImage", "Video", "Input"),
            *_objects("DatasetSource.GroundTruthManifest"),
            *_objects("TrainingData.Assets.GroundTruthManifest"),
            *_objects("TestingData.Assets.GroundTruthManifest"),
            _written("OutputConfig.S3Bucket", "OutputConfig.S3KeyPrefix"),
            _written("Settings.OutputConfig.S3Bucket", "Settings.OutputConfig.S3KeyPrefix"),
        ),
        "it reads the image, the video or the manifest, and writes its results",
        'Rekognition developer guide, "Images stored in an Amazon S3 bucket"; AWS samples',
    ),
    Dependent(
        "transcribe:*",
        (
            *_uri("Media.MediaFileUri", "VocabularyFileUri", "VocabularyFilterFileUri"),
            _written("OutputBucketName", "OutputKey"),
            grant("s3:PutObject", bucket("{OutputLocation|results}"), when="OutputLocation"),
        ),
        "it reads the recording or the words, and writes the transcript",
        _SAR.format("Transcribe") + "; AWS samples",
    ),
    Dependent(
        "polly:startSpeechSynthesisTask",
        (
            _written("OutputS3BucketName", "OutputS3KeyPrefix"),
            grant("sns:Publish", arn("sns", "{SnsTopicArn}"), when="SnsTopicArn"),
        ),
        "it writes the speech, and reports its end",
        _SAR.format("Polly") + '; Polly developer guide, "Using synthesis tasks"',
    ),
    Dependent(
        "rdsdata:*",
        (_secret(),),
        "it gets the database's credentials",
        'Aurora user guide, "Authorizing access to the RDS Data API"; AWS CDK',
    ),
    Dependent(
        "redshiftdata:batchExecuteStatement redshiftdata:executeStatement"
        " redshiftdata:describeTable redshiftdata:listDatabases redshiftdata:listSchemas"
        " redshiftdata:listTables",
        (
            _secret(),
            grant(
                "redshift:GetClusterCredentials",
                arn("redshift", "dbuser:{ClusterIdentifier}/{DbUser=*}"),
                arn("redshift", "dbname:{ClusterIdentifier}/{Database=*}"),
                when="ClusterIdentifier -SecretArn",
                unseen="the user of the database is not in the call",
            ),
            grant(
                "redshift:GetClusterCredentialsWithIAM",
                arn("redshift", "dbname:{ClusterIdentifier}/{Database=*}"),
                when="ClusterIdentifier -SecretArn -DbUser",
            ),
            grant(
                "redshift-serverless:GetCredentials",
                arn("redshift-serverless", "workgroup/*"),
                when="WorkgroupName -SecretArn",
                unseen="a workgroup's ARN has its ID, which its name does not tell",
            ),
        ),
        "it gets the database's credentials",
        'Redshift management guide, "Authorizing access to the Data API"; AWS samples',
    ),
    Dependent(
        "s3:getObjectAttributes",
        (
            grant("s3:GetObject", bucket("{Bucket}/{Key}")),
            grant(
                "s3:GetObjectVersion s3:GetObjectVersionAttributes",
                bucket("{Bucket}/{Key}"),
                when="VersionId",
            ),
        ),
        "the call is also authorized as reading the object",
        "S3 API reference, GetObjectAttributes",
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
            *_uri(f"{_EXTERNAL}.Sources.S3Location.Uri"),
        ),
        "it searches the knowledge base and invokes the model",
        'Bedrock user guide, "Set up permissions to query knowledge bases"',
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
        'Bedrock user guide, "Permissions for reranking"',
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
        'Bedrock user guide, "Set up permissions to use guardrails"',
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
        'Bedrock user guide, "Permissions for reranking"',
    ),
    Dependent(
        "bedrockruntime:startAsyncInvoke",
        (grant("s3:PutObject", bucket("{OutputDataConfig.S3OutputDataConfig.S3Uri|objects}")),),
        "it writes the model's output",
        "Bedrock API reference, StartAsyncInvoke",
    ),
    Dependent(
        "bedrockruntime:converse",
        _uri(
            f"{_CONTENT}.Image.Source.S3Location.Uri",
            f"{_CONTENT}.Document.Source.S3Location.Uri",
            f"{_CONTENT}.Video.Source.S3Location.Uri",
        ),
        "it reads what a message refers to",
        "Bedrock API reference, S3Location",
    ),
    Dependent(
        "dynamodb:exportTableToPointInTime",
        (
            grant(
                "s3:PutObject s3:PutObjectAcl s3:AbortMultipartUpload",
                bucket("{S3Bucket}/{S3Prefix|prefixed=}"),
            ),
        ),
        "it writes the export",
        'DynamoDB developer guide, "Requesting a table export"',
    ),
    Dependent(
        "dynamodb:createTable",
        (
            grant(
                "dynamodb:PutResourcePolicy",
                arn("dynamodb", "table/{TableName}"),
                when="ResourcePolicy",
            ),
        ),
        "attaching a policy is an action of its own",
        "DynamoDB API reference, CreateTable",
    ),
    Dependent(
        "dynamodb:updateTable",
        (
            grant(
                f"{_RESTORED} dynamodb:CreateTable dynamodb:CreateTableReplica"
                " dynamodb:DeleteTable dynamodb:DeleteTableReplica dynamodb:DescribeTable"
                " dynamodb:UpdateTable",
                "arn:{partition}:dynamodb:*:{account}:table/{TableName}",
                when="ReplicaUpdates",
                unseen="a replica is a table of another region",
            ),
            grant(
                "iam:CreateServiceLinkedRole",
                role(
                    "aws-service-role/replication.dynamodb.amazonaws.com"
                    "/AWSServiceRoleForDynamoDBReplication"
                ),
                when="ReplicaUpdates",
                condition={
                    "StringLike": {"iam:AWSServiceName": "replication.dynamodb.amazonaws.com"}
                },
            ),
        ),
        "it makes the replica and copies the items",
        'DynamoDB developer guide, "Using IAM with global tables"',
    ),
    Dependent(
        "dynamodb:enableKinesisStreamingDestination dynamodb:disableKinesisStreamingDestination"
        " dynamodb:updateKinesisStreamingDestination",
        (
            grant(
                "kinesis:DescribeStream kinesis:PutRecord kinesis:PutRecords",
                arn("kinesis", "{StreamArn}"),
                when="StreamArn",
            ),
        ),
        "it looks at the stream and writes to it",
        'DynamoDB developer guide, "Using IAM with Kinesis Data Streams"',
    ),
    Dependent(
        "secretsmanager:batchGetSecretValue",
        (
            grant(
                "secretsmanager:GetSecretValue",
                arn("secretsmanager", "secret:{SecretIdList|secret}"),
                when="SecretIdList",
            ),
            grant(
                "secretsmanager:GetSecretValue secretsmanager:ListSecrets",
                ALL,
                when="Filters",
            ),
        ),
        "it gets the value of each secret, and lists them to filter",
        "Secrets Manager API reference, BatchGetSecretValue",
    ),
    Dependent(
        "secretsmanager:rotateSecret",
        (
            grant(
                "lambda:InvokeFunction",
                arn("lambda", "function:{RotationLambdaArn|function}"),
                when="RotationLambdaArn",
            ),
        ),
        "it invokes the function that rotates the secret",
        "Secrets Manager API reference, RotateSecret",
    ),
    Dependent(
        "sqs:startMessageMoveTask",
        (
            grant(
                "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes",
                arn("sqs", "{SourceArn}"),
            ),
            grant("sqs:SendMessage", arn("sqs", "{DestinationArn=*}")),
        ),
        "it takes the messages and sends them, to the queues that they came from if it names none",
        'SQS API reference, StartMessageMoveTask; SQS developer guide, "dead-letter queue redrive"',
    ),
    Dependent(
        "cloudwatchlogs:createExportTask",
        (grant("s3:PutObject", bucket("{Destination}/{DestinationPrefix|prefixed=}")),),
        "it writes the export",
        'CloudWatch Logs user guide, "Export log data to Amazon S3"',
    ),
    *map(
        _of_version,
        (
            *("GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging"),
            *("GetObjectAcl", "PutObjectAcl", "GetObjectTorrent"),
        ),
    ),
    Dependent(
        "s3:deleteObject s3:putObjectRetention",
        _bypass("{Bucket}/{Key}"),
        "going round governance mode is an action of its own",
        'S3 user guide, "Locking objects with Object Lock"',
    ),
    Dependent(
        "s3:deleteObjects",
        (
            *_bypass("{Bucket}/{Delete.Objects.Key}"),
            grant(
                "s3:DeleteObjectVersion",
                bucket("{Bucket}/{Delete.Objects.Key}"),
                when="Delete.Objects.VersionId",
            ),
        ),
        "a version has an action of its own, and so has going round governance mode",
        "S3 API reference, DeleteObjects",
    ),
    Dependent(
        "s3:copyObject s3:uploadPartCopy",
        (
            grant(
                "s3:GetObjectVersion", bucket("{CopySource|copied}"), when="CopySource~versionid="
            ),
        ),
        "a version has an action of its own",
        "S3 API reference, CopyObject",
    ),
    Dependent(
        "s3:createBucket",
        (
            *(
                grant("s3:PutBucketAcl", bucket("{Bucket}"), when=name)
                for name in (
                    *("Acl", "GrantFullControl", "GrantRead", "GrantReadAcp", "GrantWrite"),
                    "GrantWriteAcp",
                )
            ),
            grant(
                "s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning",
                bucket("{Bucket}"),
                when="ObjectLockEnabledForBucket",
            ),
            grant("s3:PutBucketOwnershipControls", bucket("{Bucket}"), when="ObjectOwnership"),
            grant("s3:TagResource", bucket("{Bucket}"), when="CreateBucketConfiguration.Tags"),
        ),
        "what it sets on the bucket has actions of its own",
        "S3 API reference, CreateBucket",
    ),
    Dependent(
        "rds:copyDBSnapshot rds:copyDBClusterSnapshot",
        (
            grant(
                "rds:CopyDBSnapshot",
                arn("rds", "snapshot:{SourceDBSnapshotIdentifier}"),
                when="SourceDBSnapshotIdentifier",
            ),
            grant(
                "rds:CopyDBClusterSnapshot",
                arn("rds", "cluster-snapshot:{SourceDBClusterSnapshotIdentifier}"),
                when="SourceDBClusterSnapshotIdentifier",
            ),
        ),
        "it works on the copy and on its source",
        _SAR.format("RDS"),
    ),
    Dependent(
        "autoscaling:createAutoScalingGroup autoscaling:updateAutoScalingGroup",
        (
            *(
                grant(*_LAUNCH, when=name, unseen=_LAUNCHED)
                for name in ("LaunchTemplate", "MixedInstancesPolicy")
            ),
        ),
        "a group with a launch template is authorized as launching its instances",
        'EC2 Auto Scaling user guide, "Control Amazon EC2 launch template usage"',
    ),
    Dependent(
        "ec2:createFleet",
        (
            grant(*_LAUNCH, unseen=_LAUNCHED),
            grant(
                "iam:PassRole",
                role("*"),
                unseen="only the launch template says which role its instances have",
                condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
            ),
        ),
        "it launches the instances",
        'EC2 user guide, "EC2 Fleet prerequisites"',
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
        "codedeploy:createDeployment",
        (
            grant(
                "codedeploy:GetDeploymentConfig",
                arn("codedeploy", "deploymentconfig:{DeploymentConfigName=*}"),
            ),
            grant(
                "codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision",
                arn("codedeploy", "application:{ApplicationName}"),
            ),
        ),
        "it reads the configuration, and registers the revision",
        'CodeDeploy user guide, "CodeDeploy permissions reference"',
    ),
    Dependent(
        "dynamodb:importTable",
        (
            grant(
                "s3:GetObject",
                bucket("{S3BucketSource.S3Bucket}/{S3BucketSource.S3KeyPrefix|prefixed=}"),
            ),
            grant("s3:ListBucket", bucket("{S3BucketSource.S3Bucket}")),
            grant(
                "logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups"
                " logs:DescribeLogStreams logs:PutLogEvents logs:PutRetentionPolicy",
                arn("logs", "log-group:/aws-dynamodb/*"),
                unseen="only the import says which log it writes",
            ),
        ),
        "it reads the items, and logs what it cannot read",
        'DynamoDB developer guide, "Requesting a table import"',
    ),
    Dependent(
        "dynamodb:restoreTableFromBackup dynamodb:restoreTableToPointInTime",
        (grant(_RESTORED, arn("dynamodb", "table/{TargetTableName}")),),
        "it writes the items of the new table",
        _SAR.format("DynamoDB"),
    ),
    Dependent(
        "lambda:createFunction",
        (
            grant("s3:GetObject", bucket(_CODE), when="Code.S3Bucket"),
            grant("s3:GetObjectVersion", bucket(_CODE), when="Code.S3ObjectVersion"),
            grant("lambda:GetLayerVersion", arn("lambda", "layer:{Layers}"), when="Layers"),
            grant(_NETWORK, ALL, when="VpcConfig"),
        ),
        "it reads the code, the layers and the network",
        'Lambda developer guide, "Identity-based policies"',
    ),
    Dependent(
        "lambda:updateFunctionConfiguration",
        (
            grant("lambda:GetLayerVersion", arn("lambda", "layer:{Layers}"), when="Layers"),
            grant(_NETWORK, ALL, when="VpcConfig"),
        ),
        "it reads the layers and the network",
        'Lambda developer guide, "Identity-based policies"',
    ),
    Dependent(
        "lambda:updateFunctionCode",
        (
            grant("s3:GetObject", bucket("{S3Bucket}/{S3Key}"), when="S3Bucket"),
            grant("s3:GetObjectVersion", bucket("{S3Bucket}/{S3Key}"), when="S3ObjectVersion"),
        ),
        "it reads the code",
        "Lambda API reference, UpdateFunctionCode; AWS samples",
    ),
    Dependent(
        "lambda:publishLayerVersion",
        (
            grant(
                "s3:GetObject",
                bucket("{Content.S3Bucket}/{Content.S3Key}"),
                when="Content.S3Bucket",
            ),
        ),
        "it reads the layer's content",
        "Lambda API reference, LayerVersionContentInput",
    ),
    Dependent(
        "cloudformation:*",
        _uri("TemplateURL", "StackPolicyURL"),
        "it reads the template",
        'CloudFormation user guide, "Specify template files"',
    ),
    Dependent(
        "ssm:startAutomationExecution",
        (pass_role("Parameters.AutomationAssumeRole", "", when="Parameters.AutomationAssumeRole"),),
        "it hands the role to the automation (not confirmed for every runbook)",
        'Systems Manager user guide, "Attach the iam:PassRole policy"',
    ),
    Dependent(
        "ecs:startTask",
        (
            grant(
                "iam:PassRole",
                role("{Overrides.TaskRoleArn=*}"),
                role("{Overrides.ExecutionRoleArn=*}"),
                unseen="only the task definition says which roles the task has; name them instead",
                condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
        ),
        "it passes the roles in the task definition",
        _SAR.format("ECS"),
    ),
    Dependent(
        "translate:translateText translate:translateDocument",
        (grant("comprehend:DetectDominantLanguage", ALL, when="SourceLanguageCode~auto"),),
        "it finds out the language of the source if that is 'auto'",
        "Translate API reference, TranslateText; AWS samples",
    ),
    Dependent(
        "ec2:runInstances",
        (
            grant(
                "ssm:GetParameters",
                arn("ssm", "parameter/*"),
                "arn:{partition}:ssm:{region}::parameter/*",
                when="ImageId~resolve:ssm",
                unseen="an image is named by a parameter",
            ),
        ),
        "it looks up an image that a parameter names",
        _SAR.format("EC2"),
    ),
    Dependent(
        "timestreamquery:* timestreamwrite:*",
        (grant("timestream:DescribeEndpoints", ALL),),
        "the SDK asks for the endpoint first",
        _SAR.format("Timestream"),
    ),
    Dependent(
        "sfn:createStateMachine sfn:updateStateMachine",
        (
            grant(
                "states:PublishStateMachineVersion",
                arn("states", "stateMachine:{StateMachineArn|state_machine}"),
                when="Publish StateMachineArn",
            ),
            grant(
                "states:PublishStateMachineVersion",
                arn("states", "stateMachine:{Name}"),
                when="Publish Name",
            ),
        ),
        "publishing a version is an action of its own",
        'Developer guide, "Authorization for versions and aliases"',
    ),
)
"""The permissions that AWS SDK calls need besides their own, with the source of each row."""

_BY_TEMPLATE: Final = (
    "without a 'RoleARN' CloudFormation works with this role's rights, unless the stack already has"
    " a role, so it needs whatever the template makes; pass a role in 'RoleARN'"
)

NOTED: Final[tuple[Noted, ...]] = (
    Noted(
        "s3:copyObject",
        "CopySource",
        "if the source object has tags, copying them needs s3:GetObjectTagging on it, and"
        " s3:PutObjectTagging on the copy",
        "S3 API reference, CopyObject",
    ),
    Noted(
        "lambda:createFunction",
        "Code.ImageUri",
        "a function of an image also needs ecr:BatchGetImage, ecr:GetDownloadUrlForLayer,"
        " ecr:GetRepositoryPolicy and ecr:SetRepositoryPolicy on the repository, unless the"
        " repository's policy lets Lambda in",
        'Lambda developer guide, "Amazon ECR permissions"',
    ),
    Noted(
        "lambda:updateFunctionCode",
        "ImageUri",
        "a function of an image also needs ecr:BatchGetImage, ecr:GetDownloadUrlForLayer,"
        " ecr:GetRepositoryPolicy and ecr:SetRepositoryPolicy on the repository, unless the"
        " repository's policy lets Lambda in",
        'Lambda developer guide, "Amazon ECR permissions"',
    ),
    Noted(
        "lambda:createFunction lambda:updateFunctionConfiguration",
        "FileSystemConfigs",
        "a function with a file system may need elasticfilesystem:DescribeMountTargets, and"
        " ec2:DescribeSubnets and ec2:DescribeSecurityGroups",
        'Lambda developer guide, "Configuring file system access"',
    ),
    Noted(
        "secretsmanager:rotateSecret",
        "-RotationLambdaArn",
        "a secret that is rotated already has a function for it; add lambda:InvokeFunction on that"
        " function",
        "Secrets Manager API reference, RotateSecret",
    ),
    Noted(
        "dynamodb:enableKinesisStreamingDestination",
        "TableName",
        "the first table with a stream also needs iam:CreateServiceLinkedRole for"
        " kinesisreplication.dynamodb.amazonaws.com",
        'DynamoDB developer guide, "Using service-linked roles for Kinesis"',
    ),
    Noted(
        "emrserverless:createApplication emrserverless:updateApplication",
        "NetworkConfiguration",
        "an application in a VPC also needs ec2:CreateNetworkInterface, and iam:"
        "CreateServiceLinkedRole where EMR Serverless is used for the first time",
        'EMR Serverless user guide, "User access policy examples"',
    ),
)
"""What some calls may need besides, said and not granted."""

UNKNOWABLE: Final[tuple[Unknowable, ...]] = (
    Unknowable(
        "cloudformation:createStack cloudformation:updateStack cloudformation:deleteStack"
        " cloudformation:rollbackStack cloudformation:continueUpdateRollback",
        "RoleARN",
        _BY_TEMPLATE,
        'CloudFormation user guide, "CloudFormation service role"',
    ),
    Unknowable(
        "cloudformation:executeChangeSet",
        "",
        "it works with the role of the change set, or else with this role's rights, and then needs"
        " whatever the template makes",
        'CloudFormation user guide, "CloudFormation service role"',
    ),
    Unknowable(
        "cloudcontrol:createResource cloudcontrol:deleteResource cloudcontrol:getResource"
        " cloudcontrol:listResources cloudcontrol:updateResource",
        "RoleArn",
        "without a 'RoleArn' Cloud Control works with this role's rights, so it needs the actions"
        " of the resource's own service; pass a role in 'RoleArn'",
        'Cloud Control API user guide, "Specifying credentials"',
    ),
    Unknowable(
        "ssm:startAutomationExecution",
        "Parameters.AutomationAssumeRole",
        "without an 'AutomationAssumeRole' the steps of the runbook work with this role's rights;"
        " pass a role in its 'Parameters'",
        'Systems Manager user guide, "Setting up Automation"',
    ),
    Unknowable(
        "servicecatalog:provisionProduct servicecatalog:terminateProvisionedProduct"
        " servicecatalog:updateProvisionedProduct",
        "",
        "a product without a launch constraint is provisioned with this role's rights, so it needs"
        " whatever the product makes",
        'Service Catalog administrator guide, "Launch constraints"',
    ),
    Unknowable(
        "cloudformation:detectStackDrift cloudformation:detectStackResourceDrift",
        "",
        "it reads each resource of the stack with this role's rights, so it needs the actions that"
        " describe them",
        'CloudFormation user guide, "Detect unmanaged changes with drift detection"',
    ),
    Unknowable(
        "elasticbeanstalk:createEnvironment elasticbeanstalk:updateEnvironment"
        " elasticbeanstalk:rebuildEnvironment elasticbeanstalk:terminateEnvironment"
        " elasticbeanstalk:restartAppServer elasticbeanstalk:swapEnvironmentCNAMEs",
        "",
        "it changes the environment's resources with this role's rights, so it needs what the"
        " environment is made of",
        'Elastic Beanstalk developer guide, "Managing Elastic Beanstalk user policies"',
    ),
    Unknowable(
        "ssm:startChangeRequestExecution",
        "Runbooks.Parameters.AutomationAssumeRole",
        "without an 'AutomationAssumeRole' the steps of the runbooks work with this role's rights;"
        " pass a role in the 'Parameters' of each",
        'Systems Manager user guide, "Setting up Change Manager"',
    ),
    Unknowable(
        "resourcegroupstaggingapi:tagResources resourcegroupstaggingapi:untagResources",
        "",
        "tagging also needs the tagging action of each resource's own service",
        "Resource Groups Tagging API reference, TagResources",
    ),
)
"""The calls that do what something else says, with the caller's rights."""


@lru_cache(maxsize=256)
def dependents_of(call: str) -> tuple[Dependent, ...]:
    """The rows for a call such as ``textract:analyzeDocument``."""
    return tuple(row for row in DEPENDENT if _is_of(call, row.calls))


@lru_cache(maxsize=256)
def noted_of(call: str) -> tuple[Noted, ...]:
    """The rows of what a call may need besides."""
    return tuple(row for row in NOTED if _is_of(call, row.calls))


@lru_cache(maxsize=256)
def unknowable_of(call: str) -> tuple[Unknowable, ...]:
    """The rows for a call of which it cannot be known what it needs."""
    return tuple(row for row in UNKNOWABLE if _is_of(call, row.calls))


def _is_of(call: str, calls: str) -> bool:
    return any(fnmatchcase(call, one) for one in calls.split())
