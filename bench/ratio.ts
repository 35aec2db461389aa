import { load, once } from './load.ts';
import { MeasuredServer } from './measured-server.ts';

/** One comparison of server CPU time a request: Utsuwa's and a bare server's, and their ratio. */
export interface Ratio {
  readonly microsPerRequest: number;
  readonly bareMicrosPerRequest: number;
  /** Bare over ours: 1 would be as cheap as doing nothing. */
  readonly ratio: number;
}

/** How a comparison is run. */
export interface RatioOptions {
  /** Requests in each of the interleaved runs. */
  readonly requests: number;
  readonly connections?: number | undefined;
  readonly pairs?: number | undefined;
}

/**
 * Compares a request's CPU time with that of a bare `node:http` server that drains the same request and
 * sends the same answer: the median of interleaved pairs.
 *
 * @param requestOf the n-th request, which must stay valid throughout
 */
export async function compareWithBare(
  server: MeasuredServer,
  requestOf: (n: number) => Buffer,
  { requests, connections = 8, pairs = 5 }: RatioOptions,
): Promise<Ratio> {
  const answer = await once(server.port, requestOf(0));
  const bare = await MeasuredServer.bare(answer);
  try {
    await load(server.port, requests, connections, requestOf);
    await load(bare.port, requests, connections, requestOf);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      ours.push(await cpuOf(server, requests, connections, requestOf));
      theirs.push(await cpuOf(bare, requests, connections, requestOf));
    }
    const ratios = ours.map((micros, i) => (theirs[i] ?? 0) / micros);
    return { microsPerRequest: median(ours), bareMicrosPerRequest: median(theirs), ratio: median(ratios) };
  } finally {
    await bare.stop();
  }
}

async function cpuOf(
  server: MeasuredServer,
  requests: number,
  connections: number,
  requestOf: (n: number) => Buffer,
): Promise<number> {
  const before = await server.usage();
  await load(server.port, requests, connections, requestOf);
  const after = await server.usage();
  return (after.cpuMicros - before.cpuMicros) / requests;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
