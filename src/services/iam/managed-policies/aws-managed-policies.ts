import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** One of AWS's own managed policies, in its latest version: earlier ones are not known. */
export interface AwsManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…`; derived from the ARN, so always the same, but not the one that AWS gave it. */
  readonly policyId: string;
  /** For example `v12`. */
  readonly defaultVersionId: string;
  /** ms since 1970. */
  readonly createdAt: number;
  /** When the default version was made, ms since 1970. */
  readonly updatedAt: number;
  /** JSON text. */
  readonly document: string;
}

/** A line of the file's index: path and name, version, two times in seconds. */
type Entry = readonly [pathAndName: string, versionId: string, createdAt: number, updatedAt: number];

let loaded: ReadonlyMap<string, AwsManagedPolicy> | undefined;

/** AWS's managed policies by ARN, read at their first use. Documents stay text until they are compiled. */
export function awsManagedPolicies(): ReadonlyMap<string, AwsManagedPolicy> {
  return (loaded ??= load());
}

export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return awsManagedPolicies().get(arn);
}

function load(): ReadonlyMap<string, AwsManagedPolicy> {
  const [index = '[]', ...documents] = brotliDecompressSync(readFileSync(dataUrl())).toString().split('\n');
  const policies = new Map<string, AwsManagedPolicy>();
  for (const [place, entry] of (JSON.parse(index) as readonly Entry[]).entries()) {
    const policy = policyOf(entry, documents[place] ?? '');
    policies.set(policy.arn, policy);
  }
  return policies;
}

function policyOf([pathAndName, versionId, createdAt, updatedAt]: Entry, document: string): AwsManagedPolicy {
  const arn = `arn:aws:iam::aws:policy${pathAndName}`;
  const nameAt = pathAndName.lastIndexOf('/') + 1;
  return {
    arn,
    name: pathAndName.slice(nameAt),
    path: pathAndName.slice(0, nameAt),
    get policyId() {
      return uniqueIdOf(arn);
    },
    defaultVersionId: versionId,
    createdAt: createdAt * 1000,
    updatedAt: updatedAt * 1000,
    document,
  };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function uniqueIdOf(arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  return `ANPA${[...digest.subarray(0, 17)].map((byte) => BASE32[byte & 31]).join('')}`;
}

/** The data lies beside the service's sources; a build copies it to `data/iam` beside the bundle. */
function dataUrl(): URL {
  const bundled = new URL('data/iam/aws-managed-policies.br', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('../data/aws-managed-policies.br', import.meta.url);
}
