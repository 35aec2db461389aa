import type { ContextEntry } from '../../../model/generated/iam.ts';
import type { RequestContext } from '../../../policy/request.ts';
import { invalidInput } from '../errors.ts';

/**
 * The condition keys of a simulated request: exactly those that are given; the simulator adds none of
 * its own. A type that ends in `List` makes a multi-valued key.
 *
 * @throws AwsError InvalidInput for an entry that is not whole, a key given twice, several values of a
 *   single-valued type, or a value that is not of its type
 */
export function simulatedContext(entries: readonly ContextEntry[] = []): RequestContext {
  const context = new Map<string, string | readonly string[]>();
  for (const { ContextKeyName: name, ContextKeyType: type, ContextKeyValues: values } of entries) {
    if (name === undefined || type === undefined || values === undefined) {
      throw invalidInput('Invalid Context Entry: name, type and values are required.');
    }
    const key = name.toLowerCase();
    if (context.has(key)) throw invalidInput(`Duplicate Context Entry: ${name}`);
    const list = type.endsWith('List');
    if (!list && values.length > 1) {
      throw invalidInput(`Invalid Context Entry: ${name} of type ${type} takes one value.`);
    }
    const reads = READS[list ? type.slice(0, -'List'.length) : type];
    const wrong = values.find((value) => reads?.(value) === false);
    if (wrong !== undefined) throw invalidInput(`Invalid Context Entry: ${name} is not of type ${type}.`);
    const [only] = values;
    if (list) context.set(key, values);
    else if (only !== undefined) context.set(key, only);
  }
  return context;
}

/** Whether a text is of the type; what is not listed is any text. */
const READS: Readonly<Record<string, (value: string) => boolean>> = {
  numeric: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  boolean: (value) => /^(true|false)$/i.test(value),
  ip: (value) => /^[\d.:a-f]+(\/\d{1,3})?$/i.test(value),
  binary: (value) => /^[A-Za-z\d+/]*={0,2}$/.test(value),
  date: (value) => /^\d+$/.test(value) || !Number.isNaN(Date.parse(value)),
};
