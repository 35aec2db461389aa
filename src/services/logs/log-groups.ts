import { formatArn, parseArn } from '../../kernel/arn.ts';
import type { LogGroup, LogGroupClass } from '../../model/generated/logs.ts';
import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { tagsOfOwner } from '../../operation/resource-tags.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import type { LogGroupRow } from '../../store/log-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { nameOrIdentifier, notFound } from './errors.ts';

/** Where log groups are. */
export interface Place {
  readonly account_id: string;
  readonly region: string;
}

export function placeOf({ accountId, facts }: OperationContext): Place {
  return { account_id: accountId, region: facts.region };
}

export function groupArn({ account_id: accountId, region }: Place, name: string): string {
  return formatArn({ service: 'logs', region, accountId, resource: `log-group:${name}` });
}

/** Under which id a group's tags are kept. */
export function tagOwner(id: string): string {
  return `logs:${id}`;
}

/** A place's groups in the order of their names. */
export function readGroups(tx: ReadTx, { account_id, region }: Place): Promise<readonly LogGroupRow[]> {
  return tx
    .selectFrom('log_groups')
    .selectAll()
    .where('account_id', '=', account_id)
    .where('region', '=', region)
    .orderBy('name')
    .execute();
}

export function findGroup(
  tx: ReadTx,
  { account_id, region }: Place,
  name: string,
): Promise<LogGroupRow | undefined> {
  return tx
    .selectFrom('log_groups')
    .selectAll()
    .where('account_id', '=', account_id)
    .where('region', '=', region)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** @throws AwsError ResourceNotFoundException */
export async function groupIn(tx: ReadTx, place: Place, name: string): Promise<LogGroupRow> {
  const found = await findGroup(tx, place, name);
  if (found === undefined) throw notFound('group');
  return found;
}

/** The group that a call names by name or ARN. @throws AwsError InvalidParameterException */
export function groupNameOf({
  logGroupName: name,
  logGroupIdentifier: identifier,
}: {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}): string {
  if ((name === undefined) === (identifier === undefined)) throw nameOrIdentifier();
  return name ?? nameInArn(identifier ?? '') ?? identifier ?? '';
}

/** The name in a group's ARN, with or without the `:*` behind it. */
export function nameInArn(arn: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'logs') return undefined;
  return /^log-group:([^:]+)(?::\*)?$/.exec(parsed.resource)?.[1];
}

/**
 * The permission for an action on a group, whether it exists or not. AWS decides on the ARN of no stream
 * of it, which is why policies end in `:*`; for tags by ARN on the group's own.
 */
export async function onGroup(
  context: OperationContext,
  action: string,
  name: string,
  { keys = {}, behind = ':log-stream:' }: { keys?: ConditionKeys; behind?: string } = {},
): Promise<Authorization> {
  const place = placeOf(context);
  const tags = await context.house.store.read(async (tx) => {
    const group = await findGroup(tx, place, name);
    return group === undefined ? [] : tagsOfOwner(tx, tagOwner(group.id));
  });
  return {
    action: `logs:${action}`,
    resource: `${groupArn(place, name)}${behind}`,
    keys: { ...resourceTagKeys(tags), ...keys },
  };
}

/** The permission for an action on a stream. */
export function onStream(
  context: OperationContext,
  action: string,
  group: string,
  stream: string,
): Promise<Authorization> {
  return onGroup(context, action, group, { behind: `:log-stream:${stream}` });
}

/** @param storedBytes of all its streams */
export function groupToWire(row: LogGroupRow, storedBytes: number): LogGroup {
  const arn = groupArn(row, row.name);
  return {
    logGroupName: row.name,
    creationTime: row.created_at,
    ...(row.retention_days === null ? {} : { retentionInDays: row.retention_days }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes,
    logGroupClass: row.class as LogGroupClass,
    deletionProtectionEnabled: false,
  };
}
