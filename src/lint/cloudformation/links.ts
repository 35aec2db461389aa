import type { Link } from '../value.ts';

/** Types whose `Ref` is a name. */
const NAMED = new Set(['AWS::IAM::Role', 'AWS::IAM::InstanceProfile', 'AWS::IAM::User', 'AWS::IAM::Group']);
const ARN_BY_REF = new Set([
  'AWS::IAM::ManagedPolicy',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
]);

/** What `Ref` of a type gives. */
export function refGives(type: string): Link['gives'] {
  if (ARN_BY_REF.has(type)) return 'arn';
  return NAMED.has(type) ? 'name' : 'other';
}

/** What an attribute gives. */
export function attributeGives(attribute: string): Link['gives'] {
  return attribute === 'Arn' || attribute.endsWith('Arn') ? 'arn' : 'other';
}

/** What ARNs of a type look like behind `arn:aws:`; braces hold what is put in. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'dynamodb:{region}:{account}:table/{name}',
  'AWS::EC2::Instance': 'ec2:{region}:{account}:instance/i-00000000000000000',
  'AWS::IAM::Group': 'iam::{account}:group{path}{name}',
  'AWS::IAM::InstanceProfile': 'iam::{account}:instance-profile{path}{name}',
  'AWS::IAM::ManagedPolicy': 'iam::{account}:policy{path}{name}',
  'AWS::IAM::Role': 'iam::{account}:role{path}{name}',
  'AWS::IAM::User': 'iam::{account}:user{path}{name}',
  'AWS::KMS::Key': 'kms:{region}:{account}:key/00000000-0000-0000-0000-000000000000',
  'AWS::Lambda::Function': 'lambda:{region}:{account}:function:{name}',
  'AWS::Logs::LogGroup': 'logs:{region}:{account}:log-group:{name}:*',
  'AWS::S3::Bucket': 's3:::{name}',
  'AWS::SNS::Topic': 'sns:{region}:{account}:{name}',
  'AWS::SQS::Queue': 'sqs:{region}:{account}:{name}',
};

/** An ARN of the form that a type's resources have; `undefined` for a type whose form is not known here. */
export function madeArn(
  type: string,
  parts: Readonly<Record<'region' | 'account' | 'name' | 'path', string>>,
): string | undefined {
  const form = Object.hasOwn(ARNS, type) ? ARNS[type] : undefined;
  const { name } = parts;
  const named = { ...parts, name: type === 'AWS::S3::Bucket' ? name.toLowerCase() : name };
  return (
    form && `arn:aws:${form.replaceAll(/\{(\w+)\}/g, (_, part: string) => named[part as keyof typeof named])}`
  );
}
