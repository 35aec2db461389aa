import type { IAMClient } from '@aws-sdk/client-iam';
import {
  groupOwner,
  roleOwner,
  userOwner,
  type PolicyOwner,
} from '../../../parts/permissions/policy-owner.ts';
import type { Draft } from './draft.ts';
import { callerOf } from './path-of-policy.ts';

/** How a tried document becomes a policy by one call of IAM's. */
export type Adoption =
  | {
      readonly kind: 'inline';
      readonly owner: PolicyOwner;
      readonly ownerName: string;
      readonly name?: string;
    }
  | { readonly kind: 'version'; readonly arn: string };

const KINDS: ReadonlySet<string> = new Set(['identity-based policy', 'permissions boundary']);

/** How it can be done; nothing where no one call of IAM's does it, as for AWS's own policies and resources'. */
export function adoptionOf({ policy, type }: Draft, caller: string): Adoption | undefined {
  if (!KINDS.has(type)) return undefined;
  if (policy === undefined) {
    const who = type === 'identity-based policy' ? callerOf(caller) : undefined;
    if (who === undefined) return undefined;
    return { kind: 'inline', owner: ownerOf(who.kind, who.name), ownerName: who.name };
  }
  const { arn, name, source = '' } = policy;
  if (arn !== undefined)
    return /^arn:aws:iam::\d{12}:policy\//.test(arn) ? { kind: 'version', arn } : undefined;
  const [, kind, ownerName] = /^(user|group|role) (.+)$/.exec(source) ?? [];
  if (kind === undefined || ownerName === undefined || name === undefined) return undefined;
  return { kind: 'inline', owner: ownerOf(kind, ownerName), ownerName, name };
}

function ownerOf(kind: string, name: string): PolicyOwner {
  if (kind === 'user') return userOwner(name);
  return kind === 'group' ? groupOwner(name) : roleOwner(name);
}

/** Whether somebody has an inline policy of this name already; of what may not be read it is not known. */
export async function isTaken(iam: IAMClient, owner: PolicyOwner, name: string): Promise<boolean> {
  return owner.getInline(iam, name).then(
    () => true,
    () => false,
  );
}
