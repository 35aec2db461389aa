/** The most that `Fn::Cidr` makes at once. */
const MOST_BLOCKS = 256;

/**
 * Cuts blocks out of a block of addresses, IPv4 or IPv6.
 *
 * @param block for example `10.0.0.0/16`
 * @param count 1–256
 * @param bits how many bits are left to each block's hosts; 8 when absent, as AWS takes it
 * @returns `undefined` when there is no room for so many, or the block is none
 */
export function cidrBlocks(block: string, count: number, bits = 8): readonly string[] | undefined {
  const [address = '', prefixText = ''] = block.split('/');
  const isV6 = address.includes(':');
  const width = isV6 ? 128 : 32;
  const base = isV6 ? parseV6(address) : parseV4(address);
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (base === undefined || !(prefix <= width)) return undefined;
  if (!Number.isInteger(count) || count < 1 || count > MOST_BLOCKS) return undefined;
  if (!Number.isInteger(bits) || bits < 1 || bits > width) return undefined;
  const newPrefix = width - bits;
  if (newPrefix < prefix || BigInt(count) > 1n << BigInt(newPrefix - prefix)) return undefined;
  const host = BigInt(width - prefix);
  const start = (base >> host) << host;
  return Array.from({ length: count }, (_, index) => {
    const next = start + (BigInt(index) << BigInt(bits));
    return `${isV6 ? formatV6(next) : formatV4(next)}/${newPrefix}`;
  });
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function parseV6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = groups(tail);
  const gap = 8 - before.length - after.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const all = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** As RFC 5952 writes it: the longest run of zeros is left out. */
function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  );
  let start = -1;
  let longest = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === '0') end++;
    if (end - i > longest) [start, longest] = [i, end - i];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}
