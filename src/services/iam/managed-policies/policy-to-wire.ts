import type { Policy, PolicyVersion } from '../../../model/generated/iam.ts';
import type { PolicyRow, PolicyVersionRow } from '../../../store/identity-tables.ts';
import { arnOf } from '../shared/arns.ts';
import { urlEncoded } from '../shared/url-encoded.ts';
import type { AwsManagedPolicy } from './aws-managed-policies.ts';
import type { PolicyUsage } from './policy-usage.ts';

/** A customer managed policy as every answer carries it; description and tags are GetPolicy's alone. */
export function customerPolicyToWire(row: PolicyRow, usage: PolicyUsage): Policy {
  return {
    PolicyName: row.name,
    PolicyId: row.policy_id,
    Arn: arnOf('policy', row),
    Path: row.path,
    DefaultVersionId: row.default_version_id,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: row.is_attachable === 1,
    CreateDate: new Date(row.created_at),
    UpdateDate: new Date(row.updated_at),
  };
}

/** One of AWS's own policies, as seen from an account. */
export function awsPolicyToWire(policy: AwsManagedPolicy, usage: PolicyUsage): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}

/** A version without its document, as it is listed and as its creation is answered. */
export function versionToWire(
  version: Pick<PolicyVersionRow, 'version_id' | 'created_at'>,
  defaultVersionId: string,
): PolicyVersion {
  return {
    VersionId: version.version_id,
    IsDefaultVersion: version.version_id === defaultVersionId,
    CreateDate: new Date(version.created_at),
  };
}

/** A version with its document, as GetPolicyVersion answers. */
export function wholeVersionToWire(
  version: Pick<PolicyVersionRow, 'version_id' | 'created_at' | 'document'>,
  defaultVersionId: string,
): PolicyVersion {
  return { Document: urlEncoded(version.document), ...versionToWire(version, defaultVersionId) };
}

/** The latest version of one of AWS's own policies in the form of a stored one. */
export function awsVersion(
  policy: AwsManagedPolicy,
): Pick<PolicyVersionRow, 'version_id' | 'created_at' | 'document'> {
  return { version_id: policy.defaultVersionId, created_at: policy.updatedAt, document: policy.document };
}
