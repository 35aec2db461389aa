import { iamArn } from '../../../kernel/arn.ts';

/** The kinds of entity that have a path and a name, as their ARNs spell them. */
export type NamedKind = 'user' | 'group' | 'role' | 'policy' | 'instance-profile';

interface Named {
  readonly account_id: string;
  readonly path: string;
  readonly name: string;
}

/** The ARN of a stored entity: `arn:aws:iam::<account>:<kind><path><name>`. */
export function arnOf(kind: NamedKind, row: Named): string {
  return iamArn(row.account_id, `${kind}${row.path}${row.name}`);
}

/** The key by which a name is unique and listed: IAM's names differ by more than case. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
