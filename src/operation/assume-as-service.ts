import type { ServiceCaller } from '../kernel/caller.ts';
import { dispatchInside } from './dispatch.ts';
import type { House } from './house.ts';

/** Credentials as AssumeRole makes them. */
export interface RoleCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** The session that a service wants. */
interface WantedSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly region: string;
  readonly lifetimeSeconds: number;
}

/**
 * Asks STS for a role's session as the service that runs an instance, a task or a function does: the role's trust
 * policy decides, and the trail shows it.
 *
 * @throws AwsError AccessDenied when the trust policy does not let the service assume the role
 */
export async function assumeAsService(
  house: House,
  service: ServiceCaller,
  { roleArn, sessionName, region, lifetimeSeconds }: WantedSession,
): Promise<RoleCredentials> {
  const call = {
    service: 'sts' as const,
    operation: 'AssumeRole',
    input: { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: lifetimeSeconds },
  };
  const facts = {
    requestId: house.ids.requestId(),
    region,
    userAgent: service.service,
    secure: true,
    epoch: 0,
    receivedAt: house.clock.real(),
  };
  const answer = await dispatchInside(house, call, service, facts);
  return (answer as { readonly Credentials: RoleCredentials }).Credentials;
}
