import type { FoundResource } from './found-resource.ts';

/** What was found, for a spreadsheet: a column for each key. */
export function resourcesCsv(resources: readonly FoundResource[]): string {
  const keys = [...new Set(resources.flatMap(({ tags }) => tags.map(({ Key }) => Key)))].sort();
  const rows = resources.map(({ arn, type, name, region, tags }) => {
    const values = new Map(tags.map(({ Key, Value }) => [Key, Value]));
    return [name, type, region, arn, ...keys.map((key) => values.get(key) ?? '')];
  });
  const head = ['Name', 'Type', 'Region', 'ARN', ...keys.map((key) => `Tag: ${key}`)];
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

/** Quoted where it has to be; what a spreadsheet would take for a formula is kept text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
