import {
  LambdaClient,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-lambda';
import { TagsPanel } from '../../../parts/tags-panel.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';

/** A function's tags. */
export function FunctionTags({ arn: Resource }: { readonly arn: string }) {
  const tags = useAwsQuery({
    key: ['lambda', 'tags', Resource],
    ask: async (connection) => {
      const { Tags = {} } = await connection.client(LambdaClient).send(new ListTagsCommand({ Resource }));
      return Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
    },
  });
  return (
    <TagsPanel
      query={tags}
      makesOld={[['lambda', 'tags', Resource]]}
      change={async (connection, { put, remove }) => {
        const client = connection.client(LambdaClient);
        if (put.length > 0) {
          const Tags = Object.fromEntries(put.map(({ Key, Value }) => [Key, Value]));
          await client.send(new TagResourceCommand({ Resource, Tags }));
        }
        if (remove.length > 0)
          await client.send(new UntagResourceCommand({ Resource, TagKeys: [...remove] }));
      }}
    />
  );
}
