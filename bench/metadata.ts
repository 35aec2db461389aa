import { once } from './load.ts';
import type { MeasuredServer } from './measured-server.ts';
import { compareWithBare, type Ratio } from './ratio.ts';
import { queryRequest, signedRequest, type Signer } from './signed-request.ts';

/** What instances and their metadata cost. */
export interface MetadataBench {
  /** One RunInstances of 100, ms: the slowest of five. */
  readonly launchMs: number;
  /** With 500 instances running, each with its listener. */
  readonly residentMb: number;
  readonly instanceId: Ratio;
  readonly credentials: Ratio;
}

const ROOT: Signer = { accessKeyId: 'test', secretAccessKey: 'test' };
const NAME = 'bench-instance';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Launches 500 instances with a role and asks one of them for its metadata. @param requests in each run */
export async function benchMetadata(
  server: MeasuredServer,
  admin: Signer,
  requests: number,
): Promise<MetadataBench> {
  const call = async (service: 'ec2' | 'iam', parameters: Readonly<Record<string, string>>) =>
    answered(await once(server.port, queryRequest(server.port, admin, service, parameters)));
  await call('iam', { Action: 'CreateRole', RoleName: NAME, AssumeRolePolicyDocument: TRUST });
  await call('iam', { Action: 'CreateInstanceProfile', InstanceProfileName: NAME });
  await call('iam', { Action: 'AddRoleToInstanceProfile', InstanceProfileName: NAME, RoleName: NAME });
  const launch = {
    Action: 'RunInstances',
    ImageId: 'ami-0abcdef1234567890',
    MinCount: '100',
    MaxCount: '100',
    'IamInstanceProfile.Name': NAME,
    'MetadataOptions.HttpTokens': 'required',
  };
  let launchMs = 0;
  let launched = '';
  for (let i = 0; i < 5; i += 1) {
    const before = performance.now();
    launched = await call('ec2', launch);
    launchMs = Math.max(launchMs, performance.now() - before);
  }
  const id = /<instanceId>(i-[0-9a-f]+)</.exec(launched)?.[1] ?? '';
  const port = await metadataPort(server.port, id);
  const host = `Host: 127.0.0.1:${port}`;
  const asked = Buffer.from(
    `PUT /latest/api/token HTTP/1.1\r\n${host}\r\nX-aws-ec2-metadata-token-ttl-seconds: 21600\r\n\r\n`,
  );
  const token = answered(await once(port, asked)).split('\r\n\r\n')[1] ?? '';
  // As every SDK asks: by version 2.
  const ask = (path: string) => {
    const request = Buffer.from(
      `GET /latest/meta-data/${path} HTTP/1.1\r\n${host}\r\nX-aws-ec2-metadata-token: ${token}\r\n\r\n`,
    );
    return compareWithBare(server.at(port), () => request, { requests: Math.ceil(requests / 2) });
  };
  const { residentBytes } = await server.usage();
  return {
    launchMs,
    residentMb: residentBytes / 1024 / 1024,
    instanceId: await ask('instance-id'),
    credentials: await ask(`iam/security-credentials/${NAME}`),
  };
}

async function metadataPort(port: number, id: string): Promise<number> {
  const path = `/_utsuwa/instances/${id}/metadata-endpoint`;
  const answer = answered(
    await once(port, signedRequest(port, ROOT, { service: 'utsuwa', method: 'GET', path })),
  );
  return Number(/"metadataEndpoint":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(answer)?.[1]);
}

function answered(answer: Buffer): string {
  const text = answer.toString('utf8');
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(text);
  return text;
}
