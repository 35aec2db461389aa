import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { readTags, type Tag } from '../../../parts/tag.ts';
import { TagsPanel } from '../../../parts/tags-panel.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { idOf } from '../shared/instance.ts';

/** An instance's tags. */
export function InstanceTags({ instance }: { readonly instance: Instance }) {
  const id = idOf(instance);
  const tags = useAwsQuery<readonly Tag[]>({
    key: ['ec2', 'tags', id],
    ask: async (connection) => {
      const Filters = [{ Name: 'resource-id', Values: [id] }];
      return readTags((await connection.client(EC2Client).send(new DescribeTagsCommand({ Filters }))).Tags);
    },
  });
  return (
    <TagsPanel
      query={tags}
      makesOld={OLD}
      change={async (connection, { put, remove }) => {
        const client = connection.client(EC2Client);
        if (put.length > 0) await client.send(new CreateTagsCommand({ Resources: [id], Tags: [...put] }));
        if (remove.length > 0) {
          const Tags = remove.map((Key) => ({ Key }));
          await client.send(new DeleteTagsCommand({ Resources: [id], Tags }));
        }
      }}
    />
  );
}

const OLD = [['ec2']];
