import { IAMClient, SimulatePrincipalPolicyCommand, type EvaluationResult } from '@aws-sdk/client-iam';
import type { Connection } from '../../../aws/connection.ts';
import type { MapGraph, MapNode } from '../graph/map-graph.ts';

/** What is asked of a bucket: a few telling actions, each on the bucket itself or on what lies in it. */
const ON_BUCKET = ['s3:ListBucket', 's3:GetBucketPolicy'];
const ON_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** The verdict on one action. */
export interface Verdict {
  readonly action: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
}

/** Whose permissions count for a node: its own, or those of the role that reaches it. */
export function principalOf({ nodes, edges }: MapGraph, { id, kind }: MapNode): MapNode | undefined {
  if (kind === 'role' || kind === 'user' || kind === 'group') return nodes.get(id);
  const via = { instance: 'on-instance', profile: 'in-profile', function: 'of-function' } as const;
  if (kind !== 'instance' && kind !== 'profile' && kind !== 'function') return undefined;
  const before = edges.find((edge) => edge.to === id && edge.kind === via[kind]);
  const node = before === undefined ? undefined : nodes.get(before.from);
  return node === undefined ? undefined : principalOf({ nodes, edges }, node);
}

/** Asks IAM's simulator what a user, group or role may do with a bucket, by its own policies and boundary. */
export async function simulateReach(
  connection: Connection,
  principalArn: string,
  bucket: string,
): Promise<readonly Verdict[]> {
  const arn = `arn:aws:s3:::${bucket}`;
  const ask = (ActionNames: string[], resource: string) =>
    connection.client(IAMClient).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principalArn,
        ActionNames,
        ResourceArns: [resource],
      }),
    );
  const answers = await Promise.all([ask(ON_BUCKET, arn), ask(ON_OBJECTS, `${arn}/*`)]);
  return answers.flatMap(({ EvaluationResults }) => (EvaluationResults ?? []).map(verdictOf));
}

function verdictOf({ EvalActionName = '', EvalDecision = 'implicitDeny' }: EvaluationResult): Verdict {
  return { action: EvalActionName, decision: EvalDecision };
}
