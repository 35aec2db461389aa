import { deflateRawSync } from 'node:zlib';
import type { Session } from '../../kernel/caller.ts';
import { stsErrors } from './errors.ts';

/**
 * Room for a session's policies and tags, in deflated bytes. AWS publishes neither its packing nor its
 * room; with this, what it documents as 6 to 8 % comes to about as much.
 */
const ROOM_BYTES = 2048;

/** How long a session's policies and their ARNs may be together, in characters, before any packing. */
const ROOM_CHARACTERS = 2048;

/** What of a session is packed. */
export type Packed = Pick<Session, 'policy' | 'policyArns' | 'tags'>;

/**
 * How full the room for policies and tags is, in percent.
 *
 * @returns `undefined` when there is nothing to pack
 * @throws AwsError PackedPolicyTooLarge above 100
 */
export function packedSize({ policy, policyArns, tags }: Packed): number | undefined {
  if (policy === undefined && policyArns === undefined && tags === undefined) return undefined;
  const plain = (policyArns ?? []).reduce((sum, arn) => sum + arn.length, policy?.length ?? 0);
  assertRoom(percentOf(plain, ROOM_CHARACTERS));
  const packed = deflateRawSync(JSON.stringify([policy, policyArns, tags])).length;
  const percent = percentOf(packed, ROOM_BYTES);
  assertRoom(percent);
  return percent;
}

function percentOf(size: number, room: number): number {
  return Math.ceil((size / room) * 100);
}

function assertRoom(percent: number): void {
  if (percent > 100) throw stsErrors.packedPolicyTooLarge(percent);
}
