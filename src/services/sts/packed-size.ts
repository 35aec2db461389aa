import { deflateRawSync } from 'node:zlib';
import type { Session } from '../../kernel/caller.ts';
import { stsErrors } from './errors.ts';

/**
 * Room for a session's policies and tags, in deflated bytes. AWS publishes neither its packing nor its
 * room; with this, what it documents as 6 to 8 % comes to about as much.
 */
const ROOM_BYTES = 2048;

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
  const packed = deflateRawSync(JSON.stringify([policy, policyArns, tags])).length;
  const percent = Math.ceil((packed / ROOM_BYTES) * 100);
  if (percent > 100) throw stsErrors.packedPolicyTooLarge(percent);
  return percent;
}
