/**
 * A time as EC2 shows it, in whole seconds.
 *
 * @param ms ms since 1970 in emulated time
 */
export function wholeSeconds(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
