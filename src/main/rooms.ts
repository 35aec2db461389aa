import type { ResourceType } from '../operation/resource-type.ts';

/** The services' rooms, each loaded at its first request. */
export const SERVICES = {
  accessAnalyzer: async () => (await import('../services/access-analyzer/service.ts')).accessAnalyzerService,
  ec2: async () => (await import('../services/ec2/service.ts')).ec2Service,
  'iam-toolbox': async () => (await import('../services/iam-toolbox/service.ts')).iamToolboxService,
  iam: async () => (await import('../services/iam/service.ts')).iamService,
  cloudformation: async () => (await import('../services/cloudformation/service.ts')).cloudformationService,
  cloudtrail: async () => (await import('../services/cloudtrail/service.ts')).cloudtrailService,
  lambda: async () => (await import('../services/lambda/service.ts')).lambdaService,
  sts: async () => (await import('../services/sts/service.ts')).stsService,
  organizations: async () => (await import('../services/organizations/service.ts')).organizationsService,
  s3control: async () => (await import('../services/s3/control/service.ts')).s3ControlService,
  s3: async () => (await import('../services/s3/service.ts')).s3Service,
  ecr: async () => (await import('../services/ecr/service.ts')).ecrService,
  logs: async () => (await import('../services/logs/service.ts')).logsService,
  ssm: async () => (await import('../services/ssm/service.ts')).ssmService,
  tagging: async () => (await import('../services/tagging/service.ts')).taggingService,
};

/** The rooms' resource types, each room's loaded when a template first names one of them. */
export const RESOURCE_TYPES = {
  'AWS::CDK': async () =>
    (await import('../services/cloudformation/types/cloudformation-resource-types.ts')).cdkResourceTypes,
  'AWS::CloudFormation': async () =>
    (await import('../services/cloudformation/types/cloudformation-resource-types.ts'))
      .cloudformationResourceTypes,
  'AWS::EC2': async () =>
    (await import('../services/ec2/cloudformation/ec2-resource-types.ts')).ec2ResourceTypes,
  'AWS::ECR': async () => [(await import('../services/ecr/repository-resource.ts')).repositoryResource],
  'AWS::IAM': async () =>
    (await import('../services/iam/cloudformation/iam-resource-types.ts')).iamResourceTypes,
  'AWS::Lambda': async () =>
    (await import('../services/lambda/cloudformation/lambda-resource-types.ts')).lambdaResourceTypes,
  'AWS::Logs': async () => [(await import('../services/logs/log-group-resource.ts')).logGroupResource],
  'AWS::S3': async () => (await import('../services/s3/cloudformation/s3-resource-types.ts')).s3ResourceTypes,
  'AWS::SSM': async () => [(await import('../services/ssm/parameter-resource.ts')).parameterResource],
};

/** A type of people's own, which a function of theirs makes. */
export async function customType(type: string): Promise<ResourceType> {
  return (await import('../services/cloudformation/types/custom-resource.ts')).customResource(type);
}
