import type { AwsError } from '../kernel/aws-error.ts';
import type { Soon } from '../kernel/soon.ts';
import type { Denial } from './denial.ts';
import type { OperationContext } from './context.ts';
import type { Operation } from './operation.ts';
import type { ServiceTagging } from './service-tagging.ts';

/** A service's room as the rest of the house sees it: its operations, and how it words a refusal. */
export interface Service {
  /** The model's name, for example `iam`. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** The service's own error for a denied permission. */
  denies(denial: Denial, context: OperationContext): AwsError;
  /** How its resources are tagged by their ARNs; absent where none can be. */
  readonly tagging?: ServiceTagging | undefined;
}

/** Finds services by name; a room's code loads at its first use. */
export interface Services {
  /** The names of all services that have a room. */
  readonly names: readonly string[];
  /** A service by its name; `undefined` when it has no room. */
  named(service: string): Promise<Service | undefined>;
  /** The operation's declaration and its service; `undefined` when it is not built. */
  find(service: string, operation: string): Soon<FoundOperation | undefined>;
}

export interface FoundOperation {
  readonly service: Service;
  readonly operation: Operation;
}

/** The house's services, each loaded once when first asked for. */
export class LazyServices implements Services {
  readonly #loaders: Readonly<Record<string, () => Promise<Service>>>;
  readonly #loaded = new Map<string, Promise<Loaded>>();
  /** Those that were loaded. */
  readonly #there = new Map<string, Loaded>();

  /** @param loaders a dynamic import for each service, by the model's name */
  constructor(loaders: Readonly<Record<string, () => Promise<Service>>>) {
    this.#loaders = loaders;
  }

  get names(): readonly string[] {
    return Object.keys(this.#loaders);
  }

  async named(service: string): Promise<Service | undefined> {
    return (await this.#load(service))?.service;
  }

  find(service: string, operation: string): Soon<FoundOperation | undefined> {
    const there = this.#there.get(service);
    if (there !== undefined) return there.operations.get(operation);
    return this.#load(service)?.then((loaded) => {
      this.#there.set(service, loaded);
      return loaded.operations.get(operation);
    });
  }

  #load(name: string): Promise<Loaded> | undefined {
    const loaded = this.#loaded.get(name);
    if (loaded !== undefined) return loaded;
    if (!Object.hasOwn(this.#loaders, name)) return undefined;
    const loading = this.#loaders[name]?.().then(index);
    if (loading !== undefined) this.#loaded.set(name, loading);
    return loading;
  }
}

interface Loaded {
  readonly service: Service;
  readonly operations: ReadonlyMap<string, FoundOperation>;
}

function index(service: Service): Loaded {
  const operations = new Map<string, FoundOperation>();
  for (const operation of service.operations) {
    if (operations.has(operation.name))
      throw new Error(`\`${service.name}:${operation.name}\` is declared twice`);
    operations.set(operation.name, { service, operation });
  }
  return { service, operations };
}
