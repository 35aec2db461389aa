import { AwsError } from '../../kernel/aws-error.ts';
import type { HttpResponse } from '../../kernel/http.ts';
import type { MovableClock } from '../../kernel/clock.ts';
import type { House } from '../../operation/house.ts';
import { moveClockAhead } from '../../operation/settings-store.ts';
import { RawAnswer, type ControlRoute, type ControlRoutes } from './control-routes.ts';

/** Credentials of whomever the operator wants to be. */
interface OperatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** An account made by the operator, with its root user's key. */
interface MadeAccount {
  readonly accountId: string;
  readonly root: OperatorCredentials;
}

type CredentialsOf = (house: House, accountId: string, name: string) => Promise<OperatorCredentials>;

type CredentialsIn = (house: House, accountId: string) => Promise<OperatorCredentials>;

/** What the operator's routes need beside the house. */
export interface OperatorTools {
  readonly clock: MovableClock;
  /** What instances have of their own: nothing, or namespaces. */
  readonly isolation: 'process' | 'netns';
  readonly credentialsOfUser: CredentialsOf;
  readonly credentialsOfRole: CredentialsOf;
  readonly credentialsOfRoot: CredentialsIn;
  /** Whoever the operator is in an account where nobody is named. */
  readonly credentialsInAccount: CredentialsIn;
  /** Called once emulated time was moved; the answer waits for it. */
  readonly clockMoved: () => Promise<void>;
  readonly makeAccount: (house: House, name: string | undefined) => Promise<MadeAccount>;
}

/** The routes that every house has: is it up, who am I to be, what time is it, what was asked. */
export function operatorRoutes(tools: OperatorTools): ControlRoutes {
  return [
    health(tools.isolation),
    detailsLink,
    trail,
    credentialsRoute(tools),
    accountsRoute(tools),
    timeRoute(tools.clock),
    clockRoute(tools),
  ];
}

function health(isolation: OperatorTools['isolation']): ControlRoute {
  return {
    method: 'GET',
    path: 'health',
    open: true,
    run: () => Promise.resolve({ status: 'ok', isolation }),
  };
}

/**
 * Where the link in a denial leads. What is behind its `#` does not reach a server: a browser takes it along to
 * the console's page, anyone else is told how to go on.
 */
const detailsLink: ControlRoute = {
  method: 'GET',
  path: 'iam/home',
  open: true,
  run: async ({ request }) => {
    if (request.headers['accept']?.includes('text/html') === true) return new RawAnswer(TO_CONSOLE);
    return {
      message:
        'to see why a request was refused, run `bin/utsuwa explain ID` with the authorization id at the end of this ' +
        'address, or call GetRequestAuthorizationDetails of `iam-toolbox`',
    };
  },
};

const TO_CONSOLE: HttpResponse = {
  status: 302,
  headers: { Location: '/_utsuwa/console/activity' },
  body: undefined,
};

/** The last requests, newest first: who asked for what, and how it ended. */
const trail: ControlRoute = {
  method: 'GET',
  path: 'trail',
  run: ({ house }) =>
    Promise.resolve({
      requests: house.trail.recent(200).map(({ decisions, ...entry }) => ({
        ...entry,
        caller: entry.caller?.kind === 'anonymous' ? 'anonymous' : callerArn(entry.caller),
        decisions: decisions.map(({ authorization, decision }) => ({
          action: authorization.action,
          resource: authorization.resource,
          decision: decision.kind,
          decidedBy: decision.decidedBy,
          policy: decision.policy?.arn ?? decision.policy?.name,
        })),
      })),
    }),
};

function callerArn(caller: unknown): string | undefined {
  return typeof caller === 'object' && caller !== null && 'arn' in caller ? String(caller.arn) : undefined;
}

/** Makes a further account. */
function accountsRoute({ makeAccount }: OperatorTools): ControlRoute {
  return {
    method: 'POST',
    path: 'accounts',
    run: ({ house, body }) => makeAccount(house, body['name'] === undefined ? undefined : text(body, 'name')),
  };
}

function credentialsRoute(tools: OperatorTools): ControlRoute {
  return {
    method: 'POST',
    path: 'credentials',
    run: async ({ house, body }) => {
      const { region } = house.settings;
      const accountId = body['account'] === undefined ? house.settings.accountId : text(body, 'account');
      const credentials = await credentialsFor(tools, house, accountId, body);
      return { ...credentials, region };
    },
  };
}

/** Of the root user, of a role, of a user, or of whoever the operator is there. */
function credentialsFor(
  tools: OperatorTools,
  house: House,
  accountId: string,
  body: Readonly<Record<string, unknown>>,
): Promise<OperatorCredentials> {
  if (body['root'] === true) return tools.credentialsOfRoot(house, accountId);
  if (body['role'] !== undefined) return tools.credentialsOfRole(house, accountId, text(body, 'role'));
  if (body['user'] !== undefined) return tools.credentialsOfUser(house, accountId, text(body, 'user'));
  return tools.credentialsInAccount(house, accountId);
}

/** Emulated time, and by how many milliseconds it is ahead of the machine's. */
function timeRoute(clock: MovableClock): ControlRoute {
  return {
    method: 'GET',
    path: 'clock',
    run: () => Promise.resolve({ now: clock.now().toISOString(), aheadMs: clock.aheadMs }),
  };
}

function clockRoute({ clock, clockMoved }: OperatorTools): ControlRoute {
  return {
    method: 'POST',
    path: 'clock/advance',
    run: async ({ house, body }) => {
      const milliseconds = body['milliseconds'];
      if (typeof milliseconds !== 'number' || !(milliseconds >= 0) || milliseconds > MAX_ADVANCE_MS) {
        throw new AwsError(
          'InvalidRequest',
          400,
          `emulated time moves forward by at most ${MAX_ADVANCE_MS / DAY_MS} days at once: \`milliseconds\` must be a number from 0 to ${MAX_ADVANCE_MS}`,
        );
      }
      // Kept first: a clock that had moved and was not kept would run back at the next start.
      const aheadMs = await moveClockAhead(house.store, milliseconds);
      clock.catchUp(aheadMs);
      await clockMoved();
      return { now: clock.now().toISOString() };
    },
  };
}

/** Ten years at once are enough to see anything expire. */
const DAY_MS = 24 * 3600 * 1000;
const MAX_ADVANCE_MS = 10 * 366 * DAY_MS;

function text(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '' && value.length <= 128) return value;
  throw new AwsError('InvalidRequest', 400, `\`${name}\` must be a name`);
}
