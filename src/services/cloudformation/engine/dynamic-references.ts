import { AwsError } from '../../../kernel/aws-error.ts';
import type { House } from '../../../operation/house.ts';
import { noReferencedParameters, unsupportedReference } from '../template/template-errors.ts';
import { callService, type CallPlace } from './service-calls.ts';

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]*)\}\}/g;

/**
 * Puts values of the parameter store where `{{resolve:ssm:NAME:VERSION}}` stands in a value's texts, asked
 * as a caller. Secrets are refused: what is resolved is kept with the stack.
 *
 * @param place asked only when there is something to resolve
 * @param known what references were found to stand for; added to
 * @throws AwsError ValidationError for parameters that are not there, or another kind of reference
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 */
export async function withStoredValues<T>(
  house: House,
  place: () => Promise<CallPlace>,
  value: T,
  known = new Map<string, string>(),
): Promise<T> {
  const texts = JSON.stringify(value) ?? '';
  if (!texts.includes('{{resolve:')) return value;
  const at = await place();
  const missing: string[] = [];
  for (const [whole, kind = '', name = ''] of texts.matchAll(REFERENCE)) {
    if (kind !== 'ssm') throw unsupportedReference(whole);
    if (known.has(whole)) continue;
    const stored = await storedValue(house, at, name);
    if (stored === undefined) missing.push(name);
    else known.set(whole, stored);
  }
  if (missing.length > 0) throw noReferencedParameters([...new Set(missing)]);
  return replaced(value, known) as T;
}

async function storedValue(house: House, place: CallPlace, Name: string): Promise<string | undefined> {
  try {
    const call = { service: 'ssm', operation: 'GetParameter', input: { Name } };
    const answer = await callService(house, place, call);
    return (answer as { readonly Parameter?: { readonly Value?: string } }).Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof AwsError && error.code.includes('NotFound')) return undefined;
    throw error;
  }
}

function replaced(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replaceAll(REFERENCE, (whole) => known.get(whole) ?? whole);
  if (Array.isArray(value)) return value.map((item) => replaced(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, known)]));
}
