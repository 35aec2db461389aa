import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of the paths of those that rather wait than compute, each for a minute or so. */
const WAITING = ['/terraform/instances.', '/two-nodes.', '/terraform/network.', '/terraform/lambda.'];

/** Seconds that other long files take on two cores, by a part of their path; the first that fits counts. */
const SECONDS: readonly (readonly [part: string, seconds: number])[] = [
  ['/console/s3.', 40],
  ['/console/users.', 40],
  ['/console/roles.', 40],
  ['/console/', 20],
  ['/server-process.', 45],
  ['/cdk/', 35],
  ['/terraform/', 30],
  ['/netns/', 30],
  ['/flow-f', 20],
  ['/kill.', 20],
  ['/stacks/', 10],
  ['/lambda/', 10],
  ['/test/', 5],
];

/**
 * Runs the longest files first, so that none goes on alone when all others have ended: the console's, and
 * spread among them those that wait, so that something computes meanwhile. Those that share a process come
 * one after another: a worker keeps its process as long as its next file shares it.
 */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = files.toSorted((a, b) => secondsOf(b) - secondsOf(a));
    const waiting = WAITING.flatMap((part) => sorted.filter(({ moduleId }) => moduleId.includes(part)));
    const of = (project: string) =>
      sorted.filter((file) => file.project.name === project && !waiting.includes(file));
    return Promise.resolve([...spread(waiting, of('console')), ...of('alone'), ...of('together')]);
  }
}

/** Both lists as one, those of the first at even distances, beginning with one. */
function spread<T>(few: readonly T[], many: readonly T[]): T[] {
  const distance = Math.ceil(many.length / few.length);
  const begun = few.flatMap((one, i) => [one, ...many.slice(i * distance, (i + 1) * distance)]);
  return few.length === 0 ? [...many] : begun;
}

function secondsOf({ moduleId }: TestSpecification): number {
  return SECONDS.find(([part]) => moduleId.includes(part))?.[1] ?? 1;
}
