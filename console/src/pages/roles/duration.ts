/** A role's longest session in hours, as AWS's console tells it: `1 hour`, `1.5 hours`. */
export function durationText(seconds: number | undefined, hours: (count: string) => string): string {
  return seconds === undefined ? '-' : hours(String(Math.round((seconds / 3600) * 100) / 100));
}
