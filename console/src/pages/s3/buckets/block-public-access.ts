import type { PublicAccessBlockConfiguration } from '@aws-sdk/client-s3';

/** The four of a bucket's Block Public Access settings, in the order of AWS's console. */
export const PUBLIC_ACCESS_SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const satisfies readonly (keyof PublicAccessBlockConfiguration)[];

/** Which of them are on. */
export type PublicAccessBlock = Readonly<Record<(typeof PUBLIC_ACCESS_SETTINGS)[number], boolean>>;

/** What a new bucket has. */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Reads AWS's answer; a bucket without a configuration blocks nothing. */
export function readPublicAccessBlock(
  configuration: PublicAccessBlockConfiguration | undefined,
): PublicAccessBlock {
  return {
    BlockPublicAcls: configuration?.BlockPublicAcls === true,
    IgnorePublicAcls: configuration?.IgnorePublicAcls === true,
    BlockPublicPolicy: configuration?.BlockPublicPolicy === true,
    RestrictPublicBuckets: configuration?.RestrictPublicBuckets === true,
  };
}
