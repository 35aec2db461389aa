/**
 * `npm run bench`: what Utsuwa costs, as ratios and rates within the run, beside the figures it is held
 * to. Prints a table and writes `bench-result.json`. `--quick` runs a tenth.
 */
import { writeFileSync } from 'node:fs';
import pc from 'picocolors';
import { consoleSizes } from '../test/console/console-sizes.ts';
import { benchConsole } from './console.ts';
import { benchIdentity } from './identity.ts';
import { benchInstances } from './instances.ts';
import { benchMetadata } from './metadata.ts';
import { benchManyRoles } from './many-roles.ts';
import { MeasuredServer } from './measured-server.ts';
import { benchObjects } from './objects.ts';
import { benchPolicy } from './policy.ts';
import type { Ratio } from './ratio.ts';
import { benchStacks } from './stacks.ts';
import { benchStartUp } from './start-up.ts';

/** A line of the table: a figure and, where there is one, the bound it is held to. */
interface Row {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

const quick = process.argv.includes('--quick');
const requests = quick ? 1_500 : 15_000;
const rows: Row[] = [];

function add(name: string, figure: number, unit: string, bound: Pick<Row, 'atLeast' | 'atMost'> = {}): void {
  const row = { name, figure, unit, ...bound };
  rows.push(row);
  console.log(line(row));
}

function addRatio(
  name: string,
  { ratio, microsPerRequest, bareMicrosPerRequest }: Ratio,
  atLeast?: number,
): void {
  const detail = `of a bare server (${microsPerRequest.toFixed(0)} µs, bare ${bareMicrosPerRequest.toFixed(0)} µs)`;
  add(name, ratio, detail, { atLeast });
}

function line({ name, figure, unit, atLeast, atMost }: Row): string {
  const met = (atLeast === undefined || figure >= atLeast) && (atMost === undefined || figure <= atMost);
  const bound = atLeast === undefined ? (atMost === undefined ? '' : `≤ ${atMost}`) : `≥ ${atLeast}`;
  const shown = figure >= 1000 ? Math.round(figure).toLocaleString('en-US') : figure.toFixed(2);
  const mark = bound === '' ? pc.dim('·') : met ? pc.green('✓') : pc.red('✗');
  return `${mark} ${name.padEnd(44)} ${shown.padStart(12)}  ${bound.padEnd(10)} ${pc.dim(unit)}`;
}

const startUp = await benchStartUp(quick ? 5 : 15);
add(
  'ready to serve',
  startUp.ratio,
  `× node -e 0 (${startUp.readyMs.toFixed(0)} ms, node ${startUp.nodeMs.toFixed(0)} ms)`,
  {
    atMost: 2.5,
  },
);

const server = await MeasuredServer.utsuwa(['--ephemeral']);
const admin = server.admin;
const identity = await benchIdentity(server, admin, requests);
add('resident when idle', identity.idleResidentMb, 'MB', { atMost: 100 });
addRatio('GetCallerIdentity, user', identity.getCallerIdentityUser, 0.4);
addRatio('GetCallerIdentity, role session', identity.getCallerIdentityRoleSession, 0.35);
addRatio('GetRole', identity.getRole, 0.3);
addRatio('AssumeRole', identity.assumeRole);
const objects = await benchObjects(server, admin, Math.ceil(requests / 5));
addRatio('PutObject, 1 KB', objects.putObject1Kb);
addRatio('GetObject, 1 KB', objects.getObject1Kb);
addRatio('PutObject, 8 MB', objects.putObject8Mb);
addRatio('GetObject, 8 MB', objects.getObject8Mb);
const metadata = await benchMetadata(server, admin, requests);
add('100 instances launched by one call', metadata.launchMs, 'ms', { atMost: 1000 });
add('resident with 500 instances', metadata.residentMb, 'MB', { atMost: 300 });
addRatio('metadata: instance-id', metadata.instanceId);
addRatio('metadata: role credentials', metadata.credentials);
const load = await benchConsole(server, quick ? 3 : 7);
add('console: first load', load.firstLoadMs, `ms (an empty page ${load.emptyPageMs.toFixed(0)} ms)`, {
  atMost: 1500,
});
const sizes = consoleSizes();
add('console: the first page’s script', sizes.firstKb, 'KB compressed', { atMost: 600 });
add('console: all scripts', sizes.allKb, 'KB compressed', { atMost: 1.2 * 1024 });
await server.stop();

const instances = await benchInstances(requests);
addRatio('DescribeInstances, one of 1,000 by id', instances.one);
addRatio('DescribeInstances, ten of 1,000 by filters', instances.ten);
addRatio('DescribeInstances, all of 1,000', instances.all);

const stacks = await benchStacks(quick ? 3 : 11);
const perNode = (ms: number) => `${(ms / startUp.nodeMs).toFixed(1)} × node -e 0`;
add('a stack of role, profile, instance: first, ms', stacks.firstMs, perNode(stacks.firstMs), {
  atMost: 2000,
});
add('the same, later ones, ms', stacks.laterMs, perNode(stacks.laterMs), { atMost: 2000 });

for (const roles of [1_000, 100_000]) {
  const { getRole, getCallerIdentity } = await benchManyRoles(roles, Math.ceil(requests / 2));
  const among = `among ${roles.toLocaleString('en-US')} roles`;
  addRatio(`GetRole ${among}`, getRole, 0.3);
  addRatio(`GetCallerIdentity ${among}`, getCallerIdentity);
}

const BOUNDS: Readonly<Record<string, Pick<Row, 'atLeast' | 'atMost'>>> = {
  'decisions/s': { atLeast: 500_000 },
  'decisions/s with explanation': { atLeast: 100_000 },
  'compile all AWS-managed policies, ms': { atMost: 100 },
  '31 stars on 1,000 characters, ms': { atMost: 1 },
};
for (const [name, figure] of Object.entries(await benchPolicy())) add(name, figure, '', BOUNDS[name] ?? {});

writeFileSync(
  'bench-result.json',
  `${JSON.stringify({ at: new Date().toISOString(), quick, rows }, null, 2)}\n`,
);
console.log(pc.dim('\nbench-result.json holds the same'));
