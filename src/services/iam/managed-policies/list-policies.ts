import type { ListPoliciesRequest, Policy } from '../../../model/generated/iam.ts';
import { iamArn } from '../../../kernel/arn.ts';
import type { PolicyRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalidMarker } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { arnOf, nameKey } from '../shared/arns.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { awsManagedPolicies, type AwsManagedPolicy } from './aws-managed-policies.ts';
import { awsPolicyToWire, customerPolicyToWire } from './policy-to-wire.ts';
import { UNUSED, usageOf, type PolicyUsage } from './policy-usage.ts';

/** A policy in the listing: the account's and AWS's own in one order, by name and then AWS's first. */
interface Listed {
  readonly key: Key;
  readonly arn: string;
  toWire(usage: PolicyUsage): Policy;
}

/** The place in the listing. */
interface Key {
  readonly name: string;
  readonly scope: 'aws' | 'local';
}

/** Lists managed policies: the account's, AWS's own, or both. */
export const listPolicies = iamOperation('ListPolicies', {
  authorizes: ({ PathPrefix = '/' }, { accountId }) => ({
    action: 'iam:ListPolicies',
    resource: iamArn(accountId, `policy${PathPrefix}`),
    named: `policy path ${PathPrefix}`,
  }),

  runs(input, { house, accountId }) {
    const page = openPage('ListPolicies', input);
    return house.store.read(async (tx) => {
      const found: { readonly listed: Listed; readonly usage: PolicyUsage }[] = [];
      let after: Key | undefined = page.after === '' ? undefined : readKey(page.after);
      // A filter by use may pass over many: they are looked at in chunks, until the page is full.
      for (const chunk = page.size + 1; found.length < chunk;) {
        const next = await policiesAfter(tx, accountId, input, after, chunk);
        const usage = await usageOf(
          tx,
          accountId,
          next.map(({ arn }) => arn),
        );
        for (const listed of next) {
          const used = usage.get(listed.arn) ?? UNUSED;
          if (found.length < chunk && isWanted(used, input)) found.push({ listed, usage: used });
        }
        after = next.at(-1)?.key;
        if (next.length < chunk) break;
      }
      const { items, end } = closePage(page, found, ({ listed }) => writeKey(listed.key));
      return { Policies: items.map(({ listed, usage }) => listed.toWire(usage)), ...end };
    });
  },
});

/** What a filter by use lets through: a policy is "attached" to entities, or used as a boundary. */
function isWanted({ attachments, boundaries }: PolicyUsage, input: ListPoliciesRequest): boolean {
  switch (input.PolicyUsageFilter) {
    case 'PermissionsBoundary':
      return boundaries > 0;
    case 'PermissionsPolicy':
      return attachments > 0;
    case undefined:
      return input.OnlyAttached !== true || attachments > 0;
  }
}

async function policiesAfter(
  tx: ReadTx,
  accountId: string,
  { Scope = 'All', PathPrefix }: ListPoliciesRequest,
  after: Key | undefined,
  count: number,
): Promise<readonly Listed[]> {
  const local = Scope === 'AWS' ? [] : await localAfter(tx, accountId, PathPrefix, after, count);
  const aws = Scope === 'Local' ? [] : awsAfter(PathPrefix, after, count);
  return [...local, ...aws].sort((a, b) => compare(a.key, b.key)).slice(0, count);
}

async function localAfter(
  tx: ReadTx,
  accountId: string,
  pathPrefix: string | undefined,
  after: Key | undefined,
  count: number,
): Promise<readonly Listed[]> {
  const { least, bound } = pathRange(pathPrefix);
  const rows = await tx
    .selectFrom('policies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', after?.scope === 'aws' ? '>=' : '>', after?.name ?? '')
    .where('path', '>=', least)
    .where('path', '<', bound)
    .orderBy('name_key')
    .limit(count)
    .execute();
  return rows.map(localListed);
}

function localListed(row: PolicyRow): Listed {
  return {
    key: { name: row.name_key, scope: 'local' },
    arn: arnOf('policy', row),
    toWire: (usage) => customerPolicyToWire(row, usage),
  };
}

let awsListed: readonly (Listed & { readonly path: string })[] | undefined;

function awsAfter(pathPrefix: string | undefined, after: Key | undefined, count: number): readonly Listed[] {
  awsListed ??= [...awsManagedPolicies().values()].map(toListed).sort((a, b) => compare(a.key, b.key));
  const listed: Listed[] = [];
  for (const policy of awsListed) {
    if (after !== undefined && compare(policy.key, after) <= 0) continue;
    if (!policy.path.startsWith(pathPrefix ?? '/')) continue;
    if (listed.push(policy) === count) break;
  }
  return listed;
}

function toListed(policy: AwsManagedPolicy): Listed & { readonly path: string } {
  return {
    key: { name: nameKey(policy.name), scope: 'aws' },
    arn: policy.arn,
    path: policy.path,
    toWire: (usage) => awsPolicyToWire(policy, usage),
  };
}

function compare(a: Key, b: Key): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.scope === b.scope) return 0;
  return a.scope === 'aws' ? -1 : 1;
}

function writeKey({ name, scope }: Key): string {
  return `${name}/${scope}`;
}

function readKey(text: string): Key {
  const at = text.lastIndexOf('/');
  const scope = text.slice(at + 1);
  if (at < 0 || (scope !== 'aws' && scope !== 'local')) throw invalidMarker();
  return { name: text.slice(0, at), scope };
}
