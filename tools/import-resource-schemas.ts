import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Property, TypeDefinition } from '@aws-cdk/service-spec-types';
import type {
  PropertySchema,
  ResourceSchema,
  ResourceSchemas,
  ValueSchema,
} from '../src/services/cloudformation/schemas/resource-schema.ts';
import { DESCRIBED_TYPES } from '../src/services/cloudformation/schemas/described-types.ts';

/**
 * Derives `src/services/cloudformation/data` from the dev dependency `@aws-cdk/aws-service-spec` (184 MB
 * when loaded): of each type that is described its properties with the values that they take where those
 * are listed, which of them are required or replace the resource, and its attributes.
 */

const PACKAGE = new URL('../node_modules/@aws-cdk/aws-service-spec/', import.meta.url);
const OUT = new URL('../src/services/cloudformation/data/', import.meta.url);

const { version } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8')) as { version: string };
const db = loadAwsServiceSpecSync();
const structures: Record<string, Record<string, PropertySchema>> = {};
const types: Record<string, ResourceSchema> = {};
for (const type of DESCRIBED_TYPES) {
  const [resource] = db.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined) throw new Error(`AWS publishes no schema of \`${type}\``);
  types[type] = {
    properties: propertiesOf(resource.properties),
    attributes: Object.keys(resource.attributes).sort(),
    ...(resource.tagInformation?.variant === 'standard' || resource.tagInformation?.variant === 'map'
      ? { tags: resource.tagInformation.tagPropertyName }
      : {}),
  };
}
const schemas: ResourceSchemas = { types, structures };
const text = JSON.stringify(schemas);
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  },
});
writeFileSync(new URL('resource-schemas.br', OUT), packed);
writeFileSync(new URL('README.md', OUT), readme());
writeFileSync(new URL('NOTICE', OUT), notice());
console.log(`${DESCRIBED_TYPES.length} types, ${text.length} characters, ${packed.length} bytes packed`);

function propertiesOf(properties: Readonly<Record<string, Property>>): Record<string, PropertySchema> {
  return Object.fromEntries(
    Object.entries(properties)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, property]) => [name, propertyOf(property)]),
  );
}

function propertyOf({ type, required, causesReplacement }: Property): PropertySchema {
  return {
    type: valueOf(type),
    ...(required === true ? { required } : {}),
    ...(causesReplacement === 'yes' || causesReplacement === 'maybe' ? { replaces: causesReplacement } : {}),
  };
}

function valueOf(type: PropertyType): ValueSchema {
  switch (type.type) {
    case 'string':
    case 'integer':
      return type.allowedValues === undefined ? type.type : { enum: type.allowedValues };
    case 'number':
    case 'boolean':
    case 'json':
    case 'tag':
      return type.type;
    case 'date-time':
      return 'string';
    case 'null':
      return 'json';
    case 'array':
      return { list: valueOf(type.element) };
    case 'map':
      return { map: valueOf(type.element) };
    case 'union':
      return { oneOf: type.types.map(valueOf) };
    case 'ref':
      return { structure: structureOf(db.get('typeDefinition', type.reference.$ref)) };
  }
}

/** Structures are kept once each, under their id, for they contain each other. */
function structureOf({ $id, properties }: TypeDefinition & { readonly $id: string }): string {
  if (!Object.hasOwn(structures, $id)) {
    structures[$id] = {};
    structures[$id] = propertiesOf(properties);
  }
  return $id;
}

function readme(): string {
  return `# What AWS's resource types take

Written by \`npx tsx tools/import-resource-schemas.ts\` from npm's \`@aws-cdk/aws-service-spec\` ${version} (Apache-2.0), which
gathers the resource schemas that AWS publishes. Never edited by hand.

\`resource-schemas.br\` is JSON, compressed by brotli, in the shape of \`ResourceSchemas\` in \`../schemas/resource-schema.ts\`.
There are ${DESCRIBED_TYPES.length} types, those named in \`../schemas/described-types.ts\`.
`;
}

function notice(): string {
  const licence = readFileSync(new URL('LICENSE', PACKAGE), 'utf8').trim();
  return `resource-schemas.br is derived from the npm package @aws-cdk/aws-service-spec, which stands under
the following licence. It was modified: only some types and of them only what CloudFormation's engine asks were kept.

${licence}
`;
}
