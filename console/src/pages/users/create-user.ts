import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  type AccessKey,
} from '@aws-sdk/client-iam';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import type { Connection } from '../../aws/connection.ts';
import { typedTags } from '../../parts/tag.ts';

/** A user as they are typed in. */
export interface NewUser {
  readonly name: string;
  readonly path: string;
  /** Names. */
  readonly groups: readonly string[];
  /** ARNs. */
  readonly policies: readonly string[];
  /** ARN. */
  readonly boundary: string | undefined;
  readonly tags: readonly TagEditorProps.Tag[];
  readonly withAccessKey: boolean;
}

/** A user of whom nothing is typed yet. */
export const NEW_USER: NewUser = {
  name: '',
  path: '/',
  groups: [],
  policies: [],
  boundary: undefined,
  tags: [],
  withAccessKey: false,
};

/**
 * Makes a user by one call after the other. After a refusal it is called again with `isMade`: adding to a group and
 * attaching again change nothing. The key is made last, for it is answered once.
 *
 * @throws what AWS refuses; what was done until then stays
 */
export async function createUser(
  connection: Connection,
  user: NewUser,
  isMade: boolean,
  onMade: () => void,
): Promise<AccessKey | undefined> {
  const iam = connection.client(IAMClient);
  const { name: UserName, path, boundary, tags } = user;
  if (!isMade) {
    await iam.send(
      new CreateUserCommand({
        UserName,
        ...(path === '' || path === '/' ? {} : { Path: path }),
        ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
        ...(tags.length === 0 ? {} : { Tags: typedTags(tags) }),
      }),
    );
    onMade();
  }
  for (const GroupName of user.groups) await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
  for (const PolicyArn of user.policies) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  if (!user.withAccessKey) return undefined;
  return (await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey;
}
