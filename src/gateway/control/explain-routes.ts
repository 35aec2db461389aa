import { AwsError } from '../../kernel/aws-error.ts';
import type { House } from '../../operation/house.ts';
import { recordOf, type KeptRequest } from '../../operation/records/request-record.ts';
import { tellRequest } from '../../operation/records/tell-request.ts';
import type { ControlRoute, ControlRoutes } from './control-routes.ts';

/** The routes that say why a request was refused, or allowed. */
export const explainRoutes: ControlRoutes = [lastRefusals(), explainOne()];

/** The last refused requests, newest first. */
function lastRefusals(): ControlRoute {
  return {
    method: 'GET',
    path: 'refusals',
    run: async ({ house }) => ({
      refusals: (await house.refusals.recent(20)).map(({ evaluations, ...record }) => {
        const { requestId, authorizationId, at, caller } = record;
        const last = evaluations.at(-1);
        return { requestId, authorizationId, at, caller, action: last?.action, resource: last?.resource };
      }),
    }),
  };
}

function explainOne(): ControlRoute {
  return {
    method: 'GET',
    path: 'explain/{id}',
    run: async ({ house, parameters: { id = '' } }) => {
      const kept = await findRequest(house, id);
      if (kept === undefined) throw unknownRequest(id);
      return tellRequest(kept);
    },
  };
}

/** A refused request from the store, any other from this server's memory. */
async function findRequest(house: House, id: string): Promise<KeptRequest | undefined> {
  const refused = await house.refusals.find(id);
  if (refused !== undefined) return refused;
  const entry = house.trail.find(id);
  return entry && recordOf(entry);
}

function unknownRequest(id: string): AwsError {
  return new AwsError(
    'NotFound',
    404,
    `no request \`${id.slice(0, 64)}\` is remembered; \`utsuwa explain\` lists the last refused ones`,
  );
}
