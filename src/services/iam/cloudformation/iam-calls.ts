import type { IamOperations } from '../../../model/generated/iam.ts';
import type { ResourceContext } from '../../../operation/resource-type.ts';
import { unless } from '../../../operation/resource-properties.ts';

/** Calls one of IAM's operations for a resource; values may be as loose as the template wrote them. */
export function iam<Name extends keyof IamOperations>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<IamOperations[Name]['output']> {
  return context.call<IamOperations[Name]['output']>('iam', operation, input);
}

/** The same for what undoes something: that it is gone already is no error. */
export function iamGone<Name extends keyof IamOperations>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<IamOperations[Name]['output'] | undefined> {
  return unless(['NoSuchEntity'], iam(context, operation, input));
}

/** Whether something that has the wanted name was made by an earlier attempt of this very step. */
export function isOurs(created: Date | undefined, { startedAt }: ResourceContext): boolean {
  return created !== undefined && created.getTime() >= startedAt;
}
