import type { ListBucketsRequest } from '../../../model/generated/s3.ts';
import { invalidArgument } from '../errors.ts';
import { ownerOf } from '../shared/owner.ts';
import { requestKeys } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

const MAX_BUCKETS = 10_000;

/** Lists the caller's account's buckets, by name. */
export const listBuckets = s3Operation('ListBuckets', {
  authorizes: (_input, context) => ({
    action: 's3:ListAllMyBuckets',
    resource: '*',
    named: null,
    resourceAccount: context.accountId,
    keys: { ...requestKeys(context), 's3:ResourceAccount': context.accountId },
  }),

  async runs(input, { house, accountId }) {
    const limit = pageSize(input);
    const rows = await house.store.read((tx) =>
      tx
        .selectFrom('buckets')
        .select(['name', 'region', 'created_at'])
        .where('account_id', '=', accountId)
        .orderBy('name')
        .execute(),
    );
    const after = readToken(input.ContinuationToken);
    const { Prefix = '', BucketRegion } = input;
    const wanted = rows.filter(
      ({ name, region }) =>
        name > after && name.startsWith(Prefix) && (BucketRegion === undefined || region === BucketRegion),
    );
    const page = wanted.slice(0, limit);
    const last = page.at(-1);
    return {
      Owner: ownerOf(accountId),
      Buckets: page.map(({ name, region, created_at }) => ({
        Name: name,
        CreationDate: new Date(created_at),
        ...(isPaged(input) ? { BucketRegion: region } : {}),
      })),
      Prefix: input.Prefix,
      ContinuationToken: wanted.length > limit && last !== undefined ? formToken(last.name) : undefined,
    };
  },
});

/** AWS tells regions only to those who use the paged listing. */
function isPaged({ MaxBuckets, ContinuationToken, Prefix, BucketRegion }: ListBucketsRequest): boolean {
  return MaxBuckets !== undefined || (ContinuationToken ?? Prefix ?? BucketRegion) !== undefined;
}

/** @throws AwsError InvalidArgument (400) */
function pageSize({ MaxBuckets }: ListBucketsRequest): number {
  if (MaxBuckets === undefined) return MAX_BUCKETS;
  if (MaxBuckets < 1 || MaxBuckets > MAX_BUCKETS) {
    throw invalidArgument(
      'Argument max-buckets must be an integer between 1 and 10000',
      'max-buckets',
      String(MaxBuckets),
    );
  }
  return MaxBuckets;
}

function formToken(name: string): string {
  return Buffer.from(name).toString('base64');
}

/** @throws AwsError InvalidArgument (400) for a token that none of our answers held */
function readToken(token: string | undefined): string {
  if (token === undefined) return '';
  const name = Buffer.from(token, 'base64').toString();
  if (formToken(name) !== token || token === '') {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', null);
  }
  return name;
}
