import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { OperationModel, ServiceModel } from '../../src/model/service-model.ts';
import type { Member } from '../../src/model/shape.ts';
import { arbitraryOf } from './arbitrary.ts';
import { collect, type WireServer } from './wire-server.ts';

/** What a service's client does that the model does not say. */
export interface Contract {
  readonly model: ServiceModel;
  /** Makes a call with a real client. @throws what the client throws */
  readonly call: (operation: string, input: unknown) => Promise<object>;
  readonly server: WireServer;
  /** Members that the client sets or rewrites itself: sent only where required, and not compared. */
  readonly unsettled?: (member: Member) => boolean;
}

/** Values whose required members can be generated. */
interface Generated {
  readonly input: Arbitrary<Record<string, unknown>>;
  readonly output: Arbitrary<Record<string, unknown>>;
}

/** @returns `undefined` when some required member's pattern is beyond what can be generated */
export function generated({ unsettled }: Contract, operation: OperationModel): Generated | undefined {
  const making = { skips: (member: Member) => unsettled?.(member) ?? false };
  const nothing = fc.constant<Record<string, unknown>>({});
  const input = operation.input === undefined ? nothing : arbitraryOf(operation.input, making);
  const output = operation.output === undefined ? nothing : arbitraryOf(operation.output, making);
  return input && output && { input, output };
}

/** What the client sends is what the operation receives; what the operation answers is what the client returns. */
export async function holdsFor(contract: Contract, operation: OperationModel, runs: number): Promise<void> {
  const values = generated(contract, operation);
  if (values === undefined) throw new Error(`no values can be generated for \`${operation.name}\``);
  const property = fc.asyncProperty(values.input, values.output, async (input, output) => {
    let received: unknown;
    let receivedName: string | undefined;
    contract.server.defect = undefined;
    contract.server.handle = async (name, decoded) => {
      receivedName = name;
      received = await settled(decoded, contract);
      return output;
    };
    let returned: object;
    try {
      returned = await contract.call(operation.name, input);
    } catch (error) {
      throw contract.server.defect ?? error;
    }
    expect(receivedName).toBe(operation.name);
    expect(received, 'received').toEqual(await settled(input, contract));
    expect(await settled(returned, contract), 'returned').toEqual(await settled(output, contract));
  });
  await fc.assert(property, { numRuns: runs, seed: 20_261_121, endOnFailure: true });
}

/**
 * A value without what no wire can carry: streams are read, bytes become base64, and what is empty is left
 * out, since a form says nothing of an empty structure.
 */
async function settled(value: unknown, contract: Contract): Promise<unknown> {
  if (value instanceof Uint8Array)
    return value.length === 0 ? undefined : Buffer.from(value).toString('base64');
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Symbol.asyncIterator in value)
    return settled(await collect(value as AsyncIterable<Uint8Array>), contract);
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => settled(item, contract)));
    return items.length === 0 ? undefined : items;
  }
  const entries: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const inner = await settled(member, contract);
    if (inner !== undefined && !isIgnored(name, contract)) entries.push([name, inner]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isIgnored(name: string, { unsettled }: Contract): boolean {
  return unsettled?.({ name } as Member) ?? false;
}
