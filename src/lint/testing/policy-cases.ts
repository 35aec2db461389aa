import type { RuleCase } from './rule-case.ts';
import { SEED_000, SEED_002_GOOD } from './seeds.ts';
import { allowing, profile, role, template } from './templates.ts';

const BUCKET = 'Data:\n  Type: AWS::S3::Bucket';

/** Policies, and what they are attached by. */
export const POLICY_CASES: readonly RuleCase[] = [
  {
    rule: 'managed-policy-unknown',
    is: 'a policy of AWS’s without its path',
    text: template(
      role('Worker', undefined, 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole"]'),
    ),
    at: '6:27',
    says: /AWS has no managed policy/,
    mend: /write `arn:aws:iam::aws:policy\/service-role\/AWSLambdaBasicExecutionRole`/,
  },
  {
    rule: 'managed-policy-unknown',
    is: 'a misspelt name',
    text: template(
      role('Worker', undefined, 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FulAccess"]'),
    ),
    at: '6:27',
    mend: /AmazonS3FullAccess/,
  },
  {
    rule: 'managed-policy-unknown',
    is: 'a name that is cut off',
    text: template(
      role('Worker', undefined, 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnly"]'),
    ),
    mend: /^write `arn:aws:iam::aws:policy\/AmazonS3ReadOnlyAccess`$/,
  },
  {
    rule: 'managed-policy-unknown',
    is: 'a name that is near to none',
    text: template(role('Worker', undefined, 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/Everything"]')),
    mend: /^write the ARN of a policy that there is$/,
  },
  {
    rule: 'managed-policy-unknown',
    is: 'an inline policy where a managed one is wanted',
    text: template(
      role('Worker', undefined, 'ManagedPolicyArns: [!Ref Own]'),
      'Own:\n  Type: AWS::IAM::Policy\n  Properties: {PolicyName: own, PolicyDocument: {}, Roles: []}',
    ),
    at: '6:27',
    says: /inline one, which has no ARN/,
  },
  { rule: 'managed-policy-unknown', is: 'a policy that AWS has (seed 000)', text: SEED_000 },
  {
    rule: 'managed-policy-unknown',
    is: 'a managed policy of the template',
    text: template(
      role('Worker', undefined, 'ManagedPolicyArns: [!Ref Own, "arn:aws:iam::123456789012:policy/mine"]'),
      'Own:\n  Type: AWS::IAM::ManagedPolicy\n  Properties: {PolicyDocument: {}}',
    ),
  },
  {
    rule: 'policy-of-the-other-kind',
    is: 'permissions as the trust policy',
    text: template(
      'Worker:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument:\n      Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]',
    ),
    at: '5:7',
    says: /wanted is a trust policy/,
  },
  {
    rule: 'policy-of-the-other-kind',
    is: 'a trust policy as permissions',
    text: template(
      allowing('{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}'),
    ),
    at: '6:36',
    says: /is a trust policy; wanted are permissions/,
  },
  { rule: 'policy-of-the-other-kind', is: 'a trust policy in its place (seed 002)', text: SEED_002_GOOD },
  {
    rule: 'policy-finding',
    is: 'an action that AWS has not',
    text: template(allowing('{Effect: Allow, Action: "s3:GetObjekt", Resource: "*"}')),
    at: '6:112',
    says: /The action s3:GetObjekt does not exist/,
    mend: /write `s3:GetObject`/,
    level: 'error',
  },
  {
    rule: 'policy-finding',
    is: 'an ARN with too few parts, put together by a function',
    text: template(
      allowing('{Effect: Allow, Action: "s3:GetObject", Resource: !Sub "arn:${AWS::Partition}:s3"}'),
    ),
    at: '6:138',
    level: 'error',
  },
  {
    rule: 'policy-finding',
    is: 'iam:PassRole on all roles',
    text: template(allowing('{Effect: Allow, Action: "iam:PassRole", Resource: "*"}')),
    says: /overly permissive/,
    mend: /specify resource ARNs or add the iam:PassedToService condition key/,
    level: 'warning',
  },
  {
    rule: 'policy-finding',
    is: 'a trust policy in JSON text with a misspelt effect',
    text: SEED_002_GOOD.replace('\\"Allow\\"', '\\"Alow\\"'),
    at: '17:39',
    says: /effect Alow is not valid/,
  },
  {
    rule: 'policy-finding',
    is: 'a text that is no JSON',
    text: template('Worker:\n  Type: AWS::IAM::Role\n  Properties: {AssumeRolePolicyDocument: "{"}'),
    at: '4:44',
    says: /json syntax error/,
    mend: /fix the JSON syntax error at index 1/,
  },
  { rule: 'policy-finding', is: 'a trust policy (seed 000)', text: SEED_000 },
  {
    rule: 'policy-finding',
    is: 'principals of a list that is empty by default',
    text: `Parameters: {Trusted: {Type: CommaDelimitedList, Default: ""}}\n${template(
      'Worker:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument:\n      Version: "2012-10-17"\n      Statement: {Effect: Allow, Principal: {AWS: !Ref Trusted}, Action: "sts:AssumeRole"}',
    )}`,
  },
  {
    rule: 'policy-finding',
    is: 'resources that only the deploy will tell',
    text: `Parameters: {Arn: {Type: String}, Other: {Type: String}}\n${template(
      allowing(
        '{Effect: Allow, Action: "s3:GetObject", Resource: [!Ref Arn, !ImportValue x, !Sub "${Other}/*"]}',
      ),
    )}`,
  },
  {
    rule: 'profile-in-a-policy',
    is: 'iam:PassRole on a profile',
    text: template(
      allowing('{Effect: Allow, Action: "iam:PassRole", Resource: !GetAtt Holder.Arn}'),
      profile('Holder', '[!Ref Role]'),
    ),
    at: '6:138',
    says: /names an instance profile, but it is the role in it/,
    mend: /`!GetAtt Role.Arn`/,
  },
  {
    rule: 'profile-in-a-policy',
    is: 'a profile as principal',
    text: template(
      'Worker:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument:\n      Version: "2012-10-17"\n      Statement:\n        Effect: Allow\n        Action: sts:AssumeRole\n        Principal: {AWS: "arn:aws:iam::123456789012:instance-profile/web"}',
    ),
    at: '10:28',
    mend: /ARN of the role in it/,
  },
  {
    rule: 'profile-in-a-policy',
    is: 'actions on profiles themselves',
    text: template(
      allowing(
        '{Effect: Allow, Action: ["iam:GetInstanceProfile"], Resource: "arn:aws:iam::123456789012:instance-profile/web"}',
      ),
    ),
  },
  {
    rule: 'bucket-for-its-objects',
    is: 'objects’ actions on the bucket alone',
    text: template(
      BUCKET,
      allowing('{Effect: Allow, Action: ["s3:GetObject", "s3:PutObject"], Resource: !GetAtt Data.Arn}'),
    ),
    at: '8:156',
    says: /s3:GetObject, s3:PutObject of Role are allowed on the bucket alone/,
    mend: /`!Sub "\$\{Data\.Arn\}\/\*"`/,
  },
  {
    rule: 'bucket-for-its-objects',
    is: 'a bucket’s policy about the bucket alone',
    text: template(
      'Policy:\n  Type: AWS::S3::BucketPolicy\n  Properties:\n    Bucket: data\n    PolicyDocument:\n      Statement:\n        {Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::data"}',
    ),
    at: '8:77',
    says: /s3:GetObject of Policy is allowed on the bucket alone/,
  },
  {
    rule: 'bucket-for-its-objects',
    is: 'the bucket’s action on its objects alone',
    text: template(allowing('{Effect: Allow, Action: "s3:ListBucket", Resource: "arn:aws:s3:::data/*"}')),
    says: /s3:ListBucket of Role is allowed on objects alone/,
    mend: /`arn:aws:s3:::data`/,
  },
  {
    rule: 'bucket-for-its-objects',
    is: 'both (seed 000’s kin)',
    text: template(
      allowing(
        '{Effect: Allow, Action: ["s3:PutObject", "s3:ListBucket"], Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]}',
      ),
    ),
  },
  {
    rule: 'action-without-resource',
    is: 'an action that knows no resources',
    text: template(
      allowing(
        '{Effect: Allow, Action: "ec2:DescribeInstances", Resource: "arn:aws:ec2:us-east-1:123456789012:instance/*"}',
      ),
    ),
    at: '6:112',
    says: /ec2:DescribeInstances of Role is allowed on no resource that it knows/,
    mend: /`"Resource": "\*"`/,
    level: 'warning',
  },
  {
    rule: 'action-without-resource',
    is: 'a role’s action on a user',
    text: template(
      allowing('{Effect: Allow, Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:user/bob"}'),
    ),
    mend: /role\/\$\{RoleNameWithPath\}/,
  },
  {
    rule: 'action-without-resource',
    is: 'an action on its resource',
    text: template(
      allowing('{Effect: Allow, Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/*"}'),
    ),
  },
];
