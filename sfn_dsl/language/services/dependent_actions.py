"""The further actions that an action may need, by the service authorization reference.

The reference does not say when, so they are reported and not granted. Each action stands on a line
of its own, with those that it may need below.
Tagging is left out. ``scripts/generate_dependent_actions.py`` writes this table.
(Service authorization reference, column "Dependent actions", as of November 2026.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final


def dependent_actions(action: str) -> tuple[str, ...]:
    """The actions that one may need as well; none if the reference lists none."""
    return _read().get(action, ())


@cache
def _read() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    action = ""
    for line in _LISTED.splitlines():
        if line.startswith(" "):
            found[action] = (*found.get(action, ()), *line.split())
        else:
            action = line
    return found


_LISTED: Final = """\
access-analyzer:CreateAnalyzer
  iam:CreateServiceLinkedRole
access-analyzer:StartPolicyGeneration
  iam:PassRole
aco-automation:ListAutomationRulePreview
  ec2:DescribeVolumes
aco-automation:ListRecommendedActions
  ec2:DescribeVolumes
aiops:CreateInvestigationGroup
  cloudtrail:DescribeTrails iam:PassRole kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  sso:CreateApplication sso:DeleteApplication sso:PutApplicationAccessScope
  sso:PutApplicationAssignmentConfiguration sso:PutApplicationAuthenticationMethod
  sso:PutApplicationGrant
aiops:DeleteInvestigationGroup
  sso:DeleteApplication
aiops:UpdateInvestigationGroup
  cloudtrail:DescribeTrails iam:PassRole kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  sso:CreateApplication sso:DeleteApplication sso:PutApplicationAccessScope
  sso:PutApplicationAssignmentConfiguration sso:PutApplicationAuthenticationMethod
  sso:PutApplicationGrant
amplifybackend:ListS3Buckets
  s3:ListAllMyBuckets
amplifyuibuilder:CreateComponent
  amplify:GetApp amplifyuibuilder:GetComponent
amplifyuibuilder:CreateForm
  amplify:GetApp amplifyuibuilder:GetForm amplifyuibuilder:UntagResource
amplifyuibuilder:CreateTheme
  amplify:GetApp amplifyuibuilder:GetTheme
amplifyuibuilder:DeleteComponent
  amplify:GetApp amplifyuibuilder:UntagResource
amplifyuibuilder:DeleteForm
  amplify:GetApp amplifyuibuilder:UntagResource
amplifyuibuilder:DeleteTheme
  amplify:GetApp amplifyuibuilder:UntagResource
amplifyuibuilder:GetCodegenJob
  amplify:GetApp
amplifyuibuilder:GetComponent
  amplify:GetApp
amplifyuibuilder:GetForm
  amplify:GetApp
amplifyuibuilder:GetTheme
  amplify:GetApp
amplifyuibuilder:ListCodegenJobs
  amplify:GetApp
amplifyuibuilder:ListComponents
  amplify:GetApp
amplifyuibuilder:ListForms
  amplify:GetApp
amplifyuibuilder:ListThemes
  amplify:GetApp
amplifyuibuilder:StartCodegenJob
  amplify:GetApp
amplifyuibuilder:UpdateComponent
  amplify:GetApp amplifyuibuilder:UntagResource
amplifyuibuilder:UpdateForm
  amplify:GetApp amplifyuibuilder:GetForm amplifyuibuilder:UntagResource
amplifyuibuilder:UpdateTheme
  amplify:GetApp amplifyuibuilder:GetTheme amplifyuibuilder:UntagResource
app-integrations:CreateApplication
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
app-integrations:CreateDataIntegration
  appflow:DeleteFlow appflow:DescribeConnectorProfiles iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PutRolePolicy kms:CreateGrant profile:GetDomain
  profile:GetProfileObjectType s3:GetBucketNotification s3:GetEncryptionConfiguration
  s3:PutBucketNotification
app-integrations:CreateDataIntegrationAssociation
  appflow:CreateFlow appflow:DeleteFlow appflow:DescribeConnectorEntity
  appflow:DescribeConnectorProfiles appflow:UseConnectorProfile profile:CreateSnapshot
  profile:GetSnapshot
app-integrations:CreateEventIntegration
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
app-integrations:UpdateDataIntegrationAssociation
  profile:CreateSnapshot profile:GetSnapshot
appsync:CreateApi
  iam:CreateServiceLinkedRole
appsync:CreateGraphqlApi
  iam:CreateServiceLinkedRole
appsync:UpdateApi
  iam:CreateServiceLinkedRole
appsync:UpdateGraphqlApi
  iam:CreateServiceLinkedRole
aps:CreateScraper
  ec2:DescribeSecurityGroups ec2:DescribeSubnets eks:DescribeCluster iam:CreateServiceLinkedRole
aps:UpdateScraper
  aps:CreateScraper
arc-zonal-shift:CreatePracticeRunConfiguration
  cloudwatch:DescribeAlarms iam:CreateServiceLinkedRole
arc-zonal-shift:UpdatePracticeRunConfiguration
  cloudwatch:DescribeAlarms iam:CreateServiceLinkedRole
arc-zonal-shift:UpdateZonalAutoshiftConfiguration
  iam:CreateServiceLinkedRole
autoscaling:CreateAutoScalingGroup
  iam:CreateServiceLinkedRole iam:PassRole
autoscaling:UpdateAutoScalingGroup
  iam:PassRole
backup-gateway:PutHypervisorPropertyMappings
  iam:PassRole
backup-gateway:StartVirtualMachinesMetadataSync
  iam:PassRole
backup-search:StartSearchResultExportJob
  iam:PassRole
backup:CreateBackupPlan
  iam:PassRole
backup:CreateBackupSelection
  iam:PassRole
backup:CreateRestoreTestingSelection
  iam:PassRole
backup:StartBackupJob
  iam:PassRole
backup:StartCopyJob
  iam:PassRole
backup:StartRestoreJob
  iam:PassRole
backup:StartScanJob
  iam:PassRole
backup:UpdateBackupPlan
  iam:PassRole
backup:UpdateRestoreTestingSelection
  iam:PassRole
batch:CreateServiceEnvironment
  iam:CreateServiceLinkedRole
bedrock-agentcore:CreateAgentRuntime
  iam:PassRole
bedrock-agentcore:CreateGateway
  iam:PassRole
bedrock-agentcore:CreateMemory
  iam:PassRole
bedrock-agentcore:CreateOnlineEvaluationConfig
  iam:PassRole
bedrock-agentcore:UpdateAgentRuntime
  iam:PassRole
bedrock-agentcore:UpdateGateway
  iam:PassRole
bedrock-agentcore:UpdateMemory
  iam:PassRole
bedrock-agentcore:UpdateOnlineEvaluationConfig
  iam:PassRole
billing:AssociateSourceViews
  billing:UseSourceView iam:CreateServiceLinkedRole
billing:CreateBillingView
  billing:UseSourceView iam:CreateServiceLinkedRole
budgets:CreateBudgetAction
  iam:PassRole
budgets:UpdateBudgetAction
  iam:PassRole
chime:CreateMediaCapturePipeline
  s3:GetBucketPolicy
chime:CreateMediaConcatenationPipeline
  s3:GetBucketPolicy
chime:CreateMediaInsightsPipeline
  kinesisvideo:DescribeStream
chime:CreateMediaInsightsPipelineConfiguration
  iam:PassRole kinesis:DescribeStream s3:ListBucket
chime:CreateMediaPipelineKinesisVideoStreamPool
  kinesis:DescribeStream kinesisvideo:CreateStream kinesisvideo:GetDataEndpoint
  kinesisvideo:ListStreams
chime:CreateMediaStreamPipeline
  kinesisvideo:DescribeStream kinesisvideo:GetDataEndpoint kinesisvideo:PutMedia
chime:CreateVoiceConnector
  chime:CreateConnectAnalyticsConnector chime:CreateConnectCallTransferConnector
chime:CreateVoiceProfileDomain
  kms:CreateGrant kms:DescribeKey
chime:DeleteMediaInsightsPipelineConfiguration
  chime:ListVoiceConnectors
chime:DeleteVoiceConnector
  logs:CreateLogDelivery logs:DeleteLogDelivery logs:GetLogDelivery logs:ListLogDeliveries
chime:PutVoiceConnectorLoggingConfiguration
  logs:CreateLogDelivery logs:CreateLogGroup logs:DeleteLogDelivery logs:DescribeLogGroups
  logs:GetLogDelivery logs:ListLogDeliveries
chime:PutVoiceConnectorStreamingConfiguration
  chime:GetMediaInsightsPipelineConfiguration
chime:RegisterAppInstanceUserEndpoint
  mobiletargeting:GetApp
chime:UpdateMediaInsightsPipelineConfiguration
  chime:ListVoiceConnectors iam:PassRole kinesis:DescribeStream s3:ListBucket
cleanrooms:BatchGetCollaborationAnalysisTemplate
  cleanrooms:GetCollaborationAnalysisTemplate
cleanrooms:BatchGetSchema
  cleanrooms:GetSchema
cleanrooms:BatchGetSchemaAnalysisRule
  cleanrooms:GetSchema
cleanrooms:CreateConfiguredAudienceModelAssociation
  cleanrooms-ml:GetConfiguredAudienceModel cleanrooms-ml:GetConfiguredAudienceModelPolicy
  cleanrooms-ml:PutConfiguredAudienceModelPolicy
cleanrooms:CreateConfiguredTable
  athena:GetTableMetadata glue:BatchGetPartition glue:GetDatabase glue:GetDatabases
  glue:GetPartition glue:GetPartitions glue:GetSchemaVersion glue:GetTable glue:GetTables
cleanrooms:CreateConfiguredTableAssociation
  iam:PassRole
cleanrooms:CreateIdMappingTable
  entityresolution:AddPolicyStatement entityresolution:GetIdMappingWorkflow
cleanrooms:CreateIdNamespaceAssociation
  entityresolution:AddPolicyStatement entityresolution:GetIdNamespace
cleanrooms:CreateMembership
  iam:PassRole logs:CreateLogDelivery logs:CreateLogGroup logs:DeleteLogDelivery
  logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery
  logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery s3:GetBucketLocation
cleanrooms:DeleteCollaboration
  cleanrooms-ml:DeleteConfiguredAudienceModelPolicy
  cleanrooms-ml:GetConfiguredAudienceModelPolicy cleanrooms-ml:PutConfiguredAudienceModelPolicy
cleanrooms:DeleteConfiguredAudienceModelAssociation
  cleanrooms-ml:DeleteConfiguredAudienceModelPolicy
  cleanrooms-ml:GetConfiguredAudienceModelPolicy cleanrooms-ml:PutConfiguredAudienceModelPolicy
cleanrooms:DeleteIdMappingTable
  entityresolution:DeletePolicyStatement
cleanrooms:DeleteIdNamespaceAssociation
  entityresolution:DeletePolicyStatement
cleanrooms:DeleteMember
  cleanrooms-ml:DeleteConfiguredAudienceModelPolicy
  cleanrooms-ml:GetConfiguredAudienceModelPolicy cleanrooms-ml:PutConfiguredAudienceModelPolicy
cleanrooms:GetIdNamespaceAssociation
  entityresolution:GetIdNamespace
cleanrooms:GetSchemaAnalysisRule
  cleanrooms:GetSchema
cleanrooms:PopulateIdMappingTable
  entityresolution:GetIdMappingWorkflow
cleanrooms:StartProtectedJob
  cleanrooms:GetCollaborationAnalysisTemplate cleanrooms:GetSchema
cleanrooms:StartProtectedQuery
  cleanrooms:GetCollaborationAnalysisTemplate cleanrooms:GetSchema s3:GetBucketLocation
  s3:ListBucket s3:PutObject
cleanrooms:UpdateConfiguredTable
  athena:GetTableMetadata cleanrooms:UpdateConfiguredTableAllowedColumns
  cleanrooms:UpdateConfiguredTableReference glue:BatchGetPartition glue:GetDatabase
  glue:GetDatabases glue:GetPartition glue:GetPartitions glue:GetSchemaVersion glue:GetTable
  glue:GetTables
cleanrooms:UpdateConfiguredTableAssociation
  iam:PassRole
cleanrooms:UpdateIdNamespaceAssociation
  entityresolution:GetIdNamespace
cleanrooms:UpdateMembership
  iam:PassRole logs:CreateLogDelivery logs:CreateLogGroup logs:DeleteLogDelivery
  logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery
  logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery s3:GetBucketLocation
cloud9:CreateEnvironmentEC2
  ec2:DescribeSubnets ec2:DescribeVpcs iam:CreateServiceLinkedRole
cloud9:DeleteEnvironment
  iam:CreateServiceLinkedRole
cloudformation:DescribeStacks
  cloudformation:ListStacks
cloudformation:GetHookResult
  kms:Decrypt
cloudfront:CopyDistribution
  cloudfront:CreateDistribution cloudfront:GetDistribution
cloudfront:CreateDistribution
  cloudfront:CreateConnectionGroup
cloudhsm:CopyBackupToRegion
  cloudhsm:UntagResource
cloudhsm:CreateCluster
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateSecurityGroup
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:RevokeSecurityGroupEgress
  iam:CreateServiceLinkedRole
cloudhsm:CreateHsm
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateSecurityGroup ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:RevokeSecurityGroupEgress
cloudhsm:DeleteCluster
  ec2:DeleteNetworkInterface ec2:DeleteSecurityGroup
cloudhsm:DeleteHsm
  ec2:DeleteNetworkInterface
cloudhsm:ModifyCluster
  ec2:DescribeSubnets
cloudtrail:CreateDashboard
  cloudtrail:StartDashboardRefresh cloudtrail:StartQuery
cloudtrail:CreateEventDataStore
  iam:CreateServiceLinkedRole iam:GetRole kms:Decrypt kms:GenerateDataKey
  organizations:ListAWSServiceAccessForOrganization
cloudtrail:CreateTrail
  iam:CreateServiceLinkedRole iam:GetRole organizations:ListAWSServiceAccessForOrganization
cloudtrail:DeregisterOrganizationDelegatedAdmin
  organizations:DeregisterDelegatedAdministrator
  organizations:ListAWSServiceAccessForOrganization
cloudtrail:DisableFederation
  glue:DeleteDatabase glue:DeleteTable glue:PassConnection lakeformation:DeregisterResource
  lakeformation:RegisterResource
cloudtrail:EnableFederation
  glue:CreateDatabase glue:CreateTable iam:GetRole iam:PassRole lakeformation:DeregisterResource
  lakeformation:RegisterResource
cloudtrail:GetQueryResults
  kms:Decrypt kms:GenerateDataKey
cloudtrail:PutEventConfiguration
  iam:CreateServiceLinkedRole iam:GetRole
cloudtrail:RegisterOrganizationDelegatedAdmin
  iam:CreateServiceLinkedRole iam:GetRole organizations:ListAWSServiceAccessForOrganization
  organizations:RegisterDelegatedAdministrator
cloudtrail:StartDashboardRefresh
  cloudtrail:StartQuery
cloudtrail:StartQuery
  kms:Decrypt kms:GenerateDataKey
cloudtrail:UpdateDashboard
  cloudtrail:StartDashboardRefresh cloudtrail:StartQuery
cloudtrail:UpdateEventDataStore
  iam:CreateServiceLinkedRole iam:GetRole kms:Decrypt kms:GenerateDataKey
  organizations:ListAWSServiceAccessForOrganization
cloudtrail:UpdateTrail
  iam:CreateServiceLinkedRole iam:GetRole organizations:ListAWSServiceAccessForOrganization
codeconnections:CreateRepositoryLink
  codeconnections:PassConnection codeconnections:UseConnection
codeconnections:CreateSyncConfiguration
  codeconnections:PassRepository iam:PassRole
codeguru-reviewer:AssociateRepository
  codecommit:GetRepository codecommit:ListRepositories codestar-connections:PassConnection
  events:PutRule events:PutTargets iam:CreateServiceLinkedRole s3:CreateBucket s3:ListBucket
  s3:PutBucketPolicy s3:PutLifecycleConfiguration
codeguru-reviewer:CreateCodeReview
  s3:GetObject
codeguru-reviewer:DisassociateRepository
  codecommit:UntagResource events:DeleteRule events:RemoveTargets
codestar-connections:CreateRepositoryLink
  codestar-connections:PassConnection codestar-connections:UseConnection
codestar-connections:CreateSyncConfiguration
  codestar-connections:PassRepository iam:PassRole
compute-optimizer:DeleteRecommendationPreferences
  autoscaling:DescribeAutoScalingGroups ec2:DescribeInstances rds:DescribeDBClusters
  rds:DescribeDBInstances
compute-optimizer:ExportAutoScalingGroupRecommendations
  autoscaling:DescribeAutoScalingGroups compute-optimizer:GetAutoScalingGroupRecommendations
compute-optimizer:ExportEBSVolumeRecommendations
  compute-optimizer:GetEBSVolumeRecommendations ec2:DescribeVolumes
compute-optimizer:ExportEC2InstanceRecommendations
  compute-optimizer:GetEC2InstanceRecommendations ec2:DescribeInstances
compute-optimizer:ExportECSServiceRecommendations
  compute-optimizer:GetECSServiceRecommendations ecs:ListClusters ecs:ListServices
compute-optimizer:ExportIdleRecommendations
  compute-optimizer:GetIdleRecommendations
compute-optimizer:ExportLambdaFunctionRecommendations
  compute-optimizer:GetLambdaFunctionRecommendations lambda:ListFunctions
  lambda:ListProvisionedConcurrencyConfigs
compute-optimizer:ExportLicenseRecommendations
  compute-optimizer:GetLicenseRecommendations ec2:DescribeInstances
compute-optimizer:ExportRDSDatabaseRecommendations
  compute-optimizer:GetRDSDatabaseRecommendations rds:DescribeDBClusters rds:DescribeDBInstances
compute-optimizer:GetAutoScalingGroupRecommendations
  autoscaling:DescribeAutoScalingGroups
compute-optimizer:GetEBSVolumeRecommendations
  ec2:DescribeVolumes
compute-optimizer:GetEC2InstanceRecommendations
  ec2:DescribeInstances
compute-optimizer:GetEC2RecommendationProjectedMetrics
  ec2:DescribeInstances
compute-optimizer:GetECSServiceRecommendations
  ecs:ListClusters ecs:ListServices
compute-optimizer:GetEffectiveRecommendationPreferences
  autoscaling:DescribeAutoScalingGroups autoscaling:DescribeAutoScalingInstances
  ec2:DescribeInstances rds:DescribeDBClusters rds:DescribeDBInstances
compute-optimizer:GetLambdaFunctionRecommendations
  lambda:ListFunctions lambda:ListProvisionedConcurrencyConfigs
compute-optimizer:GetLicenseRecommendations
  ec2:DescribeInstances
compute-optimizer:GetRDSDatabaseRecommendationProjectedMetrics
  rds:DescribeDBClusters rds:DescribeDBInstances
compute-optimizer:GetRDSDatabaseRecommendations
  rds:DescribeDBClusters rds:DescribeDBInstances
compute-optimizer:PutRecommendationPreferences
  autoscaling:DescribeAutoScalingGroups autoscaling:DescribeAutoScalingInstances
  ec2:DescribeInstances rds:DescribeDBClusters rds:DescribeDBInstances
config:PutConfigurationAggregator
  iam:PassRole organizations:EnableAWSServiceAccess organizations:ListDelegatedAdministrators
config:PutConfigurationRecorder
  iam:PassRole
config:PutConformancePack
  iam:CreateServiceLinkedRole iam:PassRole s3:GetObject s3:ListBucket ssm:GetDocument
config:PutOrganizationConfigRule
  iam:CreateServiceLinkedRole iam:PassRole organizations:EnableAWSServiceAccess
  organizations:ListDelegatedAdministrators
config:PutOrganizationConformancePack
  iam:CreateServiceLinkedRole iam:PassRole organizations:EnableAWSServiceAccess
  organizations:ListDelegatedAdministrators s3:GetObject
config:PutRemediationConfigurations
  iam:PassRole
config:PutServiceLinkedConfigurationRecorder
  iam:CreateServiceLinkedRole iam:PassRole
config:StartRemediationExecution
  iam:PassRole
config:StartResourceEvaluation
  cloudformation:DescribeType
connect:AssociateBot
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy lex:CreateResourcePolicy
  lex:DescribeBotAlias lex:GetBot lex:UpdateResourcePolicy
connect:AssociateInstanceStorageConfig
  ds:DescribeDirectories firehose:DescribeDeliveryStream iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PutRolePolicy kinesis:DescribeStream kms:CreateGrant
  kms:DescribeKey s3:GetBucketAcl s3:GetBucketLocation
connect:AssociateLambdaFunction
  lambda:AddPermission
connect:AssociateLexBot
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy lex:GetBot
connect:AssociateTrafficDistributionGroupUser
  connect:DescribeUser connect:SearchUsers
connect:CreateInstance
  ds:AuthorizeApplication ds:CheckAlias ds:CreateAlias ds:CreateDirectory
  ds:CreateIdentityPoolDirectory ds:DeleteDirectory ds:DescribeDirectories
  ds:UnauthorizeApplication iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
connect:CreateIntegrationAssociation
  app-integrations:CreateApplicationAssociation
  app-integrations:CreateEventIntegrationAssociation app-integrations:GetApplication
  app-integrations:GetDataIntegration app-integrations:ListDataIntegrationAssociations
  cases:GetDomain chime:AssociateVoiceConnectorConnect chime:DisassociateVoiceConnectorConnect
  chime:UntagResource connect:DescribeInstance ds:DescribeDirectories events:PutRule
  events:PutTargets iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
  mobiletargeting:GetApp voiceid:DescribeDomain wisdom:GetAssistant wisdom:GetKnowledgeBase
connect:CreatePrompt
  kms:Decrypt s3:GetObject s3:GetObjectAcl
connect:CreateUseCase
  connect:DescribeInstance ds:DescribeDirectories
connect:DeleteAttachedFile
  cases:DeleteRelatedItem
connect:DeleteInstance
  ds:DeleteDirectory ds:DescribeDirectories ds:UnauthorizeApplication
connect:DeleteIntegrationAssociation
  app-integrations:DeleteApplicationAssociation
  app-integrations:DeleteEventIntegrationAssociation app-integrations:UntagResource
  connect:DescribeInstance ds:DescribeDirectories events:DeleteRule events:ListTargetsByRule
  events:RemoveTargets
connect:DeleteUseCase
  connect:DescribeInstance ds:DescribeDirectories
connect:DescribeInstance
  ds:DescribeDirectories
connect:DisassociateBot
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy lex:DeleteResourcePolicy
  lex:UpdateResourcePolicy
connect:DisassociateLambdaFunction
  lambda:RemovePermission
connect:DisassociateLexBot
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
connect:ImportPhoneNumber
  sms-voice:DescribePhoneNumbers social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber
connect:ListInstances
  ds:DescribeDirectories
connect:ListIntegrationAssociations
  connect:DescribeInstance ds:DescribeDirectories
connect:ListUseCases
  connect:DescribeInstance ds:DescribeDirectories
connect:ReplicateInstance
  ds:AuthorizeApplication ds:CheckAlias ds:CreateAlias ds:CreateDirectory
  ds:CreateIdentityPoolDirectory ds:DeleteDirectory ds:DescribeDirectories
  ds:UnauthorizeApplication iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
connect:SearchAgentStatuses
  connect:DescribeAgentStatus
connect:SearchContactEvaluations
  connect:DescribeContactEvaluation
connect:SearchContactFlowModules
  connect:DescribeContactFlowModule
connect:SearchContactFlows
  connect:DescribeContactFlow
connect:SearchContacts
  connect:DescribeContact
connect:SearchDataTables
  connect:DescribeDataTable
connect:SearchEmailAddresses
  connect:DescribeEmailAddress
connect:SearchEvaluationForms
  connect:DescribeEvaluationForm
connect:SearchHoursOfOperationOverrides
  connect:DescribeHoursOfOperation connect:ListHoursOfOperationOverrides
connect:SearchHoursOfOperations
  connect:DescribeHoursOfOperation
connect:SearchPredefinedAttributes
  connect:DescribePredefinedAttribute
connect:SearchPrompts
  connect:DescribePrompt
connect:SearchQueues
  connect:DescribeQueue
connect:SearchQuickConnects
  connect:DescribeQuickConnect
connect:SearchRoutingProfiles
  connect:DescribeRoutingProfile
connect:SearchSecurityProfiles
  connect:DescribeSecurityProfile
connect:SearchUserHierarchyGroups
  connect:DescribeUserHierarchyGroup
connect:SearchUsers
  connect:DescribeUser connect:ListUserProficiencies
connect:SearchViews
  connect:DescribeView
connect:SearchWorkspaces
  connect:DescribeWorkspace
connect:StartAttachedFileUpload
  cases:CreateRelatedItem
connect:StartOutboundChatContact
  wisdom:GetMessageTemplate wisdom:RenderMessageTemplate
connect:UpdateInstanceAttribute
  ds:DescribeDirectories iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy
  logs:CreateLogGroup
connect:UpdateInstanceStorageConfig
  ds:DescribeDirectories firehose:DescribeDeliveryStream iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PutRolePolicy kinesis:DescribeStream kms:CreateGrant
  kms:DescribeKey s3:GetBucketAcl s3:GetBucketLocation
connect:UpdatePrompt
  kms:Decrypt s3:GetObject s3:GetObjectAcl
cost-optimization-hub:ListRecommendationSummaries
  cost-optimization-hub:GetRecommendation
cost-optimization-hub:ListRecommendations
  cost-optimization-hub:GetRecommendation
dataexchange:CreateDataGrant
  dataexchange:PublishToDataGrant
dataexchange:StartJob
  dataexchange:CreateAsset dataexchange:DeleteDataSet dataexchange:GetAsset
  dataexchange:GetDataSet dataexchange:GetRevision dataexchange:PublishDataSet
  redshift:AuthorizeDataShare
dataexchange:UpdateRevision
  dataexchange:PublishDataSet dataexchange:PublishToDataGrant
dax:CreateCluster
  dax:CreateParameterGroup dax:CreateSubnetGroup ec2:CreateNetworkInterface
  ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs iam:GetRole iam:PassRole
deadline:AssociateMemberToFarm
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:AssociateMemberToFleet
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:AssociateMemberToJob
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:AssociateMemberToQueue
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:AssumeFleetRoleForRead
  identitystore:ListGroupMembershipsForMember
deadline:AssumeQueueRoleForRead
  identitystore:ListGroupMembershipsForMember
deadline:AssumeQueueRoleForUser
  identitystore:ListGroupMembershipsForMember
deadline:CopyJobTemplate
  identitystore:ListGroupMembershipsForMember s3:PutObject
deadline:CreateBudget
  identitystore:ListGroupMembershipsForMember
deadline:CreateFleet
  ec2:CreateVpcEndpoint iam:PassRole identitystore:ListGroupMembershipsForMember
  logs:CreateLogGroup vpc-lattice:GetResourceConfiguration vpc-lattice:GetResourceGateway
deadline:CreateJob
  deadline:GetJobTemplate identitystore:ListGroupMembershipsForMember
deadline:CreateLicenseEndpoint
  ec2:CreateVpcEndpoint ec2:DescribeVpcEndpoints
deadline:CreateLimit
  identitystore:ListGroupMembershipsForMember
deadline:CreateMonitor
  iam:PassRole sso:CreateApplication sso:DeleteApplication
  sso:PutApplicationAssignmentConfiguration sso:PutApplicationAuthenticationMethod
  sso:PutApplicationGrant
deadline:CreateQueue
  iam:PassRole identitystore:ListGroupMembershipsForMember logs:CreateLogGroup s3:ListBucket
deadline:CreateQueueEnvironment
  identitystore:ListGroupMembershipsForMember
deadline:CreateQueueFleetAssociation
  identitystore:ListGroupMembershipsForMember
deadline:CreateQueueLimitAssociation
  identitystore:ListGroupMembershipsForMember
deadline:CreateStorageProfile
  identitystore:ListGroupMembershipsForMember
deadline:CreateWorker
  deadline:ListTagsForResource
deadline:DeleteBudget
  identitystore:ListGroupMembershipsForMember
deadline:DeleteFarm
  identitystore:ListGroupMembershipsForMember
deadline:DeleteFleet
  identitystore:ListGroupMembershipsForMember
deadline:DeleteLicenseEndpoint
  ec2:DeleteVpcEndpoints ec2:DescribeVpcEndpoints
deadline:DeleteLimit
  identitystore:ListGroupMembershipsForMember
deadline:DeleteMonitor
  sso:DeleteApplication
deadline:DeleteQueue
  identitystore:ListGroupMembershipsForMember
deadline:DeleteQueueEnvironment
  identitystore:ListGroupMembershipsForMember
deadline:DeleteQueueFleetAssociation
  identitystore:ListGroupMembershipsForMember
deadline:DeleteQueueLimitAssociation
  identitystore:ListGroupMembershipsForMember
deadline:DeleteStorageProfile
  identitystore:ListGroupMembershipsForMember
deadline:DisassociateMemberFromFarm
  identitystore:ListGroupMembershipsForMember
deadline:DisassociateMemberFromFleet
  identitystore:ListGroupMembershipsForMember
deadline:DisassociateMemberFromJob
  identitystore:ListGroupMembershipsForMember
deadline:DisassociateMemberFromQueue
  identitystore:ListGroupMembershipsForMember
deadline:GetBudget
  identitystore:ListGroupMembershipsForMember
deadline:GetFarm
  identitystore:ListGroupMembershipsForMember
deadline:GetFleet
  identitystore:ListGroupMembershipsForMember
deadline:GetJob
  identitystore:ListGroupMembershipsForMember
deadline:GetLimit
  identitystore:ListGroupMembershipsForMember
deadline:GetQueue
  identitystore:ListGroupMembershipsForMember
deadline:GetQueueEnvironment
  identitystore:ListGroupMembershipsForMember
deadline:GetQueueFleetAssociation
  identitystore:ListGroupMembershipsForMember
deadline:GetQueueLimitAssociation
  identitystore:ListGroupMembershipsForMember
deadline:GetSession
  identitystore:ListGroupMembershipsForMember
deadline:GetSessionAction
  identitystore:ListGroupMembershipsForMember
deadline:GetSessionsStatisticsAggregation
  identitystore:ListGroupMembershipsForMember
deadline:GetStep
  identitystore:ListGroupMembershipsForMember
deadline:GetStorageProfile
  identitystore:ListGroupMembershipsForMember
deadline:GetStorageProfileForQueue
  identitystore:ListGroupMembershipsForMember
deadline:GetTask
  identitystore:ListGroupMembershipsForMember
deadline:GetWorker
  identitystore:ListGroupMembershipsForMember
deadline:ListBudgets
  identitystore:ListGroupMembershipsForMember
deadline:ListFarmMembers
  identitystore:ListGroupMembershipsForMember
deadline:ListFarms
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:ListFleetMembers
  identitystore:ListGroupMembershipsForMember
deadline:ListFleets
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:ListJobMembers
  identitystore:ListGroupMembershipsForMember
deadline:ListJobParameterDefinitions
  identitystore:ListGroupMembershipsForMember
deadline:ListJobs
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:ListLimits
  identitystore:ListGroupMembershipsForMember
deadline:ListQueueEnvironments
  identitystore:ListGroupMembershipsForMember
deadline:ListQueueFleetAssociations
  identitystore:ListGroupMembershipsForMember
deadline:ListQueueLimitAssociations
  identitystore:ListGroupMembershipsForMember
deadline:ListQueueMembers
  identitystore:ListGroupMembershipsForMember
deadline:ListQueues
  identitystore:DescribeGroup identitystore:DescribeUser
  identitystore:ListGroupMembershipsForMember
deadline:ListSessionActions
  identitystore:ListGroupMembershipsForMember
deadline:ListSessions
  identitystore:ListGroupMembershipsForMember
deadline:ListSessionsForWorker
  identitystore:ListGroupMembershipsForMember
deadline:ListStepConsumers
  identitystore:ListGroupMembershipsForMember
deadline:ListStepDependencies
  identitystore:ListGroupMembershipsForMember
deadline:ListSteps
  identitystore:ListGroupMembershipsForMember
deadline:ListStorageProfiles
  identitystore:ListGroupMembershipsForMember
deadline:ListStorageProfilesForQueue
  identitystore:ListGroupMembershipsForMember
deadline:ListTasks
  identitystore:ListGroupMembershipsForMember
deadline:ListWorkers
  identitystore:ListGroupMembershipsForMember
deadline:SearchJobs
  identitystore:ListGroupMembershipsForMember
deadline:SearchSteps
  identitystore:ListGroupMembershipsForMember
deadline:SearchTasks
  identitystore:ListGroupMembershipsForMember
deadline:SearchWorkers
  identitystore:ListGroupMembershipsForMember
deadline:StartSessionsStatisticsAggregation
  identitystore:ListGroupMembershipsForMember
deadline:UpdateBudget
  identitystore:ListGroupMembershipsForMember
deadline:UpdateFarm
  identitystore:ListGroupMembershipsForMember
deadline:UpdateFleet
  ec2:CreateVpcEndpoint iam:PassRole identitystore:ListGroupMembershipsForMember
  vpc-lattice:GetResourceConfiguration vpc-lattice:GetResourceGateway
deadline:UpdateJob
  identitystore:ListGroupMembershipsForMember
deadline:UpdateLimit
  identitystore:ListGroupMembershipsForMember
deadline:UpdateMonitor
  iam:PassRole sso:PutApplicationGrant sso:UpdateApplication
deadline:UpdateQueue
  iam:PassRole identitystore:ListGroupMembershipsForMember
deadline:UpdateQueueEnvironment
  identitystore:ListGroupMembershipsForMember
deadline:UpdateQueueFleetAssociation
  identitystore:ListGroupMembershipsForMember
deadline:UpdateQueueLimitAssociation
  identitystore:ListGroupMembershipsForMember
deadline:UpdateSession
  identitystore:ListGroupMembershipsForMember
deadline:UpdateStep
  identitystore:ListGroupMembershipsForMember
deadline:UpdateStorageProfile
  identitystore:ListGroupMembershipsForMember
deadline:UpdateTask
  identitystore:ListGroupMembershipsForMember
deadline:UpdateWorker
  logs:CreateLogStream
deadline:UpdateWorkerSchedule
  logs:CreateLogStream
detective:DescribeOrganizationConfiguration
  organizations:DescribeOrganization
detective:DisableOrganizationAdminAccount
  organizations:DescribeOrganization
detective:EnableOrganizationAdminAccount
  iam:CreateServiceLinkedRole organizations:DescribeOrganization
  organizations:EnableAWSServiceAccess organizations:RegisterDelegatedAdministrator
detective:UpdateOrganizationConfiguration
  organizations:DescribeOrganization
devicefarm:CreateProject
  ec2:CreateNetworkInterface ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  iam:CreateServiceLinkedRole
devicefarm:CreateTestGridProject
  ec2:CreateNetworkInterface ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  iam:CreateServiceLinkedRole
devicefarm:UpdateProject
  ec2:CreateNetworkInterface ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  iam:CreateServiceLinkedRole
devicefarm:UpdateTestGridProject
  ec2:CreateNetworkInterface ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  iam:CreateServiceLinkedRole
devops-guru:AddNotificationChannel
  sns:GetTopicAttributes sns:SetTopicAttributes
devops-guru:RemoveNotificationChannel
  sns:GetTopicAttributes sns:SetTopicAttributes
discovery:StartContinuousExport
  iam:AttachRolePolicy iam:CreatePolicy iam:CreateRole iam:CreateServiceLinkedRole
discovery:StartImportTask
  discovery:AssociateConfigurationItemsToApplication discovery:CreateApplication
  discovery:GetDiscoverySummary discovery:ListConfigurations s3:GetObject
dms:CreateDataMigration
  iam:PassRole
dms:CreateDataProvider
  iam:PassRole
dms:CreateEndpoint
  iam:PassRole
dms:CreateFleetAdvisorCollector
  iam:PassRole
dms:CreateInstanceProfile
  iam:PassRole
dms:CreateMigrationProject
  iam:PassRole
dms:CreateReplicationInstance
  iam:PassRole
dms:ModifyDataMigration
  iam:PassRole
dms:ModifyEndpoint
  iam:PassRole
dms:StartReplicationTaskAssessmentRun
  iam:PassRole
docdb-elastic:CopyClusterSnapshot
  docdb-elastic:CreateClusterSnapshot kms:CreateGrant kms:Decrypt kms:DescribeKey
  kms:GenerateDataKey
docdb-elastic:CreateCluster
  ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute
  ec2:DescribeVpcEndpoints ec2:DescribeVpcs ec2:ModifyVpcEndpoint iam:CreateServiceLinkedRole
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey secretsmanager:DescribeSecret
  secretsmanager:GetResourcePolicy secretsmanager:GetSecretValue
  secretsmanager:ListSecretVersionIds secretsmanager:ListSecrets
docdb-elastic:CreateClusterSnapshot
  ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute
  ec2:DescribeVpcEndpoints ec2:DescribeVpcs ec2:ModifyVpcEndpoint iam:CreateServiceLinkedRole
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey secretsmanager:DescribeSecret
  secretsmanager:GetResourcePolicy secretsmanager:GetSecretValue
  secretsmanager:ListSecretVersionIds secretsmanager:ListSecrets
docdb-elastic:DeleteCluster
  ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs
  ec2:ModifyVpcEndpoint
docdb-elastic:DeleteClusterSnapshot
  ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs
  ec2:ModifyVpcEndpoint
docdb-elastic:RestoreClusterFromSnapshot
  docdb-elastic:CreateCluster ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints
  ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs ec2:ModifyVpcEndpoint
  iam:CreateServiceLinkedRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  secretsmanager:DescribeSecret secretsmanager:GetResourcePolicy secretsmanager:GetSecretValue
  secretsmanager:ListSecretVersionIds secretsmanager:ListSecrets
docdb-elastic:UpdateCluster
  ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute
  ec2:DescribeVpcEndpoints ec2:DescribeVpcs ec2:ModifyVpcEndpoint kms:CreateGrant kms:Decrypt
  kms:DescribeKey kms:GenerateDataKey secretsmanager:DescribeSecret
  secretsmanager:GetResourcePolicy secretsmanager:GetSecretValue
  secretsmanager:ListSecretVersionIds secretsmanager:ListSecrets
drs:AssociateSourceNetworkStack
  cloudformation:DescribeStackResource cloudformation:DescribeStacks drs:GetLaunchConfiguration
  ec2:CreateLaunchTemplateVersion ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:ModifyLaunchTemplate
drs:CreateExtendedSourceServer
  drs:DescribeSourceServers drs:GetReplicationConfiguration
drs:CreateReplicationConfigurationTemplate
  ec2:CreateSecurityGroup ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:GetEbsDefaultKmsKeyId ec2:GetEbsEncryptionByDefault kms:CreateGrant kms:DescribeKey
drs:CreateSourceNetwork
  ec2:DescribeInstances ec2:DescribeVpcs
drs:DescribeRecoveryInstances
  drs:DescribeSourceServers ec2:DescribeInstances
drs:ExportSourceNetworkCfnTemplate
  s3:GetBucketLocation s3:GetObject s3:PutObject
drs:InitializeService
  iam:AddRoleToInstanceProfile iam:CreateInstanceProfile iam:CreateServiceLinkedRole
  iam:GetInstanceProfile
drs:ListExtensibleSourceServers
  drs:DescribeSourceServers
drs:PutLaunchAction
  ssm:DescribeDocument
drs:ReverseReplication
  drs:DescribeReplicationConfigurationTemplates drs:DescribeSourceServers ec2:DescribeInstances
drs:StartRecovery
  drs:CreateRecoveryInstanceForDrs drs:ListTagsForResource ec2:AttachVolume
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateLaunchTemplate
  ec2:CreateLaunchTemplateVersion ec2:CreateSnapshot ec2:CreateVolume
  ec2:DeleteLaunchTemplateVersions ec2:DeleteSnapshot ec2:DeleteVolume
  ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeImages
  ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus ec2:DescribeInstanceTypes
  ec2:DescribeInstances ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates
  ec2:DescribeSecurityGroups ec2:DescribeSnapshots ec2:DescribeSubnets ec2:DescribeVolumes
  ec2:DetachVolume ec2:ModifyInstanceAttribute ec2:ModifyLaunchTemplate
  ec2:RevokeSecurityGroupEgress ec2:RunInstances ec2:StartInstances ec2:StopInstances
  ec2:TerminateInstances iam:PassRole
drs:StartSourceNetworkRecovery
  cloudformation:CreateStack cloudformation:DescribeStackResource cloudformation:DescribeStacks
  cloudformation:UpdateStack drs:GetLaunchConfiguration ec2:CreateLaunchTemplateVersion
  ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs ec2:ModifyLaunchTemplate s3:GetObject s3:PutObject
drs:TerminateRecoveryInstances
  drs:DescribeSourceServers ec2:DeleteVolume ec2:DescribeInstances ec2:DescribeVolumes
  ec2:TerminateInstances
drs:UpdateLaunchConfiguration
  ec2:DescribeInstances
drs:UpdateReplicationConfiguration
  ec2:CreateSecurityGroup ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:GetEbsDefaultKmsKeyId ec2:GetEbsEncryptionByDefault kms:CreateGrant kms:DescribeKey
drs:UpdateReplicationConfigurationTemplate
  ec2:CreateSecurityGroup ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:GetEbsDefaultKmsKeyId ec2:GetEbsEncryptionByDefault kms:CreateGrant kms:DescribeKey
ds-data:AddGroupMember
  ds:AccessDSData
ds-data:CreateGroup
  ds:AccessDSData
ds-data:CreateUser
  ds:AccessDSData
ds-data:DeleteGroup
  ds:AccessDSData
ds-data:DeleteUser
  ds:AccessDSData
ds-data:DescribeGroup
  ds:AccessDSData
ds-data:DescribeUser
  ds:AccessDSData
ds-data:DisableUser
  ds:AccessDSData
ds-data:ListGroupMembers
  ds:AccessDSData
ds-data:ListGroups
  ds:AccessDSData
ds-data:ListGroupsForMember
  ds:AccessDSData
ds-data:ListUsers
  ds:AccessDSData
ds-data:RemoveGroupMember
  ds:AccessDSData
ds-data:SearchGroups
  ds-data:DescribeGroup ds:AccessDSData
ds-data:SearchUsers
  ds-data:DescribeUser ds:AccessDSData
ds-data:UpdateGroup
  ds:AccessDSData
ds-data:UpdateUser
  ds:AccessDSData
ds:AddIpRoutes
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:DescribeSecurityGroups
ds:AddRegion
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DescribeVpcs
ds:ConnectDirectory
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DescribeVpcs
ds:CreateDirectory
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DescribeVpcs
ds:CreateHybridAD
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateNetworkInterfacePermission ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs iam:CreateServiceLinkedRole iam:GetRole
  secretsmanager:DescribeSecret secretsmanager:GetSecretValue ssm:GetCommandInvocation
  ssm:GetConnectionStatus ssm:ListCommands ssm:SendCommand
ds:CreateMicrosoftAD
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DescribeVpcs
ds:DeleteDirectory
  ec2:DeleteNetworkInterface ec2:DeleteSecurityGroup ec2:DescribeNetworkInterfaces
  ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress
ds:EnableCAEnrollmentPolicy
  acm-pca:DescribeCertificateAuthority pca-connector-ad:GetConnector
ds:RegisterEventTopic
  sns:GetTopicAttributes
ds:RemoveTagsFromResource
  ec2:DeleteTags
ds:StartADAssessment
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateNetworkInterfacePermission ec2:CreateSecurityGroup ec2:DeleteNetworkInterface
  ec2:DeleteSecurityGroup ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DescribeVpcs
  ssm:GetCommandInvocation ssm:GetConnectionStatus ssm:ListCommands ssm:SendCommand
ds:UpdateHybridAD
  ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateNetworkInterfacePermission ec2:CreateSecurityGroup ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs secretsmanager:DescribeSecret
  secretsmanager:GetSecretValue ssm:GetCommandInvocation ssm:GetConnectionStatus
  ssm:ListCommands ssm:SendCommand
dsql:CreateCluster
  iam:CreateServiceLinkedRole
dynamodb:RestoreTableFromBackup
  dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query
  dynamodb:Scan dynamodb:UpdateItem
dynamodb:RestoreTableToPointInTime
  dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query
  dynamodb:Scan dynamodb:UpdateItem
ec2:AssociateIamInstanceProfile
  iam:PassRole
ec2:CancelCapacityReservationFleets
  ec2:CancelCapacityReservation
ec2:CreateCapacityReservationFleet
  ec2:CreateCapacityReservation ec2:DescribeCapacityReservations ec2:DescribeInstances
ec2:CreateFlowLogs
  ecs:ListClusters ecs:ListContainerInstances ecs:ListServices ecs:ListTaskDefinitions
  ecs:ListTasks iam:PassRole
ec2:CreateIpam
  iam:CreateServiceLinkedRole
ec2:CreateIpamResourceDiscovery
  iam:CreateServiceLinkedRole
ec2:CreateLaunchTemplate
  ssm:GetParameters
ec2:CreateLaunchTemplateVersion
  ssm:GetParameters
ec2:CreateRouteServer
  sns:CreateTopic
ec2:CreateRouteServerEndpoint
  ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
  ec2:CreateNetworkInterfacePermission ec2:CreateSecurityGroup ec2:DescribeSecurityGroups
ec2:CreateRouteServerPeer
  ec2:AuthorizeSecurityGroupIngress
ec2:CreateVpcEndpoint
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  route53:AssociateVPCWithHostedZone
ec2:DeleteRouteServer
  sns:DeleteTopic
ec2:DeleteRouteServerEndpoint
  ec2:DeleteNetworkInterface ec2:DeleteSecurityGroup ec2:RevokeSecurityGroupIngress
ec2:DeleteRouteServerPeer
  ec2:RevokeSecurityGroupIngress
ec2:DescribeLaunchTemplateVersions
  ssm:GetParameters
ec2:DisableIpamOrganizationAdminAccount
  organizations:DeregisterDelegatedAdministrator
ec2:EnableFastLaunch
  ec2:CreateLaunchTemplate ec2:CreateSnapshot ec2:DeleteSnapshot ec2:DescribeImages
  ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus ec2:DescribeInstanceTypeOfferings
  ec2:DescribeInstances ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates
  ec2:DescribeSnapshots ec2:DescribeSubnets ec2:RunInstances ec2:StopInstances
  ec2:TerminateInstances iam:PassRole
ec2:EnableIpamOrganizationAdminAccount
  iam:CreateServiceLinkedRole organizations:EnableAWSServiceAccess
  organizations:RegisterDelegatedAdministrator
ec2:EnableReachabilityAnalyzerOrganizationSharing
  iam:CreateServiceLinkedRole organizations:EnableAWSServiceAccess
ec2:ModifyCapacityReservationFleet
  ec2:ModifyCapacityReservation
ec2:ReplaceIamInstanceProfileAssociation
  iam:PassRole
ec2:RequestSpotInstances
  iam:PassRole
ec2:RunInstances
  iam:PassRole ssm:GetParameters
ecr:CreatePullThroughCacheRule
  iam:CreateServiceLinkedRole
ecr:CreateRepositoryCreationTemplate
  ecr:CreateRepository ecr:PutLifecyclePolicy ecr:SetRepositoryPolicy
  iam:CreateServiceLinkedRole iam:PassRole
ecr:PutReplicationConfiguration
  iam:CreateServiceLinkedRole
ecr:UpdateRepositoryCreationTemplate
  ecr:CreateRepository ecr:PutLifecyclePolicy ecr:SetRepositoryPolicy
  iam:CreateServiceLinkedRole iam:PassRole
ecs:CreateExpressGatewayService
  ecs:RegisterTaskDefinition iam:PassRole
ecs:RunTask
  iam:PassRole
ecs:StartTask
  iam:PassRole
elasticache:AuthorizeCacheSecurityGroupIngress
  ec2:AuthorizeSecurityGroupIngress
elasticache:BatchApplyUpdateAction
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs s3:GetObject
elasticache:CopySnapshot
  s3:DeleteObject s3:GetBucketAcl s3:PutObject
elasticache:CreateCacheCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs s3:GetObject
elasticache:CreateReplicationGroup
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs s3:GetObject
elasticache:CreateServerlessCache
  ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:DescribeTags ec2:DescribeVpcEndpoints ec2:DescribeVpcs s3:GetObject
elasticache:CreateSnapshot
  s3:DeleteObject s3:GetBucketAcl s3:PutObject
elasticache:DecreaseReplicaCount
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:DeleteCacheCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:DeleteCacheSubnetGroup
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:DeleteReplicationGroup
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:DeleteServerlessCache
  ec2:DescribeTags
elasticache:ExportServerlessCacheSnapshot
  s3:DeleteObject s3:ListAllMyBuckets s3:PutObject
elasticache:IncreaseReplicaCount
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:ModifyReplicationGroup
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:ModifyReplicationGroupShardConfiguration
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticache:ModifyServerlessCache
  ec2:DescribeSecurityGroups ec2:DescribeTags
elasticache:TestFailover
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
elasticmapreduce:RunJobFlow
  iam:PassRole
emr-serverless:StartJobRun
  iam:PassRole
evs:AssociateEipToVlan
  ec2:AssociateAddress ec2:DescribeAddresses
evs:CreateEnvironment
  ec2:CreateNetworkInterface ec2:CreateSubnet ec2:DeleteNetworkInterface ec2:DeleteSubnet
  ec2:DeleteVolume ec2:DescribeAddresses ec2:DescribeDhcpOptions ec2:DescribeHosts
  ec2:DescribeInstanceStatus ec2:DescribeInstances ec2:DescribeKeyPairs
  ec2:DescribeNetworkInterfaces ec2:DescribePlacementGroups ec2:DescribeRouteServerEndpoints
  ec2:DescribeRouteServerPeers ec2:DescribeRouteServers ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVolumes ec2:DescribeVpcs ec2:DetachNetworkInterface
  ec2:DetachVolume ec2:GetAllowedImagesSettings ec2:GetRouteServerAssociations
  ec2:ModifyInstanceAttribute ec2:ModifyNetworkInterfaceAttribute ec2:RunInstances
  ec2:TerminateInstances iam:CreateServiceLinkedRole kms:DescribeKey kms:ListAliases
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:GetRandomPassword
  secretsmanager:GetSecretValue secretsmanager:UpdateSecret servicequotas:GetServiceQuota
  servicequotas:ListServiceQuotas support:DescribeServices support:DescribeSupportLevel
evs:CreateEnvironmentHost
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeDhcpOptions
  ec2:DescribeHosts ec2:DescribeInstanceStatus ec2:DescribeInstances ec2:DescribeKeyPairs
  ec2:DescribeNetworkInterfaces ec2:DescribePlacementGroups ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs ec2:ModifyNetworkInterfaceAttribute ec2:RunInstances
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:GetRandomPassword
  secretsmanager:GetSecretValue secretsmanager:UpdateSecret servicequotas:GetServiceQuota
  servicequotas:ListServiceQuotas
evs:DeleteEnvironment
  ec2:DeleteNetworkInterface ec2:DeleteSubnet ec2:DescribeInstanceStatus ec2:DescribeInstances
  ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:ModifyInstanceAttribute
  ec2:ModifyNetworkInterfaceAttribute ec2:TerminateInstances secretsmanager:DeleteSecret
  secretsmanager:GetSecretValue
evs:DeleteEnvironmentHost
  ec2:DeleteNetworkInterface ec2:DescribeInstanceStatus ec2:DescribeInstances
  ec2:DescribeNetworkInterfaces ec2:ModifyInstanceAttribute ec2:ModifyNetworkInterfaceAttribute
  ec2:TerminateInstances secretsmanager:DeleteSecret secretsmanager:GetSecretValue
evs:DisassociateEipFromVlan
  ec2:DisassociateAddress
fis:StartExperiment
  iam:CreateServiceLinkedRole
fsx:CreateAndAttachS3AccessPoint
  s3:CreateAccessPoint s3:GetAccessPoint s3:PutAccessPointPolicy
fsx:CreateFileCache
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:GetSecurityGroupsForVpc
  fsx:CreateDataRepositoryAssociation logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents
  s3:ListBucket
fsx:CreateFileSystem
  ec2:GetSecurityGroupsForVpc
fsx:CreateFileSystemFromBackup
  ec2:GetSecurityGroupsForVpc
fsx:DeleteFileCache
  fsx:DeleteDataRepositoryAssociation
fsx:DeleteFileSystem
  fsx:CreateBackup
fsx:DetachAndDeleteS3AccessPoint
  s3:DeleteAccessPoint
gamelift:CreateBuild
  iam:PassRole s3:GetObject
gamelift:CreateContainerFleet
  ec2:DescribeAvailabilityZones ec2:DescribeRegions iam:PassRole
gamelift:CreateContainerGroupDefinition
  ecr:BatchGetImage ecr:DescribeImages ecr:GetAuthorizationToken ecr:GetDownloadUrlForLayer
gamelift:CreateFleet
  ec2:DescribeAvailabilityZones ec2:DescribeRegions iam:PassRole
gamelift:CreateFleetLocations
  ec2:DescribeAvailabilityZones ec2:DescribeRegions
gamelift:CreateGameServerGroup
  autoscaling:CreateAutoScalingGroup autoscaling:DescribeAutoScalingGroups
  autoscaling:PutLifecycleHook autoscaling:PutScalingPolicy ec2:DescribeAvailabilityZones
  ec2:DescribeSubnets events:PutRule events:PutTargets iam:PassRole
gamelift:CreateScript
  iam:PassRole s3:GetObject
gamelift:CreateVpcPeeringAuthorization
  ec2:AcceptVpcPeeringConnection ec2:AuthorizeSecurityGroupEgress
  ec2:AuthorizeSecurityGroupIngress ec2:CreateRoute ec2:DeleteRoute ec2:DescribeRouteTables
  ec2:DescribeSecurityGroups ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress
gamelift:DeleteGameServerGroup
  autoscaling:DeleteAutoScalingGroup autoscaling:DescribeAutoScalingGroups
  autoscaling:ExitStandby autoscaling:ResumeProcesses autoscaling:SetInstanceProtection
  autoscaling:UpdateAutoScalingGroup
gamelift:UpdateContainerGroupDefinition
  ecr:BatchGetImage ecr:DescribeImages ecr:GetAuthorizationToken ecr:GetDownloadUrlForLayer
gamelift:UpdateGameServerGroup
  iam:PassRole
gamelift:UpdateScript
  iam:PassRole s3:GetObject
gameliftstreams:AddStreamGroupLocations
  ec2:DescribeRegions
gameliftstreams:CreateApplication
  s3:GetObject s3:ListBucket
gameliftstreams:ExportStreamSessionFiles
  s3:PutObject
globalaccelerator:AddEndpoints
  globalaccelerator:UpdateEndpointGroup
globalaccelerator:RemoveEndpoints
  globalaccelerator:UpdateEndpointGroup
glue:BatchGetTableOptimizer
  glue:GetTable
glue:CreateIntegration
  kms:CreateGrant kms:DescribeKey
glue:CreateTableOptimizer
  glue:GetTable
glue:DeleteTableOptimizer
  glue:GetTable
glue:GetTableOptimizer
  glue:GetTable
glue:ListTableOptimizerRuns
  glue:GetTable
glue:StartColumnStatisticsTaskRun
  glue:GetSecurityConfiguration glue:GetTable
glue:UpdateTableOptimizer
  glue:GetTable
grafana:AssociateLicense
  aws-marketplace:ViewSubscriptions
grafana:CreateWorkspace
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:GetManagedPrefixListEntries
  iam:CreateServiceLinkedRole organizations:DescribeOrganization
  sso:CreateManagedApplicationInstance sso:DescribeRegisteredRegions
  sso:GetSharedSsoConfiguration
grafana:DeleteWorkspace
  sso:DeleteManagedApplicationInstance
grafana:UpdateWorkspace
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:GetManagedPrefixListEntries
  iam:CreateServiceLinkedRole
greengrass:AssociateServiceRoleToAccount
  iam:PassRole
greengrass:CancelDeployment
  iot:CancelJob iot:DeleteThingShadow iot:DescribeJob iot:DescribeThing iot:DescribeThingGroup
  iot:GetThingShadow iot:UpdateJob iot:UpdateThingShadow
greengrass:CreateDeployment
  iot:CancelJob iot:CreateJob iot:DeleteThingShadow iot:DescribeJob iot:DescribeThing
  iot:DescribeThingGroup iot:GetThingShadow iot:UpdateJob iot:UpdateThingShadow
greengrass:DeleteCoreDevice
  iot:DescribeJobExecution
greengrass:DeleteDeployment
  iot:DeleteJob
greengrass:GetConnectivityInfo
  iot:GetThingShadow
greengrass:GetDeployment
  iot:DescribeJob iot:DescribeThing iot:DescribeThingGroup iot:GetThingShadow
greengrass:ListDeployments
  iot:DescribeJob iot:DescribeThing iot:DescribeThingGroup iot:GetThingShadow
greengrass:ListEffectiveDeployments
  iot:DescribeJob iot:DescribeJobExecution iot:DescribeThing iot:DescribeThingGroup
  iot:GetThingShadow
greengrass:UpdateConnectivityInfo
  iot:GetThingShadow iot:UpdateThingShadow
guardduty:CreateIPSet
  iam:DeleteRolePolicy iam:PutRolePolicy
guardduty:CreatePublishingDestination
  s3:GetObject s3:ListBucket
guardduty:CreateThreatEntitySet
  s3:GetObject
guardduty:CreateTrustedEntitySet
  s3:GetObject
guardduty:UpdateIPSet
  iam:DeleteRolePolicy iam:PutRolePolicy
guardduty:UpdatePublishingDestination
  s3:GetObject s3:ListBucket
guardduty:UpdateThreatEntitySet
  s3:GetObject
guardduty:UpdateThreatIntelSet
  iam:DeleteRolePolicy iam:PutRolePolicy
guardduty:UpdateTrustedEntitySet
  s3:GetObject
health-agent:CreateDomain
  iam:PassRole
health:DescribeAffectedAccountsForOrganization
  organizations:ListAccounts
health:DescribeAffectedEntitiesForOrganization
  organizations:ListAccounts
health:DescribeEntityAggregatesForOrganization
  organizations:ListAccounts
health:DescribeEventDetailsForOrganization
  organizations:ListAccounts
health:DescribeEventsForOrganization
  organizations:ListAccounts
health:DescribeHealthServiceStatusForOrganization
  organizations:ListAccounts
health:DisableHealthServiceAccessForOrganization
  organizations:DisableAWSServiceAccess organizations:ListAccounts
health:EnableHealthServiceAccessForOrganization
  iam:CreateServiceLinkedRole organizations:EnableAWSServiceAccess organizations:ListAccounts
iam:AddRoleToInstanceProfile
  iam:PassRole
iam:GenerateOrganizationsAccessReport
  organizations:DescribePolicy organizations:ListChildren organizations:ListParents
  organizations:ListPoliciesForTarget organizations:ListRoots organizations:ListTargetsForPolicy
identitystore:CreateGroup
  kms:Decrypt
identitystore:CreateGroupMembership
  kms:Decrypt
identitystore:CreateUser
  kms:Decrypt
identitystore:DeleteGroup
  kms:Decrypt
identitystore:DeleteGroupMembership
  kms:Decrypt
identitystore:DeleteUser
  kms:Decrypt
identitystore:DescribeGroup
  kms:Decrypt
identitystore:DescribeGroupMembership
  kms:Decrypt
identitystore:DescribeUser
  kms:Decrypt
identitystore:GetGroupId
  kms:Decrypt
identitystore:GetGroupMembershipId
  kms:Decrypt
identitystore:GetUserId
  kms:Decrypt
identitystore:IsMemberInGroups
  kms:Decrypt
identitystore:ListGroupMemberships
  kms:Decrypt
identitystore:ListGroupMembershipsForMember
  kms:Decrypt
identitystore:ListGroups
  kms:Decrypt
identitystore:ListUsers
  kms:Decrypt
identitystore:UpdateGroup
  kms:Decrypt
identitystore:UpdateIdentityStore
  kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKeyWithoutPlaintext
identitystore:UpdateUser
  kms:Decrypt
imagebuilder:CreateComponent
  kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext s3:GetObject s3:ListBucket
imagebuilder:CreateContainerRecipe
  ec2:DescribeImages ecr:DescribeImages ecr:DescribeRepositories imagebuilder:GetComponent
  imagebuilder:GetImage kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext
  s3:GetObject s3:ListBucket ssm:GetParameter
imagebuilder:CreateDistributionConfiguration
  ec2:CreateLaunchTemplateVersion ec2:DescribeLaunchTemplates ec2:ModifyLaunchTemplate
  s3:ListBucket ssm:GetParameter
imagebuilder:CreateImage
  ecr:BatchGetRepositoryScanningConfiguration ecr:DescribeRepositories
  iam:CreateServiceLinkedRole iam:PassRole imagebuilder:GetContainerRecipe
  imagebuilder:GetDistributionConfiguration imagebuilder:GetImageRecipe
  imagebuilder:GetInfrastructureConfiguration imagebuilder:GetWorkflow
  inspector2:BatchGetAccountStatus
imagebuilder:CreateImagePipeline
  ecr:BatchGetRepositoryScanningConfiguration ecr:DescribeRepositories
  iam:CreateServiceLinkedRole iam:PassRole imagebuilder:GetContainerRecipe
  imagebuilder:GetDistributionConfiguration imagebuilder:GetImageRecipe
  imagebuilder:GetInfrastructureConfiguration imagebuilder:GetWorkflow
  inspector2:BatchGetAccountStatus
imagebuilder:CreateImageRecipe
  ec2:DescribeImages imagebuilder:GetComponent imagebuilder:GetImage ssm:GetParameter
imagebuilder:CreateInfrastructureConfiguration
  ec2:DescribeAvailabilityZones ec2:DescribeHosts iam:PassRole resource-groups:GetGroup
  sns:Publish
imagebuilder:CreateLifecyclePolicy
  iam:PassRole
imagebuilder:CreateWorkflow
  kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext s3:GetObject s3:ListBucket
imagebuilder:DistributeImage
  ec2:DescribeImages iam:PassRole imagebuilder:GetDistributionConfiguration
  imagebuilder:GetImage ssm:GetParameter
imagebuilder:GetComponent
  kms:Decrypt
imagebuilder:GetWorkflow
  kms:Decrypt
imagebuilder:GetWorkflowStepExecution
  kms:Decrypt
imagebuilder:ImportComponent
  kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext s3:GetObject s3:ListBucket
imagebuilder:ImportDiskImage
  iam:CreateServiceLinkedRole iam:PassRole imagebuilder:GetInfrastructureConfiguration
  imagebuilder:GetWorkflow s3:GetObject s3:ListBucket
imagebuilder:ImportVmImage
  ec2:DescribeImages ec2:DescribeImportImageTasks iam:CreateServiceLinkedRole
imagebuilder:ListImageScanFindings
  inspector2:ListFindings
imagebuilder:ListWorkflowStepExecutions
  kms:Decrypt
imagebuilder:StartImagePipelineExecution
  iam:CreateServiceLinkedRole imagebuilder:GetImagePipeline
imagebuilder:UpdateDistributionConfiguration
  ec2:CreateLaunchTemplateVersion ec2:DescribeLaunchTemplates ec2:ModifyLaunchTemplate
  s3:ListBucket ssm:GetParameter
imagebuilder:UpdateImagePipeline
  ecr:BatchGetRepositoryScanningConfiguration ecr:DescribeRepositories
  iam:CreateServiceLinkedRole iam:PassRole imagebuilder:GetContainerRecipe
  imagebuilder:GetDistributionConfiguration imagebuilder:GetImageRecipe
  imagebuilder:GetInfrastructureConfiguration imagebuilder:GetWorkflow
  inspector2:BatchGetAccountStatus
imagebuilder:UpdateInfrastructureConfiguration
  ec2:DescribeAvailabilityZones ec2:DescribeHosts iam:PassRole resource-groups:GetGroup
  sns:Publish
imagebuilder:UpdateLifecyclePolicy
  iam:PassRole
iot:AssociateSbomWithPackageVersion
  iot:GetIndexingConfiguration
iot:CreatePackage
  iot:GetIndexingConfiguration
iot:CreatePackageVersion
  iot:GetIndexingConfiguration s3:GetObjectVersion
iot:CreateProvisioningTemplate
  iam:PassRole
iot:CreateRoleAlias
  iam:PassRole
iot:RegisterCACertificate
  iam:PassRole
iot:UpdateCACertificate
  iam:PassRole
iot:UpdatePackage
  iot:GetIndexingConfiguration
iot:UpdatePackageConfiguration
  iam:PassRole
iot:UpdatePackageVersion
  iot:GetIndexingConfiguration s3:GetObjectVersion
iot:UpdateProvisioningTemplate
  iam:PassRole
iot:UpdateRoleAlias
  iam:PassRole
iotfleetwise:CreateVehicle
  iot:CreateThing iot:DescribeThing
iotfleetwise:RegisterAccount
  iam:PassRole
iotsitewise:CreatePortal
  sso:CreateManagedApplicationInstance sso:DescribeRegisteredRegions
iotsitewise:DeletePortal
  sso:DeleteManagedApplicationInstance
iottwinmaker:BatchPutPropertyValues
  iottwinmaker:GetComponentType iottwinmaker:GetEntity iottwinmaker:GetWorkspace
iottwinmaker:GetPropertyValue
  iottwinmaker:GetComponentType iottwinmaker:GetEntity iottwinmaker:GetWorkspace
iottwinmaker:GetPropertyValueHistory
  iottwinmaker:GetComponentType iottwinmaker:GetEntity iottwinmaker:GetWorkspace
iotwireless:AssociateWirelessDeviceWithThing
  iot:DescribeThing
iotwireless:AssociateWirelessGatewayWithThing
  iot:DescribeThing
iotwireless:DisassociateWirelessDeviceFromThing
  iot:DescribeThing
iotwireless:DisassociateWirelessGatewayFromThing
  iot:DescribeThing
kafka:BatchAssociateScramSecret
  kms:CreateGrant kms:RetireGrant
kafka:BatchDisassociateScramSecret
  kms:RetireGrant
kafka:CreateCluster
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PutRolePolicy kms:CreateGrant kms:DescribeKey
kafka:CreateClusterV2
  ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PutRolePolicy kms:CreateGrant kms:DescribeKey
kafka:CreateReplicator
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs iam:AttachRolePolicy
  iam:CreateServiceLinkedRole iam:PassRole iam:PutRolePolicy kafka:DescribeClusterV2
  kafka:GetBootstrapBrokers
kafka:CreateTopic
  kafka-cluster:Connect kafka-cluster:CreateTopic
kafka:CreateVpcConnection
  ec2:CreateVpcEndpoint ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute
  ec2:DescribeVpcEndpoints ec2:DescribeVpcs iam:AttachRolePolicy iam:CreateServiceLinkedRole
  iam:PutRolePolicy
kafka:DeleteCluster
  ec2:DeleteVpcEndpoints ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints
kafka:DeleteTopic
  kafka-cluster:Connect kafka-cluster:DeleteTopic kafka-cluster:DescribeTopic
kafka:DeleteVpcConnection
  ec2:DeleteVpcEndpoints ec2:DescribeVpcEndpoints
kafka:DescribeTopic
  kafka-cluster:Connect kafka-cluster:DescribeTopic
  kafka-cluster:DescribeTopicDynamicConfiguration
kafka:DescribeTopicPartitions
  kafka-cluster:Connect kafka-cluster:DescribeTopic
  kafka-cluster:DescribeTopicDynamicConfiguration
kafka:ListTopics
  kafka-cluster:Connect kafka-cluster:DescribeTopic
kafka:UpdateConnectivity
  ec2:DescribeRouteTables ec2:DescribeSubnets
kafka:UpdateSecurity
  kms:RetireGrant
kafka:UpdateTopic
  kafka-cluster:AlterTopic kafka-cluster:AlterTopicDynamicConfiguration kafka-cluster:Connect
  kafka-cluster:DescribeTopic
kafkaconnect:CreateConnector
  ec2:CreateNetworkInterface ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
  iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PassRole iam:PutRolePolicy
  logs:CreateLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies
  logs:GetLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy s3:GetBucketPolicy
  s3:PutBucketPolicy
kafkaconnect:CreateCustomPlugin
  s3:GetObject
kafkaconnect:DeleteConnector
  logs:DeleteLogDelivery logs:ListLogDeliveries
kinesisanalytics:CreateApplication
  iam:PassRole
kinesisanalytics:DiscoverInputSchema
  iam:PassRole
kms:CreateCustomKeyStore
  cloudhsm:DescribeClusters ec2:DescribeVpcEndpointServices iam:CreateServiceLinkedRole
kms:CreateKey
  iam:CreateServiceLinkedRole kms:PutKeyPolicy
kms:ReplicateKey
  iam:CreateServiceLinkedRole kms:CreateKey kms:PutKeyPolicy
kms:UpdateCustomKeyStore
  ec2:DescribeVpcEndpointServices
lakeformation:GetQueryState
  lakeformation:StartQueryPlanning
lakeformation:GetQueryStatistics
  lakeformation:StartQueryPlanning
lakeformation:GetWorkUnitResults
  lakeformation:GetWorkUnits lakeformation:StartQueryPlanning
lakeformation:GetWorkUnits
  lakeformation:StartQueryPlanning
lambda:CreateCapacityProvider
  iam:CreateServiceLinkedRole iam:PassRole kms:DescribeKey
lambda:CreateFunction
  iam:PassRole lambda:PassCapacityProvider
lex:DeleteBot
  lex:DeleteBotAlias lex:DeleteBotChannel lex:DeleteBotLocale lex:DeleteBotVersion
  lex:DeleteIntent lex:DeleteSlot lex:DeleteSlotType
lex:DeleteBotLocale
  lex:DeleteIntent lex:DeleteSlot lex:DeleteSlotType
lex:DescribeExport
  lex:DescribeBot lex:DescribeBotLocale lex:DescribeIntent lex:DescribeSlot lex:DescribeSlotType
  lex:ListBotLocales lex:ListIntents lex:ListSlotTypes lex:ListSlots
lex:ListTestExecutionResultItems
  lex:ListTestSetRecords
lex:StartImport
  lex:CreateBot lex:CreateBotLocale lex:CreateCustomVocabulary lex:CreateIntent lex:CreateSlot
  lex:CreateSlotType lex:CreateTestSet lex:DeleteBotLocale lex:DeleteCustomVocabulary
  lex:DeleteIntent lex:DeleteSlot lex:DeleteSlotType lex:UpdateBot lex:UpdateBotLocale
  lex:UpdateCustomVocabulary lex:UpdateIntent lex:UpdateSlot lex:UpdateSlotType
  lex:UpdateTestSet
lightsail:CreateCertificate
  lightsail:CreateDomainEntry lightsail:GetDomains
lightsail:CreateDomain
  route53:DeleteHostedZone route53:GetHostedZone route53:ListHostedZonesByName
  route53domains:GetDomainDetail route53domains:GetOperationDetail route53domains:ListDomains
  route53domains:ListOperations route53domains:UpdateDomainNameservers
lightsail:CreateLoadBalancer
  lightsail:CreateDomainEntry lightsail:GetDomains
lightsail:CreateLoadBalancerTlsCertificate
  lightsail:CreateDomainEntry lightsail:GetDomains
lightsail:ExportSnapshot
  iam:CreateServiceLinkedRole iam:PutRolePolicy
lightsail:SetupInstanceHttps
  lightsail:GetInstanceAccessDetails
logs:PutDestination
  iam:PassRole
logs:PutSubscriptionFilter
  iam:PassRole
m2:CreateApplication
  s3:GetObject s3:ListBucket
m2:CreateDataSetExportTask
  s3:GetObject
m2:CreateDataSetImportTask
  s3:GetObject
m2:CreateDeployment
  elasticloadbalancing:CreateListener elasticloadbalancing:CreateTargetGroup
  elasticloadbalancing:RegisterTargets
m2:CreateEnvironment
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DescribeNetworkInterfaces
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcs
  ec2:ModifyNetworkInterfaceAttribute elasticfilesystem:DescribeMountTargets
  elasticloadbalancing:CreateLoadBalancer fsx:DescribeFileSystems iam:CreateServiceLinkedRole
m2:DeleteApplication
  elasticloadbalancing:DeleteListener elasticloadbalancing:DeleteTargetGroup
m2:DeleteApplicationFromEnvironment
  elasticloadbalancing:DeleteListener elasticloadbalancing:DeleteTargetGroup
m2:DeleteEnvironment
  elasticloadbalancing:DeleteLoadBalancer
m2:UpdateApplication
  s3:GetObject s3:ListBucket
managedblockchain:CreateMember
  iam:CreateServiceLinkedRole
managedblockchain:CreateNetwork
  iam:CreateServiceLinkedRole
managedblockchain:CreateNode
  iam:CreateServiceLinkedRole
managedblockchain:UpdateMember
  iam:CreateServiceLinkedRole
managedblockchain:UpdateNode
  iam:CreateServiceLinkedRole
mediaconnect:CreateRouterInput
  ec2:CreateNetworkInterface iam:PassRole mediaconnect:AssociateRouterNetworkInterface
  mediaconnect:UpdateFlowOutput
mediaconnect:CreateRouterNetworkInterface
  iam:CreateServiceLinkedRole
mediaconnect:CreateRouterOutput
  ec2:CreateNetworkInterface iam:PassRole mediaconnect:AssociateRouterNetworkInterface
  mediaconnect:UpdateFlowSource medialive:UpdateInput
mediaconnect:UpdateRouterInput
  ec2:CreateNetworkInterface iam:PassRole mediaconnect:AssociateRouterNetworkInterface
  mediaconnect:UpdateFlowOutput
mediaconnect:UpdateRouterNetworkInterface
  iam:CreateServiceLinkedRole
mediaconnect:UpdateRouterOutput
  ec2:CreateNetworkInterface iam:PassRole mediaconnect:AssociateRouterNetworkInterface
  mediaconnect:UpdateFlowSource medialive:UpdateInput
mediapackage-vod:ConfigureLogs
  iam:CreateServiceLinkedRole
mediapackage:ConfigureLogs
  iam:CreateServiceLinkedRole
mediastore:StartAccessLogging
  iam:PassRole
mediatailor:ConfigureLogsForPlaybackConfiguration
  iam:CreateServiceLinkedRole
memorydb:BatchUpdateCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs s3:GetObject
memorydb:CopySnapshot
  s3:DeleteObject s3:GetBucketAcl s3:PutObject
memorydb:CreateCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs s3:GetObject
memorydb:CreateSnapshot
  s3:DeleteObject s3:GetBucketAcl s3:PutObject
memorydb:DeleteCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
memorydb:DeleteSubnetGroup
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
memorydb:FailoverShard
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
memorydb:UpdateCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
memorydb:UpdateMultiRegionCluster
  ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
  ec2:DescribeSubnets ec2:DescribeVpcs
mgn:InitializeService
  iam:AddRoleToInstanceProfile iam:CreateInstanceProfile iam:CreateServiceLinkedRole
  iam:GetInstanceProfile
mgn:StartCutover
  ec2:AttachVolume ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress
  ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion ec2:CreateSecurityGroup
  ec2:CreateSnapshot ec2:CreateVolume ec2:DeleteLaunchTemplateVersions ec2:DeleteSnapshot
  ec2:DeleteVolume ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones
  ec2:DescribeImages ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus
  ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeLaunchTemplateVersions
  ec2:DescribeLaunchTemplates ec2:DescribeSecurityGroups ec2:DescribeSnapshots
  ec2:DescribeSubnets ec2:DescribeVolumes ec2:DetachVolume ec2:ModifyInstanceAttribute
  ec2:ModifyLaunchTemplate ec2:ReportInstanceStatus ec2:RevokeSecurityGroupEgress
  ec2:RunInstances ec2:StartInstances ec2:StopInstances ec2:TerminateInstances iam:PassRole
  mgn:ListTagsForResource
mgn:StartExport
  ec2:DescribeLaunchTemplateVersions mgn:DescribeSourceServers mgn:GetLaunchConfiguration
  mgn:ListApplications mgn:ListWaves s3:PutObject
mgn:StartImport
  ec2:CreateLaunchTemplateVersion ec2:DescribeLaunchTemplateVersions ec2:ModifyLaunchTemplate
  mgn:DescribeSourceServers mgn:GetLaunchConfiguration mgn:ListApplications mgn:ListWaves
  mgn:UpdateLaunchConfiguration s3:PutObject
mgn:StartImportFileEnrichment
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
mgn:StartNetworkMigrationAnalysis
  directconnect:DescribeConnections directconnect:DescribeDirectConnectGatewayAssociations
  directconnect:DescribeDirectConnectGatewayAttachments
  directconnect:DescribeDirectConnectGateways directconnect:DescribeVirtualGateways
  directconnect:DescribeVirtualInterfaces ec2:AuthorizeSecurityGroupIngress
  ec2:CreateNetworkInsightsPath ec2:CreateNetworkInterface ec2:CreateSecurityGroup
  ec2:DeleteNetworkInsightsAnalysis ec2:DeleteNetworkInsightsPath ec2:DeleteNetworkInterface
  ec2:DeleteSecurityGroup ec2:DeleteTags ec2:DescribeAvailabilityZones
  ec2:DescribeCustomerGateways ec2:DescribeInstances ec2:DescribeInternetGateways
  ec2:DescribeManagedPrefixLists ec2:DescribeNatGateways ec2:DescribeNetworkAcls
  ec2:DescribeNetworkInsightsAnalyses ec2:DescribeNetworkInsightsPaths
  ec2:DescribeNetworkInterfaces ec2:DescribePrefixLists ec2:DescribeRegions
  ec2:DescribeRouteTables ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:DescribeTransitGatewayAttachments ec2:DescribeTransitGatewayConnects
  ec2:DescribeTransitGatewayPeeringAttachments ec2:DescribeTransitGatewayRouteTables
  ec2:DescribeTransitGatewayVpcAttachments ec2:DescribeTransitGateways
  ec2:DescribeVpcEndpointServiceConfigurations ec2:DescribeVpcEndpoints
  ec2:DescribeVpcPeeringConnections ec2:DescribeVpcs ec2:DescribeVpnConnections
  ec2:DescribeVpnGateways ec2:GetManagedPrefixListEntries
  ec2:GetTransitGatewayRouteTablePropagations ec2:SearchTransitGatewayRoutes
  ec2:StartNetworkInsightsAnalysis elasticloadbalancing:DescribeListeners
  elasticloadbalancing:DescribeLoadBalancerAttributes elasticloadbalancing:DescribeLoadBalancers
  elasticloadbalancing:DescribeRules elasticloadbalancing:DescribeTags
  elasticloadbalancing:DescribeTargetGroupAttributes elasticloadbalancing:DescribeTargetGroups
  elasticloadbalancing:DescribeTargetHealth globalaccelerator:ListAccelerators
  globalaccelerator:ListCustomRoutingAccelerators
  globalaccelerator:ListCustomRoutingEndpointGroups globalaccelerator:ListCustomRoutingListeners
  globalaccelerator:ListCustomRoutingPortMappings globalaccelerator:ListEndpointGroups
  globalaccelerator:ListListeners network-firewall:DescribeFirewall
  network-firewall:DescribeFirewallPolicy network-firewall:DescribeResourcePolicy
  network-firewall:DescribeRuleGroup network-firewall:ListFirewallPolicies
  network-firewall:ListFirewalls network-firewall:ListRuleGroups tiros:CreateQuery
  tiros:ExtendQuery tiros:GetQueryAnswer tiros:GetQueryExplanation
  tiros:GetQueryExtensionAccounts
mgn:StartNetworkMigrationDeployment
  ec2:AcceptTransitGatewayVpcAttachment ec2:AssociateNatGatewayAddress ec2:AssociateRouteTable
  ec2:AssociateSubnetCidrBlock ec2:AssociateTransitGatewayRouteTable ec2:AssociateVpcCidrBlock
  ec2:AttachInternetGateway ec2:AttachVolume ec2:AuthorizeSecurityGroupEgress
  ec2:AuthorizeSecurityGroupIngress ec2:CreateNatGateway ec2:CreateNetworkAcl
  ec2:CreateNetworkAclEntry ec2:CreateNetworkInsightsPath ec2:CreateNetworkInterface
  ec2:CreateRoute ec2:CreateRouteTable ec2:CreateSecurityGroup ec2:CreateSubnet
  ec2:CreateTransitGatewayRoute ec2:CreateTransitGatewayRouteTable
  ec2:CreateTransitGatewayVpcAttachment ec2:DeleteInternetGateway ec2:DeleteLaunchTemplate
  ec2:DeleteLaunchTemplateVersions ec2:DeleteNatGateway ec2:DeleteNetworkAcl
  ec2:DeleteNetworkAclEntry ec2:DeleteNetworkInsightsAnalysis ec2:DeleteNetworkInsightsPath
  ec2:DeleteNetworkInterface ec2:DeleteRoute ec2:DeleteRouteTable ec2:DeleteSecurityGroup
  ec2:DeleteSnapshot ec2:DeleteSubnet ec2:DeleteTransitGateway ec2:DeleteTransitGatewayRoute
  ec2:DeleteTransitGatewayRouteTable ec2:DeleteTransitGatewayVpcAttachment ec2:DeleteVolume
  ec2:DeleteVpc ec2:DescribeAccountAttributes ec2:DescribeAddresses
  ec2:DescribeAvailabilityZones ec2:DescribeCustomerGateways
  ec2:DescribeEgressOnlyInternetGateways ec2:DescribeHosts ec2:DescribeImages
  ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus ec2:DescribeInstanceTypes
  ec2:DescribeInstances ec2:DescribeInternetGateways ec2:DescribeLaunchTemplateVersions
  ec2:DescribeLaunchTemplates ec2:DescribeManagedPrefixLists ec2:DescribeNatGateways
  ec2:DescribeNetworkAcls ec2:DescribeNetworkInsightsAnalyses ec2:DescribeNetworkInsightsPaths
  ec2:DescribeNetworkInterfaces ec2:DescribePrefixLists ec2:DescribeRegions
  ec2:DescribeRouteTables ec2:DescribeSecurityGroupRules ec2:DescribeSecurityGroups
  ec2:DescribeSnapshots ec2:DescribeSubnets ec2:DescribeTransitGatewayAttachments
  ec2:DescribeTransitGatewayConnects ec2:DescribeTransitGatewayPeeringAttachments
  ec2:DescribeTransitGatewayRouteTables ec2:DescribeTransitGatewayVpcAttachments
  ec2:DescribeTransitGateways ec2:DescribeVolumes ec2:DescribeVpcEndpointServiceConfigurations
  ec2:DescribeVpcEndpoints ec2:DescribeVpcPeeringConnections ec2:DescribeVpcs
  ec2:DescribeVpnConnections ec2:DescribeVpnGateways ec2:DetachInternetGateway ec2:DetachVolume
  ec2:DisableTransitGatewayRouteTablePropagation ec2:DisassociateNatGatewayAddress
  ec2:DisassociateRouteTable ec2:DisassociateTransitGatewayRouteTable
  ec2:EnableTransitGatewayRouteTablePropagation ec2:GetEbsDefaultKmsKeyId
  ec2:GetEbsEncryptionByDefault ec2:GetManagedPrefixListEntries
  ec2:GetTransitGatewayRouteTableAssociations ec2:GetTransitGatewayRouteTablePropagations
  ec2:ModifyInstanceAttribute ec2:ModifyLaunchTemplate ec2:ModifySubnetAttribute
  ec2:ModifyTransitGateway ec2:ModifyTransitGatewayVpcAttachment ec2:ModifyVolume
  ec2:ModifyVpcAttribute ec2:RejectTransitGatewayVpcAttachment ec2:ReleaseAddress
  ec2:ReplaceNetworkAclAssociation ec2:ReplaceNetworkAclEntry ec2:ReplaceRoute
  ec2:ReplaceTransitGatewayRoute ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress
  ec2:SearchTransitGatewayRoutes ec2:StartNetworkInsightsAnalysis
mgn:StartTest
  ec2:AttachVolume ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress
  ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion ec2:CreateSecurityGroup
  ec2:CreateSnapshot ec2:CreateVolume ec2:DeleteLaunchTemplateVersions ec2:DeleteSnapshot
  ec2:DeleteVolume ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones
  ec2:DescribeImages ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus
  ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeLaunchTemplateVersions
  ec2:DescribeLaunchTemplates ec2:DescribeSecurityGroups ec2:DescribeSnapshots
  ec2:DescribeSubnets ec2:DescribeVolumes ec2:DetachVolume ec2:ModifyInstanceAttribute
  ec2:ModifyLaunchTemplate ec2:ReportInstanceStatus ec2:RevokeSecurityGroupEgress
  ec2:RunInstances ec2:StartInstances ec2:StopInstances ec2:TerminateInstances iam:PassRole
  mgn:ListTagsForResource
mgn:TerminateTargetInstances
  ec2:DeleteVolume ec2:DescribeInstances ec2:DescribeVolumes ec2:TerminateInstances
mq:CreateBroker
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:CreateSecurityGroup
  ec2:CreateVpcEndpoint ec2:DescribeInternetGateways ec2:DescribeNetworkInterfacePermissions
  ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets
  ec2:DescribeVpcEndpoints ec2:DescribeVpcs ec2:ModifyNetworkInterfaceAttribute
  iam:CreateServiceLinkedRole route53:AssociateVPCWithHostedZone
mq:DeleteBroker
  ec2:DeleteNetworkInterface ec2:DeleteNetworkInterfacePermission ec2:DeleteVpcEndpoints
  ec2:DetachNetworkInterface
neptune-graph:CreateGraph
  iam:CreateServiceLinkedRole kms:CreateGrant kms:Decrypt kms:DescribeKey
neptune-graph:CreateGraphUsingImportTask
  iam:CreateServiceLinkedRole iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey
neptune-graph:CreatePrivateGraphEndpoint
  ec2:CreateVpcEndpoint ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs
  ec2:ModifyVpcEndpoint route53:AssociateVPCWithHostedZone
neptune-graph:DeletePrivateGraphEndpoint
  ec2:DeleteVpcEndpoints ec2:DescribeAvailabilityZones ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcEndpoints ec2:DescribeVpcs
  ec2:ModifyVpcEndpoint route53:DisassociateVPCFromHostedZone
neptune-graph:RestoreGraphFromSnapshot
  kms:CreateGrant kms:Decrypt kms:DescribeKey
neptune-graph:StartExportTask
  iam:PassRole
neptune-graph:StartGraph
  kms:Decrypt kms:DescribeKey
neptune-graph:StartImportTask
  iam:PassRole
network-firewall:CreateFirewall
  iam:CreateServiceLinkedRole
network-firewall:CreateTLSInspectionConfiguration
  iam:CreateServiceLinkedRole
network-firewall:CreateVpcEndpointAssociation
  iam:CreateServiceLinkedRole
network-firewall:DeleteProxy
  ec2:DetachApplianceFromNatGateway
network-firewall:DescribeLoggingConfiguration
  logs:GetLogDelivery logs:ListLogDeliveries
networkmanager:AcceptAttachment
  ec2:DescribeRegions
networkmanager:CreateConnectAttachment
  ec2:DescribeRegions
networkmanager:CreateConnectPeer
  ec2:DescribeRegions
networkmanager:CreateCoreNetwork
  ec2:DescribeRegions
networkmanager:CreateDirectConnectGatewayAttachment
  ec2:DescribeRegions
networkmanager:CreateGlobalNetwork
  iam:CreateServiceLinkedRole
networkmanager:CreateSiteToSiteVpnAttachment
  ec2:DescribeRegions
networkmanager:CreateTransitGatewayPeering
  ec2:DescribeRegions
networkmanager:CreateTransitGatewayRouteTableAttachment
  ec2:DescribeRegions
networkmanager:CreateVpcAttachment
  ec2:DescribeRegions
networkmanager:DeleteAttachment
  ec2:DescribeRegions
networkmanager:DeleteConnectPeer
  ec2:DescribeRegions
networkmanager:DeleteCoreNetwork
  ec2:DescribeRegions
networkmanager:DeletePeering
  ec2:DescribeRegions
networkmanager:ExecuteCoreNetworkChangeSet
  ec2:DescribeRegions
networkmanager:PutCoreNetworkPolicy
  ec2:DescribeRegions
networkmanager:RestoreCoreNetworkPolicyVersion
  ec2:DescribeRegions
networkmanager:UpdateDirectConnectGatewayAttachment
  ec2:DescribeRegions
networkmanager:UpdateVpcAttachment
  ec2:DescribeRegions
notifications:DisableNotificationsAccessForOrganization
  organizations:DisableAWSServiceAccess
notifications:EnableNotificationsAccessForOrganization
  iam:CreateServiceLinkedRole organizations:EnableAWSServiceAccess
omics:CreateConfiguration
  ec2:DescribeSecurityGroups ec2:DescribeSubnets iam:CreateServiceLinkedRole
omics:StartRun
  iam:PassRole
organizations:AcceptHandshake
  iam:CreateServiceLinkedRole
organizations:CreateOrganization
  iam:CreateServiceLinkedRole
osis:CreatePipeline
  iam:CreateServiceLinkedRole iam:PassRole kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext
  logs:CreateLogDelivery
osis:CreatePipelineEndpoint
  iam:CreateServiceLinkedRole
osis:DeletePipeline
  logs:DeleteLogDelivery logs:GetLogDelivery logs:ListLogDeliveries
osis:UpdatePipeline
  iam:PassRole kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext logs:GetLogDelivery
  logs:ListLogDeliveries logs:UpdateLogDelivery
partnercentral:StartEngagementByAcceptingInvitationTask
  partnercentral:AcceptEngagementInvitation partnercentral:CreateOpportunity
  partnercentral:CreateResourceSnapshotJob partnercentral:GetEngagementInvitation
  partnercentral:StartResourceSnapshotJob partnercentral:SubmitOpportunity
partnercentral:StartEngagementFromOpportunityTask
  partnercentral:CreateEngagement partnercentral:CreateEngagementInvitation
  partnercentral:CreateResourceSnapshotJob partnercentral:GetOpportunity
  partnercentral:StartResourceSnapshotJob partnercentral:SubmitOpportunity
partnercentral:StartOpportunityFromEngagementTask
  partnercentral:CreateEngagementContext partnercentral:CreateOpportunity
  partnercentral:CreateResourceSnapshot partnercentral:CreateResourceSnapshotJob
  partnercentral:GetEngagement partnercentral:StartResourceSnapshotJob
pca-connector-ad:CreateConnector
  acm-pca:DescribeCertificateAuthority acm-pca:GetCertificate
  acm-pca:GetCertificateAuthorityCertificate acm-pca:IssueCertificate ec2:CreateVpcEndpoint
  ec2:DescribeVpcEndpoints
pca-connector-ad:CreateDirectoryRegistration
  ds:AuthorizeApplication ds:DescribeDirectories
pca-connector-ad:CreateServicePrincipalName
  ds:UpdateAuthorizedApplication
pca-connector-ad:DeleteConnector
  ec2:DeleteVpcEndpoints ec2:DescribeVpcEndpoints
pca-connector-ad:DeleteDirectoryRegistration
  ds:UnauthorizeApplication ds:UpdateAuthorizedApplication
pca-connector-ad:DeleteServicePrincipalName
  ds:UpdateAuthorizedApplication
pca-connector-scep:CreateConnector
  acm-pca:DescribeCertificateAuthority acm-pca:GetCertificate
  acm-pca:GetCertificateAuthorityCertificate acm-pca:IssueCertificate
pcs:CreateCluster
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DescribeNetworkInterfaces
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:GetSecurityGroupsForVpc
  iam:CreateServiceLinkedRole secretsmanager:CreateSecret
pcs:CreateComputeNodeGroup
  ec2:CreateFleet ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion ec2:DescribeImages
  ec2:DescribeInstanceStatus ec2:DescribeInstanceTypes ec2:DescribeInstances
  ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs ec2:RunInstances iam:GetInstanceProfile iam:PassRole
pcs:DeleteCluster
  ec2:DeleteNetworkInterface secretsmanager:DeleteSecret
pcs:DeleteComputeNodeGroup
  ec2:DeleteLaunchTemplate ec2:TerminateInstances
pcs:RegisterComputeNodeGroupInstance
  secretsmanager:GetSecretValue
pcs:UpdateCluster
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DescribeNetworkInterfaces
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:GetSecurityGroupsForVpc
  iam:CreateServiceLinkedRole secretsmanager:CreateSecret
pcs:UpdateComputeNodeGroup
  ec2:CreateFleet ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion ec2:DescribeImages
  ec2:DescribeInstanceStatus ec2:DescribeInstanceTypes ec2:DescribeInstances
  ec2:DescribeLaunchTemplateVersions ec2:DescribeLaunchTemplates ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs ec2:RunInstances iam:GetInstanceProfile iam:PassRole
pipes:CreatePipe
  iam:PassRole
pipes:UpdatePipe
  iam:PassRole
polly:StartSpeechSynthesisTask
  s3:PutObject
profile:CreateDomain
  iam:CreateServiceLinkedRole
profile:CreateEventStream
  iam:PutRolePolicy kinesis:DescribeStreamSummary
profile:DeleteEventStream
  iam:DeleteRolePolicy
profile:GetEventStream
  kinesis:DescribeStreamSummary
profile:PutIntegration
  app-integrations:CreateDataIntegrationAssociation
  app-integrations:DeleteDataIntegrationAssociation app-integrations:GetDataIntegration
  app-integrations:ListDataIntegrationAssociations kms:CreateGrant
profile:UpdateDomain
  iam:CreateServiceLinkedRole
proton:CreateEnvironment
  iam:PassRole
proton:CreateService
  codestar-connections:PassConnection
proton:UpdateAccountSettings
  iam:PassRole
proton:UpdateEnvironment
  iam:PassRole
qbusiness:AssociatePermission
  qbusiness:PutResourcePolicy
qbusiness:CreateDataAccessor
  qbusiness:CreateDataAccessorWithTti
qbusiness:DisassociatePermission
  qbusiness:PutResourcePolicy
quicksight:CreateDataSet
  quicksight:PassDataSource
quicksight:CreateDataSource
  iam:PassRole
quicksight:CreateNamespace
  ds:CreateIdentityPoolDirectory
quicksight:CreateTopic
  quicksight:PassDataSet
quicksight:CreateVPCConnection
  iam:PassRole
quicksight:DeleteNamespace
  ds:DeleteDirectory
quicksight:UpdateDataSet
  quicksight:PassDataSource
quicksight:UpdateDataSource
  iam:PassRole
quicksight:UpdateTopic
  quicksight:PassDataSet
quicksight:UpdateVPCConnection
  iam:PassRole
ram:EnableSharingWithAwsOrganization
  iam:CreateServiceLinkedRole organizations:DescribeOrganization
  organizations:EnableAWSServiceAccess
rds-data:CommitTransaction
  rds-data:BeginTransaction
rds-data:RollbackTransaction
  rds-data:BeginTransaction
rds:AddRoleToDBCluster
  iam:PassRole
rds:AddRoleToDBInstance
  iam:PassRole
rds:CopyDBSnapshot
  rds:CopyCustomDBEngineVersion
rds:CreateBlueGreenDeployment
  rds:CreateDBCluster rds:CreateDBClusterEndpoint rds:CreateDBInstance
  rds:CreateDBInstanceReadReplica
rds:CreateCustomDBEngineVersion
  iam:CreateServiceLinkedRole mediaimport:CreateDatabaseBinarySnapshot
rds:CreateDBCluster
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  rds:CreateDBInstance secretsmanager:CreateSecret
rds:CreateDBInstance
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  rds:CreateTenantDatabase secretsmanager:CreateSecret
rds:CreateDBInstanceReadReplica
  iam:PassRole
rds:CreateDBProxy
  iam:PassRole
rds:CreateIntegration
  kms:CreateGrant kms:DescribeKey
rds:DeleteBlueGreenDeployment
  rds:DeleteDBCluster rds:DeleteDBClusterEndpoint rds:DeleteDBInstance rds:PromoteReadReplica
  rds:PromoteReadReplicaDBCluster
rds:DeleteDBCluster
  rds:CreateDBClusterSnapshot rds:DeleteDBInstance
rds:DeleteDBInstance
  rds:CreateDBSnapshot rds:DeleteTenantDatabase
rds:DeleteTenantDatabase
  rds:CreateDBSnapshot
rds:ModifyDBCluster
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  rds:ModifyDBInstance secretsmanager:CreateSecret secretsmanager:RotateSecret
rds:ModifyDBInstance
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  rds:CreateTenantDatabase secretsmanager:CreateSecret secretsmanager:RotateSecret
rds:ModifyDBProxy
  iam:PassRole
rds:ModifyOptionGroup
  iam:PassRole
rds:RebootDBCluster
  rds:RebootDBInstance
rds:RemoveRoleFromDBCluster
  iam:PassRole
rds:RemoveRoleFromDBInstance
  iam:PassRole
rds:RestoreDBClusterFromS3
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  secretsmanager:CreateSecret
rds:RestoreDBClusterFromSnapshot
  iam:PassRole rds:CreateDBInstance
rds:RestoreDBClusterToPointInTime
  iam:PassRole rds:CreateDBInstance
rds:RestoreDBInstanceFromDBSnapshot
  iam:PassRole rds:CreateTenantDatabase
rds:RestoreDBInstanceFromS3
  iam:PassRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  secretsmanager:CreateSecret
rds:RestoreDBInstanceToPointInTime
  iam:PassRole rds:CreateTenantDatabase
rds:StartExportTask
  iam:PassRole
rds:StopDBInstance
  rds:CreateDBSnapshot
rds:SwitchoverBlueGreenDeployment
  rds:ModifyDBCluster rds:ModifyDBInstance rds:PromoteReadReplica
  rds:PromoteReadReplicaDBCluster
redshift-serverless:CreateCustomDomainAssociation
  acm:DescribeCertificate
redshift-serverless:CreateNamespace
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:DescribeSecret
  secretsmanager:GetRandomPassword secretsmanager:RotateSecret secretsmanager:UpdateSecret
redshift-serverless:DeleteNamespace
  kms:DescribeKey kms:RetireGrant secretsmanager:DeleteSecret secretsmanager:DescribeSecret
redshift-serverless:RestoreFromSnapshot
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:DescribeSecret
  secretsmanager:GetRandomPassword secretsmanager:RotateSecret secretsmanager:UpdateSecret
redshift-serverless:UpdateCustomDomainAssociation
  acm:DescribeCertificate
redshift-serverless:UpdateNamespace
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:DescribeSecret
  secretsmanager:GetRandomPassword secretsmanager:RotateSecret secretsmanager:UpdateSecret
redshift:CreateCluster
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:DescribeSecret
  secretsmanager:GetRandomPassword secretsmanager:RotateSecret secretsmanager:UpdateSecret
redshift:CreateCustomDomainAssociation
  acm:DescribeCertificate
redshift:CreateIntegration
  kms:CreateGrant kms:DescribeKey
redshift:CreateQev2IdcApplication
  sso:CreateApplication sso:PutApplicationAccessScope sso:PutApplicationAuthenticationMethod
  sso:PutApplicationGrant
redshift:CreateRedshiftIdcApplication
  sso:CreateApplication sso:PutApplicationAccessScope sso:PutApplicationAuthenticationMethod
  sso:PutApplicationGrant
redshift:DeleteQev2IdcApplication
  sso:DeleteApplication
redshift:DeleteRedshiftIdcApplication
  sso:DeleteApplication
redshift:DescribeRedshiftIdcApplications
  sso:GetApplicationGrant sso:ListApplicationAccessScopes
redshift:ModifyCluster
  acm:DescribeCertificate kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
  kms:RetireGrant secretsmanager:CreateSecret secretsmanager:DeleteSecret
  secretsmanager:DescribeSecret secretsmanager:GetRandomPassword secretsmanager:RotateSecret
  secretsmanager:UpdateSecret
redshift:ModifyCustomDomainAssociation
  acm:DescribeCertificate
redshift:ModifyQev2IdcApplication
  sso:UpdateApplication
redshift:ModifyRedshiftIdcApplication
  sso:DeleteApplicationAccessScope sso:DeleteApplicationGrant sso:GetApplicationGrant
  sso:ListApplicationAccessScopes sso:PutApplicationAccessScope sso:PutApplicationGrant
  sso:UpdateApplication
redshift:RestoreFromClusterSnapshot
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant
  secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:DescribeSecret
  secretsmanager:GetRandomPassword secretsmanager:RotateSecret secretsmanager:UpdateSecret
resiliencehub:AddDraftAppVersionResourceMappings
  cloudformation:DescribeStacks cloudformation:ListStackResources resource-groups:GetGroup
  resource-groups:ListGroupResources servicecatalog:GetApplication
  servicecatalog:ListAssociatedResources
resiliencehub:CreateApp
  iam:PassRole
resiliencehub:CreateRecommendationTemplate
  s3:CreateBucket s3:ListBucket s3:PutObject
resiliencehub:ImportResourcesToDraftAppVersion
  cloudformation:DescribeStacks cloudformation:ListStackResources resource-groups:GetGroup
  resource-groups:ListGroupResources servicecatalog:GetApplication
  servicecatalog:ListAssociatedResources
resiliencehub:ResolveAppVersionResources
  cloudformation:DescribeStacks cloudformation:ListStackResources resource-groups:GetGroup
  resource-groups:ListGroupResources servicecatalog:GetApplication
  servicecatalog:ListAssociatedResources
resiliencehub:StartAppAssessment
  cloudformation:DescribeStacks cloudformation:ListStackResources cloudwatch:DescribeAlarms
  cloudwatch:GetMetricData cloudwatch:GetMetricStatistics cloudwatch:PutMetricData
  ec2:DescribeRegions fis:GetExperimentTemplate fis:ListExperimentTemplates fis:ListExperiments
  resource-groups:GetGroup resource-groups:ListGroupResources servicecatalog:GetApplication
  servicecatalog:ListAssociatedResources ssm:GetParametersByPath
resiliencehub:UpdateApp
  iam:PassRole
resource-explorer-2:BatchGetView
  resource-explorer-2:GetView
resource-groups:CancelTagSyncTask
  resource-groups:DeleteGroup
resource-groups:CreateGroup
  cloudformation:DescribeStacks
resource-groups:DeleteGroup
  tag:GetResources
resource-groups:GroupResources
  resource-groups:Tag
resource-groups:ListGroupResources
  cloudformation:DescribeStacks cloudformation:ListStackResources tag:GetResources
resource-groups:SearchResources
  cloudformation:DescribeStacks cloudformation:ListStackResources tag:GetResources
resource-groups:StartTagSyncTask
  iam:PassRole resource-groups:CreateGroup
resource-groups:UngroupResources
  resource-groups:Untag tag:UntagResources
resource-groups:UpdateGroupQuery
  cloudformation:DescribeStacks
rolesanywhere:CreateProfile
  iam:PassRole
rolesanywhere:EnableProfile
  iam:PassRole
rolesanywhere:UpdateProfile
  iam:PassRole
route53:AssociateVPCWithHostedZone
  ec2:DescribeVpcs
route53:CreateHostedZone
  ec2:DescribeVpcs
route53:DisassociateVPCFromHostedZone
  ec2:DescribeVpcs
route53:ListHostedZonesByVPC
  ec2:DescribeVpcs
route53globalresolver:ImportFirewallDomains
  s3:GetObject s3:ListBucket
route53profiles:AssociateProfile
  ec2:DescribeVpcs
route53resolver:AssociateFirewallRuleGroup
  ec2:DescribeVpcs
route53resolver:AssociateResolverEndpointIpAddress
  ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets
route53resolver:AssociateResolverQueryLogConfig
  ec2:DescribeVpcs
route53resolver:AssociateResolverRule
  ec2:DescribeVpcs
route53resolver:CreateOutpostResolver
  outposts:GetOutpost
route53resolver:CreateResolverEndpoint
  ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups
  ec2:DescribeSubnets ec2:DescribeVpcs
route53resolver:DeleteResolverEndpoint
  ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
route53resolver:DisassociateResolverEndpointIpAddress
  ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces
route53resolver:GetFirewallConfig
  ec2:DescribeVpcs
route53resolver:GetResolverConfig
  ec2:DescribeVpcs
route53resolver:GetResolverQueryLogConfig
  ec2:DescribeVpcs
route53resolver:ListFirewallConfigs
  ec2:DescribeVpcs
route53resolver:ListResolverConfigs
  ec2:DescribeVpcs
route53resolver:ListResolverQueryLogConfigAssociations
  ec2:DescribeVpcs
route53resolver:ListResolverQueryLogConfigs
  ec2:DescribeVpcs
route53resolver:ListResolverRuleAssociations
  ec2:DescribeVpcs
route53resolver:UpdateFirewallConfig
  ec2:DescribeVpcs
route53resolver:UpdateResolverConfig
  ec2:DescribeVpcs
route53resolver:UpdateResolverEndpoint
  ec2:AssignIpv6Addresses ec2:DescribeNetworkInterfaces ec2:DescribeSubnets
  ec2:ModifyNetworkInterfaceAttribute ec2:UnassignIpv6Addresses
rum:CreateAppMonitor
  iam:CreateServiceLinkedRole iam:GetRole
rum:UpdateAppMonitor
  iam:CreateServiceLinkedRole iam:GetRole
s3:CreateBucketMetadataTableConfiguration
  kms:DescribeKey s3tables:CreateNamespace s3tables:CreateTable s3tables:CreateTableBucket
  s3tables:GetTable s3tables:PutTableBucketPolicy s3tables:PutTableEncryption
  s3tables:PutTablePolicy
s3:CreateJob
  iam:PassRole
s3:UpdateBucketMetadataInventoryTableConfiguration
  kms:DescribeKey s3tables:CreateNamespace s3tables:CreateTable s3tables:CreateTableBucket
  s3tables:GetTable s3tables:PutTableEncryption s3tables:PutTablePolicy
s3vectors:ListVectors
  s3vectors:GetVectors
s3vectors:QueryVectors
  s3vectors:GetVectors
sagemaker-geospatial:ExportEarthObservationJob
  iam:PassRole
sagemaker-geospatial:ExportVectorEnrichmentJob
  iam:PassRole
sagemaker-geospatial:GetTile
  iam:PassRole
sagemaker-geospatial:StartEarthObservationJob
  iam:PassRole
sagemaker-geospatial:StartVectorEnrichmentJob
  iam:PassRole
sagemaker:AttachClusterNodeVolume
  ec2:AttachVolume ec2:DescribeVolumes eks:DescribeCluster
sagemaker:BatchAddClusterNodes
  eks:DescribeCluster
sagemaker:BatchDeleteClusterNodes
  eks:DescribeCluster
sagemaker:CreateAutoMLJob
  iam:PassRole
sagemaker:CreateAutoMLJobV2
  iam:PassRole
sagemaker:CreateCluster
  ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute
  eks:AssociateAccessPolicy eks:CreateAccessEntry eks:DeleteAccessEntry eks:DescribeAccessEntry
  eks:DescribeCluster iam:CreateServiceLinkedRole iam:PassRole
sagemaker:CreateClusterSchedulerConfig
  eks:AssociateAccessPolicy eks:DescribeCluster eks:ListAssociatedAccessPolicies
  sagemaker:DescribeCluster
sagemaker:CreateCompilationJob
  iam:PassRole
sagemaker:CreateComputeQuota
  eks:AssociateAccessPolicy eks:DescribeCluster eks:ListAssociatedAccessPolicies
  sagemaker:DescribeCluster
sagemaker:CreateDataQualityJobDefinition
  iam:PassRole
sagemaker:CreateDeviceFleet
  iam:PassRole
sagemaker:CreateDomain
  iam:CreateServiceLinkedRole iam:PassRole
sagemaker:CreateEdgeDeploymentPlan
  iam:PassRole
sagemaker:CreateEdgeDeploymentStage
  iam:PassRole
sagemaker:CreateEdgePackagingJob
  iam:PassRole
sagemaker:CreateEndpointConfig
  iam:PassRole
sagemaker:CreateFeatureGroup
  iam:PassRole
sagemaker:CreateFlowDefinition
  iam:PassRole
sagemaker:CreateHyperParameterTuningJob
  iam:PassRole
sagemaker:CreateImage
  iam:PassRole
sagemaker:CreateInferenceExperiment
  iam:PassRole
sagemaker:CreateInferenceRecommendationsJob
  iam:PassRole
sagemaker:CreateLabelingJob
  iam:PassRole
sagemaker:CreateMlflowApp
  iam:PassRole
sagemaker:CreateMlflowTrackingServer
  iam:PassRole
sagemaker:CreateModel
  iam:PassRole
sagemaker:CreateModelBiasJobDefinition
  iam:PassRole
sagemaker:CreateModelExplainabilityJobDefinition
  iam:PassRole
sagemaker:CreateModelQualityJobDefinition
  iam:PassRole
sagemaker:CreateMonitoringSchedule
  iam:PassRole
sagemaker:CreateNotebookInstance
  iam:PassRole
sagemaker:CreateOptimizationJob
  iam:PassRole
sagemaker:CreatePipeline
  iam:PassRole
sagemaker:CreateProcessingJob
  iam:PassRole
sagemaker:CreateTrainingJob
  iam:PassRole
sagemaker:CreateTrainingPlan
  sagemaker:CreateReservedCapacity
sagemaker:CreateUserProfile
  iam:PassRole
sagemaker:DeleteCluster
  eks:DeleteAccessEntry
sagemaker:DetachClusterNodeVolume
  ec2:DescribeVolumes ec2:DetachVolume eks:DescribeCluster
sagemaker:RenderUiTemplate
  iam:PassRole
sagemaker:UpdateCluster
  ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute
  eks:AssociateAccessPolicy eks:CreateAccessEntry eks:DeleteAccessEntry eks:DescribeAccessEntry
  eks:DescribeCluster iam:PassRole sagemaker:BatchAddClusterNodes
  sagemaker:BatchDeleteClusterNodes
sagemaker:UpdateClusterSoftware
  ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute
  eks:DescribeCluster
sagemaker:UpdateImage
  iam:PassRole
sagemaker:UpdateMonitoringSchedule
  iam:PassRole
sagemaker:UpdatePipeline
  iam:PassRole
scheduler:CreateSchedule
  iam:PassRole
scheduler:DeleteScheduleGroup
  scheduler:DeleteSchedule
scheduler:UpdateSchedule
  iam:PassRole
security-ir:CreateMembership
  iam:CreateServiceLinkedRole organizations:DescribeOrganization
  organizations:ListAWSServiceAccessForOrganization organizations:ListDelegatedAdministrators
security-ir:UpdateMembership
  iam:CreateServiceLinkedRole organizations:DescribeOrganizationalUnit
securityagent:BatchDeletePentests
  kms:Decrypt
securityagent:BatchGetAgentSpaces
  kms:Decrypt
securityagent:BatchGetFindings
  kms:Decrypt
securityagent:BatchGetPentestJobTasks
  kms:Decrypt
securityagent:BatchGetPentestJobs
  kms:Decrypt
securityagent:BatchGetPentests
  kms:Decrypt
securityagent:CreateAgentSpace
  kms:Decrypt kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext
securityagent:CreateApplication
  iam:PassRole kms:DescribeKey sso:CreateApplication
securityagent:CreatePentest
  kms:Decrypt
securityagent:DeleteAgentSpace
  kms:Decrypt
securityagent:ListDiscoveredEndpoints
  kms:Decrypt
securityagent:ListFindings
  kms:Decrypt
securityagent:ListPentestJobTasks
  kms:Decrypt
securityagent:ListPentestJobsForPentest
  kms:Decrypt
securityagent:ListPentests
  kms:Decrypt
securityagent:StartCodeRemediation
  kms:Decrypt kms:GenerateDataKey
securityagent:StartPentestJob
  kms:Decrypt kms:GenerateDataKey
securityagent:StopPentestJob
  kms:Decrypt
securityagent:UpdateAgentSpace
  kms:Decrypt
securityagent:UpdateApplication
  iam:PassRole kms:DescribeKey
securityagent:UpdateFinding
  kms:Decrypt
securityagent:UpdatePentest
  kms:Decrypt
securityhub:BatchGetSecurityControls
  securityhub:DescribeStandardsControls
securityhub:BatchGetStandardsControlAssociations
  securityhub:DescribeStandardsControls
securityhub:BatchUpdateStandardsControlAssociations
  securityhub:UpdateStandardsControl
securityhub:DisableOrganizationAdminAccount
  organizations:DeregisterDelegatedAdministrator organizations:DescribeOrganization
  organizations:ListDelegatedAdministrators
securityhub:EnableOrganizationAdminAccount
  organizations:DescribeOrganization organizations:EnableAWSServiceAccess
  organizations:ListAWSServiceAccessForOrganization organizations:ListDelegatedAdministrators
  organizations:RegisterDelegatedAdministrator
securityhub:GetSecurityControlDefinition
  securityhub:DescribeStandardsControls
securityhub:ListOrganizationAdminAccounts
  organizations:DescribeOrganization organizations:ListDelegatedAdministrators
securityhub:ListStandardsControlAssociations
  securityhub:DescribeStandardsControls
securityhub:UpdateSecurityControl
  securityhub:UpdateStandardsControl
securitylake:CreateAwsLogSource
  glue:CreateDatabase glue:CreateTable glue:GetDatabase glue:GetTable
  iam:CreateServiceLinkedRole kms:CreateGrant kms:DescribeKey
securitylake:CreateCustomLogSource
  glue:CreateCrawler glue:CreateDatabase glue:CreateTable glue:StartCrawlerSchedule
  iam:DeleteRolePolicy iam:GetRole iam:PassRole iam:PutRolePolicy kms:CreateGrant
  kms:DescribeKey kms:GenerateDataKey lakeformation:GrantPermissions
  lakeformation:RegisterResource s3:ListBucket s3:PutObject
securitylake:CreateDataLake
  events:PutRule events:PutTargets iam:CreateServiceLinkedRole iam:DeleteRolePolicy iam:GetRole
  iam:ListAttachedRolePolicies iam:PassRole iam:PutRolePolicy kms:CreateGrant kms:DescribeKey
  lakeformation:GetDataLakeSettings lakeformation:PutDataLakeSettings lambda:AddPermission
  lambda:CreateEventSourceMapping lambda:CreateFunction organizations:DescribeOrganization
  organizations:ListAccounts organizations:ListDelegatedServicesForAccount s3:CreateBucket
  s3:GetObject s3:GetObjectVersion s3:ListBucket s3:PutBucketPolicy
  s3:PutBucketPublicAccessBlock s3:PutBucketVersioning sqs:CreateQueue sqs:GetQueueAttributes
  sqs:SetQueueAttributes
securitylake:CreateSubscriber
  iam:CreateRole iam:DeleteRolePolicy iam:GetRole iam:PutRolePolicy
  lakeformation:GrantPermissions lakeformation:ListPermissions lakeformation:RegisterResource
  lakeformation:RevokePermissions ram:GetResourceShareAssociations ram:GetResourceShares
  ram:UpdateResourceShare s3:PutObject
securitylake:CreateSubscriberNotification
  events:CreateApiDestination events:CreateConnection events:DescribeRule
  events:ListApiDestinations events:ListConnections events:PutRule events:PutTargets
  iam:DeleteRolePolicy iam:GetRole iam:PassRole s3:GetBucketNotification
  s3:PutBucketNotification sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes
  sqs:GetQueueUrl sqs:SetQueueAttributes
securitylake:DeleteCustomLogSource
  glue:StopCrawlerSchedule
securitylake:DeleteDataLake
  organizations:DescribeOrganization organizations:ListDelegatedAdministrators
  organizations:ListDelegatedServicesForAccount
securitylake:DeleteSubscriber
  events:DeleteApiDestination events:DeleteConnection events:DeleteRule events:DescribeRule
  events:ListApiDestinations events:ListTargetsByRule events:RemoveTargets iam:DeleteRole
  iam:DeleteRolePolicy iam:GetRole iam:ListRolePolicies lakeformation:ListPermissions
  lakeformation:RevokePermissions sqs:DeleteQueue sqs:GetQueueUrl
securitylake:DeleteSubscriberNotification
  events:DeleteApiDestination events:DeleteConnection events:DeleteRule events:DescribeRule
  events:ListApiDestinations events:ListTargetsByRule events:RemoveTargets iam:DeleteRole
  iam:DeleteRolePolicy iam:GetRole iam:ListRolePolicies lakeformation:RevokePermissions
  sqs:DeleteQueue sqs:GetQueueUrl
securitylake:DeregisterDataLakeDelegatedAdministrator
  organizations:DeregisterDelegatedAdministrator organizations:DescribeOrganization
  organizations:ListDelegatedServicesForAccount
securitylake:GetDataLakeOrganizationConfiguration
  organizations:DescribeOrganization
securitylake:RegisterDataLakeDelegatedAdministrator
  iam:CreateServiceLinkedRole organizations:DescribeOrganization
  organizations:EnableAWSServiceAccess organizations:ListDelegatedAdministrators
  organizations:ListDelegatedServicesForAccount organizations:RegisterDelegatedAdministrator
securitylake:UpdateDataLake
  events:PutRule events:PutTargets iam:CreateServiceLinkedRole iam:DeleteRolePolicy iam:GetRole
  iam:ListAttachedRolePolicies iam:PutRolePolicy kms:CreateGrant kms:DescribeKey
  lakeformation:GetDataLakeSettings lakeformation:PutDataLakeSettings lambda:AddPermission
  lambda:CreateEventSourceMapping lambda:CreateFunction organizations:DescribeOrganization
  organizations:ListDelegatedServicesForAccount s3:CreateBucket s3:GetObject s3:GetObjectVersion
  s3:ListBucket s3:PutBucketPolicy s3:PutBucketPublicAccessBlock s3:PutBucketVersioning
  sqs:CreateQueue sqs:GetQueueAttributes sqs:SetQueueAttributes
securitylake:UpdateSubscriber
  events:CreateApiDestination events:CreateConnection events:DescribeRule
  events:ListApiDestinations events:ListConnections events:PutRule events:PutTargets
  iam:DeleteRolePolicy iam:GetRole iam:PutRolePolicy
securitylake:UpdateSubscriberNotification
  events:CreateApiDestination events:CreateConnection events:DescribeRule
  events:ListApiDestinations events:ListConnections events:PutRule events:PutTargets
  iam:CreateServiceLinkedRole iam:DeleteRolePolicy iam:GetRole iam:PassRole iam:PutRolePolicy
  s3:CreateBucket s3:GetBucketNotification s3:ListBucket s3:PutBucketNotification
  s3:PutBucketPolicy s3:PutBucketPublicAccessBlock s3:PutBucketVersioning
  s3:PutLifecycleConfiguration sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes
  sqs:GetQueueUrl sqs:SetQueueAttributes
servicecatalog:AssociateResource
  cloudformation:DescribeStacks resource-groups:CreateGroup resource-groups:GetGroup
  resource-groups:Tag
servicecatalog:CreateApplication
  iam:CreateServiceLinkedRole
servicecatalog:DisassociateResource
  resource-groups:DeleteGroup
servicecatalog:SyncResource
  cloudformation:UpdateStack
servicecatalog:UpdateApplication
  iam:CreateServiceLinkedRole
servicequotas:AssociateServiceQuotaTemplate
  organizations:DescribeOrganization organizations:EnableAWSServiceAccess
servicequotas:DeleteServiceQuotaIncreaseRequestFromTemplate
  organizations:DescribeOrganization
servicequotas:DisassociateServiceQuotaTemplate
  organizations:DescribeOrganization
servicequotas:GetAssociationForServiceQuotaTemplate
  organizations:DescribeOrganization
servicequotas:GetServiceQuota
  autoscaling:DescribeAccountLimits cloudformation:DescribeAccountLimits dynamodb:DescribeLimits
  elasticloadbalancing:DescribeAccountLimits iam:GetAccountSummary kinesis:DescribeLimits
  rds:DescribeAccountAttributes route53:GetAccountLimit
servicequotas:GetServiceQuotaIncreaseRequestFromTemplate
  organizations:DescribeOrganization
servicequotas:ListServiceQuotaIncreaseRequestsInTemplate
  organizations:DescribeOrganization
servicequotas:ListServiceQuotas
  autoscaling:DescribeAccountLimits cloudformation:DescribeAccountLimits dynamodb:DescribeLimits
  elasticloadbalancing:DescribeAccountLimits iam:GetAccountSummary kinesis:DescribeLimits
  rds:DescribeAccountAttributes route53:GetAccountLimit
servicequotas:PutServiceQuotaIncreaseRequestIntoTemplate
  organizations:DescribeOrganization
ses:CreateIngressPoint
  ec2:DescribeVpcEndpoints iam:CreateServiceLinkedRole
ses:CreateMultiRegionEndpoint
  iam:CreateServiceLinkedRole
ses:GetEmailAddressInsights
  iam:CreateServiceLinkedRole
shield:AssociateDRTLogBucket
  s3:GetBucketPolicy s3:PutBucketPolicy
shield:AssociateDRTRole
  iam:GetRole iam:ListAttachedRolePolicies iam:PassRole
shield:AssociateHealthCheck
  route53:GetHealthCheck
shield:DisassociateDRTLogBucket
  s3:DeleteBucketPolicy s3:GetBucketPolicy s3:PutBucketPolicy
shield:EnableApplicationLayerAutomaticResponse
  apprunner:DescribeWebAclForService cloudfront:GetDistribution cognito-idp:GetWebACLForResource
  ec2:GetVerifiedAccessInstanceWebAcl iam:CreateServiceLinkedRole iam:GetRole wafv2:GetWebACL
  wafv2:GetWebACLForResource
shield:UpdateApplicationLayerAutomaticResponse
  apprunner:DescribeWebAclForService cognito-idp:GetWebACLForResource
  ec2:GetVerifiedAccessInstanceWebAcl wafv2:GetWebACL wafv2:GetWebACLForResource
sms-voice:CreateConfigurationSetEventDestination
  iam:PassRole
sms-voice:CreateEventDestination
  iam:PassRole
sms-voice:RequestPhoneNumber
  sms-voice:AssociateOriginationIdentity
sms-voice:SendDestinationNumberVerificationCode
  sms-voice:SendTextMessage sms-voice:SendVoiceMessage
sms-voice:UpdateConfigurationSetEventDestination
  iam:PassRole
sms-voice:UpdateEventDestination
  iam:PassRole
sms-voice:UpdatePhoneNumber
  iam:PassRole
sms-voice:UpdatePool
  iam:PassRole
sns:CreatePlatformApplication
  iam:PassRole
sns:CreateTopic
  iam:PassRole
sns:SetPlatformApplicationAttributes
  iam:PassRole
sns:SetTopicAttributes
  iam:PassRole
ssm-contacts:CreateContact
  ssm-contacts:AssociateContact
ssm-contacts:UpdateContact
  ssm-contacts:AssociateContact
ssm-incidents:CreateReplicationSet
  iam:CreateServiceLinkedRole
ssm-incidents:CreateResponsePlan
  iam:PassRole
ssm-incidents:UpdateResponsePlan
  iam:PassRole
ssm:CreateDocument
  iam:PassRole
sso-oauth:CreateTokenWithIAM
  kms:Decrypt
sso:AddRegion
  identitystore:AddRegion kms:Decrypt
sso:AttachCustomerManagedPolicyReferenceToPermissionSet
  kms:Decrypt
sso:AttachManagedPolicyToPermissionSet
  kms:Decrypt
sso:CreateAccountAssignment
  kms:Decrypt
sso:CreateApplication
  kms:Decrypt
sso:CreateApplicationAssignment
  kms:Decrypt
sso:CreateInstance
  iam:CreateServiceLinkedRole identitystore:CreateIdentityStore
  organizations:DescribeOrganization
sso:CreateInstanceAccessControlAttributeConfiguration
  iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy
  iam:GetRole iam:ListAttachedRolePolicies iam:ListRolePolicies iam:PutRolePolicy
  iam:UpdateAssumeRolePolicy kms:Decrypt
sso:CreatePermissionSet
  kms:Decrypt
sso:CreateTrustedTokenIssuer
  kms:Decrypt
sso:DeleteAccountAssignment
  kms:Decrypt
sso:DeleteApplication
  kms:Decrypt
sso:DeleteApplicationAccessScope
  kms:Decrypt
sso:DeleteApplicationAssignment
  kms:Decrypt
sso:DeleteApplicationAuthenticationMethod
  kms:Decrypt
sso:DeleteApplicationGrant
  kms:Decrypt
sso:DeleteInlinePolicyFromPermissionSet
  kms:Decrypt
sso:DeleteInstance
  identitystore:DeleteIdentityStore
sso:DeleteInstanceAccessControlAttributeConfiguration
  kms:Decrypt
sso:DeletePermissionSet
  kms:Decrypt
sso:DeletePermissionsBoundaryFromPermissionSet
  kms:Decrypt
sso:DeleteTrustedTokenIssuer
  kms:Decrypt
sso:DescribeAccountAssignmentCreationStatus
  kms:Decrypt
sso:DescribeAccountAssignmentDeletionStatus
  kms:Decrypt
sso:DescribeApplication
  kms:Decrypt
sso:DescribeApplicationAssignment
  kms:Decrypt
sso:DescribeInstanceAccessControlAttributeConfiguration
  kms:Decrypt
sso:DescribePermissionSet
  kms:Decrypt
sso:DescribePermissionSetProvisioningStatus
  kms:Decrypt
sso:DescribeRegion
  kms:Decrypt
sso:DescribeTrustedTokenIssuer
  kms:Decrypt
sso:DetachCustomerManagedPolicyReferenceFromPermissionSet
  kms:Decrypt
sso:DetachManagedPolicyFromPermissionSet
  kms:Decrypt
sso:GetApplicationAccessScope
  kms:Decrypt
sso:GetApplicationAssignmentConfiguration
  kms:Decrypt
sso:GetApplicationAuthenticationMethod
  kms:Decrypt
sso:GetApplicationGrant
  kms:Decrypt
sso:GetApplicationSessionConfiguration
  kms:Decrypt
sso:GetInlinePolicyForPermissionSet
  kms:Decrypt
sso:GetPermissionsBoundaryForPermissionSet
  kms:Decrypt
sso:ListAccountAssignmentCreationStatus
  kms:Decrypt
sso:ListAccountAssignmentDeletionStatus
  kms:Decrypt
sso:ListAccountAssignments
  kms:Decrypt
sso:ListAccountAssignmentsForPrincipal
  kms:Decrypt
sso:ListAccountsForProvisionedPermissionSet
  kms:Decrypt
sso:ListApplicationAccessScopes
  kms:Decrypt
sso:ListApplicationAssignments
  kms:Decrypt
sso:ListApplicationAssignmentsForPrincipal
  kms:Decrypt
sso:ListApplicationAuthenticationMethods
  kms:Decrypt
sso:ListApplicationGrants
  kms:Decrypt
sso:ListApplications
  kms:Decrypt
sso:ListCustomerManagedPolicyReferencesInPermissionSet
  kms:Decrypt
sso:ListManagedPoliciesInPermissionSet
  kms:Decrypt
sso:ListPermissionSetProvisioningStatus
  kms:Decrypt
sso:ListPermissionSets
  kms:Decrypt
sso:ListPermissionSetsProvisionedToAccount
  kms:Decrypt
sso:ListRegions
  kms:Decrypt
sso:ListTagsForResource
  kms:Decrypt
sso:ListTrustedTokenIssuers
  kms:Decrypt
sso:ProvisionPermissionSet
  kms:Decrypt
sso:PutApplicationAccessScope
  kms:Decrypt
sso:PutApplicationAssignmentConfiguration
  kms:Decrypt
sso:PutApplicationAuthenticationMethod
  kms:Decrypt
sso:PutApplicationGrant
  kms:Decrypt
sso:PutApplicationSessionConfiguration
  kms:Decrypt
sso:PutInlinePolicyToPermissionSet
  kms:Decrypt
sso:PutPermissionsBoundaryToPermissionSet
  kms:Decrypt
sso:RemoveRegion
  identitystore:RemoveRegion kms:Decrypt
sso:TagResource
  kms:Decrypt
sso:UntagResource
  kms:Decrypt
sso:UpdateApplication
  kms:Decrypt
sso:UpdateInstance
  identitystore:UpdateIdentityStore kms:Decrypt kms:DescribeKey kms:Encrypt
  kms:GenerateDataKeyWithoutPlaintext
sso:UpdateInstanceAccessControlAttributeConfiguration
  kms:Decrypt
sso:UpdatePermissionSet
  kms:Decrypt
sso:UpdateTrustedTokenIssuer
  kms:Decrypt
states:CreateStateMachine
  iam:PassRole states:PublishStateMachineVersion
states:TestState
  states:RevealSecrets
states:UpdateStateMachine
  iam:PassRole states:PublishStateMachineVersion
storagegateway:AssociateFileSystem
  ds:DescribeDirectories ec2:DescribeNetworkInterfaces fsx:DescribeFileSystems
  iam:CreateServiceLinkedRole logs:CreateLogDelivery logs:GetLogDelivery logs:ListLogDeliveries
  logs:UpdateLogDelivery
storagegateway:UpdateFileSystemAssociation
  logs:CreateLogDelivery logs:DeleteLogDelivery logs:GetLogDelivery logs:ListLogDeliveries
  logs:UpdateLogDelivery
textract:AnalyzeDocument
  s3:GetObject
textract:AnalyzeExpense
  s3:GetObject
textract:AnalyzeID
  s3:GetObject
textract:DetectDocumentText
  s3:GetObject
textract:StartDocumentAnalysis
  s3:GetObject
textract:StartDocumentTextDetection
  s3:GetObject
textract:StartExpenseAnalysis
  s3:GetObject
textract:StartLendingAnalysis
  s3:GetObject
thinclient:CreateEnvironment
  appstream:DescribeStacks iam:CreateServiceLinkedRole workspaces-web:GetPortal
  workspaces-web:GetUserSettings workspaces:DescribeWorkspaceDirectories
thinclient:UpdateEnvironment
  appstream:DescribeStacks workspaces-web:GetPortal workspaces-web:GetUserSettings
  workspaces:DescribeWorkspaceDirectories
timestream-influxdb:CreateDbCluster
  timestream-influxdb:CreateDbInstance
timestream-influxdb:DeleteDbCluster
  timestream-influxdb:DeleteDbInstance
timestream-influxdb:RebootDbCluster
  timestream-influxdb:RebootDbInstance
timestream-influxdb:UpdateDbCluster
  timestream-influxdb:UpdateDbInstance
timestream:CancelQuery
  timestream:DescribeEndpoints
timestream:CreateBatchLoadTask
  timestream:DescribeEndpoints timestream:WriteRecords
timestream:CreateDatabase
  timestream:DescribeEndpoints
timestream:CreateScheduledQuery
  iam:PassRole timestream:DescribeEndpoints
timestream:CreateTable
  timestream:DescribeEndpoints
timestream:DeleteDatabase
  timestream:DescribeEndpoints
timestream:DeleteScheduledQuery
  timestream:DescribeEndpoints
timestream:DeleteTable
  timestream:DescribeEndpoints
timestream:DescribeAccountSettings
  timestream:DescribeEndpoints
timestream:DescribeBatchLoadTask
  timestream:DescribeEndpoints
timestream:DescribeDatabase
  timestream:DescribeEndpoints
timestream:DescribeScheduledQuery
  timestream:DescribeEndpoints
timestream:DescribeTable
  timestream:DescribeEndpoints
timestream:ExecuteScheduledQuery
  timestream:DescribeEndpoints
timestream:ListBatchLoadTasks
  timestream:DescribeEndpoints
timestream:ListDatabases
  timestream:DescribeEndpoints
timestream:ListScheduledQueries
  timestream:DescribeEndpoints
timestream:ListTables
  timestream:DescribeEndpoints
timestream:ListTagsForResource
  timestream:DescribeEndpoints
timestream:PrepareQuery
  timestream:DescribeEndpoints timestream:Select
timestream:ResumeBatchLoadTask
  timestream:DescribeEndpoints timestream:WriteRecords
timestream:TagResource
  timestream:DescribeEndpoints
timestream:UntagResource
  timestream:DescribeEndpoints
timestream:UpdateAccountSettings
  timestream:DescribeEndpoints
timestream:UpdateDatabase
  timestream:DescribeEndpoints
timestream:UpdateScheduledQuery
  timestream:DescribeEndpoints
timestream:UpdateTable
  timestream:DescribeEndpoints
timestream:WriteRecords
  timestream:DescribeEndpoints
transcribe:CreateLanguageModel
  s3:GetObject s3:ListBucket
transcribe:CreateMedicalVocabulary
  s3:GetObject
transcribe:CreateVocabulary
  s3:GetObject
transcribe:CreateVocabularyFilter
  s3:GetObject
transcribe:StartCallAnalyticsJob
  s3:GetObject
transcribe:StartMedicalScribeJob
  s3:GetObject
transcribe:StartMedicalTranscriptionJob
  s3:GetObject
transcribe:StartTranscriptionJob
  s3:GetObject
transcribe:UpdateMedicalVocabulary
  s3:GetObject
transcribe:UpdateVocabulary
  s3:GetObject
transcribe:UpdateVocabularyFilter
  s3:GetObject
transfer:CreateAccess
  iam:PassRole
transfer:CreateAgreement
  iam:PassRole
transfer:CreateConnector
  iam:PassRole
transfer:CreateServer
  iam:PassRole
transfer:CreateUser
  iam:PassRole
transfer:CreateWebApp
  iam:PassRole
transfer:UpdateAccess
  iam:PassRole
transfer:UpdateAgreement
  iam:PassRole
transfer:UpdateConnector
  iam:PassRole
transfer:UpdateServer
  iam:PassRole
transfer:UpdateUser
  iam:PassRole
transfer:UpdateWebApp
  iam:PassRole
transfer:UpdateWebAppCustomization
  iam:PassRole
verifiedpermissions:GetPolicyStore
  verifiedpermissions:ListTagsForResource
vpc-lattice:CreateAccessLogSubscription
  logs:CreateLogDelivery logs:GetLogDelivery
vpc-lattice:CreateResourceGateway
  ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs
vpc-lattice:CreateService
  iam:CreateServiceLinkedRole
vpc-lattice:CreateServiceNetwork
  iam:CreateServiceLinkedRole
vpc-lattice:CreateServiceNetworkVpcAssociation
  ec2:DescribeVpcs
vpc-lattice:CreateTargetGroup
  iam:CreateServiceLinkedRole
vpc-lattice:DeleteAccessLogSubscription
  logs:DeleteLogDelivery logs:GetLogDelivery
vpc-lattice:GetAccessLogSubscription
  logs:GetLogDelivery
vpc-lattice:UpdateAccessLogSubscription
  logs:GetLogDelivery logs:UpdateLogDelivery
vpc-lattice:UpdateServiceNetworkVpcAssociation
  ec2:DescribeSecurityGroups ec2:DescribeVpcs
waf-regional:CreateWebACLMigrationStack
  s3:PutObject
waf-regional:PutLoggingConfiguration
  iam:CreateServiceLinkedRole
waf:CreateWebACLMigrationStack
  s3:PutObject
waf:PutLoggingConfiguration
  iam:CreateServiceLinkedRole
wafv2:AssociateWebACL
  amplify:AssociateWebACL apigateway:SetWebACL apprunner:AssociateWebAcl appsync:AssociateWebACL
  appsync:SetWebACL cognito-idp:AssociateWebACL ec2:AssociateVerifiedAccessInstanceWebAcl
  elasticloadbalancing:CreateWebACLAssociation elasticloadbalancing:SetWebAcl
  wafv2:GetPermissionPolicy wafv2:PutPermissionPolicy
wafv2:DisassociateWebACL
  amplify:DisassociateWebACL apigateway:SetWebACL apprunner:DisassociateWebAcl
  appsync:DisassociateWebACL appsync:SetWebACL cognito-idp:DisassociateWebACL
  ec2:DisassociateVerifiedAccessInstanceWebAcl elasticloadbalancing:DeleteWebACLAssociation
  elasticloadbalancing:SetWebAcl wafv2:PutPermissionPolicy
wafv2:GetWebACLForResource
  amplify:GetWebACLForResource apprunner:DescribeWebAclForService appsync:GetWebACLForResource
  cognito-idp:GetWebACLForResource ec2:GetVerifiedAccessInstanceWebAcl
  elasticloadbalancing:GetLoadBalancerWebACL wafv2:GetWebACL
wafv2:ListResourcesForWebACL
  amplify:ListResourcesForWebACL apprunner:ListAssociatedServicesForWebAcl
  appsync:ListResourcesForWebACL cognito-idp:ListResourcesForWebACL
  ec2:DescribeVerifiedAccessInstanceWebAclAssociations
  elasticloadbalancing:DescribeWebACLAssociation
wafv2:PutLoggingConfiguration
  iam:CreateServiceLinkedRole
wisdom:RenderMessageTemplate
  wisdom:GetMessageTemplate
wisdom:SearchQuickResponses
  wisdom:GetQuickResponse
workspaces-instances:AssociateVolume
  ec2:AttachVolume ec2:DescribeVolumes
workspaces-instances:CreateVolume
  ec2:CreateVolume
workspaces-instances:CreateWorkspaceInstance
  ec2:DescribeInstances ec2:RunInstances
workspaces-instances:DeleteVolume
  ec2:DeleteVolume ec2:DescribeVolumes
workspaces-instances:DeleteWorkspaceInstance
  ec2:TerminateInstances
workspaces-instances:DisassociateVolume
  ec2:DescribeVolumes ec2:DetachVolume
workspaces-web:AssociateNetworkSettings
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DeleteNetworkInterface
  ec2:DeleteNetworkInterfacePermission ec2:ModifyNetworkInterfaceAttribute
workspaces-web:AssociateUserAccessLoggingSettings
  kinesis:PutRecord kinesis:PutRecords
workspaces-web:CreateBrowserSettings
  kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
workspaces-web:CreateNetworkSettings
  iam:CreateServiceLinkedRole
workspaces-web:CreatePortal
  iam:CreateServiceLinkedRole kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey
workspaces-web:CreateSessionLogger
  s3:PutObject
workspaces-web:UpdateNetworkSettings
  ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DeleteNetworkInterface
  ec2:DeleteNetworkInterfacePermission ec2:ModifyNetworkInterfaceAttribute
workspaces-web:UpdateUserAccessLoggingSettings
  kinesis:PutRecord kinesis:PutRecords
workspaces:AuthorizeIpRules
  workspaces:UpdateRulesOfIpGroup
workspaces:CopyWorkspaceImage
  workspaces:DescribeWorkspaceImages
workspaces:ImportWorkspaceImage
  ec2:DescribeImages ec2:ModifyImageAttribute
workspaces:RevokeIpRules
  workspaces:UpdateRulesOfIpGroup
workspaces:UpdateRulesOfIpGroup
  workspaces:AuthorizeIpRules workspaces:RevokeIpRules
"""
