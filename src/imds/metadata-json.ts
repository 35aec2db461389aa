/**
 * A JSON object as the metadata service prints it: two spaces, a blank on both sides of the colon, no
 * newline at the end. Members that are `undefined` are left out.
 */
export function metadataJson(members: Readonly<Record<string, string | null | undefined>>): string {
  const lines = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)} : ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** A time as the metadata service prints it: `2022-02-13T13:17:17Z`. */
export function metadataTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
