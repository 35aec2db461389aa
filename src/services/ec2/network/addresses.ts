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
