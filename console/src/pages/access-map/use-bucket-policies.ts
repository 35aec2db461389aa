import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { readAwsError } from '../../aws/aws-error.ts';
import type { Connection } from '../../aws/connection.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** Up to so many buckets' policies are read at once; of more only that of the one in focus. */
const FEW = 20;

interface BucketPolicies {
  readonly documents: ReadonlyMap<string, string>;
  /** The first refusal; policies of other buckets may be known nevertheless. */
  readonly refused?: Error | undefined;
}

/** The policies of buckets, where there are few, or of the one in focus. */
export function useBucketPolicies(buckets: readonly string[] | undefined, focus: string | undefined) {
  const all = buckets ?? [];
  const asked = all.length <= FEW ? all : all.filter((name) => focus === `arn:aws:s3:::${name}`);
  return useAwsQuery<BucketPolicies>({
    key: ['s3', 'bucket policies', 'map', ...asked],
    enabled: asked.length > 0,
    ask: async (connection) => {
      const answers = await Promise.all(
        asked.map(async (name) => ({ name, document: await policyOf(connection, name) })),
      );
      return {
        documents: new Map(
          answers.flatMap(({ name, document }) => (typeof document === 'string' ? [[name, document]] : [])),
        ),
        refused: answers.flatMap(({ document }) => (document instanceof Error ? [document] : []))[0],
      };
    },
  });
}

/** A bucket's policy, nothing where it has none, or what AWS refuses it with. */
async function policyOf(connection: Connection, Bucket: string): Promise<string | Error | undefined> {
  try {
    return (await connection.client(S3Client).send(new GetBucketPolicyCommand({ Bucket }))).Policy;
  } catch (error) {
    if (readAwsError(error).code === 'NoSuchBucketPolicy') return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}
