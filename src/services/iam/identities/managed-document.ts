import { parseArn } from '../../../kernel/arn.ts';
import type { ReadTx } from '../../../store/store.ts';

/** Finds the document of one of AWS's own managed policies by its ARN. */
export type AwsManagedDocument = (policyArn: string) => string | undefined;

/** The default version's document of a managed policy, AWS's own or an account's; `undefined` when there is none. */
export async function managedDocument(
  tx: ReadTx,
  awsManaged: AwsManagedDocument,
  policyArn: string,
): Promise<string | undefined> {
  const arn = parseArn(policyArn);
  if (arn === undefined) return undefined;
  if (arn.accountId === 'aws') return awsManaged(policyArn);
  const name = arn.resource.slice(arn.resource.lastIndexOf('/') + 1);
  const row = await tx
    .selectFrom('policies')
    .innerJoin('policy_versions', (join) =>
      join
        .onRef('policy_versions.policy_id', '=', 'policies.policy_id')
        .onRef('policy_versions.version_id', '=', 'policies.default_version_id'),
    )
    .select(['policies.path', 'policies.name', 'policy_versions.document'])
    .where('policies.account_id', '=', arn.accountId)
    .where('policies.name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  return row !== undefined && arn.resource === `policy${row.path}${row.name}` ? row.document : undefined;
}
