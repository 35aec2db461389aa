import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsError } from '../src/kernel/aws-error.ts';
import { loadServiceModel } from '../src/model/load-service-model.ts';
import type { Member } from '../src/model/shape.ts';
import { startBotocore, type BotocoreClient } from './wire/botocore-client.ts';
import { generated, holdsFor, type Contract } from './wire/contract.ts';
import { startWireServer, type WireServer } from './wire/wire-server.ts';

/** The wire against botocore, the AWS CLI's client library, for the services that the house serves. */
interface Subject {
  readonly name: 'iam' | 'sts' | 'ec2' | 's3';
  readonly unsettled?: (member: Member) => boolean;
  readonly except?: Readonly<Record<string, string>>;
  readonly failing: readonly [operation: string, input: object];
}

/** Members that botocore computes, rewrites or parses itself. */
const S3_UNSETTLED = new Set([
  'ContentLength',
  'ContentMD5',
  'ContentType',
  'Expires',
  'ExpiresString',
  'EncodingType',
  'CopySource',
  'RenameSource',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'CopySourceSSECustomerKey',
  'CopySourceSSECustomerKeyMD5',
]);

const subjects: Subject[] = [
  {
    name: 'iam',
    unsettled: ({ name }) => name.endsWith('Document'),
    failing: ['GetRole', { RoleName: 'r' }],
  },
  { name: 'sts', failing: ['GetCallerIdentity', {}] },
  {
    name: 'ec2',
    unsettled: ({ name }) => name === 'UserData' || name === 'Output',
    failing: ['TerminateInstances', { InstanceIds: ['i-1'] }],
  },
  {
    name: 's3',
    unsettled: ({ name }) => S3_UNSETTLED.has(name) || name.startsWith('Checksum'),
    except: {
      SelectObjectContent: 'answers with an event stream',
      WriteGetObjectResponse: 'goes to a host of its own',
      ListDirectoryBuckets: 'shares its route with ListBuckets and differs by host only',
    },
    failing: ['GetBucketPolicy', { Bucket: 'b' }],
  },
];

describe.each(subjects)('$name', ({ name, except, failing, ...subject }) => {
  const model = loadServiceModel(name);
  let server: WireServer;
  let botocore: BotocoreClient;
  let contract: Contract;

  beforeAll(async () => {
    server = await startWireServer(model);
    botocore = await startBotocore(name, server.url);
    const call = async (operation: string, input: unknown): Promise<object> => {
      const answer = await botocore.call(operation, input);
      if (answer.output === undefined) throw new Error(JSON.stringify(answer));
      return answer.output as object;
    };
    contract = { model, call, server, ...(subject.unsettled && { unsettled: subject.unsettled }) };
  });

  afterAll(async () => {
    await botocore.close();
    await server.close();
  });

  test('what_botocore_sends_is_received_and_what_is_answered_is_returned', { timeout: 600_000 }, async () => {
    const failures: string[] = [];
    for (const operation of model.operations.values()) {
      if (except?.[operation.name] !== undefined) continue;
      expect(generated(contract, operation), operation.name).toBeDefined();
      try {
        await holdsFor(contract, operation, 3);
      } catch (error) {
        failures.push(`${operation.name}: ${(error as Error).message.slice(0, 1_500)}`);
      }
    }
    expect(failures).toEqual([]);
  });

  test('botocore sees an error with its code, status and message', async () => {
    server.handle = () => {
      throw new AwsError('NoSuchThing', 404, 'it is <so> & "not" otherwise');
    };
    const [operation, input] = failing;
    expect(await botocore.call(operation, input)).toMatchObject({
      error: { Code: 'NoSuchThing', Message: 'it is <so> & "not" otherwise' },
      status: 404,
    });
  });
});
