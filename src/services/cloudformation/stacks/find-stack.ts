import { formatArn, parseArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx } from '../../../store/store.ts';
import { toStack, type StackRecord } from '../engine/records.ts';

/** Where a caller's stacks are. */
export interface StackRegion {
  readonly accountId: string;
  readonly region: string;
}

export function regionOf({ accountId, facts }: OperationContext): StackRegion {
  return { accountId, region: facts.region };
}

/** `arn:aws:cloudformation:…:stack/NAME/UUID`; `*` for the part that is not known. */
export function stackArn({ accountId, region }: StackRegion, name: string, uuid = '*'): string {
  return formatArn({ service: 'cloudformation', region, accountId, resource: `stack/${name}/${uuid}` });
}

/** The name in a stack's ARN; what is no ARN is a name. */
export function stackNameOf(nameOrArn: string): string {
  const resource = parseArn(nameOrArn)?.resource;
  return resource?.startsWith('stack/') === true ? (resource.split('/')[1] ?? '') : nameOrArn;
}

/** Finds a stack by its name, when it is not deleted, or by its ARN; `undefined` when there is none. */
export async function findStack(
  tx: ReadTx,
  { accountId, region }: StackRegion,
  nameOrArn: string,
): Promise<StackRecord | undefined> {
  const rows = tx
    .selectFrom('stacks')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region);
  const row = await (
    nameOrArn.startsWith('arn:')
      ? rows.where('id', '=', nameOrArn)
      : rows.where('name', '=', nameOrArn).where('is_live', '=', 1)
  ).executeTakeFirst();
  return row === undefined ? undefined : toStack(row);
}

/** The stack that a call names, as it is at the moment; `undefined` when there is none. */
export function stackMeant(context: OperationContext, nameOrArn: string): Promise<StackRecord | undefined> {
  return context.house.store.read((tx) => findStack(tx, regionOf(context), nameOrArn));
}

/** A permission on the stack that a call names, whether or not it exists. */
export async function onStack(
  context: OperationContext,
  action: string,
  nameOrArn: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const stack = await stackMeant(context, nameOrArn);
  const place = regionOf(context);
  return {
    action: `cloudformation:${action}`,
    resource: stack?.id ?? (nameOrArn.startsWith('arn:') ? nameOrArn : stackArn(place, nameOrArn)),
    keys: { ...resourceTagKeys(stack?.data.tags ?? []), ...keys },
  };
}
