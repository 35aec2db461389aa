import { EC2_OPERATIONS } from './ec2-operations.ts';

/** The services whose AWS models are imported, and how much of each. */
export interface ServiceManifest {
  /** The name of the data file, of the generated types, and what `loadServiceModel` takes. */
  readonly name: ServiceName;
  /** botocore's folder for the service and the API version in it; absent where botocore has none: the data is then written by hand. */
  readonly source: string | undefined;
  /** Operations imported with their shapes; every other one is known by name only. */
  readonly operations: 'all' | readonly string[];
  /** In whose words a request that breaks the model is refused. */
  readonly validation: ValidationStyle;
}

/**
 * How a service words what is wrong with an input: `iam` leaves the offending value out, `sts` and
 * `json` show it, and so does `parameter`, as InvalidParameterException; `ec2`, `s3` and `ecr` name the
 * first wrong parameter in sentences of their own, `organizations` says only what kind of thing is wrong.
 */
export type ValidationStyle = 'iam' | 'sts' | 'ec2' | 's3' | 'json' | 'parameter' | 'ecr' | 'organizations';

export type ServiceName =
  | 'accessAnalyzer'
  | 'iam'
  | 'iam-toolbox'
  | 'sts'
  | 'ec2'
  | 's3'
  | 's3control'
  | 'lambda'
  | 'tagging'
  | 'cloudformation'
  | 'cloudtrail'
  | 'ssm'
  | 'ecr'
  | 'logs'
  | 'organizations';

const ORGANIZATIONS_OPERATIONS = [
  'AttachPolicy',
  'CreateAccount',
  'CreateOrganization',
  'CreateOrganizationalUnit',
  'CreatePolicy',
  'DeleteOrganization',
  'DeleteOrganizationalUnit',
  'DeletePolicy',
  'DescribeAccount',
  'DescribeCreateAccountStatus',
  'DescribeOrganization',
  'DescribeOrganizationalUnit',
  'DescribePolicy',
  'DetachPolicy',
  'DisablePolicyType',
  'EnablePolicyType',
  'ListAWSServiceAccessForOrganization',
  'ListAccounts',
  'ListAccountsForParent',
  'ListChildren',
  'ListCreateAccountStatus',
  'ListDelegatedAdministrators',
  'ListDelegatedServicesForAccount',
  'ListOrganizationalUnitsForParent',
  'ListParents',
  'ListPolicies',
  'ListPoliciesForTarget',
  'ListRoots',
  'ListTagsForResource',
  'ListTargetsForPolicy',
  'MoveAccount',
  'RemoveAccountFromOrganization',
  'TagResource',
  'UntagResource',
  'UpdateOrganizationalUnit',
  'UpdatePolicy',
] as const;

const ACCESS_ANALYZER_OPERATIONS = [
  'CheckAccessNotGranted',
  'CheckNoNewAccess',
  'CheckNoPublicAccess',
  'ValidatePolicy',
] as const;

const CLOUDFORMATION_OPERATIONS = [
  'CancelUpdateStack',
  'ContinueUpdateRollback',
  'CreateChangeSet',
  'CreateStack',
  'DeleteChangeSet',
  'DeleteStack',
  'DescribeChangeSet',
  'DescribeStackDriftDetectionStatus',
  'DescribeStackEvents',
  'DescribeStackResource',
  'DescribeStackResourceDrifts',
  'DescribeStackResources',
  'DescribeStacks',
  'DetectStackDrift',
  'DetectStackResourceDrift',
  'ExecuteChangeSet',
  'GetStackPolicy',
  'GetTemplate',
  'GetTemplateSummary',
  'ListChangeSets',
  'ListExports',
  'ListImports',
  'ListStackResources',
  'ListStacks',
  'RollbackStack',
  'SetStackPolicy',
  'SignalResource',
  'UpdateStack',
  'UpdateTerminationProtection',
  'ValidateTemplate',
] as const;

const SSM_OPERATIONS = [
  'AddTagsToResource',
  'DeleteParameter',
  'DeleteParameters',
  'DescribeParameters',
  'GetParameter',
  'GetParameterHistory',
  'GetParameters',
  'GetParametersByPath',
  'LabelParameterVersion',
  'ListTagsForResource',
  'PutParameter',
  'RemoveTagsFromResource',
  'UnlabelParameterVersion',
] as const;

const ECR_OPERATIONS = [
  'CreateRepository',
  'DeleteLifecyclePolicy',
  'DeleteRepository',
  'DeleteRepositoryPolicy',
  'DescribeImages',
  'DescribeRepositories',
  'GetLifecyclePolicy',
  'GetRepositoryPolicy',
  'ListImages',
  'ListTagsForResource',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
  'PutLifecyclePolicy',
  'SetRepositoryPolicy',
  'TagResource',
  'UntagResource',
] as const;

const LOGS_OPERATIONS = [
  'CreateLogGroup',
  'CreateLogStream',
  'DeleteLogGroup',
  'DeleteLogStream',
  'DeleteRetentionPolicy',
  'DescribeLogGroups',
  'DescribeLogStreams',
  'FilterLogEvents',
  'GetLogEvents',
  'ListTagsForResource',
  'ListTagsLogGroup',
  'PutLogEvents',
  'PutRetentionPolicy',
  'TagLogGroup',
  'TagResource',
  'UntagLogGroup',
  'UntagResource',
] as const;

const LAMBDA_OPERATIONS = [
  'AddLayerVersionPermission',
  'AddPermission',
  'CreateAlias',
  'CreateFunction',
  'CreateFunctionUrlConfig',
  'DeleteAlias',
  'DeleteFunction',
  'DeleteFunctionConcurrency',
  'DeleteFunctionEventInvokeConfig',
  'DeleteFunctionUrlConfig',
  'DeleteLayerVersion',
  'GetAccountSettings',
  'GetAlias',
  'GetFunction',
  'GetFunctionCodeSigningConfig',
  'GetFunctionConcurrency',
  'GetFunctionConfiguration',
  'GetFunctionEventInvokeConfig',
  'GetFunctionUrlConfig',
  'GetLayerVersion',
  'GetLayerVersionByArn',
  'GetLayerVersionPolicy',
  'GetPolicy',
  'Invoke',
  'ListAliases',
  'ListFunctionEventInvokeConfigs',
  'ListFunctionUrlConfigs',
  'ListFunctions',
  'ListLayerVersions',
  'ListLayers',
  'ListTags',
  'ListVersionsByFunction',
  'PublishLayerVersion',
  'PublishVersion',
  'PutFunctionConcurrency',
  'PutFunctionEventInvokeConfig',
  'RemoveLayerVersionPermission',
  'RemovePermission',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'UpdateFunctionEventInvokeConfig',
  'UpdateFunctionUrlConfig',
] as const;

export const MANIFEST: Readonly<Record<ServiceName, ServiceManifest>> = {
  accessAnalyzer: {
    name: 'accessAnalyzer',
    source: 'accessanalyzer/2019-11-01',
    operations: ACCESS_ANALYZER_OPERATIONS,
    validation: 'json',
  },
  iam: { name: 'iam', source: 'iam/2010-05-08', operations: 'all', validation: 'iam' },
  // New in 2026 and not in the AWS CLI that the models come from.
  'iam-toolbox': { name: 'iam-toolbox', source: undefined, operations: 'all', validation: 'json' },
  sts: { name: 'sts', source: 'sts/2011-06-15', operations: 'all', validation: 'sts' },
  ec2: { name: 'ec2', source: 'ec2/2016-11-15', operations: EC2_OPERATIONS, validation: 'ec2' },
  s3: { name: 's3', source: 's3/2006-03-01', operations: 'all', validation: 's3' },
  s3control: {
    name: 's3control',
    source: 's3control/2018-08-20',
    operations: ['ListTagsForResource', 'TagResource', 'UntagResource'],
    validation: 's3',
  },
  lambda: { name: 'lambda', source: 'lambda/2015-03-31', operations: LAMBDA_OPERATIONS, validation: 'json' },
  tagging: {
    name: 'tagging',
    source: 'resourcegroupstaggingapi/2017-01-26',
    operations: ['GetResources', 'GetTagKeys', 'GetTagValues', 'TagResources', 'UntagResources'],
    validation: 'parameter',
  },
  cloudformation: {
    name: 'cloudformation',
    source: 'cloudformation/2010-05-15',
    operations: CLOUDFORMATION_OPERATIONS,
    validation: 'sts',
  },
  cloudtrail: {
    name: 'cloudtrail',
    source: 'cloudtrail/2013-11-01',
    operations: ['LookupEvents'],
    validation: 'json',
  },
  ssm: { name: 'ssm', source: 'ssm/2014-11-06', operations: SSM_OPERATIONS, validation: 'json' },
  ecr: { name: 'ecr', source: 'ecr/2015-09-21', operations: ECR_OPERATIONS, validation: 'ecr' },
  logs: { name: 'logs', source: 'logs/2014-03-28', operations: LOGS_OPERATIONS, validation: 'parameter' },
  organizations: {
    name: 'organizations',
    source: 'organizations/2016-11-28',
    operations: ORGANIZATIONS_OPERATIONS,
    validation: 'organizations',
  },
};
