import type { ReadTx, WriteTx } from '../../store/store.ts';

/** A statement as Lambda writes it, with its principal as it is stored. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly AWS: string } | { readonly Service: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** A resource's statements; none where it has no policy. */
export interface StoredStatements {
  readonly statements: readonly Statement[];
  readonly revisionId: string | undefined;
}

export async function statementsIn(
  tx: ReadTx,
  functionId: string,
  qualifier: string | undefined,
): Promise<StoredStatements> {
  const row = await tx
    .selectFrom('lambda_policies')
    .select(['statements', 'revision_id'])
    .where('function_id', '=', functionId)
    .where('qualifier', '=', qualifier ?? '')
    .executeTakeFirst();
  if (row === undefined) return { statements: [], revisionId: undefined };
  return { statements: JSON.parse(row.statements) as Statement[], revisionId: row.revision_id };
}

/** Puts statements in place of what was there; without any there is no policy. */
export async function keepStatements(
  tx: WriteTx,
  key: { readonly functionId: string; readonly qualifier: string | undefined },
  statements: readonly Statement[],
  revisionId: string,
): Promise<void> {
  const of = { function_id: key.functionId, qualifier: key.qualifier ?? '' };
  await tx
    .deleteFrom('lambda_policies')
    .where('function_id', '=', of.function_id)
    .where('qualifier', '=', of.qualifier)
    .execute();
  if (statements.length === 0) return;
  const values = { ...of, statements: JSON.stringify(statements), revision_id: revisionId };
  await tx.insertInto('lambda_policies').values(values).execute();
}

/** The whole document, as GetPolicy shows it. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}
