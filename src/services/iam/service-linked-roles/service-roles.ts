/** A service whose roles IAM makes for it: the role's name, its managed policy, whether a suffix may be given. */
export interface ServiceRole {
  /** The role's name without a suffix. */
  readonly roleName: string;
  /** AWS's managed policy, below `policy/aws-service-role/`. */
  readonly policyName: string;
  readonly takesSuffix?: true;
}

const role = (roleName: string, policyName: string): ServiceRole => ({ roleName, policyName });
const suffixed = (roleName: string, policyName: string): ServiceRole => ({
  roleName,
  policyName,
  takesSuffix: true,
});

/**
 * The services that link roles, by their principal; a service that is not here links none in the house.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const SERVICE_ROLES: ReadonlyMap<string, ServiceRole> = new Map([
  [
    'access-analyzer.amazonaws.com',
    role('AWSServiceRoleForAccessAnalyzer', 'AccessAnalyzerServiceRolePolicy'),
  ],
  ['autoscaling.amazonaws.com', suffixed('AWSServiceRoleForAutoScaling', 'AutoScalingServiceRolePolicy')],
  ['backup.amazonaws.com', role('AWSServiceRoleForBackup', 'AWSBackupServiceLinkedRolePolicyForBackup')],
  ['batch.amazonaws.com', role('AWSServiceRoleForBatch', 'BatchServiceRolePolicy')],
  ['cloudtrail.amazonaws.com', role('AWSServiceRoleForCloudTrail', 'CloudTrailServiceRolePolicy')],
  ['config.amazonaws.com', role('AWSServiceRoleForConfig', 'AWSConfigServiceRolePolicy')],
  ['ecs.amazonaws.com', role('AWSServiceRoleForECS', 'AmazonECSServiceRolePolicy')],
  ['eks.amazonaws.com', role('AWSServiceRoleForAmazonEKS', 'AmazonEKSServiceRolePolicy')],
  [
    'eks-fargate.amazonaws.com',
    role('AWSServiceRoleForAmazonEKSForFargate', 'AmazonEKSForFargateServiceRolePolicy'),
  ],
  [
    'eks-nodegroup.amazonaws.com',
    role('AWSServiceRoleForAmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'),
  ],
  ['elasticache.amazonaws.com', role('AWSServiceRoleForElastiCache', 'ElastiCacheServiceRolePolicy')],
  [
    'elasticbeanstalk.amazonaws.com',
    role('AWSServiceRoleForElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'),
  ],
  [
    'elasticfilesystem.amazonaws.com',
    role('AWSServiceRoleForAmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'),
  ],
  [
    'elasticloadbalancing.amazonaws.com',
    role('AWSServiceRoleForElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy'),
  ],
  [
    'es.amazonaws.com',
    role('AWSServiceRoleForAmazonElasticsearchService', 'AmazonElasticsearchServiceRolePolicy'),
  ],
  ['guardduty.amazonaws.com', role('AWSServiceRoleForAmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy')],
  [
    'inspector2.amazonaws.com',
    role('AWSServiceRoleForAmazonInspector2', 'AmazonInspector2ServiceRolePolicy'),
  ],
  ['kafka.amazonaws.com', role('AWSServiceRoleForKafka', 'KafkaServiceRolePolicy')],
  ['lex.amazonaws.com', role('AWSServiceRoleForLexBots', 'LexBotPolicy')],
  ['macie.amazonaws.com', role('AWSServiceRoleForAmazonMacie', 'AmazonMacieServiceRolePolicy')],
  [
    'opensearchservice.amazonaws.com',
    role('AWSServiceRoleForAmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'),
  ],
  ['ops.apigateway.amazonaws.com', role('AWSServiceRoleForAPIGateway', 'APIGatewayServiceRolePolicy')],
  [
    'organizations.amazonaws.com',
    role('AWSServiceRoleForOrganizations', 'AWSOrganizationsServiceTrustPolicy'),
  ],
  ['rds.amazonaws.com', role('AWSServiceRoleForRDS', 'AmazonRDSServiceRolePolicy')],
  ['redshift.amazonaws.com', role('AWSServiceRoleForRedshift', 'AmazonRedshiftServiceLinkedRolePolicy')],
  [
    'replication.dynamodb.amazonaws.com',
    role('AWSServiceRoleForDynamoDBReplication', 'DynamoDBReplicationServiceRolePolicy'),
  ],
  ['replicator.lambda.amazonaws.com', role('AWSServiceRoleForLambdaReplicator', 'AWSLambdaReplicator')],
  ['securityhub.amazonaws.com', role('AWSServiceRoleForSecurityHub', 'AWSSecurityHubServiceRolePolicy')],
  ['spot.amazonaws.com', role('AWSServiceRoleForEC2Spot', 'AWSEC2SpotServiceRolePolicy')],
  ['spotfleet.amazonaws.com', role('AWSServiceRoleForEC2SpotFleet', 'AWSEC2SpotFleetServiceRolePolicy')],
  ['ssm.amazonaws.com', role('AWSServiceRoleForAmazonSSM', 'AmazonSSMServiceRolePolicy')],
  ['sso.amazonaws.com', role('AWSServiceRoleForSSO', 'AWSSSOServiceRolePolicy')],
  ['support.amazonaws.com', role('AWSServiceRoleForSupport', 'AWSSupportServiceRolePolicy')],
  [
    'transitgateway.amazonaws.com',
    role('AWSServiceRoleForVPCTransitGateway', 'AWSVPCTransitGatewayServiceRolePolicy'),
  ],
  [
    'trustedadvisor.amazonaws.com',
    role('AWSServiceRoleForTrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy'),
  ],
  ['wafv2.amazonaws.com', role('AWSServiceRoleForWAFV2Logging', 'WAFV2LoggingServiceRolePolicy')],
]);
