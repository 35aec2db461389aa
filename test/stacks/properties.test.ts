import { expect, test } from 'vitest';
import type { ResourceContext, ResourceType } from '../../src/operation/resource-type.ts';
import { RESOURCE_TYPES } from '../../src/main/rooms.ts';
import { schemaOf } from '../../src/services/cloudformation/schemas/resource-schemas.ts';

/** Properties that are carried out elsewhere than in their type's making and changing. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // It has the same policy as a creation policy, which the engine waits for.
  'AWS::CloudFormation::WaitCondition': ['Count', 'Timeout'],
  // Nothing drains: connections through a gateway are nobody's.
  'AWS::EC2::NatGateway': ['MaxDrainDurationSeconds'],
  // No image is ever pushed, so no repository is other than empty.
  'AWS::ECR::Repository': ['EmptyOnDelete'],
  // A change of it replaces the key.
  'AWS::IAM::AccessKey': ['Serial'],
  // AWS demands them and enables nothing: that takes two codes of the device, which no template has.
  'AWS::IAM::VirtualMFADevice': ['Users'],
};

/** Answers of every service to every call: enough for a type to go on to its end. */
const ANSWER = {
  AccessKey: { AccessKeyId: 'AKIA', SecretAccessKey: 'secret' },
  Group: { GroupName: 'one' },
  InstanceProfile: { InstanceProfileName: 'one' },
  Instances: [{ InstanceId: 'i-1', State: { Name: 'running' } }],
  NatGateways: [{ State: 'available' }],
  NatGateway: { NatGatewayId: 'nat-1' },
  Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: 'running' } }] }],
  Role: { RoleName: 'one' },
  Stacks: [{ StackStatus: 'CREATE_COMPLETE' }],
  User: { UserName: 'one' },
  VirtualMFADevice: { SerialNumber: 'arn:aws:iam::123456789012:mfa/one' },
};

const CONTEXT = {
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/one/1',
  stackName: 'one',
  logicalId: 'One',
  accountId: '123456789012',
  region: 'us-east-1',
  token: 'token',
  startedAt: 0,
  stackTags: [],
  formerStackTags: [],
  ownTags: [],
  others: [],
  capabilities: [],
  resourceTypes: undefined,
  skipsWithin: [],
  endpoint: 'http://127.0.0.1:4566',
  call: <T>(_service: string, _operation: string, input: object) => {
    // A type may hand its properties on as they are, as EventInvokeConfig does.
    Object.values(input);
    return Promise.resolve(ANSWER as T);
  },
  pause: () => Promise.reject(new Error('a type waits for what the answer does not say')),
  anotherDone: () => Promise.resolve(false),
  signals: () => Promise.resolve({}),
  openRequest: () => Promise.reject(new Error('no request is sent here')),
  initiated: () => Promise.resolve(),
} satisfies ResourceContext;

/** Without these some types go no further. */
const GIVEN: Readonly<Record<string, unknown>> = { Groups: ['one'], PolicyDocument: {}, Users: ['one'] };

const types = (await Promise.all(Object.values(RESOURCE_TYPES).map((load) => load()))).flat();
const PUBLISHED = types.flatMap((type) => {
  const schema = schemaOf(type.type);
  return schema === undefined ? [] : [{ name: type.type, type, known: Object.keys(schema.properties) }];
});

test.each(PUBLISHED)(
  'of $name every published property is carried out, or a resource with it fails by its name',
  async ({ name, type, known }) => {
    const read = await readBy(type, known);
    const accounted = new Set([...read, ...(type.notBuilt ?? []), ...(ELSEWHERE[name] ?? [])]);
    expect(known.filter((property) => !accounted.has(property))).toEqual([]);
    expect((type.notBuilt ?? []).filter((property) => !known.includes(property))).toEqual([]);
  },
);

/** Which properties a type looks at as it makes a resource, and as it changes one. */
async function readBy(type: ResourceType, known: readonly string[]): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  const watched = new Proxy<Record<string, unknown>>(
    Object.fromEntries(known.map((name) => [name, GIVEN[name]])),
    {
      get: (properties, name) => {
        read.add(String(name));
        return properties[String(name)];
      },
    },
  );
  const existing = { physicalId: 'one', attributes: {}, properties: {} };
  // That a value is missing may end it early; what it did not come to look at then is told.
  await type.create(watched, CONTEXT).catch(() => undefined);
  await type.update?.({ ...existing, wanted: watched }, CONTEXT).catch(() => undefined);
  return read;
}

/** Types that get their tags when they are made: a change of their own replaces them. */
const TAGS_OF_BIRTH: ReadonlySet<string> = new Set(['AWS::EC2::KeyPair']);

const TAGGED = PUBLISHED.filter(({ known }) => known.includes('Tags'));

test.each(TAGGED)('a change of the stack’s tags alone reaches $name', async ({ name, type }) => {
  expect(schemaOf(name)?.tags).toBe('Tags');
  const told: string[] = [];
  const context: ResourceContext = {
    ...CONTEXT,
    stackTags: [{ Key: 'of-the-stack', Value: 'now' }],
    formerStackTags: [{ Key: 'of-the-stack', Value: 'before' }],
    call: <T>(_service: string, _operation: string, input: object) => {
      told.push(JSON.stringify(input));
      return Promise.resolve(ANSWER as T);
    },
  };
  const properties = { ...GIVEN, Tags: undefined };
  const existing = { physicalId: 'one', attributes: {}, properties, wanted: properties };
  // That a value is missing may end it early; what it did not come to do then is told.
  await type.update?.(existing, context).catch(() => undefined);
  const isOfBirth = TAGS_OF_BIRTH.has(name);
  const isTold = told.some((input) => input.includes('of-the-stack') && input.includes('now'));
  const isReplaced = schemaOf(name)?.properties['Tags']?.replaces === 'yes';
  expect({ isTold, isReplaced }).toEqual({ isTold: !isOfBirth, isReplaced: isOfBirth });
});
