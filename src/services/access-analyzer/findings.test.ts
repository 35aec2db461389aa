import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { iamReference } from '../../model/iam-reference.ts';
import { findPolicyFindings } from '../../policy/findings/find-policy-findings.ts';
import type { PolicyUse } from '../../policy/findings/inquiry.ts';
import { FINDING_CODES, type FindingCode } from '../../policy/findings/policy-finding.ts';

const IDENTITY: PolicyUse = { type: 'IDENTITY_POLICY' };
const RESOURCE: PolicyUse = { type: 'RESOURCE_POLICY' };
const BUCKET: PolicyUse = { type: 'RESOURCE_POLICY', resourceType: 'AWS::S3::Bucket' };
const TRUST: PolicyUse = { type: 'RESOURCE_POLICY', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' };
const SCP: PolicyUse = { type: 'SERVICE_CONTROL_POLICY' };
const RCP: PolicyUse = { type: 'RESOURCE_CONTROL_POLICY' };

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };
const BUCKET_READ = { ...READ, Principal: { AWS: '111122223333' } };
const ASSUME = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
const RCP_DENY = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const GITHUB = 'token.actions.githubusercontent.com';
const WEB = {
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:me/mine:ref:refs/heads/main' } },
};

type Statement = Readonly<Record<string, unknown>>;

function documentOf(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function read(over: Statement): string {
  return documentOf({ ...READ, ...over });
}

function when(...conditions: readonly [operator: string, key: string, value: unknown][]): string {
  return read({ Condition: conditionOf(...conditions) });
}

function conditionOf(...conditions: readonly [operator: string, key: string, value: unknown][]) {
  const block: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, value] of conditions) (block[operator] ??= {})[key] = value;
  return block;
}

type Row = readonly [code: FindingCode, document: string, at: string, use?: PolicyUse];

/** A document for each finding, the text where it is found, and of what type the document is. */
const TABLE: readonly Row[] = [
  [
    'ARN_ACCOUNT_NOT_ALLOWED',
    read({ Resource: 'arn:aws:s3::111122223333:bucket' }),
    '"arn:aws:s3::111122223333:bucket"',
  ],
  [
    'ARN_REGION_NOT_ALLOWED',
    read({ Resource: 'arn:aws:iam:eu-west-1:111122223333:role/x' }),
    '"arn:aws:iam:eu-west-1:111122223333:role/x"',
  ],
  ['DATA_TYPE_MISMATCH', read({ Action: 7 }), '7'],
  [
    'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
    when(['StringEquals', 'aws:PrincipalTag/a', 'x'], ['StringEquals', 'aws:principaltag/a', 'y']),
    '"aws:PrincipalTag/a"',
  ],
  ['EMPTY_VARIABLE', read({ Resource: 'arn:aws:s3:::b/${}' }), '"arn:aws:s3:::b/${}"'],
  [
    'FEDERATED_PRINCIPAL_NOT_SUPPORTED',
    documentOf({ ...READ, Principal: { Federated: 'accounts.google.com' } }),
    '"accounts.google.com"',
    BUCKET,
  ],
  ['INVALID_ACTION', read({ Action: 's3:GetObjekt' }), '"s3:GetObjekt"'],
  [
    'INVALID_ARN_ACCOUNT',
    read({ Resource: 'arn:aws:sqs:us-east-1:12345:q' }),
    '"arn:aws:sqs:us-east-1:12345:q"',
  ],
  ['INVALID_ARN_PREFIX', read({ Resource: 'arnn:aws:s3:::b' }), '"arnn:aws:s3:::b"'],
  [
    'INVALID_ARN_REGION',
    read({ Resource: 'arn:aws:sqs:us-east-9:111122223333:q' }),
    '"arn:aws:sqs:us-east-9:111122223333:q"',
  ],
  [
    'INVALID_ARN_RESOURCE',
    read({ Resource: 'arn:aws:iam::111122223333:rolle/x' }),
    '"arn:aws:iam::111122223333:rolle/x"',
  ],
  ['INVALID_ARN_SERVICE_CASE', read({ Resource: 'arn:aws:S3:::b' }), '"arn:aws:S3:::b"'],
  [
    'INVALID_CONDITION_DATA_TYPE',
    when(['NumericEquals', 's3:max-keys', ['1', 2]]),
    '[\n            "1",\n            2\n          ]',
  ],
  ['INVALID_CONDITION_KEY_FORMAT', when(['StringEquals', 'username', 'x']), '"username"'],
  [
    'INVALID_CONDITION_MULTIPLE_BOOLEAN',
    when(['Bool', 'aws:SecureTransport', ['true', 'false']]),
    '[\n            "true",\n            "false"\n          ]',
  ],
  ['INVALID_CONDITION_OPERATOR', when(['StringIs', 'aws:username', 'x']), '"StringIs"'],
  ['INVALID_EFFECT', read({ Effect: 'allow' }), '"allow"'],
  [
    'INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY',
    documentOf({ ...WEB, Principal: { Federated: 'nobody' } }),
    '"nobody"',
    TRUST,
  ],
  ['INVALID_GLOBAL_CONDITION_KEY', when(['StringEquals', 'aws:Moon', 'full']), '"aws:Moon"'],
  [
    'INVALID_KMS_KEY_VALUE',
    read({
      Action: 's3:PutObject',
      Condition: conditionOf(['StringEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id', 'alias/x']),
    }),
    '"alias/x"',
  ],
  ['INVALID_PARTITION', read({ Resource: 'arn:awz:s3:::b' }), '"arn:awz:s3:::b"'],
  ['INVALID_POLICY_ELEMENT', read({ Actions: 's3:*' }), '"Actions"'],
  [
    'INVALID_PRINCIPAL_FORMAT',
    documentOf({ ...READ, Principal: '111122223333' }),
    '"111122223333"',
    RESOURCE,
  ],
  ['INVALID_PRINCIPAL_KEY', documentOf({ ...READ, Principal: { Aws: '111122223333' } }), '"Aws"', RESOURCE],
  ['INVALID_REGION', when(['StringEquals', 'aws:RequestedRegion', 'us-east-9']), '"us-east-9"'],
  ['INVALID_SERVICE', read({ Resource: 'arn:aws:s4:::b' }), '"arn:aws:s4:::b"'],
  ['INVALID_SERVICE_CONDITION_KEY', when(['StringEquals', 's3:prefixx', 'a']), '"s3:prefixx"'],
  ['INVALID_SERVICE_IN_ACTION', read({ Action: 'lambdda:InvokeFunction' }), '"lambdda:InvokeFunction"'],
  [
    'INVALID_SERVICE_PRINCIPAL_FORMAT',
    documentOf({ ...ASSUME, Principal: { Service: 'ec2' } }),
    '"ec2"',
    TRUST,
  ],
  [
    'INVALID_SERVICE_PRINCIPAL_FORMAT',
    documentOf({ ...ASSUME, Principal: { Service: 'ec2.amazon.com' } }),
    '"ec2.amazon.com"',
    TRUST,
  ],
  [
    'INVALID_VARIABLE_FOR_OPERATOR',
    when(['NumericEquals', 's3:max-keys', '${aws:username}']),
    '"${aws:username}"',
  ],
  ['INVALID_VERSION', JSON.stringify({ Version: '2012-10-18', Statement: READ }), '"2012-10-18"'],
  ['INVALID_VPC_FORMAT', when(['StringEquals', 'aws:SourceVpc', 'vpc1']), '"vpc1"'],
  ['INVALID_VPCE_FORMAT', when(['StringEquals', 'aws:SourceVpce', 'vpc-12345678']), '"vpc-12345678"'],
  ['JSON_SYNTAX_ERROR', '{"Version":"2012-10-17",}', '}'],
  [
    'MISMATCHED_ACTION_FOR_PRINCIPAL',
    documentOf({ ...WEB, Action: 'sts:AssumeRoleWithSAML' }),
    '"sts:AssumeRoleWithSAML"',
    TRUST,
  ],
  ['MISSING_ACTION', documentOf({ Effect: 'Allow', Resource: '*' }), '{'],
  [
    'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY',
    documentOf({ ...ASSUME, Principal: { Service: 'rolesanywhere.amazonaws.com' } }),
    '"sts:AssumeRole"',
    TRUST,
  ],
  ['MISSING_ARN_FIELD', read({ Resource: 'arn:aws:s3:b' }), '"arn:aws:s3:b"'],
  ['MISSING_ARN_REGION', read({ Resource: 'arn:aws:sqs::111122223333:q' }), '"arn:aws:sqs::111122223333:q"'],
  [
    'MISSING_BRACE_IN_VARIABLE',
    read({ Resource: 'arn:aws:s3:::b/${aws:username' }),
    '"arn:aws:s3:::b/${aws:username"',
  ],
  ['MISSING_EFFECT', documentOf({ Action: 's3:*', Resource: '*' }), '{'],
  ['MISSING_PRINCIPAL', documentOf(READ), '{', RESOURCE],
  ['MISSING_QUALIFIER', when(['StringEquals', 'aws:TagKeys', 'a']), '"aws:TagKeys"'],
  [
    'MISSING_QUOTE_IN_VARIABLE',
    read({ Resource: 'arn:aws:s3:::b/${aws:username, x}' }),
    '"arn:aws:s3:::b/${aws:username, x}"',
  ],
  ['MISSING_RESOURCE', documentOf({ Effect: 'Allow', Action: 's3:*' }), '{'],
  ['MISSING_STATEMENT', '{"Version":"2012-10-17"}', '{"Version":"2012-10-17"}'],
  ['MISSING_TAG_KEY_IN_CONDITION', when(['StringEquals', 'aws:ResourceTag', 'x']), '"aws:ResourceTag"'],
  ['NULL_WITH_IF_EXISTS', when(['NullIfExists', 'aws:username', 'true']), '"aws:username"'],
  [
    'POLICY_SIZE_EXCEEDS_RCP_QUOTA',
    documentOf({ ...RCP_DENY, Resource: `arn:aws:s3:::${'b'.repeat(5200)}` }),
    '{',
    RCP,
  ],
  [
    'POLICY_SIZE_EXCEEDS_SCP_QUOTA',
    documentOf({ ...READ, Resource: `arn:aws:s3:::${'b'.repeat(5200)}` }),
    '{',
    SCP,
  ],
  [
    'PRIVATE_IP_ADDRESS',
    when(['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.168.1.0/24']]),
    '[\n            "10.0.0.0/8",\n            "192.168.1.0/24"\n          ]',
  ],
  ['PRIVATE_NOT_IP_ADDRESS', when(['NotIpAddress', 'aws:SourceIp', '172.16.0.0/12']), '"172.16.0.0/12"'],
  ['RCP_SYNTAX_ERROR_ACTION', documentOf({ ...RCP_DENY, Action: 'iam:CreateUser' }), '"iam:CreateUser"', RCP],
  ['RCP_SYNTAX_ERROR_ALLOW', documentOf({ ...RCP_DENY, Effect: 'Allow' }), '"Allow"', RCP],
  [
    'RCP_SYNTAX_ERROR_NOTACTION',
    documentOf({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }),
    '"s3:*"',
    RCP,
  ],
  [
    'RCP_SYNTAX_ERROR_PRINCIPAL',
    documentOf({ ...RCP_DENY, Principal: { AWS: '111122223333' } }),
    '{\n        "AWS": "111122223333"\n      }',
    RCP,
  ],
  [
    'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    documentOf({ Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }),
    '{\n        "AWS": "111122223333"\n      }',
    TRUST,
  ],
  ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', documentOf({ ...ASSUME, Resource: '*' }), '"*"', TRUST],
  [
    'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    documentOf({ ...ASSUME, Principal: '*' }),
    '"*"',
    TRUST,
  ],
  ['SCP_SYNTAX_ERROR_PRINCIPAL', documentOf({ ...READ, Principal: '*' }), '"*"', SCP],
  ['TYPE_MISMATCH_IP_RANGE', when(['IpAddress', 'aws:SourceIp', '1.2.3']), '"1.2.3"'],
  [
    'UNIQUE_SIDS_REQUIRED',
    documentOf({ ...READ, Sid: 'A' }, { ...READ, Sid: 'A', Action: 's3:PutObject' }),
    '"A"',
  ],
  ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY', when(['StringEquals', 's3:prefix', 'a']), '"s3:GetObject"'],
  [
    'UNSUPPORTED_ACTION_IN_POLICY',
    documentOf({ ...BUCKET_READ, Action: 'kms:Decrypt' }),
    '"kms:Decrypt"',
    BUCKET,
  ],
  [
    'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    documentOf({
      ...READ,
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: conditionOf(['StringEquals', 'aws:PrincipalOrgID', 'o-1']),
    }),
    '"aws:PrincipalOrgID"',
    BUCKET,
  ],
  ['UNSUPPORTED_ELEMENT_COMBINATION', read({ NotAction: 's3:PutObject' }), '"s3:GetObject"'],
  [
    'UNSUPPORTED_GLOBAL_CONDITION_KEY',
    when(['ArnEquals', 'aws:ARN', 'arn:aws:iam::111122223333:user/x']),
    '"aws:ARN"',
  ],
  ['UNSUPPORTED_PRINCIPAL', read({ Principal: '*' }), '"*"'],
  ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY', documentOf({ ...BUCKET_READ, Resource: '*' }), '"*"', BUCKET],
  ['UNSUPPORTED_SID', read({ Sid: 'a b' }), '"a b"'],
  [
    'UNSUPPORTED_SPACE_IN_VARIABLE',
    read({ Resource: 'arn:aws:s3:::b/${aws: username}' }),
    '"arn:aws:s3:::b/${aws: username}"',
  ],
  [
    'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    documentOf({ ...ASSUME, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
    '"arn:aws:iam::111122223333:role/*"',
    TRUST,
  ],
  ['VARIABLE_UNSUPPORTED_IN_ELEMENT', read({ Action: 's3:${aws:username}' }), '"s3:${aws:username}"'],
  [
    'VARIABLE_UNSUPPORTED_IN_VERSION',
    JSON.stringify({
      Version: '2008-10-17',
      Statement: { ...READ, Resource: 'arn:aws:s3:::b/${aws:username}' },
    }),
    '"arn:aws:s3:::b/${aws:username}"',
  ],
  ['WILDCARD_USAGE_TOO_PERMISSIVE', when(['StringLike', 'aws:PrincipalOrgID', 'o-*']), '"o-*"'],

  ...roleGrants('CREATE_SLR', 'iam:CreateServiceLinkedRole'),
  ['INVALID_DATE_VALUE', when(['DateLessThan', 'aws:CurrentTime', '1700000000']), '"1700000000"'],
  [
    'INVALID_ROLE_REFERENCE',
    documentOf({ ...ASSUME, Principal: { AWS: 'AROAEXAMPLE1234567890' } }),
    '"AROAEXAMPLE1234567890"',
    TRUST,
  ],
  [
    'INVALID_USER_REFERENCE',
    documentOf({ ...ASSUME, Principal: { AWS: 'AIDAEXAMPLE1234567890' } }),
    '"AIDAEXAMPLE1234567890"',
    TRUST,
  ],
  ['MISSING_VERSION', JSON.stringify({ Statement: READ }), JSON.stringify({ Statement: READ })],
  ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', read({ Resource: `arn:aws:s3:::${'b'.repeat(6200)}` }), '{'],
  [
    'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
    documentOf({ ...BUCKET_READ, Resource: `arn:aws:s3:::${'b'.repeat(20_500)}` }),
    '{',
    BUCKET,
  ],
  [
    'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
    documentOf({ ...ASSUME, Sid: 'A'.repeat(2100) }),
    '{',
    TRUST,
  ],
  [
    'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
    documentOf({
      ...RCP_DENY,
      Condition: conditionOf(['StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-1']),
    }),
    '"aws:PrincipalOrgID"',
    RCP,
  ],
  [
    'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    documentOf({
      ...RCP_DENY,
      Condition: conditionOf(['StringNotEqualsIfExists', 'aws:SourceAccount', '111122223333']),
    }),
    '"aws:SourceAccount"',
    RCP,
  ],
  [
    'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    documentOf({
      ...RCP_DENY,
      Condition: conditionOf(['StringNotEqualsIfExists', 'aws:SourceOrgID', 'o-1']),
    }),
    '"aws:SourceOrgID"',
    RCP,
  ],
  [
    'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    documentOf({ ...WEB, Condition: conditionOf(['StringLike', `${GITHUB}:sub`, 'repo:me/*']) }),
    '"repo:me/*"',
    TRUST,
  ],
  ['TYPE_MISMATCH', when(['StringEquals', 'aws:SecureTransport', 'true']), '"aws:SecureTransport"'],
  ['TYPE_MISMATCH_BOOLEAN', when(['Bool', 'aws:SecureTransport', 'yes']), '"yes"'],
  ['TYPE_MISMATCH_DATE', when(['DateLessThan', 'aws:CurrentTime', 'tomorrow']), '"tomorrow"'],
  ['TYPE_MISMATCH_NUMBER', when(['NumericLessThan', 's3:max-keys', 'ten']), '"ten"'],
  ['TYPE_MISMATCH_STRING', when(['BinaryEquals', 'aws:username', '%%']), '"%%"'],
  [
    'UNIQUE_SIDS_RECOMMENDED',
    documentOf({ ...BUCKET_READ, Sid: 'A' }, { ...BUCKET_READ, Sid: 'A', Action: 's3:PutObject' }),
    '"A"',
    BUCKET,
  ],
  ['WILDCARD_WITHOUT_LIKE_OPERATOR', when(['StringEquals', 'aws:username', 'dev-*']), '"dev-*"'],

  [
    'ALLOW_WITH_NOT_PRINCIPAL',
    documentOf({ ...READ, NotPrincipal: { AWS: '111122223333' } }),
    '{\n        "AWS": "111122223333"\n      }',
    BUCKET,
  ],
  [
    'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    documentOf({
      Effect: 'Deny',
      NotAction: 'iam:*',
      Resource: '*',
      Condition: conditionOf(['StringEquals', 'aws:ResourceTag/a', 'b']),
    }),
    '"iam:*"',
  ],
  [
    'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    documentOf({
      Effect: 'Deny',
      Action: 's3:ListAllMyBuckets',
      Resource: '*',
      Condition: conditionOf(['StringEquals', 'aws:ResourceTag/a', 'b']),
    }),
    '"s3:ListAllMyBuckets"',
  ],
  [
    'DYNAMODB_ATTRIBUTES_WITHOUT_SELECT',
    documentOf({
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: '*',
      Condition: conditionOf(['ForAllValues:StringEquals', 'dynamodb:Attributes', ['a']]),
    }),
    '"dynamodb:Attributes"',
  ],
  [
    'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    when(['ForAllValues:StringEquals', 'aws:username', 'a']),
    '"aws:username"',
  ],
  [
    'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE',
    documentOf({ ...WEB, Condition: conditionOf(['ForAnyValue:StringEquals', `${GITHUB}:aud`, 'x']) }),
    `"${GITHUB}:aud"`,
    TRUST,
  ],
  [
    'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    documentOf({ ...WEB, Condition: conditionOf(['StringEquals', 'aws:RequestedRegion', 'us-east-1']) }),
    `"arn:aws:iam::111122223333:oidc-provider/${GITHUB}"`,
    TRUST,
  ],
  [
    'MISSING_GITHUB_REPO_CONDITION_KEY',
    documentOf({ ...WEB, Condition: conditionOf(['StringEquals', `${GITHUB}:aud`, 'x']) }),
    `"arn:aws:iam::111122223333:oidc-provider/${GITHUB}"`,
    TRUST,
  ],
  [
    'MISSING_PAIRED_CONDITION_KEYS',
    when(['IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8']),
    '"aws:VpcSourceIp"',
  ],
  ...roleGrants('PASS_ROLE', 'iam:PassRole'),
  [
    'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    documentOf({ ...READ, Principal: { Service: 'cloudtrail.amazonaws.com' } }),
    '"cloudtrail.amazonaws.com"',
    BUCKET,
  ],
  [
    'S3_PREFIX_IN_NEGATIVE_CONTEXT',
    documentOf({
      Effect: 'Deny',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::b',
      Condition: conditionOf(['StringLike', 's3:prefix', 'private/*']),
    }),
    '"s3:prefix"',
  ],
  [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS',
    when(['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/a*']),
    '"aws:PrincipalArn"',
  ],
  [
    'UNTRUSTWORTHY_CONDITION_KEY',
    when(['StringEquals', 'aws:Referer', 'https://example.com/']),
    '"aws:Referer"',
  ],

  [
    'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    documentOf({
      Effect: 'Allow',
      NotAction: 'iam:*',
      Resource: '*',
      Condition: conditionOf(['StringEquals', 'aws:ResourceTag/a', 'b']),
    }),
    '"iam:*"',
  ],
  [
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    documentOf({
      Effect: 'Allow',
      Action: 's3:ListAllMyBuckets',
      Resource: '*',
      Condition: conditionOf(['StringEquals', 'aws:ResourceTag/a', 'b']),
    }),
    '"s3:ListAllMyBuckets"',
  ],
  ['EMPTY_ARRAY_ACTION', read({ Action: [] }), '[]'],
  ['EMPTY_ARRAY_CONDITION', when(['StringEquals', 'aws:username', []]), '[]'],
  ['EMPTY_ARRAY_CONDITION_FORALLVALUES', when(['ForAllValues:StringEquals', 'aws:TagKeys', []]), '[]'],
  ['EMPTY_ARRAY_CONDITION_FORANYVALUE', when(['ForAnyValue:StringEquals', 'aws:TagKeys', []]), '[]'],
  ['EMPTY_ARRAY_CONDITION_IFEXISTS', when(['StringEqualsIfExists', 'aws:username', []]), '[]'],
  ['EMPTY_ARRAY_PRINCIPAL', documentOf({ ...READ, Principal: { AWS: [] } }), '[]', BUCKET],
  ['EMPTY_ARRAY_RESOURCE', read({ Resource: [] }), '[]'],
  ['EMPTY_OBJECT_CONDITION', read({ Condition: {} }), '{}'],
  ['EMPTY_OBJECT_PRINCIPAL', documentOf({ ...READ, Principal: {} }), '{}', BUCKET],
  ['EMPTY_SID_VALUE', read({ Sid: '' }), '""'],
  ['EQUIVALENT_TO_NULL_FALSE', when(['StringLike', 'aws:username', '*']), '"aws:username"'],
  ['EQUIVALENT_TO_NULL_TRUE', when(['StringNotLike', 'aws:username', '*']), '"aws:username"'],
  ['IMPROVE_IP_RANGE', when(['IpAddress', 'aws:SourceIp', '203.0.113.77/24']), '"203.0.113.77/24"'],
  [
    'IRRELEVANT_CONDITION_KEY_IN_POLICY',
    documentOf({
      ...BUCKET_READ,
      Condition: conditionOf(['StringEquals', 's3:ResourceAccount', '111122223333']),
    }),
    '"s3:ResourceAccount"',
    BUCKET,
  ],
  ['NULL_WITH_QUALIFIER', when(['ForAllValues:Null', 'aws:TagKeys', 'true']), '"aws:TagKeys"'],
  [
    'PRIVATE_IP_ADDRESS_SUBSET',
    when(['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24']]),
    '"10.0.0.0/8"',
  ],
  [
    'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    when(['NotIpAddress', 'aws:SourceIp', ['203.0.113.0/24', 'fd00::/8']]),
    '"fd00::/8"',
  ],
  [
    'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    documentOf({
      ...READ,
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: conditionOf(['StringEquals', 'aws:Referer', 'x']),
    }),
    '"aws:Referer"',
    BUCKET,
  ],
  ['REDUNDANT_ACTION', read({ Action: ['s3:Get*', 's3:GetObject'] }), '"s3:GetObject"'],
  [
    'REDUNDANT_CONDITION_VALUE_NUM',
    when(['NumericLessThan', 'aws:MultiFactorAuthAge', ['2700', '3600']]),
    '[\n            "2700",\n            "3600"\n          ]',
  ],
  [
    'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
    when(['StringLikeIfExists', 'aws:username', '*']),
    '"aws:username"',
  ],
  [
    'REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY',
    documentOf({
      ...ASSUME,
      Principal: {
        AWS: ['arn:aws:iam::111122223333:role/p/r', 'arn:aws:sts::111122223333:assumed-role/r/s'],
      },
    }),
    '"arn:aws:sts::111122223333:assumed-role/r/s"',
    TRUST,
  ],
  ['REDUNDANT_RESOURCE', read({ Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a'] }), '"arn:aws:s3:::b/a"'],
  [
    'REDUNDANT_STATEMENT',
    documentOf({ ...READ, Sid: 'A' }, { ...READ, Action: ['s3:GetObject'] }),
    JSON.stringify({ ...READ, Sid: 'A' }, null, 2).replaceAll('\n', '\n    '),
  ],
  [
    'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
    when(['ForAnyValue:StringNotLike', 'aws:TagKeys', '*']),
    '"aws:TagKeys"',
  ],
  [
    'WILDCARD_IN_SERVICE_NAME',
    read({ Resource: 'arn:aws:*code*:us-east-1:111122223333:x' }),
    '"arn:aws:*code*:us-east-1:111122223333:x"',
  ],
];

type RoleGrantRow = readonly [code: FindingCode, document: string, at: string];

/** Both families of findings about roles ask the same six questions. */
function roleGrants(family: 'PASS_ROLE' | 'CREATE_SLR', action: string): readonly RoleGrantRow[] {
  const allow = (elements: Statement) => documentOf({ Effect: 'Allow', ...elements });
  return [
    [
      `${family}_WITH_NOT_ACTION_AND_NOT_RESOURCE`,
      allow({ NotAction: 's3:*', NotResource: 'arn:aws:s3:::b' }),
      '"s3:*"',
    ],
    [`${family}_WITH_NOT_RESOURCE`, allow({ Action: action, NotResource: 'arn:aws:s3:::b' }), `"${action}"`],
    [
      `${family}_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE`,
      allow({ Action: 'iam:*', NotResource: 'arn:aws:s3:::b' }),
      '"iam:*"',
    ],
    [`${family}_WITH_STAR_IN_ACTION_AND_RESOURCE`, allow({ Action: '*', Resource: '*' }), '"*"'],
    [
      `${family}_WITH_STAR_IN_RESOURCE`,
      allow({ Action: action, Resource: 'arn:aws:iam::111122223333:role/*' }),
      `"${action}"`,
    ],
    [`${family}_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION`, allow({ NotAction: 's3:*', Resource: '*' }), '"s3:*"'],
  ];
}

function find(document: string, use: PolicyUse = IDENTITY) {
  return findPolicyFindings(document, use, iamReference());
}

describe('each check finds its document', () => {
  test.each(TABLE.map((row) => [row[0], row] as const))('%s', (_code, [code, document, at, use]) => {
    const found = find(document, use).find((finding) => finding.code === code);
    expect(
      found,
      find(document, use)
        .map((finding) => finding.code)
        .join(),
    ).toBeDefined();
    expect(found?.details).not.toMatch(/\{\w+\}/);
    const [place] = found?.places ?? [];
    expect(document.slice(place?.start, place?.end)).toSatisfy(
      (text: string) => text === at || (at === '{' && text.startsWith('{')),
    );
    expect(place?.path).toEqual(pathTo(document, code === 'JSON_SYNTAX_ERROR' ? [] : (place?.path ?? [])));
  });

  test('there is a document for each', () => {
    expect(new Set(TABLE.map(([code]) => code))).toEqual(new Set(FINDING_CODES));
  });
});

/** The path, once it has been walked through what the document says. */
function pathTo(document: string, path: readonly object[]): readonly object[] {
  if (path.length === 0) return [];
  let at: unknown = JSON.parse(document);
  for (const step of path) {
    const [name] = Object.values(step) as [string | number];
    expect(at).toHaveProperty([name]);
    at = (at as Record<string | number, unknown>)[name];
  }
  return path;
}

describe('a policy with nothing to say of', () => {
  test.each<readonly [string, string, PolicyUse]>([
    ['an identity policy', documentOf(READ), IDENTITY],
    [
      'one that passes roles to one service',
      documentOf({
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: conditionOf(['StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com']),
      }),
      IDENTITY,
    ],
    ['a bucket policy', documentOf(BUCKET_READ), BUCKET],
    ['a trust policy for EC2', documentOf({ ...ASSUME, Principal: { Service: 'ec2.amazonaws.com' } }), TRUST],
    ['a trust policy for GitHub', documentOf(WEB), TRUST],
    ['FullAWSAccess', documentOf({ Effect: 'Allow', Action: '*', Resource: '*' }), SCP],
    [
      'an RCP',
      documentOf({
        ...RCP_DENY,
        Condition: conditionOf(
          ['StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-1'],
          ['BoolIfExists', 'aws:PrincipalIsAWSService', 'false'],
        ),
      }),
      RCP,
    ],
    [
      'a variable with a default',
      read({ Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}" }),
      IDENTITY,
    ],
    ['public addresses', when(['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '2001:db8::/32']]), IDENTITY],
  ])('%s', (_name, document, use) => {
    expect(find(document, use)).toEqual([]);
  });
});

test('suggests what was meant, in AWS’s words', () => {
  const details = (action: string) => find(read({ Action: action }))[0]?.details;
  expect(details('s3:GetObjekt')).toBe('The action s3:GetObjekt does not exist. Did you mean s3:GetObject?');
  expect(details('lambdda:InvokeFunction')).toBe(
    'The service lambdda specified in the action does not exist. Did you mean lambda?',
  );
});

test('names AWS’s page for each check', () => {
  expect(find(read({ Action: 's3:ListBuckets' }))[0]?.learnMore).toBe(
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html' +
      '#access-analyzer-reference-policy-checks-error-invalid-action',
  );
});

/** The documents of AWS's own policies: every line of the file but its index. */
function awsManagedPolicyTexts(): string[] {
  const file = new URL('../iam/data/aws-managed-policies.br', import.meta.url);
  return brotliDecompressSync(readFileSync(file)).toString().split('\n').slice(1);
}

/** What AWS's own policies still name although its published tables no longer, or not yet, do. */
const OUT_OF_TABLES: ReadonlySet<FindingCode> = new Set([
  'INVALID_ACTION',
  'INVALID_ARN_RESOURCE',
  'INVALID_GLOBAL_CONDITION_KEY',
  'INVALID_SERVICE',
  'INVALID_SERVICE_CONDITION_KEY',
  'INVALID_SERVICE_IN_ACTION',
  'MISSING_QUALIFIER',
  'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
]);

test('AWS’s managed policies have no errors, but for a few names that its tables do not know', () => {
  const sample = awsManagedPolicyTexts().filter((_, at) => at % 16 === 0);
  const faulty = sample.filter((text) => {
    const errors = find(text).filter(({ type }) => type === 'ERROR');
    expect(errors.filter(({ code }) => !OUT_OF_TABLES.has(code))).toEqual([]);
    return errors.length > 0;
  });
  expect(sample.length).toBeGreaterThan(90);
  expect(faulty.length / sample.length).toBeLessThan(0.1);
});

describe('hostile documents', () => {
  const stars = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${prefix}${'*a'.repeat(40)}${at}`);
  test.each([
    ['no JSON at all', '\u0000'],
    ['nothing', ''],
    ['a string', '"x"'],
    ['null', 'null'],
    ['deep nesting', '['.repeat(10_000)],
    [
      'elements of the wrong type',
      JSON.stringify({
        Version: 1,
        Id: [],
        Statement: [1, null, [], { Effect: {}, Action: {}, Resource: [[]], Principal: [], Condition: [] }],
      }),
    ],
    [
      'names of every object’s own',
      JSON.stringify({
        Version: 'constructor',
        Statement: {
          Effect: '__proto__',
          Action: 'constructor:toString',
          Resource: 'arn:constructor:__proto__:toString:valueOf:x',
          Condition: { toString: { 'constructor:valueOf': 'x' } },
        },
      }),
    ],
    ['two of a name', '{"Statement":[],"Statement":{}}'],
    ['wild actions', read({ Action: stars('s3:', 300) })],
    ['wild resources', read({ Resource: stars('arn:aws:ec2:*:*:', 300) })],
  ])('%s', (_name, document) => {
    expect(find(document).length).toBeGreaterThan(0);
  });
});
