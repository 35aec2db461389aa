import { SessionTooLargeError } from '../../credentials/session-sealer.ts';
import type { SessionPrincipal } from '../../credentials/sealed-session.ts';
import type { Session } from '../../kernel/caller.ts';
import type { Credentials } from '../../model/generated/sts.ts';
import type { House } from '../../operation/house.ts';
import { stsErrors } from './errors.ts';

/** What temporary credentials are to stand for; their times come from the clock. */
export interface NewSession {
  readonly accountId: string;
  readonly principal: SessionPrincipal;
  readonly durationSeconds: number;
  readonly session: Omit<Session, 'issuedAt' | 'expiresAt'>;
}

/**
 * Makes temporary credentials. They are whole in their token: nothing is written.
 *
 * @throws AwsError PackedPolicyTooLarge when the session carries more than a token holds
 */
export function sessionCredentials(
  house: Pick<House, 'clock' | 'ids' | 'sealer'>,
  made: NewSession,
): Credentials {
  const issuedAt = house.clock.now().getTime();
  // AWS answers whole seconds, so the session ends on one.
  const expiresAt = Math.floor(issuedAt / 1000 + made.durationSeconds) * 1000;
  const accessKeyId = house.ids.accessKey('ASIA', made.accountId);
  const secretAccessKey = house.ids.secretAccessKey();
  try {
    const token = house.sealer.seal({
      accessKeyId,
      secretAccessKey,
      accountId: made.accountId,
      principal: made.principal,
      session: { ...made.session, issuedAt, expiresAt },
    });
    return {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: token,
      Expiration: new Date(expiresAt),
    };
  } catch (error) {
    if (error instanceof SessionTooLargeError) throw stsErrors.packedPolicyTooLarge(error.percent);
    throw error;
  }
}
