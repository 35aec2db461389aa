import { decodeFormText } from './form.ts';
import { tooManyParameters } from './wire-errors.ts';

/** The parameters of a REST request's query, decoded, each with all its values. */
export type RestQuery = ReadonlyMap<string, readonly string[]>;

const MAX_PARAMETERS = 2_000;
const EMPTY: RestQuery = new Map();

/**
 * Parses a query string; a name without `=` has the value ``.
 *
 * @throws AwsError when it is not percent-encoded UTF-8, or has more parameters than any call
 */
export function parseRestQuery(query: string): RestQuery {
  if (query === '') return EMPTY;
  const parameters = new Map<string, string[]>();
  const parts = query.split('&', MAX_PARAMETERS + 1);
  if (parts.length > MAX_PARAMETERS) throw tooManyParameters();
  for (const part of parts) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decodeFormText(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? '' : decodeFormText(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}
