import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

/** IpAddress: in a range written `address/prefix`; without a prefix, the one address (/32, /128). */
export const ipInRange: CompileComparison = (values) => anyOf(values.map(compileRange));

/** An address as 32-bit words, the first the most significant: one for IPv4, four for IPv6. */
type Words = readonly number[];

/** Reads `address/prefix`, or an address alone; `undefined` when it is none. */
export function parseRange(range: string): { readonly network: Words; readonly prefix: number } | undefined {
  const slash = range.indexOf('/');
  const network = parseIp(slash < 0 ? range : range.slice(0, slash));
  if (network === undefined) return undefined;
  const bits = network.length * 32;
  const prefix = slash < 0 ? bits : parsePrefix(range.slice(slash + 1));
  return prefix === undefined || prefix > bits ? undefined : { network, prefix };
}

function compileRange(range: string): Comparison {
  const read = parseRange(range);
  if (read === undefined) return () => false;
  const { network, prefix } = read;
  const masks = network.map((_, word) => maskOf(prefix - word * 32));
  const wanted = network.map((word, at) => (word & masks[at]!) >>> 0);
  return (actual) => {
    const address = parseIp(actual);
    if (address === undefined || address.length !== wanted.length) return false;
    for (let at = 0; at < wanted.length; at += 1) {
      if ((address[at]! & masks[at]!) >>> 0 !== wanted[at]) return false;
    }
    return true;
  };
}

/** The mask of one word of which the first `bits` count. */
function maskOf(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffffffff : (-1 << (32 - bits)) >>> 0;
}

function parsePrefix(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

/** Reads an IPv4 or IPv6 address; an IPv4 address mapped into IPv6 is the IPv4 address. */
export function parseIp(text: string): Words | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(':')) {
    const word = parseIpv4(text);
    return word === undefined ? undefined : [word];
  }
  const words = parseIpv6(text);
  if (words !== undefined && words[0] === 0 && words[1] === 0 && words[2] === 0xffff) return words.slice(3);
  return words;
}

function parseIpv4(text: string): number | undefined {
  let word = 0;
  let octets = 0;
  let octet = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : DOT;
    if (code === DOT) {
      if (digits === 0 || octet > 255) return undefined;
      word = word * 256 + octet;
      octets += 1;
      octet = 0;
      digits = 0;
    } else if (code >= ZERO && code <= ZERO + 9 && digits < 3) {
      octet = octet * 10 + code - ZERO;
      digits += 1;
    } else return undefined;
  }
  return octets === 4 ? word : undefined;
}

const DOT = 46;
const ZERO = 48;

function parseIpv6(text: string): Words | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0]!);
  const tail = halves[1] === undefined ? [] : parseGroups(halves[1]);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return [0, 2, 4, 6].map((at) => groups[at]! * 65536 + groups[at + 1]!);
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const pieces = text.split(':');
  for (const [at, piece] of pieces.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(piece)) {
      groups.push(Number.parseInt(piece, 16));
      continue;
    }
    const ipv4 = at === pieces.length - 1 ? parseIpv4(piece) : undefined;
    if (ipv4 === undefined) return undefined;
    groups.push(Math.floor(ipv4 / 65536), ipv4 % 65536);
  }
  return groups;
}
