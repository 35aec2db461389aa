import type { RuleCase } from './rule-case.ts';
import { SEED_000, SEED_002_GOOD } from './seeds.ts';
import { role, template } from './templates.ts';

/** A function with a further property. */
const lambda = (property: string) =>
  `Work:\n  Type: AWS::Lambda::Function\n  Properties:\n    Code: {ZipFile: x}\n    Role: arn:aws:iam::000000000000:role/r\n    ${property}`;

/** What CloudFormation itself says. */
export const TEMPLATE_CASES: readonly RuleCase[] = [
  {
    rule: 'template-error',
    is: 'an instance type that is misspelt',
    text: template('Web:\n  Type: AWS::EC2::Instnace'),
    at: '3:11',
    says: /Unrecognized resource types: \[AWS::EC2::Instnace\]/,
    mend: /write `AWS::EC2::Instance`/,
    level: 'error',
  },
  {
    rule: 'template-error',
    is: 'a type that AWS has not',
    text: template('Queue:\n  Type: AWS::SQS::Que'),
    at: '3:11',
    mend: /write `AWS::SQS::Queue`/,
    level: 'error',
  },
  {
    rule: 'template-error',
    is: 'custom resources and CDK’s metadata',
    text: template(
      'One:\n  Type: Custom::One\n  Properties: {ServiceToken: x}',
      'Two:\n  Type: AWS::CDK::Metadata',
    ),
  },
  {
    rule: 'template-error',
    is: 'a type that AWS has and Utsuwa has not',
    text: template('Queue:\n  Type: AWS::SQS::Queue'),
    at: '3:11',
    level: 'warning',
  },
  {
    rule: 'template-error',
    is: 'such a type under a condition',
    text: `Conditions: {Here: !Equals [a, b]}\n${template('Queue:\n  Type: AWS::SQS::Queue\n  Condition: Here')}`,
    level: 'note',
  },
  {
    rule: 'template-error',
    is: 'a function that there is not',
    text: template('Data:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: !Foo {x: !Sub "a"}'),
    at: '5:19',
    says: /Encountered unsupported function: Fn::Foo/,
  },
  {
    rule: 'template-error',
    is: 'a map that there is not',
    text: template(
      'Data:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: !FindInMap [Nowhere, a, b]',
    ),
    at: '5:19',
    says: /Mapping named 'Nowhere' is not present/,
  },
  {
    rule: 'template-error',
    is: 'an item beyond the end of a list',
    text: template(
      'Data:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: !Select [0, [first]]',
      'More:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: !Select [1, [first]]',
    ),
    at: '9:19',
    says: /nonexistent value at index 1/,
  },
  {
    rule: 'template-error',
    is: 'snapshots of a bucket',
    text: template(
      'Data:\n  Type: AWS::S3::Bucket',
      'More:\n  Type: AWS::S3::Bucket\n  DeletionPolicy: Snapshot',
    ),
    at: '6:21',
    says: /AWS::S3::Bucket does not support deletion policy Snapshot/,
  },
  {
    rule: 'template-error',
    is: 'a value of none that the property lists',
    text: template('Logs:\n  Type: AWS::Logs::LogGroup\n  Properties: {RetentionInDays: 8}'),
    at: '4:35',
    says: /#\/RetentionInDays: failed validation constraint for keyword \[enum\]/,
  },
  {
    rule: 'template-error',
    is: 'a null value',
    text: template('Group:\n  Type: AWS::IAM::Group\n  Metadata: {one: ~}'),
    at: '4:16',
    says: /\[\/Resources\/Group\/Metadata\/one\] 'null' values are not allowed/,
  },
  {
    rule: 'template-error',
    is: 'a deletion policy that there is not',
    text: template('Group:\n  Type: AWS::IAM::Group\n  DeletionPolicy: Keep'),
    says: /Unrecognized DeletionPolicy Keep for resource Group/,
  },
  {
    rule: 'template-error',
    is: 'a policy of nobody',
    text: template(
      'Rights:\n  Type: AWS::IAM::Policy\n  Properties: {PolicyName: p, PolicyDocument: {}, Roles: []}',
    ),
    at: '2:3',
    says: /At least one of \[Groups,Roles,Users\]/,
  },
  {
    rule: 'template-error',
    is: 'a custom resource of no function’s',
    text: template('One:\n  Type: Custom::One'),
    at: '2:3',
    says: /required key \[ServiceToken\] not found/,
  },
  {
    rule: 'template-error',
    is: 'an output that is a list',
    text: `${template('Data:\n  Type: AWS::S3::Bucket')}Outputs:\n  All:\n    Value: [a, b]\n`,
    says: /must evaluate to a String/,
  },
  {
    rule: 'template-error',
    is: 'a bucket whose name cannot be',
    text: template('Data:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: My_Bucket'),
    at: '5:19',
  },
  {
    rule: 'template-error',
    is: 'a function that would run too long',
    text: template(lambda('Timeout: 901')),
    says: /`Timeout` of Work is 901 seconds/,
  },
  {
    rule: 'template-error',
    is: 'a variable that Lambda sets',
    text: template(lambda('Environment: {Variables: {AWS_REGION: x}}')),
    says: /Lambda sets `AWS_REGION` itself/,
  },
  {
    rule: 'template-error',
    is: 'names and values that parameters give',
    text: `Parameters: {Name: {Type: String}, Role: {Type: String}, Time: {Type: Number}}\n${template(
      'Data:\n  Type: AWS::S3::Bucket\n  Properties: {BucketName: !Ref Name}',
      'More:\n  Type: AWS::S3::Bucket\n  Properties: {BucketName: !Sub "${Name}-x"}',
      lambda('Timeout: !Ref Time'),
      'Rights:\n  Type: AWS::IAM::Policy\n  Properties: {PolicyName: p, PolicyDocument: {}, Roles: [!Ref Role]}',
    )}Outputs:\n  Name: {Value: !Join [",", !Split ["-", !Ref Data]]}\n`,
  },
  {
    rule: 'template-error',
    is: 'a logical id that stands twice',
    text: template('Data:\n  Type: AWS::S3::Bucket', 'Data:\n  Type: AWS::S3::Bucket'),
    at: '4:3',
    says: /YAML not well-formed/,
  },
  {
    rule: 'template-error',
    is: 'a property that the type has not',
    text: template('Data:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketNames: x'),
    at: '5:7',
    says: /Properties validation failed for resource Data with message: #: extraneous key \[BucketNames\] is not permitted/,
  },
  {
    rule: 'template-error',
    is: 'a property that is missing',
    text: template('Worker:\n  Type: AWS::IAM::Role\n  Properties: {Path: /}'),
    at: '2:3',
    says: /#: required key \[AssumeRolePolicyDocument\] not found/,
  },
  {
    rule: 'template-error',
    is: 'a value of another type',
    text: template(role('Worker', undefined, 'ManagedPolicyArns: some')),
    at: '6:26',
    says: /expected type: JSONArray/,
  },
  {
    rule: 'template-error',
    is: 'a reference to nothing',
    text: template('Web:\n  Type: AWS::EC2::Instance\n  Properties:\n    SubnetId: !Ref Nothing'),
    at: '5:17',
    says: /Unresolved resource dependencies \[Nothing\] in the Resources block of the template/,
  },
  {
    rule: 'template-error',
    is: 'an attribute of nothing, inside Fn::Sub',
    text: template('Web:\n  Type: AWS::EC2::Instance\n  Properties:\n    UserData: !Sub "${Nothing.Arn}"'),
    at: '5:17',
    says: /instance of Fn::GetAtt references undefined resource Nothing/,
  },
  {
    rule: 'template-error',
    is: 'an attribute that the type has not',
    text: template(
      'Data:\n  Type: AWS::S3::Bucket',
      'Other:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: !GetAtt Data.Name',
    ),
    at: '7:19',
    says: /resource Data does not support attribute type Name in Fn::GetAtt/,
    mend: /Arn/,
  },
  {
    rule: 'template-error',
    is: 'a cycle',
    text: template(
      'A:\n  Type: AWS::S3::Bucket\n  DependsOn: B',
      'B:\n  Type: AWS::S3::Bucket\n  DependsOn: A',
    ),
    at: '2:3',
    says: /Circular dependency between resources: \[A, B\]/,
  },
  {
    rule: 'template-error',
    is: 'a section that there is not',
    text: `${SEED_000}Resource: {}\n`,
    at: '39:1',
    says: /Invalid template property or properties \[Resource\]/,
  },
  {
    rule: 'template-error',
    is: 'a condition that there is not',
    text: template('Data:\n  Type: AWS::S3::Bucket\n  Condition: Nowhere'),
    at: '4:16',
    says: /Unresolved condition dependency Nowhere/,
  },
  {
    rule: 'template-error',
    is: 'YAML that cannot be read',
    text: 'Resources:\n  A: [\n',
    says: /YAML not well-formed/,
  },
  {
    rule: 'template-error',
    is: 'JSON that cannot be read',
    text: '{"Resources": ]}',
    at: '1:15',
    says: /JSON not well-formed/,
  },
  { rule: 'template-error', is: 'text that is no template', text: 'hello', says: /unsupported structure/ },
  {
    rule: 'template-error',
    is: 'a transform that is not built here',
    text: `Transform: AWS::Serverless-2016-10-31\n${SEED_000}`,
    at: '1:12',
    level: 'warning',
  },
  { rule: 'template-error', is: 'nothing wrong (seed 000)', text: SEED_000 },
  {
    rule: 'template-error',
    is: 'functions for a deletion policy and for values that a property lists',
    text: `Parameters: {Days: {Type: Number}, Policy: {Type: String}}\n${template(
      'Logs:\n  Type: AWS::Logs::LogGroup\n  DeletionPolicy: !Ref Policy\n  Properties: {RetentionInDays: !Ref Days, LogGroupClass: !Sub "${Policy}X"}',
    )}`,
  },
  {
    rule: 'template-error',
    is: 'a loop over what only the deploy tells',
    text: `Transform: AWS::LanguageExtensions\nParameters: {Names: {Type: CommaDelimitedList}}\n${template(
      'Fn::ForEach::Groups: [Name, !Ref Names, {"Of${Name}": {Type: AWS::IAM::Group}}]',
    )}Outputs: {One: {Value: !Ref OfOne}}\n`,
  },
  { rule: 'template-error', is: 'nothing wrong (seed 002)', text: SEED_002_GOOD },
  {
    rule: 'template-error',
    is: 'a list and a number that a parameter will give',
    text: `Parameters: {Groups: {Type: "List<AWS::EC2::SecurityGroup::Id>"}, Size: {Type: Number}}\n${template(
      'Web:\n  Type: AWS::EC2::Instance\n  Properties: {SecurityGroupIds: !Ref Groups}',
      'Disk:\n  Type: AWS::EC2::Volume\n  Properties: {AvailabilityZone: a, Size: !Ref Size}',
    )}`,
  },
  {
    rule: 'template-error',
    is: 'resources that a loop makes',
    text: 'Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Buckets:\n    - Name\n    - [One, Two]\n    - ${Name}Bucket: {Type: AWS::S3::Bucket}\n',
  },
  {
    rule: 'capabilities',
    is: 'a role with a name',
    text: SEED_000,
    at: '3:3',
    says: /Requires capabilities : \[CAPABILITY_NAMED_IAM\]/,
    mend: /--capabilities CAPABILITY_NAMED_IAM/,
    level: 'note',
  },
  {
    rule: 'capabilities',
    is: 'a role without one',
    text: template(role('Worker')),
    says: /CAPABILITY_IAM\]/,
  },
  { rule: 'capabilities', is: 'no role', text: template('Data:\n  Type: AWS::S3::Bucket') },
];
