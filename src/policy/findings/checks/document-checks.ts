import { policySize } from '../../policy-size.ts';
import { isBucketPolicy, isTrustPolicy, type Inquiry } from '../inquiry.ts';
import type { Place } from '../policy-finding.ts';
import type { FindingCode } from '../policy-finding.ts';

const VERSIONS = ['2008-10-17', '2012-10-17'];

export function checkVersion({ policy: { version, place }, report }: Inquiry): void {
  if (version === undefined) report('MISSING_VERSION', {}, place);
  else if (!VERSIONS.includes(version.value)) {
    report('INVALID_VERSION', { version: version.value, versions: VERSIONS.join(', ') }, version.place);
  }
}

interface Quota {
  readonly code: FindingCode;
  readonly characters: number;
  readonly withWhiteSpace: boolean;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function checkSize(inquiry: Inquiry): void {
  const quota = quotaOf(inquiry);
  if (quota === undefined) return;
  const { text, policy, report } = inquiry;
  const size = quota.withWhiteSpace ? text.length : policySize(text);
  if (size <= quota.characters) return;
  report(quota.code, { policySize: size, policySizeQuota: quota.characters }, policy.place);
}

function quotaOf(inquiry: Inquiry): Quota | undefined {
  switch (inquiry.type) {
    case 'IDENTITY_POLICY':
      return {
        code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
        characters: 6144,
        withWhiteSpace: false,
      };
    case 'SERVICE_CONTROL_POLICY':
      return { code: 'POLICY_SIZE_EXCEEDS_SCP_QUOTA', characters: 5120, withWhiteSpace: true };
    case 'RESOURCE_CONTROL_POLICY':
      return { code: 'POLICY_SIZE_EXCEEDS_RCP_QUOTA', characters: 5120, withWhiteSpace: true };
    case 'RESOURCE_POLICY':
      if (isTrustPolicy(inquiry)) {
        return {
          code: 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
          characters: 2048,
          withWhiteSpace: false,
        };
      }
      // Every other kind of resource has a quota of its own.
      return isBucketPolicy(inquiry)
        ? {
            code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
            characters: 20_480,
            withWhiteSpace: true,
          }
        : undefined;
  }
}

/** IAM and Organizations want Sids to be alphanumeric and unique; other policies may write them as they like. */
export function checkSids(inquiry: Inquiry): void {
  const { policy, report } = inquiry;
  const strict = inquiry.type !== 'RESOURCE_POLICY' || isTrustPolicy(inquiry);
  const places = new Map<string, Place[]>();
  for (const { sid } of policy.statements) {
    if (sid === undefined) continue;
    if (sid.value === '') {
      report('EMPTY_SID_VALUE', {}, sid.place);
      continue;
    }
    if (strict && !/^[0-9A-Za-z]*$/.test(sid.value)) report('UNSUPPORTED_SID', {}, sid.place);
    places.set(sid.value, [...(places.get(sid.value) ?? []), sid.place]);
  }
  for (const same of places.values()) {
    if (same.length > 1) report(strict ? 'UNIQUE_SIDS_REQUIRED' : 'UNIQUE_SIDS_RECOMMENDED', {}, ...same);
  }
}

/** Statements that say the same but for their Sid. */
export function checkRedundantStatements({ policy, report }: Inquiry): void {
  const places = new Map<string, Place[]>();
  for (const { canonical, place } of policy.statements) {
    const same = places.get(canonical);
    if (same === undefined) places.set(canonical, [place]);
    else same.push(place);
  }
  for (const same of places.values()) if (same.length > 1) report('REDUNDANT_STATEMENT', {}, ...same);
}
