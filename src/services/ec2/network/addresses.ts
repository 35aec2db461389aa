import { isIPv6 } from 'node:net';

/** An IPv4 block: first address and how many, as numbers. */
export interface Block {
  readonly first: number;
  readonly size: number;
}

/** AWS keeps the first four addresses of a subnet and the last. */
const RESERVED_FIRST = 4;
const RESERVED_LAST = 1;

/** Reads `172.31.0.0/20`. @throws Error for what is none: a defect, as only what we wrote is read */
export function parseBlock(cidr: string): Block {
  const [address = '', bits = ''] = cidr.split('/');
  const first = parseAddress(address);
  if (first === undefined || !/^\d{1,2}$/.test(bits)) throw new Error(`\`${cidr}\` is no IPv4 block`);
  return { first, size: 2 ** (32 - Number(bits)) };
}

/** A block that a request names, as `10.0.0.0/16`: bits beyond the prefix are cleared, as EC2 does. */
export interface NamedBlock extends Block {
  readonly cidr: string;
  /** The length of the prefix, 0–32. */
  readonly bits: number;
}

/** Reads a block that a request names; `undefined` for what is none. */
export function readBlock(text: string): NamedBlock | undefined {
  const [, address = '', digits = ''] = /^([\d.]{7,15})\/(\d{1,2})$/.exec(text) ?? [];
  const given = parseAddress(address);
  const bits = Number(digits);
  if (given === undefined || digits === '' || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const first = given - (given % size);
  return { first, size, bits, cidr: `${formatAddress(first)}/${bits}` };
}

/** Whether a text names an IPv6 block, as `::/0`. */
export function isIpv6Block(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  return isIPv6(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && more.length === 0;
}

/** Whether the whole inner block lies in the outer one. */
export function contains(outer: Block, inner: Block): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

/** Whether two blocks share an address. */
export function overlap(a: Block, b: Block): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Reads a dotted IPv4 address; `undefined` for what is none. */
export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** How many addresses of a subnet instances may have. */
export function usableAddresses({ size }: Block): number {
  return size - RESERVED_FIRST - RESERVED_LAST;
}

/** Whether an instance may have this address of the subnet. */
export function isUsable({ first, size }: Block, address: number): boolean {
  return address >= first + RESERVED_FIRST && address < first + size - RESERVED_LAST;
}

/** The lowest free addresses of a subnet, at most so many. */
export function freeAddresses(block: Block, used: ReadonlySet<string>, count: number): readonly string[] {
  const free: string[] = [];
  const end = block.first + block.size - RESERVED_LAST;
  for (let address = block.first + RESERVED_FIRST; address < end && free.length < count; address++) {
    const text = formatAddress(address);
    if (!used.has(text)) free.push(text);
  }
  return free;
}
