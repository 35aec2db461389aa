import { askServer } from './control-client.ts';
import { UserError } from './user-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Moves the server's emulated time forward. @param duration for example `90m`, `6h` */
export async function advanceCommand(duration: string, { port }: { readonly port: number }): Promise<void> {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(duration) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  if (amount === undefined || unitMs === undefined) {
    throw new UserError(`\`${duration}\` is no duration; write for example 90m, 6h or 2d`);
  }
  const answer = await askServer(port, 'POST', 'clock/advance', { milliseconds: Number(amount) * unitMs });
  process.stdout.write(`emulated time is now ${String(answer['now'])}\n`);
}
