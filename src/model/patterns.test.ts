import { expect, test } from 'vitest';
import { LINEAR_PATTERNS } from './corrections.ts';
import { loadServiceModel } from './load-service-model.ts';
import { MANIFEST, type ServiceName } from './manifest.ts';
import { matcherOf } from './resolve-shape.ts';
import type { Shape } from './shape.ts';

const services = (Object.keys(MANIFEST) as ServiceName[]).map(loadServiceModel);

/** Every pattern of the imported operations' inputs, with the expression that is run for it. */
const patterns = new Map<string, RegExp>();
for (const service of services) {
  for (const operation of service.operations.values()) gather(operation.input, new Set());
}

function gather(shape: Shape | undefined, seen: Set<Shape>): void {
  if (shape === undefined || seen.has(shape)) return;
  seen.add(shape);
  if (shape.kind === 'string' && shape.pattern !== undefined) patterns.set(shape.pattern, shape.matcher!);
  if (shape.kind === 'structure') for (const member of shape.members) gather(member.shape, seen);
  if (shape.kind === 'list') gather(shape.member.shape, seen);
  if (shape.kind === 'map') for (const place of [shape.key, shape.value]) gather(place.shape, seen);
}

/** Beginnings that reach a pattern's middle, and what is then repeated to make an engine go back and forth. */
const STARTS = ['', '/', 'a', 'arn:aws:', 'http://', 'https://a?', 'v1.', 'o-aaaaaaaaaa/r-aaaa', 'p-', 'a/'];
const REPEATED = ['a', '/', '0', '-', 'a-', '/a', 'a/', ':', '.', ' ', '#', '=', 'é', 'a:'];
const END = '\n!';

test('all imported patterns compile and some are there', () => {
  expect(patterns.size).toBeGreaterThan(30);
});

test.each([...patterns])('the pattern %s matches in linear time', (_pattern, matcher) => {
  for (const start of STARTS) {
    for (const repeated of REPEATED) {
      const long = milliseconds(matcher, start + repeated.repeat(100_000 / repeated.length) + END);
      if (long < 50) continue;
      // A busy machine may be slow once; only a ratio shows how time grows.
      const short = milliseconds(matcher, start + repeated.repeat(50_000 / repeated.length) + END);
      expect(long / short, `\`${start}${repeated}…\``).toBeLessThan(3);
    }
  }
});

function milliseconds(matcher: RegExp, text: string): number {
  const times = [1, 2].map(() => {
    const start = performance.now();
    matcher.test(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

test.each([...LINEAR_PATTERNS])('the linear pattern for %s accepts the same texts', (pattern, linear) => {
  const original = matcherOf(pattern);
  const replacement = matcherOf(linear);
  for (const text of texts(['/', 'a', '\n'], 7))
    expect(replacement.test(text), text).toBe(original.test(text));
});

/** All texts of an alphabet up to a length. */
function texts(alphabet: readonly string[], length: number): string[] {
  if (length === 0) return [''];
  const shorter = texts(alphabet, length - 1);
  return [
    ...shorter,
    ...shorter
      .filter((text) => text.length === length - 1)
      .flatMap((text) => alphabet.map((end) => text + end)),
  ];
}
