import type { ResourceType } from './resource-type.ts';

/** Finds resource types by name; a room's code loads at the first use of one of its types. */
export interface ResourceTypes {
  /** @returns `undefined` for a type that is not built */
  find(type: string): Promise<ResourceType | undefined>;
}

/** A loader of one room's types. */
export type ResourceTypeLoader = () => Promise<readonly ResourceType[]>;

/** The house's resource types, each room's loaded once when first asked for. */
export class LazyResourceTypes implements ResourceTypes {
  readonly #loaders: Readonly<Record<string, ResourceTypeLoader>>;
  readonly #loaded = new Map<string, Promise<ReadonlyMap<string, ResourceType>>>();

  /** @param loaders by the first two parts of the types' names, for example `AWS::IAM` */
  constructor(loaders: Readonly<Record<string, ResourceTypeLoader>>) {
    this.#loaders = loaders;
  }

  async find(type: string): Promise<ResourceType | undefined> {
    const family = type.split('::', 2).join('::');
    if (!Object.hasOwn(this.#loaders, family)) return undefined;
    let loading = this.#loaded.get(family);
    if (loading === undefined) {
      loading = this.#loaders[family]!().then(byName);
      this.#loaded.set(family, loading);
    }
    return (await loading).get(type);
  }
}

function byName(types: readonly ResourceType[]): ReadonlyMap<string, ResourceType> {
  return new Map(types.map((type) => [type.type, type]));
}
