import type { ResourceRecord } from './records.ts';

/** The texts in attributes that custom resources gave as secrets (`NoEcho`), which no event may show. */
export function secretAttributes(records: Iterable<ResourceRecord>): readonly string[] {
  const secrets = new Set<string>();
  for (const { noEcho, attributes } of records) if (noEcho === true) collect(attributes, secrets);
  return [...secrets];
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value !== '') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) collect(member, into);
}
