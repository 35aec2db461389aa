import { once } from './load.ts';
import { MeasuredServer } from './measured-server.ts';
import { compareWithBare, type Ratio } from './ratio.ts';
import { queryRequest, type Signer } from './signed-request.ts';

/** GetCallerIdentity and its kin, and what the server holds in memory when idle. */
export interface IdentityBench {
  readonly idleResidentMb: number;
  readonly getCallerIdentityUser: Ratio;
  readonly getCallerIdentityRoleSession: Ratio;
  readonly getRole: Ratio;
  readonly assumeRole: Ratio;
}

const TRUST = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' },
    ],
  });

/** Measures signed, authenticated, authorised calls on a server. @param requests in each run */
export async function benchIdentity(
  server: MeasuredServer,
  admin: Signer,
  requests: number,
): Promise<IdentityBench> {
  const { residentBytes } = await server.usage();
  const { port } = server;
  const account = '000000000000';
  await call(port, admin, 'iam', {
    Action: 'CreateRole',
    RoleName: 'bench-role',
    AssumeRolePolicyDocument: TRUST(account),
  });
  const assume = {
    Action: 'AssumeRole',
    RoleArn: `arn:aws:iam::${account}:role/bench-role`,
    RoleSessionName: 'bench',
  };
  const session = sessionOf(await call(port, admin, 'sts', assume));
  const compare = (
    signer: Signer,
    service: 'iam' | 'sts',
    parameters: Readonly<Record<string, string>>,
    n = requests,
  ) => {
    const request = queryRequest(port, signer, service, parameters);
    return compareWithBare(server, () => request, { requests: n });
  };
  return {
    idleResidentMb: residentBytes / 1024 / 1024,
    getCallerIdentityUser: await compare(admin, 'sts', { Action: 'GetCallerIdentity' }),
    getCallerIdentityRoleSession: await compare(session, 'sts', { Action: 'GetCallerIdentity' }),
    getRole: await compare(admin, 'iam', { Action: 'GetRole', RoleName: 'bench-role' }),
    assumeRole: await compare(admin, 'sts', assume, Math.ceil(requests / 2)),
  };
}

async function call(
  port: number,
  signer: Signer,
  service: 'iam' | 'sts',
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = (await once(port, queryRequest(port, signer, service, parameters))).toString('utf8');
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`${parameters['Action']}: ${answer}`);
  return answer;
}

function sessionOf(answer: string): Signer {
  const member = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1] ?? '';
  return {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('SessionToken'),
  };
}
