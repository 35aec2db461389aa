import { AwsError } from '../../kernel/aws-error.ts';
import { iamArn } from '../../kernel/arn.ts';
import type { Caller, ServiceCaller } from '../../kernel/caller.ts';
import type { Foreseen, ForeseenPass } from '../../kernel/foreseen.ts';
import type { ToldEvaluation } from '../../kernel/told-request.ts';
import type { House } from '../../operation/house.ts';
import { reconstruct } from '../../operation/records/reconstruct.ts';
import { tellRequest } from '../../operation/records/tell-request.ts';
import type { ControlRoute } from './control-routes.ts';

/** Whom an ARN names in the house. */
type CallerByArn = (house: House, arn: string) => Promise<Caller | undefined>;

/** More roles than that no stack has. */
const MOST = 500;

/** What somebody's deploy would meet: whether he may pass the roles, and which profiles are not there. */
export function foreseeRoute(callerByArn: CallerByArn): ControlRoute {
  return {
    method: 'POST',
    path: 'foresee',
    run: async ({ house, body }): Promise<Foreseen> => {
      const { as } = body;
      if (typeof as !== 'string') throw invalid('`as` must be an ARN, `user/NAME` or `role/NAME`');
      const arn = as.startsWith('arn:') ? as : iamArn(house.settings.accountId, as);
      const caller = await callerByArn(house, arn);
      if (caller === undefined || caller.kind === 'anonymous') {
        throw new AwsError('NotFound', 404, `nobody here is named as \`${as.slice(0, 256)}\``);
      }
      const deployer = { caller, arn, accountId: caller.accountId };
      const passes: ForeseenPass[] = [];
      for (const pass of listOf(body, 'passes'))
        passes.push(await foreseen(house, callerByArn, deployer, pass));
      const missingProfiles: string[] = [];
      for (const name of listOf(body, 'profiles')) {
        if (typeof name !== 'string') throw invalid('`profiles` must be names');
        const found = await house.instanceProfiles.byName(caller.accountId, name);
        if (found === undefined) missingProfiles.push(name);
      }
      return { deployer: arn, passes, missingProfiles };
    },
  };
}

interface Deployer {
  readonly caller: Caller;
  readonly arn: string;
  readonly accountId: string;
}

async function foreseen(
  house: House,
  callerByArn: CallerByArn,
  { caller, arn, accountId }: Deployer,
  pass: unknown,
): Promise<ForeseenPass> {
  const { role, service } = (pass ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof role !== 'string' || typeof service !== 'string') {
    throw invalid('each of `passes` must have a `role` and a `service`');
  }
  const resource = role.startsWith('arn:') ? role : iamArn(accountId, role);
  const asked = {
    caller: arn,
    action: 'iam:PassRole',
    resource,
    keys: { 'iam:PassedToService': service },
  };
  const [evaluation] = tellRequest(await reconstruct(house, caller, asked)).evaluations;
  const standing =
    (await callerByArn(house, resource)) === undefined
      ? 'missing'
      : await standingOf(house, { kind: 'service', service, accountId }, resource);
  if (evaluation === undefined || evaluation.decision === 'allowed') return { mend: '', standing };
  return { refusal: refusalOf(evaluation, arn), mend: mendOf(evaluation), standing };
}

async function standingOf(
  house: House,
  service: ServiceCaller,
  resource: string,
): Promise<ForeseenPass['standing']> {
  const asked = { caller: service.service, action: 'sts:AssumeRole', resource, keys: {} };
  const { evaluations } = tellRequest(await reconstruct(house, service, asked));
  return evaluations.every(({ decision }) => decision === 'allowed') ? 'assumable' : 'not assumable';
}

function refusalOf({ decision, decidedBy = 'policy', resource }: ToldEvaluation, arn: string): string {
  const because =
    decision === 'explicit-deny'
      ? `with an explicit deny in ${decidedBy}`
      : `because no ${decidedBy} allows the iam:PassRole action`;
  return `${arn} is not authorized to perform: iam:PassRole on resource: ${resource} ${because}`;
}

function mendOf({ edits = [] }: ToldEvaluation): string {
  if (edits.length === 0) return 'let somebody deploy who may pass the role';
  return edits.map(({ what, statements }) => [what, ...statements].join(' ')).join('; ');
}

function listOf(body: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const list = body[name] ?? [];
  if (!Array.isArray(list) || list.length > MOST)
    throw invalid(`\`${name}\` must be a list of at most ${MOST}`);
  return list;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}
