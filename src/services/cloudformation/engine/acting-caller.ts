import { AwsError } from '../../../kernel/aws-error.ts';
import type { AssumedRoleCaller, Caller, ServiceCaller } from '../../../kernel/caller.ts';
import { dispatchInside } from '../../../operation/dispatch.ts';
import type { House } from '../../../operation/house.ts';
import { callerGone, callerExpired, roleNotAssumed } from '../errors.ts';

export const CLOUDFORMATION = 'cloudformation.amazonaws.com';

const SESSION_NAME = 'AWSCloudFormation';
const SESSION_SECONDS = 3600;
/** A role's session is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;

/** Who acts for a stack: its service role where it has one, otherwise whoever asked, as long as they are there. */
export interface ActingCaller {
  readonly caller: Caller;
  /** Whether the caller's own rights are used, so that `aws:CalledVia` names CloudFormation. */
  readonly isForwarded: boolean;
}

/** Finds at each step anew who acts, so that who is gone or expired acts no more. */
export class Actor {
  readonly #house: House;
  readonly #asked: Caller;
  readonly #roleArn: string | undefined;
  readonly #place: { readonly accountId: string; readonly region: string };
  #session: Promise<AssumedRoleCaller> | undefined;

  constructor(
    house: House,
    asked: Caller,
    roleArn: string | undefined,
    place: { readonly accountId: string; readonly region: string },
  ) {
    this.#house = house;
    this.#asked = asked;
    this.#roleArn = roleArn;
    this.#place = place;
  }

  /** @throws AwsError when the role cannot be assumed, or who asked is gone */
  async now(): Promise<ActingCaller> {
    if (this.#roleArn !== undefined)
      return { caller: await this.#roleSession(this.#roleArn), isForwarded: false };
    return { caller: await present(this.#house, this.#asked), isForwarded: true };
  }

  async #roleSession(roleArn: string): Promise<AssumedRoleCaller> {
    const known = this.#session && (await this.#session);
    const now = this.#house.clock.now().getTime();
    if (known !== undefined && known.session.expiresAt - now > RENEW_BEFORE_MS) return known;
    this.#session = assumeServiceRole(this.#house, roleArn, this.#place);
    this.#session.catch(() => (this.#session = undefined));
    return this.#session;
  }
}

/** Who asked, as they are now. */
async function present(house: House, asked: Caller): Promise<Caller> {
  const epoch = await house.store.epoch();
  if ('session' in asked && asked.session !== undefined) {
    if (asked.session.expiresAt <= house.clock.now().getTime()) throw callerExpired();
  }
  if (asked.kind === 'user') {
    const user = await house.identities.userById(asked.principalId, epoch);
    if (user === undefined) throw callerGone();
    return { ...asked, ...user, session: asked.session };
  }
  if (asked.kind === 'assumed-role') {
    const role = await house.identities.roleById(asked.principalId, epoch);
    if (role === undefined) throw callerGone();
  }
  return asked;
}

/**
 * Assumes a service role as CloudFormation does.
 *
 * @throws AwsError ValidationError `Role … is invalid or cannot be assumed`
 */
export async function assumeServiceRole(
  house: House,
  roleArn: string,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Promise<AssumedRoleCaller> {
  const service: ServiceCaller = { kind: 'service', service: CLOUDFORMATION, accountId };
  const input = { RoleArn: roleArn, RoleSessionName: SESSION_NAME, DurationSeconds: SESSION_SECONDS };
  const facts = {
    requestId: house.ids.requestId(),
    region,
    userAgent: CLOUDFORMATION,
    secure: true,
    epoch: 0,
    receivedAt: house.clock.real(),
  };
  let answer: RoleSessionAnswer;
  try {
    const call = { service: 'sts', operation: 'AssumeRole', input } as const;
    answer = (await dispatchInside(house, call, service, facts)) as RoleSessionAnswer;
  } catch (error) {
    if (error instanceof AwsError) throw roleNotAssumed(roleArn);
    throw error;
  }
  const { Arn, AssumedRoleId } = answer.AssumedRoleUser;
  const [principalId = '', sessionName = ''] = AssumedRoleId.split(':');
  const now = house.clock.now().getTime();
  return {
    kind: 'assumed-role',
    accountId: roleArn.split(':')[4] ?? accountId,
    arn: Arn,
    principalArn: roleArn,
    userId: AssumedRoleId,
    principalId,
    roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
    sessionName,
    session: { issuedAt: now, expiresAt: now + SESSION_SECONDS * 1000, madeBy: 'AssumeRole' },
  };
}

interface RoleSessionAnswer {
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string };
}
