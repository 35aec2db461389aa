import type { PolicyIdentifier } from '../../../model/generated/iam.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { invalidInput } from '../errors.ts';

/** Which of a principal's own policies a simulation leaves out. */
interface Exclusion {
  identity(policy: CompiledPolicy): boolean;
  boundary(policy: CompiledPolicy): boolean;
}

/**
 * Reads `PolicyExclusionList`: policies by kind, by ARN, or an inline one by its name and owner.
 *
 * @throws AwsError InvalidInput for an entry that names nothing, or several things
 */
export function exclusion(list: readonly PolicyIdentifier[] = []): Exclusion {
  const kinds = new Set<string>();
  const arns = new Set<string>();
  const inline = new Set<string>();
  for (const entry of list) {
    const {
      PolicyType: kind,
      PolicyArn: arn,
      InlinePolicyIdentifier: named,
    } = entry as PolicyIdentifierMembers;
    if ([kind, arn, named].filter((member) => member !== undefined).length !== 1) {
      throw invalidInput(
        'Each entry of PolicyExclusionList names one of PolicyType, PolicyArn, InlinePolicyIdentifier.',
      );
    }
    if (kind !== undefined) kinds.add(kind);
    if (arn !== undefined) arns.add(arn);
    if (named !== undefined) {
      inline.add(`${named.AttachmentType} ${named.AttachmentName}/${named.PolicyName}`);
    }
  }
  return {
    identity: ({ arn, name, source }) =>
      arn === undefined
        ? kinds.has('inline') || inline.has(`${source}/${name}`)
        : arns.has(arn) || kinds.has(arn.startsWith('arn:aws:iam::aws:') ? 'aws-managed' : 'user-managed'),
    boundary: ({ arn }) => kinds.has('permission-boundary') || (arn !== undefined && arns.has(arn)),
  };
}

interface PolicyIdentifierMembers {
  readonly PolicyType?: string | undefined;
  readonly PolicyArn?: string | undefined;
  readonly InlinePolicyIdentifier?:
    | { readonly PolicyName: string; readonly AttachmentType: string; readonly AttachmentName: string }
    | undefined;
}
