import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../../src/credentials/sign-request.ts';
import { startHouse, type TestHouse } from '../house.ts';
import { handedOut, metadataEndpoint, tokenOf } from '../instance-metadata.ts';
import { launchInstance, makeInstanceRole, untilState } from '../instances.ts';
import { cannotIsolate, startIsolatingHouse } from '../netns/isolating-house.ts';
import { rawExchange, rawRequest } from '../raw-http.ts';
import { settled } from './settled.ts';

const SCRIPT = fileURLToPath(new URL('helper_script.py', import.meta.url));
const TYPE = { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' };

/** An instance that waits for a signal, which its user data sends. */
const serverOf = (userData: string) => ({
  Type: 'AWS::EC2::Instance',
  CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
  Properties: { ...TYPE, UserData: { 'Fn::Base64': { 'Fn::Sub': userData } } },
});

let folder: string;
let house: TestHouse;
let stacks: CloudFormationClient;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-helper-scripts-'));
  house = await startHouse({ allowsHostExec: true, instancesDirectory: folder });
  stacks = new CloudFormationClient(house.client());
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const create = (StackName: string, Resources: object, client = stacks) =>
  client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }));

async function instanceOf(StackName: string): Promise<string> {
  const named = { StackName, LogicalResourceId: 'Server' };
  const { StackResourceDetail } = await stacks.send(new DescribeStackResourceCommand(named));
  return StackResourceDetail?.PhysicalResourceId ?? '';
}

async function reasonsOf(StackName: string): Promise<readonly (string | undefined)[]> {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason);
}

/** What an instance may show of itself, in a helper script's header. */
async function documentHeader(instanceId: string): Promise<string> {
  const endpoint = await metadataEndpoint(house, instanceId);
  const headers = { 'X-aws-ec2-metadata-token': await tokenOf(endpoint) };
  const read = async (name: string) =>
    (await fetch(`${endpoint}/latest/dynamic/instance-identity/${name}`, { headers })).text();
  const document = Buffer.from(await read('document')).toString('base64');
  return `CFN_V1 ${document}:${(await read('signature')).replaceAll('\n', '')}`;
}

function documentIn(authorization: string): string {
  return Buffer.from(authorization.slice('CFN_V1 '.length).split(':')[0] ?? '', 'base64').toString();
}

interface Answer {
  readonly status: number;
  readonly Error?: { readonly Code: string; readonly Message: string; readonly Type: string };
}

async function ask(authorization: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const query = new URLSearchParams({ Version: '2010-05-15', ContentType: 'JSON', ...parameters });
  const headers = { Authorization: authorization };
  const answer = await fetch(`${house.endpoint}/?${query.toString()}`, { headers });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const describing = (StackName: string) => ({
  Action: 'DescribeStackResource',
  StackName,
  LogicalResourceId: 'Server',
});

const refusedAs = (status: number, Code: string, Message: unknown) => ({
  status,
  Error: { Code, Message, Type: 'Sender' },
});

describe('an instance without a role, by its identity document', () => {
  let server: string;
  let identity: string;
  beforeAll(async () => {
    const script = `#!/bin/sh\npython3 '${SCRIPT}' Action=SignalResource 'StackName=\${AWS::StackName}' LogicalResourceId=Server Status=SUCCESS\n`;
    const Init = { config: { files: { '/etc/motd': { content: { 'Fn::Sub': 'of ${AWS::StackName}' } } } } };
    const Server = { ...serverOf(script), Metadata: { 'AWS::CloudFormation::Init': Init } };
    await create('web', { Server });
    await create('other', { Server: { Type: 'AWS::EC2::Instance', Properties: TYPE } });
    const { StackStatus } = await settled(stacks, 'web');
    if (StackStatus !== 'CREATE_COMPLETE') throw new Error((await reasonsOf('web')).join('; '));
    server = await instanceOf('web');
    identity = await documentHeader(server);
  });

  test('signals from its user data, which the stack’s events and the trail tell (guess: how the trail names it)', async () => {
    expect(await reasonsOf('web')).toContain(`Received SUCCESS signal with UniqueId ${server}`);
    const named = { AttributeKey: 'EventName', AttributeValue: 'SignalResource' } as const;
    const trail = new CloudTrailClient(house.client());
    const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes: [named] }));
    const { userIdentity } = JSON.parse(Events[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>;
    expect(userIdentity).toMatchObject({
      type: 'AssumedRole',
      arn: `arn:aws:sts::${house.accountId}:assumed-role/aws:ec2-instance/${server}`,
    });
  });

  test('reads its stack’s metadata with functions resolved, as cfn-init and cfn-hup do', async () => {
    const parameters = Object.entries(describing('web')).map((pair) => pair.join('='));
    const { code, stdout } = await house.onInstance(server, ['python3', SCRIPT, ...parameters]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^200 \{/) });
    const {
      DescribeStackResourceResponse: {
        DescribeStackResourceResult: { StackResourceDetail: detail },
        ResponseMetadata,
      },
    } = JSON.parse(stdout.slice(4)) as {
      readonly DescribeStackResourceResponse: {
        readonly DescribeStackResourceResult: { readonly StackResourceDetail: Record<string, unknown> };
        readonly ResponseMetadata: object;
      };
    };
    expect(ResponseMetadata).toEqual({ RequestId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(detail).toMatchObject({
      LogicalResourceId: 'Server',
      PhysicalResourceId: server,
      ResourceStatus: 'CREATE_COMPLETE',
    });
    expect(Math.abs(Number(detail['LastUpdatedTimestamp']) - Date.now() / 1000)).toBeLessThan(3600);
    expect(JSON.parse(String(detail['Metadata']))).toEqual({
      'AWS::CloudFormation::Init': { config: { files: { '/etc/motd': { content: 'of web' } } } },
    });
  });

  test('a signal of failure rolls its stack back, in AWS’s words', async () => {
    const script = `#!/bin/sh\npython3 '${SCRIPT}' Action=SignalResource 'StackName=\${AWS::StackId}' LogicalResourceId=Server Status=FAILURE\n`;
    await create('broken', { Server: serverOf(script) });
    expect((await settled(stacks, 'broken')).StackStatus).toBe('ROLLBACK_COMPLETE');
    const reasons = await reasonsOf('broken');
    expect(reasons).toContainEqual(expect.stringMatching(/^Received FAILURE signal with UniqueId i-/));
    expect(reasons).toContain(
      'Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    );
  });

  test('may do nothing with another stack, in AWS’s words', async () => {
    const sentence = `Instance ${server} is not allowed to call DescribeStackResource for other`;
    expect(await ask(identity, describing('other'))).toMatchObject(refusedAs(403, 'AccessDenied', sentence));
  });

  test('may do nothing else with its own stack (guess: AWS documents no words)', async () => {
    const own = { Action: 'DescribeStacks', StackName: 'web' };
    const refused = refusedAs(
      403,
      'AccessDenied',
      `Instance ${server} is not allowed to call DescribeStacks`,
    );
    expect(await ask(identity, own)).toMatchObject(refused);
  });

  test('a stack that is not there is not there (guess: AWS documents nothing)', async () => {
    const refused = refusedAs(400, 'ValidationError', 'Stack [none] does not exist');
    expect(await ask(identity, describing('none'))).toMatchObject(refused);
  });

  test('an instance that no stack made is refused', async () => {
    const lone = await launchInstance(house);
    const sentence = `Instance ${lone} is not allowed to call DescribeStackResource for web`;
    const answer = await ask(await documentHeader(lone), describing('web'));
    expect(answer).toMatchObject(refusedAs(403, 'AccessDenied', sentence));
  });

  test('calls the region that AWS’s name in the host says, otherwise its own', async () => {
    const query = new URLSearchParams({ Version: '2010-05-15', ...describing('web') }).toString();
    const statusAt = async (Host: string) => {
      const bytes = rawRequest('GET', `/?${query}`, { Host, Authorization: identity });
      return (await rawExchange(house.port, [bytes])).status;
    };
    expect(await statusAt('127.0.0.1')).toBe(200);
    expect(await statusAt('cloudformation.us-east-1.amazonaws.com')).toBe(200);
    expect(await statusAt('cloudformation.eu-west-1.amazonaws.com')).toBe(400);
  });

  test('a document that was changed, or whose signature was, is refused before anything of it is believed (guess: AWS documents no code)', async () => {
    const [document = '', signature = ''] = identity.slice('CFN_V1 '.length).split(':');
    const other = documentIn(identity).replace(server, 'i-0abcdef1234567890');
    const changed = Buffer.from(other).toString('base64');
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const forged of [`${changed}:${signature}`, `${document}:${flipped}`, `${document}:AAAA`]) {
      const answer = await ask(`CFN_V1 ${forged}`, describing('web'));
      expect(answer).toMatchObject(refusedAs(403, 'SignatureDoesNotMatch', expect.any(String)));
    }
  });

  test('what else the same key signed is no document, as the certificate that anyone may read', async () => {
    const told = await fetch(`${house.endpoint}/_utsuwa/instance-identity/certificate`);
    const { certificate } = (await told.json()) as { readonly certificate: string };
    const { tbsCertificateRaw, signatureValue } = AsnConvert.parse(
      new X509Certificate(certificate).raw,
      Certificate,
    );
    const base64 = (bytes = new ArrayBuffer()) => Buffer.from(bytes).toString('base64');
    const answer = await ask(
      `CFN_V1 ${base64(tbsCertificateRaw)}:${base64(signatureValue)}`,
      describing('web'),
    );
    expect(answer).toMatchObject(refusedAs(403, 'SignatureDoesNotMatch', expect.any(String)));
  });

  test('may send a form, and leave the service unnamed', async () => {
    const body = new URLSearchParams({ ...describing('web'), Version: '2010-05-15', ContentType: 'JSON' });
    const headers = { Authorization: identity };
    const answer = await fetch(house.endpoint, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('DescribeStackResourceResponse.DescribeStackResourceResult');
  });

  test('what is no document with a signature is refused as incomplete (guess: AWS documents nothing)', async () => {
    const [document = ''] = identity.slice('CFN_V1 '.length).split(':');
    for (const malformed of [
      document,
      `${document}:`,
      ':',
      `${identity}:`,
      `{}:${document}`,
      'A'.repeat(9000),
    ]) {
      const answer = await ask(`CFN_V1 ${malformed}`, describing('web'));
      expect(answer).toMatchObject(refusedAs(400, 'IncompleteSignature', expect.any(String)));
    }
  });

  test('no other service takes a document for a signature, nor do the operator’s routes', async () => {
    const who = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const answer = await ask(identity, who);
    expect(answer).toMatchObject(refusedAs(400, 'IncompleteSignature', expect.any(String)));
    const headers = { Authorization: identity };
    expect((await fetch(`${house.endpoint}/_utsuwa/trail`, { headers })).ok).toBe(false);
    expect((await fetch(`${house.endpoint}/bucket/key`, { headers })).status).toBe(400);
  });

  test('the document of a former run, or of an instance that is gone, has expired (guess: AWS documents nothing)', async () => {
    const old = await documentHeader(await instanceOf('other'));
    const expired = refusedAs(403, 'ExpiredToken', 'The security token included in the request is expired');
    expect((await ask(old, describing('other'))).status).toBe(200);
    const ec2 = new EC2Client(house.client());
    const id = await instanceOf('other');
    const InstanceIds = [id];
    await ec2.send(new StopInstancesCommand({ InstanceIds }));
    await untilState(ec2, id, 'stopped');
    expect(await ask(old, describing('other'))).toMatchObject(expired);
    // A document tells the second of the start.
    const { pendingTime } = JSON.parse(documentIn(old)) as { readonly pendingTime: string };
    await expect.poll(() => Date.now(), { timeout: 5000 }).toBeGreaterThan(Date.parse(pendingTime) + 1000);
    await ec2.send(new StartInstancesCommand({ InstanceIds }));
    await untilState(ec2, id, 'running');
    const fresh = await documentHeader(id);
    expect((await ask(fresh, describing('other'))).status).toBe(200);
    expect(await ask(old, describing('other'))).toMatchObject(expired);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    await untilState(ec2, id, 'terminated');
    expect(await ask(fresh, describing('other'))).toMatchObject(expired);
  });
});

test('with a role it signs as the role, and what the role may not is refused with the reason', async () => {
  await makeInstanceRole(house, 'quiet');
  const Properties = { ...TYPE, IamInstanceProfile: 'quiet' };
  await create('roled', { Server: { Type: 'AWS::EC2::Instance', Properties } });
  await settled(stacks, 'roled');
  const id = await instanceOf('roled');
  const credentials = await handedOut(await metadataEndpoint(house, id), 'quiet');
  const parameters = { Action: 'SignalResource', StackName: 'roled', LogicalResourceId: 'Server' };
  const more = { UniqueId: id, Status: 'SUCCESS', Version: '2010-05-15', ContentType: 'JSON' };
  const query = new URLSearchParams({ ...parameters, ...more }).toString();
  const { host } = new URL(house.endpoint);
  const headers = signRequest({
    ...{ method: 'GET', path: '/', query, headers: { host, accept: 'application/json' } },
    ...{ ...credentials, region: 'us-east-1', service: 'cloudformation', now: Date.now() },
  });
  const answer = await fetch(`${house.endpoint}/?${query}`, { headers });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    Error: {
      Code: 'AccessDenied',
      Message: expect.stringMatching(
        `^User: arn:aws:sts::${house.accountId}:assumed-role/quiet/${id} is not authorized to perform: ` +
          'cloudformation:SignalResource on resource: .* because no identity-based policy allows the cloudformation:SignalResource action',
      ),
    },
  });
});

describe.skipIf(cannotIsolate)('on an instance with namespaces of its own', () => {
  let isolating: TestHouse;
  beforeAll(async () => {
    isolating = await startIsolatingHouse({ instancesDirectory: path.join(folder, 'isolated') });
  });
  afterAll(() => isolating.close());

  test('the README’s user data signals over TLS, by AWS’s own names', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const template = /<<'YAML'\n((?:(?!YAML\n)[^])*CFN_V1[^]*?)YAML\n/.exec(readme)?.[1];
    const client = new CloudFormationClient(isolating.client());
    await client.send(new CreateStackCommand({ StackName: 'recipe', TemplateBody: template }));
    expect((await settled(client, 'recipe')).StackStatus).toBe('CREATE_COMPLETE');
  });
});
