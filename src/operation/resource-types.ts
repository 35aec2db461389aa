import type { ResourceType } from './resource-type.ts';

/** Finds resource types by name; a room's code loads at the first use of one of its types. */
export interface ResourceTypes {
  /** @returns `undefined` for a type that is not built */
  find(type: string): Promise<ResourceType | undefined>;
}

/** The family whose types people name themselves: `Custom::Anything`. */
const CUSTOM = /^Custom::[\w@-]{1,60}$/;

/** A loader of one room's types. */
export type ResourceTypeLoader = () => Promise<readonly ResourceType[]>;

/** What a type is that people name themselves. */
export type CustomTypes = (type: string) => Promise<ResourceType>;

/** The house's resource types, each room's loaded once when first asked for. */
export class LazyResourceTypes implements ResourceTypes {
  readonly #loaders: Readonly<Record<string, ResourceTypeLoader>>;
  readonly #custom: CustomTypes | undefined;
  readonly #loaded = new Map<string, Promise<ReadonlyMap<string, ResourceType>>>();

  /**
   * @param loaders by the first two parts of the types' names, for example `AWS::IAM`
   * @param custom what a type of people's own is; they have none when absent
   */
  constructor(loaders: Readonly<Record<string, ResourceTypeLoader>>, custom?: CustomTypes) {
    this.#loaders = loaders;
    this.#custom = custom;
  }

  async find(type: string): Promise<ResourceType | undefined> {
    if (CUSTOM.test(type)) return this.#custom?.(type);
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
