import { parseRange } from '../conditions/ip-comparison.ts';

/** RFC 1918 and RFC 4193: addresses that no request carries over the internet. */
const PRIVATE: readonly (readonly [words: readonly number[], bits: number])[] = [
  [[0x0a000000], 8],
  [[0xac100000], 12],
  [[0xc0a80000], 16],
  [[0xfc000000, 0, 0, 0], 7],
];

/** Whether all of a range is private. */
export function isPrivateRange(range: string): boolean {
  const read = parseRange(range);
  if (read === undefined) return false;
  return PRIVATE.some(
    ([words, bits]) =>
      read.network.length === words.length &&
      read.prefix >= bits &&
      masked(read.network, bits).every((word, at) => word === words[at]),
  );
}

/** The range written so that no bit behind its prefix is set; `undefined` when it is so already. */
export function improvedRange(range: string): string | undefined {
  const read = parseRange(range);
  if (read === undefined) return undefined;
  const { network: words, prefix: bits } = read;
  const clean = masked(words, bits);
  if (clean.every((word, at) => word === words[at])) return undefined;
  return `${words.length === 1 ? ipv4(clean[0]!) : ipv6(clean)}/${bits}`;
}

function masked(words: readonly number[], bits: number): number[] {
  return words.map((word, at) => {
    const left = bits - at * 32;
    if (left >= 32) return word;
    return left <= 0 ? 0 : (word & (-1 << (32 - left))) >>> 0;
  });
}

function ipv4(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

/** All eight groups but for one run of zeros at the end, which stands as `::`. */
function ipv6(words: readonly number[]): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  let length = groups.length;
  while (length > 0 && groups[length - 1] === 0) length -= 1;
  const text = groups.slice(0, length).map((group) => group.toString(16));
  return length >= 7 ? groups.map((group) => group.toString(16)).join(':') : `${text.join(':')}::`;
}
