import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { median } from './ratio.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** How long until ready, in ms, and as a multiple of the time of `node -e 0` within the run. */
export interface StartUp {
  readonly readyMs: number;
  readonly nodeMs: number;
  readonly ratio: number;
}

/** Starts on an existing data directory, again and again, beside `node -e 0`. */
export async function benchStartUp(runs = 11): Promise<StartUp> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'utsuwa-bench-'));
  try {
    await readyMs(directory);
    const ours: number[] = [];
    const nodes: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      nodes.push(nodeMs());
      ours.push(await readyMs(directory));
    }
    const ratio = median(ours.map((ms, i) => ms / (nodes[i] ?? 1)));
    return { readyMs: median(ours), nodeMs: median(nodes), ratio };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function nodeMs(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

function readyMs(directory: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const server = spawn(process.execPath, [CLI, 'start', '--port', '0', '--data', directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    let ready = 0;
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('ready\n') || ready !== 0) return;
      ready = performance.now() - began;
      server.kill('SIGTERM');
    });
    server.on('exit', (code) =>
      ready === 0 ? reject(new Error(`exit ${code}: ${output}`)) : resolve(ready),
    );
  });
}
