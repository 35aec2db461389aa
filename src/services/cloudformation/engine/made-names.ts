import { randomInt } from 'node:crypto';
import type { Naming } from '../../../operation/resource-type.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX = 12;

/**
 * A name as CloudFormation makes them: the stack's, the logical id, twelve letters and digits, joined by
 * hyphens and cut to the type's limit so that each keeps its share.
 *
 * @param pick a random number below its argument
 */
export function makeName(
  stackName: string,
  logicalId: string,
  { maxLength, lower }: Pick<Naming, 'maxLength' | 'lower'>,
  pick: (below: number) => number = randomInt,
): string {
  const suffix = Array.from({ length: SUFFIX }, () => LETTERS[pick(LETTERS.length)]).join('');
  const room = maxLength - SUFFIX - 2;
  const half = Math.floor(room / 2);
  const stackRoom = Math.max(half, room - logicalId.length);
  const stackPart = stackName.slice(0, stackRoom);
  const name = `${stackPart}-${logicalId.slice(0, room - stackPart.length)}-${suffix}`;
  return lower === true ? name.toLowerCase() : name;
}
