import {
  GetAccessKeyLastUsedCommand,
  paginateListAccessKeys,
  type AccessKeyLastUsed,
  type AccessKeyMetadata,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';

/** A key, and when it was used; `refused` holds why that is not known. */
export interface UsedAccessKey extends AccessKeyMetadata {
  readonly lastUsed?: AccessKeyLastUsed | undefined;
  readonly refused?: unknown;
}

/** A user's keys: what may be listed is told, even where the last use may not be known. */
export async function listUsedAccessKeys(
  iam: IAMClient,
  UserName: string,
): Promise<readonly UsedAccessKey[]> {
  const keys = await collect(
    paginateListAccessKeys({ client: iam }, { UserName }),
    (page) => page.AccessKeyMetadata,
  );
  return Promise.all(
    keys.map(async (key) => {
      const ask = new GetAccessKeyLastUsedCommand({ AccessKeyId: key.AccessKeyId ?? '' });
      try {
        return { ...key, lastUsed: (await iam.send(ask)).AccessKeyLastUsed };
      } catch (refused) {
        return { ...key, refused };
      }
    }),
  );
}
