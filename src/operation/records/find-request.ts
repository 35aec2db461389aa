import type { House } from '../house.ts';
import { recordOf, type KeptRequest } from './request-record.ts';

/**
 * A refused request from the store, any other from this server's memory.
 *
 * @param id the request's, or the authorization id in its denial
 */
export async function findRequest(house: House, id: string): Promise<KeptRequest | undefined> {
  const refused = await house.refusals.find(id);
  if (refused !== undefined) return refused;
  const entry = house.trail.find(id);
  return entry && recordOf(entry);
}
