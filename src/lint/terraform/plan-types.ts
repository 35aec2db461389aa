import type { TypeFacts } from '../type-facts.ts';

/** The AWS provider's types that have to do with roles, profiles or policies; blocks are lists in a plan. */
export const PLAN_TYPES: Readonly<Record<string, TypeFacts>> = {
  aws_iam_role: {
    role: { name: 'name', path: 'path', trust: 'assume_role_policy' },
    policyArns: ['managed_policy_arns.*', 'permissions_boundary'],
    identityPolicies: ['inline_policy.*.policy'],
  },
  aws_iam_instance_profile: { profile: { name: 'name', roles: 'role' }, roleNames: ['role'] },
  aws_iam_policy: { identityPolicies: ['policy'] },
  aws_iam_role_policy: { roleNames: ['role'], identityPolicies: ['policy'] },
  aws_iam_user_policy: { identityPolicies: ['policy'] },
  aws_iam_group_policy: { identityPolicies: ['policy'] },
  aws_iam_role_policy_attachment: { roleNames: ['role'], policyArns: ['policy_arn'] },
  aws_iam_user_policy_attachment: { policyArns: ['policy_arn'] },
  aws_iam_group_policy_attachment: { policyArns: ['policy_arn'] },
  aws_iam_policy_attachment: { roleNames: ['roles.*'], policyArns: ['policy_arn'] },
  aws_instance: { profileNames: ['iam_instance_profile'] },
  aws_spot_instance_request: { profileNames: ['iam_instance_profile'] },
  aws_batch_compute_environment: { profileNamesOrArns: ['compute_resources.*.instance_role'] },
  aws_emr_cluster: { profileNamesOrArns: ['ec2_attributes.*.instance_profile'] },
  aws_imagebuilder_infrastructure_configuration: { profileNames: ['instance_profile_name'] },
  aws_launch_configuration: { profileNamesOrArns: ['iam_instance_profile'] },
  aws_launch_template: {
    profileNames: ['iam_instance_profile.*.name'],
    profileArns: ['iam_instance_profile.*.arn'],
  },
  aws_lambda_function: { roleArns: { role: 'lambda.amazonaws.com' } },
  aws_sfn_state_machine: { roleArns: { role_arn: 'states.amazonaws.com' } },
  aws_ecs_task_definition: {
    roleNamesOrArns: {
      task_role_arn: 'ecs-tasks.amazonaws.com',
      execution_role_arn: 'ecs-tasks.amazonaws.com',
    },
  },
  aws_codebuild_project: { roleNamesOrArns: { service_role: 'codebuild.amazonaws.com' } },
  aws_codepipeline: { roleArns: { role_arn: 'codepipeline.amazonaws.com' } },
  aws_cloudwatch_event_target: { roleArns: { role_arn: 'events.amazonaws.com' } },
  aws_eks_cluster: { roleArns: { role_arn: 'eks.amazonaws.com' } },
  aws_eks_node_group: { roleArns: { node_role_arn: 'ec2.amazonaws.com' } },
  aws_s3_bucket_policy: { resourcePolicies: { policy: 'AWS::S3::Bucket' } },
  aws_sqs_queue_policy: { resourcePolicies: { policy: 'AWS::SQS::Queue' } },
  aws_sns_topic_policy: { resourcePolicies: { policy: 'AWS::SNS::Topic' } },
};
