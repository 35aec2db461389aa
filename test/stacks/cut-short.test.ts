import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  SignalResourceCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeKeyPairsCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { GetSAMLProviderCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SamlProvider } from '../saml-provider.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import { settled } from './settled.ts';

/** A process that is killed when something was made and nobody had noted its id yet: the next one finds it. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-cut-short-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const saml = new SamlProvider();
const CUT = [
  ...['Vpc', 'Subnet', 'Gateway', 'Attachment', 'Address', 'Table', 'Association', 'Route', 'Key'],
  ...['Saml', 'Oidc'],
];
const TEMPLATE = JSON.stringify({
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.6.0.0/16', EnableDnsHostnames: true } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.6.1.0/24', MapPublicIpOnLaunch: true },
    },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } },
    },
    Address: { Type: 'AWS::EC2::EIP', DependsOn: 'Attachment' },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    Association: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { RouteTableId: { Ref: 'Table' }, SubnetId: { Ref: 'Subnet' } },
    },
    Route: {
      Type: 'AWS::EC2::Route',
      DependsOn: 'Attachment',
      Properties: {
        RouteTableId: { Ref: 'Table' },
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: { Ref: 'Gateway' },
      },
    },
    Key: { Type: 'AWS::EC2::KeyPair', Properties: { KeyName: 'cut-key' } },
    Saml: { Type: 'AWS::IAM::SAMLProvider', Properties: { SamlMetadataDocument: saml.metadata } },
    Oidc: {
      Type: 'AWS::IAM::OIDCProvider',
      Properties: {
        Url: 'https://idp.example.com/realm',
        ClientIdList: ['studio'],
        ThumbprintList: ['a'.repeat(40)],
      },
    },
    Gate: {
      Type: 'AWS::CloudFormation::WaitCondition',
      DependsOn: CUT,
      CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
    },
  },
});

const stacksOf = (server: ServerProcess) => new CloudFormationClient(server.client());

async function idsOf(server: ServerProcess): Promise<Record<string, string>> {
  const { StackResources = [] } = await stacksOf(server)
    .send(new DescribeStackResourcesCommand({ StackName: 'cut' }))
    .catch(() => ({ StackResources: [] }));
  return Object.fromEntries(
    StackResources.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']),
  );
}

/** How many there are of each kind, without the default network's. */
async function counts(server: ServerProcess) {
  const ec2 = new EC2Client(server.client());
  const Filters = [{ Name: 'tag:aws:cloudformation:stack-name', Values: ['cut'] }];
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({}));
  return [Vpcs, Subnets, InternetGateways, Addresses, RouteTables, KeyPairs].map((all) => all.length);
}

test('what was made in the very moment of a kill is found again, and made once', async () => {
  const data = path.join(folder, 'data');
  let server = await startServer(['--data', data]);
  const unheard = stacksOf(server)
    .send(
      new CreateStackCommand({ StackName: 'cut', TemplateBody: TEMPLATE, Capabilities: ['CAPABILITY_IAM'] }),
    )
    .catch(() => undefined);
  while ((await idsOf(server))['Gate'] === undefined) await sleep(20);
  const before = await idsOf(server);
  await server.end('SIGKILL');
  await unheard;
  forgetIds(path.join(data, 'utsuwa.db'));

  server = await startServer(['--data', data]);
  const signal = { StackName: 'cut', LogicalResourceId: 'Gate', UniqueId: 'go', Status: 'SUCCESS' } as const;
  await expect
    .poll(
      () =>
        stacksOf(server)
          .send(new SignalResourceCommand(signal))
          .catch(() => undefined),
      {
        timeout: 60_000,
      },
    )
    .toBeDefined();
  const stack = await settled(stacksOf(server), 'cut');
  expect([stack.StackStatus, stack.StackStatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
  const { Gate: _now, ...now } = await idsOf(server);
  const { Gate: _then, ...then } = before;
  expect(now).toEqual(then);
  expect(await counts(server)).toEqual([1, 1, 1, 1, 1, 1]);
  const provider = { SAMLProviderArn: now['Saml'] };
  const found = await new IAMClient(server.client()).send(new GetSAMLProviderCommand(provider));
  expect(found.SAMLMetadataDocument).toBe(saml.metadata);
  await server.end();
});

/** In a process of its own, which leaves no lock on the database. */
const FORGET = `
  const { DatabaseSync } = require('@photostructure/sqlite');
  const [file, cut] = process.argv.slice(1);
  const database = new DatabaseSync(file);
  const rows = database.prepare('select logical_id, data from stack_resources').all();
  const sql = 'update stack_resources set physical_id = null, data = ? where logical_id = ?';
  for (const { logical_id: id, data } of rows.filter((row) => cut.split(',').includes(row.logical_id))) {
    const { physicalId, ref, ...rest } = JSON.parse(data);
    const record = { ...rest, attributes: {}, status: 'CREATE_IN_PROGRESS' };
    database.prepare(sql).run(JSON.stringify(record), id);
  }
`;

/** Takes away what the process wrote down after it had made each resource. */
function forgetIds(file: string): void {
  execFileSync(process.execPath, ['-e', FORGET, file, CUT.join(',')], { cwd: import.meta.dirname });
}
