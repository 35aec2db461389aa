import type { House } from '../../operation/house.ts';
import { RawAnswer, type ControlRoutes } from './control-routes.ts';

/** What is kept of an answer, characters: one that is too long for AWS (4096 bytes) is still seen to be so. */
const MOST_CHARACTERS = 8192;

/**
 * The route of custom resources' answers: who has the address may answer, as with AWS's presigned ones.
 *
 * @param deliver hands an answer to whoever waits
 */
export function answerRoutes(
  deliver: (house: House, token: string, answer: string) => Promise<void>,
): ControlRoutes {
  return [
    {
      method: 'PUT',
      path: 'custom-resources/{token}',
      open: true,
      isRaw: true,
      run: async ({ house, parameters, bytes }) => {
        // A character that no database keeps makes the answer no JSON either way.
        const text = Buffer.from(bytes).toString('utf8').replaceAll('\0', '\uFFFD');
        await deliver(house, parameters['token'] ?? '', text.slice(0, MOST_CHARACTERS));
        return new RawAnswer({ status: 200, headers: {}, body: '' });
      },
    },
  ];
}
