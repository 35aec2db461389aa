const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as AWS's console shows it: `1.5 MB`, of units of 1,024. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
