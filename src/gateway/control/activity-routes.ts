import { AwsError } from '../../kernel/aws-error.ts';
import type { ToldPreview, ToldRequest, ToldSentence } from '../../kernel/told-request.ts';
import type { OperationContext } from '../../operation/context.ts';
import { dispatch } from '../../operation/dispatch.ts';
import type { House } from '../../operation/house.ts';
import type { Operation } from '../../operation/operation.ts';
import { findRequest } from '../../operation/records/find-request.ts';
import { mayReadRecord } from '../../operation/records/may-read-record.ts';
import { withPresentPolicies } from '../../operation/records/present-policies.ts';
import { previewOthers } from '../../operation/records/preview-others.ts';
import { withProposedPolicies } from '../../operation/records/propose-policies.ts';
import { readProposals } from '../../operation/records/read-proposals.ts';
import type { KeptRequest } from '../../operation/records/request-record.ts';
import { withNames } from '../../operation/records/tell-names.ts';
import { tellRequest } from '../../operation/records/tell-request.ts';
import type { Service } from '../../operation/service.ts';
import { transportNotes } from './transport-note.ts';
import type { SignedRoute } from './control-routes.ts';

/**
 * The routes by which people who are not the operator learn why a request was decided as it was. They are
 * operations in all but their address: signed by anyone, authorised as IAM Toolbox's
 * GetRequestAuthorizationDetails, and in the trail.
 */
export function activityRoutes(): readonly SignedRoute[] {
  return [
    signed('GET', 'activity/{id}', 'ExplainRequest', explain),
    signed('POST', 'activity/{id}/preview', 'PreviewRequest', preview),
  ];
}

async function explain({ kept, house }: Told): Promise<ToldRequest> {
  const notes = transportNotes(kept, house.settings.loopbackIsSecure);
  return withNames(house.store, tellRequest(kept, notes, await withPresentPolicies(house, kept)));
}

/** What is proposed takes the place of what stands now, whatever stood there when the request came. */
async function preview({ kept: asked, body, house }: Told): Promise<ToldPreview> {
  const kept = (await withPresentPolicies(house, asked)) ?? asked;
  const before = tellRequest(kept);
  const isRefused = before.evaluations.some(({ decision }) => decision !== 'allowed');
  const proposed = readProposals(body, kept.record);
  const after = tellRequest(withProposedPolicies(kept, proposed), isRefused ? [MAY_ASK_FOR_MORE] : []);
  return {
    evaluations: before.evaluations.map(({ action, resource, decision }, at) => ({
      action,
      resource,
      before: decision,
      after: after.evaluations[at]?.decision ?? decision,
    })),
    after: await withNames(house.store, after),
    others: await previewOthers(house, kept.record, proposed),
  };
}

const MAY_ASK_FOR_MORE: ToldSentence = {
  code: 'note may-ask-for-more',
  text: 'a request ends at the first permission that is refused: one that goes on may ask for further ones',
};

function signed(
  method: SignedRoute['method'],
  path: string,
  name: string,
  tell: (told: Told) => Promise<unknown>,
): SignedRoute {
  const operation: Operation = {
    service: 'iam-toolbox',
    name,
    authorizes: () => ({ action: 'iam:GetRequestAuthorizationDetails', resource: '*' }),
    runs: async ({ id, body }: Asked, context: OperationContext) => {
      const kept = await findRequest(context.house, id);
      if (kept === undefined || !(await mayReadRecord(kept.record, context))) throw unknownRequest(id);
      return tell({ kept, body, house: context.house });
    },
  };
  const found = { operation, service };
  return {
    method,
    path,
    signed: true,
    run: ({ house, parameters: { id = '' }, body, caller, facts }) =>
      dispatch(house, found, { caller, facts, input: { id, body } satisfies Asked }),
  };
}

/** What there is to tell of. */
interface Told {
  readonly kept: KeptRequest;
  readonly body: Readonly<Record<string, unknown>>;
  readonly house: House;
}

interface Asked {
  /** The request's, or the authorization id in its denial. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const service: Service = {
  name: 'iam-toolbox',
  operations: [],
  denies: ({ sentence }) => new AwsError('AccessDeniedException', 403, sentence),
};

/** Also for another account's: a request is no one's business but its account's and organization's. */
function unknownRequest(id: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    404,
    `no request \`${id.slice(0, 64)}\` of your account is remembered: refused ones are for two days, others among ` +
      'the last 2,000 of this server',
  );
}
