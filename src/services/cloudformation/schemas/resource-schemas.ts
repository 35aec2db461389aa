import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { ResourceSchema, ResourceSchemas } from './resource-schema.ts';

let loaded: ResourceSchemas | undefined;

/** AWS's published schemas, read at their first use. */
export function resourceSchemas(): ResourceSchemas {
  loaded ??= JSON.parse(brotliDecompressSync(readFileSync(dataUrl())).toString()) as ResourceSchemas;
  return loaded;
}

/** A type's schema; `undefined` for one that AWS publishes none of, as AWS::CDK::Metadata. */
export function schemaOf(type: string): ResourceSchema | undefined {
  const { types } = resourceSchemas();
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** The data lies beside the service's sources; a build copies it to `data/cloudformation` beside the bundle. */
function dataUrl(): URL {
  const bundled = new URL('data/cloudformation/resource-schemas.br', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('../data/resource-schemas.br', import.meta.url);
}
