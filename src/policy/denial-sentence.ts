import type { Denied, PolicyType } from './decision.ts';

/** What a denial's sentence is made of. */
export interface Denial {
  /** The caller's own ARN; a role session's is `arn:aws:sts::A:assumed-role/ROLE/SESSION`. */
  readonly principalArn: string;
  /** As the service spells it, for example `s3:GetObject`. */
  readonly action: string;
  /** As the service words it: an ARN, a quoted ARN, `role NAME`; absent when it names none. */
  readonly resource?: string | undefined;
  readonly decision: Denied;
  /** Whether caller and resource share an account or an organization; otherwise no reason is given. */
  readonly sameOrganization: boolean;
}

/**
 * AWS's sentence for a denied request, with its reason.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialSentence({
  principalArn,
  action,
  resource,
  decision,
  sameOrganization,
}: Denial): string {
  const onResource = resource === undefined ? '' : ` on resource: ${resource}`;
  const refusal = `User: ${principalArn} is not authorized to perform: ${action}${onResource}`;
  return sameOrganization && statesReason(decision.decidedBy) ? refusal + reason(action, decision) : refusal;
}

/**
 * A refusal by a role's trust policy gives no reason: so STS answers live. The documentation shows
 * `because no role trust policy allows the sts:AssumeRole action`; here is where to choose.
 */
function statesReason(decidedBy: PolicyType): boolean {
  return decidedBy !== 'role trust policy';
}

function reason(action: string, { kind, decidedBy, policy }: Denied): string {
  if (kind === 'implicit-deny') return ` because no ${decidedBy} allows the ${action} action`;
  const arn = isPolicyOfItsOwn(decidedBy) ? policy?.arn : undefined;
  const named = arn === undefined ? '' : `: ${arn}`;
  return ` with an explicit deny in ${article(decidedBy)} ${decidedBy}${named}`;
}

/** Whether such a policy may have an ARN; what a resource or an endpoint carries has none. */
function isPolicyOfItsOwn(type: PolicyType): boolean {
  switch (type) {
    case 'identity-based policy':
    case 'permissions boundary':
    case 'session policy':
    case 'service control policy':
    case 'resource control policy':
      return true;
    case 'resource-based policy':
    case 'role trust policy':
    case 'VPC endpoint policy':
      return false;
  }
}

function article(type: PolicyType): 'a' | 'an' | 'the' {
  if (type === 'role trust policy') return 'the';
  return type === 'identity-based policy' ? 'an' : 'a';
}
