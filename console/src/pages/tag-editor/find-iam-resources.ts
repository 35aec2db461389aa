import {
  IAMClient,
  ListInstanceProfileTagsCommand,
  ListPolicyTagsCommand,
  ListRoleTagsCommand,
  ListUserTagsCommand,
  paginateListInstanceProfiles,
  paginateListPolicies,
  paginateListRoles,
  paginateListUsers,
  type Tag as IamTag,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import type { Connection } from '../../aws/connection.ts';
import { readTags } from '../../parts/tag.ts';
import type { Search } from './find-resources.ts';
import { readResource, type FoundResource } from './found-resource.ts';
import type { FromIam } from './resource-types.ts';

interface Entity {
  readonly arn: string;
  readonly tags: () => Promise<readonly IamTag[] | undefined>;
}

/** How many tag listings are under way at once. */
const AT_ONCE = 8;

/** IAM's own listing of one kind, each with its tags, and of these what has the tags that are looked for. */
export async function findIamResources(
  connection: Connection,
  type: FromIam,
  wanted: Search['tags'],
): Promise<readonly FoundResource[]> {
  const waiting = [...(await list(connection.client(IAMClient), type))];
  const found: FoundResource[] = [];
  const work = async () => {
    for (let entity = waiting.shift(); entity !== undefined; entity = waiting.shift())
      found.push(readResource(entity.arn, readTags([...((await entity.tags()) ?? [])])));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found.filter(({ tags }) =>
    wanted.every(({ key, values }) =>
      tags.some(({ Key, Value }) => Key === key && (values.length === 0 || values.includes(Value))),
    ),
  );
}

async function list(client: IAMClient, type: FromIam): Promise<readonly Entity[]> {
  const page = { MaxItems: 1000 };
  switch (type) {
    case 'iam:instance-profile':
      return (await collect(paginateListInstanceProfiles({ client }, page), (p) => p.InstanceProfiles)).map(
        ({ Arn = '', InstanceProfileName }) => ({
          arn: Arn,
          tags: async () =>
            (await client.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags,
        }),
      );
    case 'iam:role':
      return (await collect(paginateListRoles({ client }, page), (p) => p.Roles)).map(
        ({ Arn = '', RoleName }) => ({
          arn: Arn,
          tags: async () => (await client.send(new ListRoleTagsCommand({ RoleName }))).Tags,
        }),
      );
    case 'iam:user':
      return (await collect(paginateListUsers({ client }, page), (p) => p.Users)).map(
        ({ Arn = '', UserName }) => ({
          arn: Arn,
          tags: async () => (await client.send(new ListUserTagsCommand({ UserName }))).Tags,
        }),
      );
    case 'iam:policy':
      return (
        await collect(paginateListPolicies({ client }, { ...page, Scope: 'Local' }), (p) => p.Policies)
      ).map(({ Arn = '' }) => ({
        arn: Arn,
        tags: async () => (await client.send(new ListPolicyTagsCommand({ PolicyArn: Arn }))).Tags,
      }));
  }
}
