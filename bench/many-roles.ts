import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MovableClock } from '../src/kernel/clock.ts';
import { RandomIds } from '../src/kernel/ids.ts';
import { prepareAccount } from '../src/services/iam/first-start.ts';
import { openStore } from '../src/store/open-store.ts';
import { MeasuredServer } from './measured-server.ts';
import { compareWithBare, type Ratio } from './ratio.ts';
import { queryRequest } from './signed-request.ts';

/** What calls cost in an account with so many roles. */
export interface ManyRolesBench {
  readonly getRole: Ratio;
  readonly getCallerIdentity: Ratio;
}

const ACCOUNT = '000000000000';
const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Fills a data directory with roles, then measures calls for them at random. */
export async function benchManyRoles(roles: number, requests: number): Promise<ManyRolesBench> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'utsuwa-bench-'));
  try {
    await seed(directory, roles);
    const server = await MeasuredServer.utsuwa(['--data', directory]);
    try {
      const variants = Array.from({ length: 1000 }, () =>
        queryRequest(server.port, ROOT, 'iam', {
          Action: 'GetRole',
          RoleName: nameOf(Math.floor(Math.random() * roles)),
        }),
      );
      const identity = queryRequest(server.port, ROOT, 'sts', { Action: 'GetCallerIdentity' });
      return {
        getRole: await compareWithBare(server, (n) => variants[n % variants.length] ?? identity, {
          requests,
        }),
        getCallerIdentity: await compareWithBare(server, () => identity, { requests }),
      };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function nameOf(n: number): string {
  return `role-${String(n).padStart(7, '0')}`;
}

async function seed(directory: string, roles: number): Promise<void> {
  const opened = await openStore({ kind: 'sqlite', directory });
  const { store } = opened;
  await prepareAccount(store, new RandomIds(), new MovableClock(), ACCOUNT);
  const batch = 500;
  for (let from = 0; from < roles; from += batch) {
    const rows = Array.from({ length: Math.min(batch, roles - from) }, (_, i) => ({
      role_id: `AROA${String(from + i).padStart(17, 'A')}`,
      account_id: ACCOUNT,
      name: nameOf(from + i),
      name_key: nameOf(from + i),
      path: '/',
      description: null,
      trust_policy: TRUST,
      max_session_duration: 3600,
      permissions_boundary: null,
      created_at: Date.now(),
    }));
    await store.write(async (tx) => {
      await tx.insertInto('roles').values(rows).execute();
    });
  }
  await opened.close();
}
