import { storedPrincipals, withPrincipalArns } from '../../operation/named-principals.ts';
import type { OperationContext } from '../../operation/context.ts';
import { rewriteTrustPrincipals } from '../../policy/rewrite-trust-principals.ts';
import { validatePolicy } from '../../policy/validation/validate-policy.ts';
import type { RepositoryRow } from '../../store/repository-tables.ts';
import { changeRepository } from './change-repository.ts';
import { ecrOperation } from './ecr-operation.ts';
import { invalidPolicy, policyNotFound } from './errors.ts';
import { onRepository } from './permissions.ts';
import { registryOf, repositoryIn } from './repository-record.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html */
export const setRepositoryPolicy = ecrOperation('SetRepositoryPolicy', {
  authorizes: (input, context) => onRepository(context, 'SetRepositoryPolicy', input),

  async runs(input, context) {
    const { policyText } = input;
    const whole = withResources(policyText);
    if (whole === undefined || validatePolicy(whole, 'resource') !== undefined) throw invalidPolicy();
    const { account_id: registryId, name: repositoryName } = await changeRepository(
      context,
      input,
      async (_row, tx) => {
        const stored = await storedPrincipals(tx, policyText);
        const policy = rewriteTrustPrincipals(policyText, (principal) => stored.get(principal));
        return { policy };
      },
    );
    return { registryId, repositoryName, policyText };
  },
});

export const getRepositoryPolicy = ecrOperation('GetRepositoryPolicy', {
  authorizes: (input, context) => onRepository(context, 'GetRepositoryPolicy', input),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const row = await repositoryIn(tx, registryOf(context, input), input.repositoryName);
      const [policyText] = await withPrincipalArns(tx, [policyOf(row)]);
      return { registryId: row.account_id, repositoryName: row.name, policyText };
    }),
});

export const deleteRepositoryPolicy = ecrOperation('DeleteRepositoryPolicy', {
  authorizes: (input, context) => onRepository(context, 'DeleteRepositoryPolicy', input),

  async runs(input, context) {
    const row = await changeRepository(context, input, (found) => {
      policyOf(found);
      return { policy: null };
    });
    const [policyText] = await shown(context, policyOf(row));
    return { registryId: row.account_id, repositoryName: row.name, policyText };
  },
});

function shown({ house }: OperationContext, policy: string): Promise<readonly string[]> {
  return house.store.read((tx) => withPrincipalArns(tx, [policy]));
}

/** @throws AwsError RepositoryPolicyNotFoundException */
function policyOf({ name, account_id: registryId, policy }: RepositoryRow): string {
  if (policy === null) throw policyNotFound(name, registryId);
  return policy;
}

/** A repository's policy names no resources: it is its own. For the checks, one that names all. */
function withResources(text: string): string | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null) return undefined;
    const { Statement: statements } = document as { readonly Statement?: unknown };
    const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
    const Statement = list.map((statement) =>
      typeof statement === 'object' && statement !== null && !('Resource' in statement)
        ? { ...statement, Resource: '*' }
        : statement,
    );
    return JSON.stringify({ ...document, Statement });
  } catch {
    // What is no JSON is told by there being no document.
    return undefined;
  }
}
