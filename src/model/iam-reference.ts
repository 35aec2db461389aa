import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** AWS's published tables of what policies may name: actions, resource types, condition keys, Regions. */
export interface IamReference {
  /** By lower-case service prefix, for example `s3`. */
  readonly services: ReadonlyMap<string, ServiceReference>;
  /** The keys beginning with `aws:`, and others that every service may see; by lower-case name, a tag key left out: `aws:resourcetag/`. */
  readonly globalKeys: ReadonlyMap<string, KeyReference>;
  /** Each partition's Regions. */
  readonly partitions: ReadonlyMap<string, readonly string[]>;
  /** The prefixes that resource control policies may name. */
  readonly resourceControlServices: ReadonlySet<string>;
}

export interface ServiceReference {
  readonly prefix: string;
  /** By lower-case name. */
  readonly actions: ReadonlyMap<string, ActionReference>;
  readonly resourceTypes: readonly ResourceTypeReference[];
  /** By lower-case name, blanks written as `${tagkey}`. */
  readonly keys: ReadonlyMap<string, KeyReference>;
}

export interface ActionReference {
  /** As AWS writes it, without the prefix. */
  readonly name: string;
  /** None for an action that knows only `*`. */
  readonly resourceTypes: readonly ResourceTypeReference[];
  /** The action's own keys; its resource types have further ones. */
  readonly keys: readonly KeyReference[];
}

export interface ResourceTypeReference {
  readonly name: string;
  /** For example `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`. */
  readonly arn: string;
  readonly keys: readonly KeyReference[];
}

export interface KeyReference {
  readonly name: string;
  /** `String`, `ARN`, `Numeric`, `Date`, `Bool`, `IPAddress`, or `ArrayOf…` of one of them. */
  readonly type: string;
}

/** The file's form; numbers are places in the lists beside them. */
interface Packed {
  readonly partitions: Readonly<Record<string, readonly string[]>>;
  readonly globalKeys: readonly PackedKey[];
  readonly resourceControlServices: readonly string[];
  readonly services: Readonly<Record<string, PackedService>>;
}

type PackedKey = readonly [name: string, type: string];

interface PackedService {
  readonly keys: readonly PackedKey[];
  readonly types: readonly (readonly [name: string, arn: string, keys: readonly number[]])[];
  readonly actions: readonly (readonly [name: string, types: readonly number[], keys: readonly number[]])[];
}

let loaded: IamReference | undefined;

/** The reference, read and unpacked at its first use. */
export function iamReference(): IamReference {
  return (loaded ??= unpack(JSON.parse(brotliDecompressSync(readFileSync(dataUrl())).toString()) as Packed));
}

function unpack({ partitions, globalKeys, resourceControlServices, services }: Packed): IamReference {
  return {
    partitions: new Map(Object.entries(partitions)),
    globalKeys: new Map(
      globalKeys.map(([name, type]) => [name.toLowerCase().replace('/tag-key', '/'), { name, type }]),
    ),
    resourceControlServices: new Set(resourceControlServices),
    services: new Map(
      Object.entries(services).map(([prefix, service]) => [prefix, unpackService(prefix, service)]),
    ),
  };
}

function unpackService(prefix: string, { keys, types, actions }: PackedService): ServiceReference {
  const allKeys = keys.map(([name, type]): KeyReference => ({ name, type }));
  const pick = <T>(list: readonly T[], places: readonly number[]): T[] => places.map((at) => list[at]!);
  const resourceTypes = types.map(([name, arn, places]) => ({ name, arn, keys: pick(allKeys, places) }));
  return {
    prefix,
    resourceTypes,
    keys: new Map(allKeys.map((key) => [key.name.toLowerCase(), key])),
    actions: new Map(
      actions.map(([name, typesOf, keysOf]) => [
        name.toLowerCase(),
        { name, resourceTypes: pick(resourceTypes, typesOf), keys: pick(allKeys, keysOf) },
      ]),
    ),
  };
}

/** The data lies in `reference` beside this module; a build copies it to `data/reference` beside the bundle. */
function dataUrl(): URL {
  const bundled = new URL('data/reference/iam-reference.br', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('reference/iam-reference.br', import.meta.url);
}
