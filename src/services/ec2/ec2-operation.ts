import type { Ec2OperationName, Ec2Operations } from '../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { Operation, OperationBody } from '../../operation/operation.ts';
import { putSystemTags } from '../../operation/resource-tags.ts';
import type { WriteTx } from '../../store/store.ts';
import { dryRunOperation } from './errors.ts';

interface MayBeDry {
  readonly DryRun?: boolean | undefined;
}

/**
 * Declares one of EC2's operations. With `DryRun` it is authorised and tried like any other call and
 * then refused with DryRunOperation; what writes does so through {@link change}, which keeps nothing of it.
 */
export function ec2Operation<Name extends Ec2OperationName>(
  name: Name,
  body: OperationBody<Ec2Operations[Name]['input'], Ec2Operations[Name]['output']>,
): Operation {
  return {
    service: 'ec2',
    name,
    authorizes: (input: Ec2Operations[Name]['input'], context) => body.authorizes(input, context),
    async runs(input: Ec2Operations[Name]['input'], context) {
      const answer = await body.runs(input, context);
      if ((input as MayBeDry).DryRun === true) throw dryRunOperation();
      return answer;
    },
  };
}

/** What a change answers, and the instances that it touched. */
export interface Changed<T> {
  readonly answer: T;
  readonly instances?: readonly string[] | undefined;
  /** Ids of what was asked for and made, which get the tags of a service that acts for somebody. */
  readonly made?: readonly string[] | undefined;
}

/**
 * Runs one write of an operation, and tells of the instances it changed once it is committed.
 *
 * @param fn may run again, so has no other effect; `now` is ms since 1970 in emulated time
 */
export async function change<T>(
  context: OperationContext,
  input: MayBeDry,
  fn: (tx: WriteTx, now: number) => Promise<Changed<T>>,
): Promise<T> {
  const { house } = context;
  const { answer, instances } = await house.store.write(async (tx) => {
    const changed = await fn(tx, house.clock.now().getTime());
    for (const id of changed.made ?? []) await putSystemTags(tx, id, context.facts);
    // Thrown here it takes back all that was written.
    if (input.DryRun === true) throw dryRunOperation();
    return changed;
  });
  if (instances !== undefined) house.instances.announce(instances);
  return answer;
}

/** The key that every action of EC2's has. */
export function regionKey(context: OperationContext): ConditionKeys {
  return { 'ec2:Region': context.facts.region };
}

/** The permission of a Describe call: it knows no resource, and its refusal names none. */
export function describing(action: Ec2OperationName) {
  return (_input: unknown, context: OperationContext): Authorization => ({
    action: `ec2:${action}`,
    resource: '*',
    named: null,
    keys: regionKey(context),
  });
}
