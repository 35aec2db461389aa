import type { ReadTx } from '../../store/store.ts';

/** The policy that belongs to a resource. */
interface StoredPolicy {
  readonly kind: 'bucket' | 'trust';
  /** The resource that carries it. */
  readonly arn: string;
  /** As it was stored; `null` where there is none. */
  readonly document: string | null;
}

/** The policy of a bucket, also of one of its objects, or a role's trust policy. @returns `undefined` for what has neither */
export async function storedPolicy(tx: ReadTx, arn: string): Promise<StoredPolicy | undefined> {
  const bucket = /^arn:aws:s3:::([^/*?]+)/.exec(arn)?.[1];
  if (bucket !== undefined) {
    const row = await tx.selectFrom('buckets').select('policy').where('name', '=', bucket).executeTakeFirst();
    return { kind: 'bucket', arn: `arn:aws:s3:::${bucket}`, document: row?.policy ?? null };
  }
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (account === undefined || name === undefined) return undefined;
  const row = await tx
    .selectFrom('roles')
    .select('trust_policy')
    .where('account_id', '=', account)
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  return row && { kind: 'trust', arn, document: row.trust_policy };
}
