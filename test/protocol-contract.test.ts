import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsError } from '../src/kernel/aws-error.ts';
import { loadServiceModel } from '../src/model/load-service-model.ts';
import type { ServiceModel } from '../src/model/service-model.ts';
import type { Member } from '../src/model/shape.ts';
import { generated, holdsFor, type Contract } from './wire/contract.ts';
import { importWholeModel } from './wire/import-model.ts';
import { startWireServer, type WireServer } from './wire/wire-server.ts';

/** The SDK's package of a service: commands by name. */
type SdkPackage = Readonly<Record<string, unknown>>;

/**
 * The wire against the real AWS SDK for JavaScript over a socket, for each protocol: inputs and answers
 * are generated from AWS's models.
 */
interface Subject {
  readonly protocol: string;
  readonly model: ServiceModel;
  readonly sdk: SdkPackage;
  readonly Client: new (config: object) => unknown;
  readonly unsettled?: (member: Member) => boolean;
  /** Operations that this contract cannot say anything of, and why. */
  readonly except?: Readonly<Record<string, string>>;
  /** How many operations' required patterns are beyond the generator. */
  readonly beyond?: number;
  readonly errors: readonly [code: string, status: number, members: Readonly<Record<string, unknown>>][];
  /** An operation to fail, with the least input its SDK takes. */
  readonly failing: readonly [operation: string, input: object];
}

const S3_UNSETTLED = new Set([
  // The SDK computes or rewrites these itself.
  'ContentLength',
  'ContentMD5',
  'ChecksumAlgorithm',
  'ContentType',
  'Expires',
  'ExpiresString',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'CopySourceSSECustomerKey',
  'CopySourceSSECustomerKeyMD5',
  // A number in botocore's model, text in the SDK's.
  'PartNumberMarker',
  'NextPartNumberMarker',
]);

const subjects: Subject[] = [
  {
    protocol: 'query',
    model: loadServiceModel('iam'),
    sdk: iam,
    Client: iam.IAMClient,
    errors: [['NoSuchEntityException', 404, {}]],
    failing: ['GetRole', { RoleName: 'r' }],
  },
  {
    protocol: 'query',
    model: loadServiceModel('sts'),
    sdk: sts,
    Client: sts.STSClient,
    errors: [['AccessDenied', 403, {}]],
    failing: ['GetCallerIdentity', {}],
  },
  {
    protocol: 'ec2',
    model: loadServiceModel('ec2'),
    sdk: ec2,
    Client: ec2.EC2Client,
    errors: [['InvalidInstanceID.NotFound', 400, {}]],
    failing: ['TerminateInstances', { InstanceIds: ['i-1'] }],
  },
  {
    protocol: 'rest-xml',
    model: loadServiceModel('s3'),
    sdk: s3,
    Client: s3.S3Client,
    unsettled: ({ name }) => S3_UNSETTLED.has(name) || name.startsWith('Checksum'),
    except: {
      SelectObjectContent: 'answers with an event stream',
      WriteGetObjectResponse: 'goes to a host of its own',
      ListDirectoryBuckets: 'shares its route with ListBuckets and differs by host only',
    },
    errors: [['NoSuchBucket', 404, { BucketName: 'b' }]],
    failing: ['GetBucketPolicy', { Bucket: 'b' }],
  },
  {
    protocol: 'json 1.0',
    model: await importWholeModel('dynamodb', 'dynamodb/2012-08-10'),
    sdk: dynamodb,
    Client: dynamodb.DynamoDBClient,
    errors: [['ResourceNotFoundException', 400, {}]],
    failing: ['DescribeTable', { TableName: 'table' }],
  },
  {
    protocol: 'json 1.1',
    model: await importWholeModel('tagging', 'resourcegroupstaggingapi/2017-01-26'),
    sdk: tagging,
    Client: tagging.ResourceGroupsTaggingAPIClient,
    errors: [['PaginationTokenExpiredException', 400, {}]],
    failing: ['GetResources', {}],
  },
  {
    protocol: 'rest-json',
    model: await importWholeModel('lambda', 'lambda/2015-03-31'),
    sdk: lambda,
    Client: lambda.LambdaClient,
    except: { InvokeWithResponseStream: 'answers with an event stream' },
    errors: [['ResourceNotFoundException', 404, { Type: 'User' }]],
    failing: ['GetFunction', { FunctionName: 'f' }],
  },
];

describe.each(subjects)('$protocol: $model.name', ({ model, sdk, Client, ...subject }) => {
  let server: WireServer;
  let contract: Contract;

  beforeAll(async () => {
    server = await startWireServer(model);
    const client = new Client({
      region: 'us-east-1',
      endpoint: server.url,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }) as { send(command: unknown): Promise<object> };
    const call = async (operation: string, input: unknown): Promise<object> => {
      const Command = sdk[`${operation}Command`] as new (input: unknown) => unknown;
      const { $metadata: _metadata, ...answer } = (await client.send(new Command(input))) as {
        $metadata: unknown;
      };
      return answer;
    };
    contract = { model, call, server, ...(subject.unsettled && { unsettled: subject.unsettled }) };
  });

  afterAll(() => server.close());

  const operations = [...model.operations.values()].filter(
    ({ name }) => sdk[`${name}Command`] !== undefined && subject.except?.[name] === undefined,
  );

  test('the SDK has a command for nearly every operation', () => {
    expect(operations.length).toBeGreaterThan(model.operations.size * 0.9 - 1);
  });

  test('what_the_sdk_sends_is_received_and_what_is_answered_is_returned', { timeout: 600_000 }, async () => {
    const failures: string[] = [];
    const beyond: string[] = [];
    for (const operation of operations) {
      if (generated(contract, operation) === undefined) {
        beyond.push(operation.name);
        continue;
      }
      try {
        await holdsFor(contract, operation, 3);
      } catch (error) {
        failures.push(`${operation.name}: ${(error as Error).message.slice(0, 1_500)}`);
      }
    }
    expect(failures).toEqual([]);
    expect(beyond.length, beyond.join()).toBeLessThanOrEqual(subject.beyond ?? 0);
  });

  test.each(subject.errors)(
    'the SDK sees the error %s with its status, message and members',
    async (code, status, members) => {
      server.handle = () => {
        throw new AwsError(code, status, 'it is <so> & "not" otherwise', members);
      };
      const [operation, input] = subject.failing;
      const error = await contract.call(operation, input).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: code,
        message: 'it is <so> & "not" otherwise',
        $metadata: { httpStatusCode: status, requestId: 'request-1' },
        ...members,
      });
    },
  );
});
