import type { Caller } from '../../kernel/caller.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { House } from '../../operation/house.ts';
import { parseArn } from '../../kernel/arn.ts';
import type { ToldRequest, ToldSentence } from '../../kernel/told-request.ts';
import { iamReference } from '../../model/iam-reference.ts';
import { authorizationIdIn, readPaste, type PastedRequest } from '../../operation/records/read-paste.ts';
import { reconstruct } from '../../operation/records/reconstruct.ts';
import { findRequest } from '../../operation/records/find-request.ts';
import { withPresentPolicies } from '../../operation/records/present-policies.ts';
import { tellRequest } from '../../operation/records/tell-request.ts';
import { transportNotes } from './transport-note.ts';
import type { ControlRoute, ControlRoutes } from './control-routes.ts';
import { foreseeRoute } from './foresee-route.ts';

/** The routes that say why a request was refused, or allowed, and whether one would be. */
export function explainRoutes(callerByArn: CallerByArn): ControlRoutes {
  return [lastRefusals(), explainOne(), why(callerByArn), foreseeRoute(callerByArn)];
}

/** Whom an ARN names in the house. */
type CallerByArn = (house: House, arn: string) => Promise<Caller | undefined>;

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
      const notes = transportNotes(kept, house.settings.loopbackIsSecure);
      return tellRequest(kept, notes, await withPresentPolicies(house, kept));
    },
  };
}

function unknownRequest(id: string): AwsError {
  return new AwsError(
    'NotFound',
    404,
    `no request \`${id.slice(0, 64)}\` is remembered; \`bin/utsuwa explain\` lists the last refused ones`,
  );
}

/** Explains what somebody pasted: the very request where it is kept, otherwise one like it. */
function why(callerByArn: CallerByArn): ControlRoute {
  return {
    method: 'POST',
    path: 'why',
    run: async ({ house, body: { text } }) => {
      if (typeof text !== 'string') throw new AwsError('InvalidRequest', 400, '`text` must be a text');
      const id = authorizationIdIn(text);
      const kept = id === undefined ? undefined : await house.refusals.find(id);
      if (kept !== undefined) return tellRequest(kept, [], await withPresentPolicies(house, kept));
      const pasted = readPaste(text, house.keyRing);
      if (pasted === undefined) throw unreadable();
      const caller = await callerByArn(house, pasted.caller);
      if (caller === undefined) throw unknownCaller(pasted.caller);
      const told = tellRequest(await reconstruct(house, caller, pasted), [RECONSTRUCTED]);
      const notes = [...told.notes, ...notesOf(pasted, told)];
      return { ...told, notes, requestId: undefined, at: undefined, region: undefined };
    },
  };
}

const RECONSTRUCTED: ToldSentence = {
  code: 'note reconstructed',
  text: 'decided anew by the policies that stand here now; what the text does not tell of the request is assumed',
};

/** What of the text differs from what is told, which a reader would otherwise look for in vain. */
function notesOf(
  { caller: pasted, action }: PastedRequest,
  { caller, evaluations }: ToldRequest,
): ToldSentence[] {
  const notes: ToldSentence[] = [];
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  if (iamReference().services.get(prefix)?.actions.has(name) !== true) {
    notes.push({ code: 'note no-action', text: `AWS's tables have no action ${action}`, values: { action } });
  }
  if (evaluations.every(({ decision }) => decision === 'allowed')) {
    notes.push({
      code: 'note allowed-here',
      text: 'the text says that it was refused; by what stands here it is allowed',
    });
  }
  const [named, read] = [parseArn(pasted)?.accountId, parseArn(caller)?.accountId];
  if (named !== undefined && read !== undefined && named !== read) {
    notes.push({
      code: 'note other-account',
      text: `the text is of account ${named}, which is not here: it was read as of account ${read}`,
      values: { named, read },
    });
  }
  return notes;
}

function unreadable(): AwsError {
  return new AwsError(
    'InvalidRequest',
    400,
    'this is no text of a refusal (`User: … is not authorized to perform: …`) and no JSON of DecodeAuthorizationMessage or ' +
      'GetRequestAuthorizationDetails; an encoded authorization message can be opened only by the server that made it, and ' +
      'this one did not: decode a message of AWS with `aws sts decode-authorization-message` there, and paste its answer',
  );
}

function unknownCaller(arn: string): AwsError {
  return new AwsError(
    'NotFound',
    404,
    `nobody here is named as \`${arn.slice(0, 256)}\`: make the user or role with its policies, then ask again`,
  );
}
