import { askServer } from './control-client.ts';
import { UserError } from './user-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Prints the server's emulated time and how far it is ahead of the machine's own. */
export async function clockCommand({ port }: { readonly port: number }): Promise<void> {
  const { now, aheadMs } = await askServer(port, 'GET', 'clock');
  process.stdout.write(`${toldTime(String(now), Number(aheadMs))}\n`);
}

/** Moves the server's emulated time forward. @param duration for example `90m`, `1.5h`, `1h30m` */
export async function advanceCommand(duration: string, { port }: { readonly port: number }): Promise<void> {
  const answer = await askServer(port, 'POST', 'clock/advance', { milliseconds: millisecondsOf(duration) });
  process.stdout.write(`emulated time is now ${String(answer['now'])}\n`);
}

/** @throws UserError for what is no duration */
export function millisecondsOf(duration: string): number {
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?[smhd])+$/.test(duration) || duration.length > 64) {
    throw new UserError(`\`${duration}\` is no duration; write for example 90m, 1.5h, 1h30m or 2d`);
  }
  const parts = [...duration.matchAll(/([\d.]+)([smhd])/g)];
  return Math.round(
    parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0),
  );
}

/** @param aheadMs how far emulated time is ahead, ms */
export function toldTime(now: string, aheadMs: number): string {
  if (aheadMs === 0) return `emulated time is ${now}, as the machine's own`;
  return `emulated time is ${now}, ${lengthOf(aheadMs)} ahead of the machine's own`;
}

function lengthOf(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = UNIT_MS[unit] ?? 1;
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count}${unit}`);
    left -= count * size;
  }
  return parts.length === 0 ? `${ms}ms` : parts.join(' ');
}
