import type { ServiceManifest } from '../../src/model/manifest.ts';

/** The texts that say where the imported data comes from and under which licence it stands. */
export function provenance(
  source: { readonly name: string; readonly version: string },
  services: readonly ServiceManifest[],
): Readonly<Record<string, string>> {
  const rows = services.map(({ name, source, operations }) => {
    const extent =
      operations === 'all'
        ? 'all'
        : operations.length === 0
          ? 'names only'
          : `${operations.length}, others by name`;
    if (source === undefined) {
      return `| \`${name}.json\` | written by hand after AWS's API reference: botocore has no such service in this version | ${extent} |`;
    }
    return `| \`${name}.json\` | \`botocore/data/${source}/service-2.json\` | ${extent} |`;
  });
  return {
    'README.md': `# AWS's API models, trimmed

Imported by \`npm run import-models\` from npm's \`${source.name}\` ${source.version} (the AWS CLI; Apache-2.0), whose
\`lib/layer.zip\` holds botocore's descriptions of the services. Only one that says so is
written by hand, the others are never edited: what differs from what AWS really does is corrected in \`../corrections.ts\`. Changed against the originals: documentation, examples and client hints are
left out, and shapes that no imported operation reaches; operations outside the list are kept by name.

| file | from | operations |
|---|---|---|
${rows.join('\n')}
`,
    NOTICE: `AWS service models
Copyright Amazon.com, Inc. or its affiliates. All Rights Reserved.

The JSON files in this folder are derived from botocore's data, distributed in the AWS CLI under the
Apache License, Version 2.0 (see LICENSE at the root of this repository). They have been modified:
documentation, examples and shapes that are not used have been removed.
`,
  };
}
