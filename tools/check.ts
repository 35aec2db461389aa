/** `npm run check`: everything that can be said of the house without running it. All checks run at once. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import pc from 'picocolors';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  // One reading of both projects' types serves the rules that ask for types and the compiler's own errors.
  { name: 'lint and types', command: ['oxlint', '--type-aware', '--type-check', '--deny-warnings'] },
  { name: 'rooms', command: ['tsx', 'tools/check-rooms.ts'] },
  { name: 'dead code', command: ['knip'] },
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run({ name, command }: Check): Promise<Outcome> {
  const began = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('npx', ['--no-install', ...command], { shell: process.platform === 'win32' });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      resolve({ name, ok: code === 0, seconds: (performance.now() - began) / 1000, output });
    });
  });
}

const outcomes = await Promise.all(CHECKS.map(run));
for (const { name, ok, seconds, output } of outcomes) {
  console.log(`${ok ? pc.green('ok  ') : pc.red('FAIL')} ${name.padEnd(14)} ${seconds.toFixed(1)} s`);
  if (!ok) console.log(output);
}
process.exit(outcomes.every(({ ok }) => ok) ? 0 : 1);
