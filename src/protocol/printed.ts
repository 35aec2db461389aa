/** A value as AWS's errors print it: `[a, b]` for lists, `{a=b}` for maps and structures. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return value.toString();
  return typeof value === 'object' && value !== null ? printedObject(value) : 'null';
}

function printedObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  }
  const entries = Object.entries(value).map(([key, entry]) => `${key}=${printed(entry)}`);
  return `{${entries.join(', ')}}`;
}
