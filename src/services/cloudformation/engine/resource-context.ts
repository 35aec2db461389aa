import type { ResourceContext } from '../../../operation/resource-type.ts';
import { waitsFor } from '../template/graph.ts';
import { pauseUntil } from './pause.ts';
import type { ResourceRecord } from './records.ts';
import { openRequest } from './requests.ts';
import { callService } from './service-calls.ts';
import { systemTags } from './system-tags.ts';
import type { Work } from './work.ts';
import { awaitSignals, HANDLE_WORDS } from './signals.ts';

/** The other resources of a deployment, for those that wait for one without referring to it. */
export class Neighbours {
  readonly #waits: ReadonlyMap<string, readonly string[]>;
  readonly #left = new Map<string, { type: string; done: Promise<void>; finish: () => void }>();

  /** @param types each resource's type */
  constructor(waits: ReadonlyMap<string, readonly string[]>, types: ReadonlyMap<string, string>) {
    this.#waits = waits;
    for (const [id, type] of types) {
      let finish = (): void => undefined;
      const done = new Promise<void>((resolve) => (finish = resolve));
      this.#left.set(id, { type, done, finish });
    }
  }

  /** Says that a resource is done, or will not be. */
  finished(logicalId: string): void {
    this.#left.get(logicalId)?.finish();
    this.#left.delete(logicalId);
  }

  /** @returns false when no other of the type is left that does not itself wait for this one */
  async anotherDone(logicalId: string, type: string, signal: AbortSignal): Promise<boolean> {
    const awaited = [...this.#left].filter(
      ([id, left]) => left.type === type && id !== logicalId && !waitsFor(this.#waits, id, logicalId),
    );
    if (awaited.length === 0) return false;
    signal.throwIfAborted();
    const end = new AbortController();
    const aborted = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { signal: end.signal }),
    );
    await Promise.race([...awaited.map(([, { done }]) => done), aborted]);
    end.abort();
    signal.throwIfAborted();
    return true;
  }
}

/** What a type's step may use. @param initiated told of the physical id as soon as there is one */
export function resourceContext(
  work: Work,
  record: ResourceRecord,
  former: ResourceRecord | undefined,
  neighbours: Neighbours | undefined,
  initiated: (physicalId: string) => Promise<void>,
): ResourceContext {
  const { house, stack, signal } = work;
  const { logicalId, token, startedAt, stackTags } = record;
  const tags = systemTags(stack, logicalId);
  return {
    stackId: stack.id,
    stackName: stack.name,
    logicalId,
    accountId: stack.account_id,
    region: stack.region,
    token,
    startedAt,
    stackTags,
    formerStackTags: former?.stackTags ?? stackTags,
    capabilities: work.capabilities,
    resourceTypes: work.resourceTypes,
    skipsWithin: work.operation.data.skip.filter((id) => id.includes('.')),
    endpoint: house.settings.endpoint,
    async call<T>(service: string, operation: string, input: object): Promise<T> {
      await work.turnCome();
      const place = await work.callPlace();
      return (await callService(house, place, { service, operation, input }, work.failedCalls, tags)) as T;
    },
    pause: (ms) => pauseUntil(house.clock, house.clock.now().getTime() + ms, signal),
    anotherDone: async (type) => (await neighbours?.anotherDone(logicalId, type, signal)) ?? false,
    initiated,
    ownTags: tags,
    others: [work.now, work.before, work.gone].flatMap((slot) => {
      const other = slot.get(logicalId);
      return other?.physicalId === undefined || other.token === token ? [] : [other.physicalId];
    }),
    openRequest: (step) => openRequest(work, `${logicalId} ${token} ${step}`),
    signals: (id, count, timeoutSeconds) => awaitSignals(work, id, { count, timeoutSeconds }, HANDLE_WORDS),
  };
}
