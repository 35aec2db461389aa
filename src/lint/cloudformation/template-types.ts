import type { TypeFacts } from '../type-facts.ts';

const INLINE = ['Policies.*.PolicyDocument'];

/**
 * CloudFormation's types that have to do with roles, profiles or policies.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const TEMPLATE_TYPES: Readonly<Record<string, TypeFacts>> = {
  'AWS::IAM::Role': {
    role: { name: 'RoleName', path: 'Path', trust: 'AssumeRolePolicyDocument' },
    policyArns: ['ManagedPolicyArns.*', 'PermissionsBoundary'],
    identityPolicies: INLINE,
  },
  'AWS::IAM::InstanceProfile': {
    profile: { name: 'InstanceProfileName', roles: 'Roles' },
    roleNames: ['Roles.*'],
  },
  'AWS::IAM::User': {
    policyArns: ['ManagedPolicyArns.*', 'PermissionsBoundary'],
    identityPolicies: INLINE,
  },
  'AWS::IAM::Group': { policyArns: ['ManagedPolicyArns.*'], identityPolicies: INLINE },
  'AWS::IAM::Policy': { roleNames: ['Roles.*'], identityPolicies: ['PolicyDocument'] },
  'AWS::IAM::ManagedPolicy': { roleNames: ['Roles.*'], identityPolicies: ['PolicyDocument'] },
  'AWS::IAM::RolePolicy': { roleNames: ['RoleName'], identityPolicies: ['PolicyDocument'] },
  'AWS::IAM::UserPolicy': { identityPolicies: ['PolicyDocument'] },
  'AWS::IAM::GroupPolicy': { identityPolicies: ['PolicyDocument'] },
  'AWS::EC2::Instance': { profileNames: ['IamInstanceProfile'] },
  'AWS::EC2::LaunchTemplate': {
    profileNames: ['LaunchTemplateData.IamInstanceProfile.Name'],
    profileArns: ['LaunchTemplateData.IamInstanceProfile.Arn'],
  },
  'AWS::EC2::SpotFleet': {
    profileArns: ['SpotFleetRequestConfigData.LaunchSpecifications.*.IamInstanceProfile.Arn'],
  },
  'AWS::AutoScaling::LaunchConfiguration': { profileNamesOrArns: ['IamInstanceProfile'] },
  'AWS::Batch::ComputeEnvironment': { profileNamesOrArns: ['ComputeResources.InstanceRole'] },
  'AWS::EMR::Cluster': { profileNamesOrArns: ['JobFlowRole'] },
  'AWS::ImageBuilder::InfrastructureConfiguration': { profileNames: ['InstanceProfileName'] },
  'AWS::Lambda::Function': { roleArns: { Role: 'lambda.amazonaws.com' } },
  'AWS::Serverless::Function': { roleArns: { Role: 'lambda.amazonaws.com' } },
  'AWS::StepFunctions::StateMachine': { roleArns: { RoleArn: 'states.amazonaws.com' } },
  'AWS::ECS::TaskDefinition': {
    roleNamesOrArns: { TaskRoleArn: 'ecs-tasks.amazonaws.com', ExecutionRoleArn: 'ecs-tasks.amazonaws.com' },
  },
  'AWS::CodeBuild::Project': { roleNamesOrArns: { ServiceRole: 'codebuild.amazonaws.com' } },
  'AWS::CodePipeline::Pipeline': { roleArns: { RoleArn: 'codepipeline.amazonaws.com' } },
  'AWS::Events::Rule': { roleArns: { 'Targets.*.RoleArn': 'events.amazonaws.com' } },
  'AWS::Scheduler::Schedule': { roleArns: { 'Target.RoleArn': 'scheduler.amazonaws.com' } },
  'AWS::EKS::Cluster': { roleArns: { RoleArn: 'eks.amazonaws.com' } },
  'AWS::EKS::Nodegroup': { roleArns: { NodeRole: 'ec2.amazonaws.com' } },
  'AWS::S3::BucketPolicy': { resourcePolicies: { PolicyDocument: 'AWS::S3::Bucket' } },
  'AWS::SQS::QueuePolicy': { resourcePolicies: { PolicyDocument: 'AWS::SQS::Queue' } },
  'AWS::SNS::TopicPolicy': { resourcePolicies: { PolicyDocument: 'AWS::SNS::Topic' } },
};
