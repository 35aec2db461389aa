import { formatArn } from '../../kernel/arn.ts';
import type { OperationContext } from '../../operation/context.ts';
import { pageAfter } from '../../operation/pages.ts';
import { forgetTags, putSystemTags, setTags } from '../../operation/resource-tags.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import {
  alreadyExists,
  invalidNextToken,
  limitExceeded,
  notBuilt,
  reservedTagKey,
  retentionNotOffered,
  tooManyTags,
} from './errors.ts';
import { groupIn, groupToWire, nameInArn, onGroup, placeOf, readGroups, tagOwner } from './log-groups.ts';
import { logsOperation } from './logs-operation.ts';

/** Fewer than AWS's million: what is kept is bounded. */
const MAX_GROUPS = 10_000;
const PAGE = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const createLogGroup = logsOperation('CreateLogGroup', {
  authorizes: ({ logGroupName, tags }, context) =>
    onGroup(context, 'CreateLogGroup', logGroupName, { keys: requestTagKeys(tagList(tags)) }),

  async runs({ logGroupName: name, tags, kmsKeyId, logGroupClass, deletionProtectionEnabled }, context) {
    if (kmsKeyId !== undefined) throw notBuilt('kmsKeyId');
    if (deletionProtectionEnabled === true) throw notBuilt('deletionProtectionEnabled');
    const { house } = context;
    const row = {
      ...{ id: house.ids.requestId(), ...placeOf(context), name },
      created_at: house.clock.now().getTime(),
      retention_days: null,
      class: logGroupClass ?? 'STANDARD',
    };
    await house.store.write(async (tx) => {
      const groups = await readGroups(tx, row);
      if (groups.some((group) => group.name === name)) throw alreadyExists('group');
      if (groups.length >= MAX_GROUPS) throw limitExceeded();
      await tx.insertInto('log_groups').values(row).execute();
      const errors = { reserved: reservedTagKey, tooMany: tooManyTags };
      await setTags(tx, tagOwner(row.id), tagList(tags), errors);
      await putSystemTags(tx, tagOwner(row.id), context.facts);
    });
    return {};
  },
});

export const deleteLogGroup = logsOperation('DeleteLogGroup', {
  authorizes: ({ logGroupName }, context) => onGroup(context, 'DeleteLogGroup', logGroupName),

  async runs({ logGroupName }, context) {
    await context.house.store.write(async (tx) => {
      const { id } = await groupIn(tx, placeOf(context), logGroupName);
      await tx.deleteFrom('log_groups').where('id', '=', id).execute();
      await forgetTags(tx, tagOwner(id));
    });
    return {};
  },
});

export const describeLogGroups = logsOperation('DescribeLogGroups', {
  authorizes: (_input, { accountId, facts: { region } }) => ({
    action: 'logs:DescribeLogGroups',
    resource: formatArn({ service: 'logs', region, accountId, resource: 'log-group::log-stream:' }),
  }),

  async runs(input, context) {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: part = '', limit: size = PAGE } = input;
    const named = input.logGroupIdentifiers?.map((text) => nameInArn(text) ?? text);
    const { groups, bytes } = await context.house.store.read(async (tx) => ({
      groups: await readGroups(tx, placeOf(context)),
      bytes: await tx.selectFrom('log_streams').select(['group_id', 'bytes']).execute(),
    }));
    const found = groups.filter(
      (group) =>
        group.name.startsWith(prefix) &&
        group.name.toLowerCase().includes(part.toLowerCase()) &&
        (named?.includes(group.name) ?? true) &&
        (input.logGroupClass ?? group.class) === group.class,
    );
    const page = {
      listing: JSON.stringify(['DescribeLogGroups', prefix, part]),
      ...{ size, token: input.nextToken, invalidToken: invalidNextToken },
    };
    const { items, next } = pageAfter(page, found, ({ name }) => name);
    const stored = (id: string) =>
      bytes.filter((one) => one.group_id === id).reduce((sum, one) => sum + one.bytes, 0);
    return { logGroups: items.map((row) => groupToWire(row, stored(row.id))), nextToken: next };
  },
});

export const putRetentionPolicy = logsOperation('PutRetentionPolicy', {
  authorizes: ({ logGroupName }, context) => onGroup(context, 'PutRetentionPolicy', logGroupName),

  async runs({ logGroupName, retentionInDays: days }, context) {
    if (!DAYS.includes(days)) throw retentionNotOffered(days, DAYS);
    await setRetention(context, logGroupName, days);
    return {};
  },
});

export const deleteRetentionPolicy = logsOperation('DeleteRetentionPolicy', {
  authorizes: ({ logGroupName }, context) => onGroup(context, 'DeleteRetentionPolicy', logGroupName),

  async runs({ logGroupName }, context) {
    await setRetention(context, logGroupName, null);
    return {};
  },
});

async function setRetention(context: OperationContext, name: string, days: number | null): Promise<void> {
  await context.house.store.write(async (tx) => {
    const { id } = await groupIn(tx, placeOf(context), name);
    await tx.updateTable('log_groups').set({ retention_days: days }).where('id', '=', id).execute();
  });
}

/** Tags as the rest of the house has them. */
export function tagList(tags: Readonly<Record<string, string>> = {}) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
