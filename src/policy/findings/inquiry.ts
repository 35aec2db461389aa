import type { Report } from './findings-report.ts';
import type { Effort } from './glob-containment.ts';
import type { PolicyView } from './policy-view.ts';
import type { Reference } from './reference.ts';

/** What every check is given. */
export interface Inquiry extends PolicyUse {
  readonly text: string;
  readonly policy: PolicyView;
  readonly reference: Reference;
  readonly report: Report;
  /** What all checks together may spend on comparing patterns. */
  readonly effort: Effort;
}

/** What a document is to be. */
export interface PolicyUse {
  readonly type: FindingsPolicyType;
  /** For a resource policy: what carries it, when that is known. */
  readonly resourceType?: string | undefined;
}

export type FindingsPolicyType =
  | 'IDENTITY_POLICY'
  | 'RESOURCE_POLICY'
  | 'SERVICE_CONTROL_POLICY'
  | 'RESOURCE_CONTROL_POLICY';

/** The resource type that stands for a role's trust policy. */
const TRUST = 'AWS::IAM::AssumeRolePolicyDocument';
const BUCKET = 'AWS::S3::Bucket';

export function isTrustPolicy({ resourceType }: PolicyUse): boolean {
  return resourceType === TRUST;
}

export function isBucketPolicy({ resourceType }: PolicyUse): boolean {
  return resourceType === BUCKET;
}

/** A resource type as AWS's sentences name it: `S3 Bucket` for `AWS::S3::Bucket`. */
export function shownResourceType({ resourceType = '' }: PolicyUse): string {
  return resourceType.replace(/^AWS::/, '').replaceAll('::', ' ');
}
