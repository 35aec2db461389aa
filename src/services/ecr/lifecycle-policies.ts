import type { RepositoryRow } from '../../store/repository-tables.ts';
import { changeRepository } from './change-repository.ts';
import { ecrOperation } from './ecr-operation.ts';
import { invalidLifecyclePolicy, lifecyclePolicyNotFound } from './errors.ts';
import { onRepository } from './permissions.ts';
import { registryOf, repositoryIn } from './repository-record.ts';

/** Kept and shown; there are no images for it to expire. */
export const putLifecyclePolicy = ecrOperation('PutLifecyclePolicy', {
  authorizes: (input, context) => onRepository(context, 'PutLifecyclePolicy', input),

  async runs(input, context) {
    const { lifecyclePolicyText } = input;
    assertRules(lifecyclePolicyText);
    const row = await changeRepository(context, input, () => ({ lifecycle_policy: lifecyclePolicyText }));
    return { registryId: row.account_id, repositoryName: row.name, lifecyclePolicyText };
  },
});

export const getLifecyclePolicy = ecrOperation('GetLifecyclePolicy', {
  authorizes: (input, context) => onRepository(context, 'GetLifecyclePolicy', input),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const row = await repositoryIn(tx, registryOf(context, input), input.repositoryName);
      return toWire(row);
    }),
});

export const deleteLifecyclePolicy = ecrOperation('DeleteLifecyclePolicy', {
  authorizes: (input, context) => onRepository(context, 'DeleteLifecyclePolicy', input),

  async runs(input, context) {
    const row = await changeRepository(context, input, (found) => {
      toWire(found);
      return { lifecycle_policy: null };
    });
    return toWire(row);
  },
});

/** @throws AwsError LifecyclePolicyNotFoundException */
function toWire({ name, account_id: registryId, lifecycle_policy: text }: RepositoryRow) {
  if (text === null) throw lifecyclePolicyNotFound(name, registryId);
  return { registryId, repositoryName: name, lifecyclePolicyText: text };
}

/** Rules with distinct priorities, each with what it selects and does. @throws AwsError InvalidParameterException */
function assertRules(text: string): void {
  const { rules } = parsed(text) as { readonly rules?: unknown };
  if (!Array.isArray(rules)) throw invalidLifecyclePolicy('Property rules is required');
  const priorities = new Set<unknown>();
  for (const rule of rules as readonly unknown[]) {
    const given = typeof rule === 'object' && rule !== null ? (rule as Record<string, unknown>) : {};
    for (const name of ['rulePriority', 'selection', 'action']) {
      if (given[name] === undefined) throw invalidLifecyclePolicy(`Property ${name} is required`);
    }
    if (priorities.has(given['rulePriority'])) throw invalidLifecyclePolicy('Rule priorities must be unique');
    priorities.add(given['rulePriority']);
  }
}

function parsed(text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    throw invalidLifecyclePolicy('Could not parse the policy as JSON');
  }
  throw invalidLifecyclePolicy('Could not parse the policy as JSON');
}
