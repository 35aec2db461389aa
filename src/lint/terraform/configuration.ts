import path from 'node:path';
import { objectOf, objectsOf, type Json } from './json.ts';

/** What a plan says of its configuration. */
export interface Configured {
  /** A resource's expressions, by its address without indexes. */
  readonly expressions: ReadonlyMap<string, Json>;
  /** Where modules lie, below the root's folder; the root is ''. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Reads a module's configuration and that of the modules that it calls. @param address '' for the root */
export function configuredIn(module: Json, address: string, folder = '.'): Configured {
  const prefix = address === '' ? '' : `${address}.`;
  const own = objectsOf(module['resources']).map(
    (resource) =>
      [`${prefix}${String(resource['address'])}`, objectOf(resource['expressions']) ?? {}] as const,
  );
  const called = Object.entries(objectOf(module['module_calls']) ?? {}).map(([name, call]) => {
    const { source, module: inner } = objectOf(call) ?? {};
    // A module of a registry lies where only Terraform knows.
    const below =
      typeof source === 'string' && source.startsWith('.') ? path.join(folder, source) : undefined;
    return configuredIn(objectOf(inner) ?? {}, `${prefix}module.${name}`, below);
  });
  return {
    expressions: new Map([...own, ...called.flatMap(({ expressions }) => [...expressions])]),
    modules: new Map([[address, folder], ...called.flatMap(({ modules }) => [...modules])]),
  };
}
