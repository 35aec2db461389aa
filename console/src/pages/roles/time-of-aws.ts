import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../../aws/connection.ts';

/** The shortest session that STS gives, s. */
const SHORTEST = 900;

/**
 * What time it is where credentials are issued: a server whose clock was moved ahead issues them in a time that the
 * browser does not know. STS tells it by when a session would end. Whoever may not ask, as a role's session never may, goes
 * by the browser's clock, as AWS's console does.
 */
export async function timeOfAws(connection: Connection): Promise<Date> {
  try {
    const { Credentials } = await connection
      .client(STSClient)
      .send(new GetSessionTokenCommand({ DurationSeconds: SHORTEST }));
    const told = (Credentials?.Expiration?.getTime() ?? 0) - SHORTEST * 1000;
    // It is told in whole seconds: of a clock that goes with the browser's, the browser's is more exact.
    return told - Date.now() > 1000 ? new Date(told + 1000) : new Date();
  } catch {
    return new Date();
  }
}
