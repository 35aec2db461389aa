import { AwsError } from '../../kernel/aws-error.ts';
import type { House } from '../../operation/house.ts';
import type { ControlRoutes } from './control-routes.ts';

/** A signal as its sender wrote it. */
interface Signal {
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly uniqueId: string;
  readonly data: string;
}

const MOST_CHARACTERS = 4096;

/**
 * The route of wait conditions' handles: who has the URL may signal, as with AWS's presigned ones.
 *
 * @param deliver hands a signal to whoever waits
 */
export function waitRoutes(
  deliver: (house: House, token: string, logicalId: string, signal: Signal) => Promise<void>,
): ControlRoutes {
  return [
    {
      method: 'PUT',
      path: 'wait-conditions/{token}/{logicalId}',
      open: true,
      run: async ({ house, parameters, body }) => {
        const { Status: status, UniqueId: uniqueId } = body;
        // Of a failure its reason is what counts.
        const data = body[status === 'FAILURE' ? 'Reason' : 'Data'] ?? '';
        if (status !== 'SUCCESS' && status !== 'FAILURE')
          throw invalid('`Status` must be SUCCESS or FAILURE');
        if (typeof uniqueId !== 'string' || uniqueId === '') throw invalid('`UniqueId` must be a string');
        if (typeof data !== 'string' || data.length > MOST_CHARACTERS || uniqueId.length > MOST_CHARACTERS)
          throw invalid('`Data`, `Reason` and `UniqueId` must be strings of at most 4096 characters');
        const { token = '', logicalId = '' } = parameters;
        await deliver(house, token, logicalId, { status, uniqueId, data });
        return {};
      },
    },
  ];
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}
