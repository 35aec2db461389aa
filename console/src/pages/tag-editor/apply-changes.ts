import {
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
  type FailureInfo,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Connection } from '../../aws/connection.ts';
import type { ResourceChange } from './tags-plan.ts';

/** What one resource was refused, in AWS's words. */
export interface Failure {
  readonly arn: string;
  readonly code: string;
  readonly message: string;
}

/** The most that one call of the Tagging API's takes. */
const BATCH = 20;

interface Call {
  readonly region: string;
  readonly arns: readonly string[];
  readonly change:
    | { readonly put: Readonly<Record<string, string>> }
    | { readonly remove: readonly string[] };
}

/**
 * Makes the changes with TagResources and UntagResources, which take roles, users and policies too; each resource in
 * its own Region, those that change alike in one call.
 *
 * @returns what failed; everything else is done
 * @throws what AWS answers to a call as a whole; calls before it are done
 */
export async function applyChanges(
  connection: Connection,
  changes: readonly ResourceChange[],
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const { region, arns, change } of callsOf(changes)) {
    const client = connection
      .in(region === 'global' ? connection.region : region)
      .client(ResourceGroupsTaggingAPIClient);
    const ResourceARNList = [...arns];
    const { FailedResourcesMap = {} } =
      'put' in change
        ? await client.send(new TagResourcesCommand({ ResourceARNList, Tags: { ...change.put } }))
        : await client.send(new UntagResourcesCommand({ ResourceARNList, TagKeys: [...change.remove] }));
    for (const [arn, info] of Object.entries(FailedResourcesMap)) failures.push(failureOf(arn, info));
  }
  return failures;
}

function callsOf(changes: readonly ResourceChange[]): readonly Call[] {
  const alike = new Map<string, { call: Omit<Call, 'arns'>; arns: string[] }>();
  const add = (region: string, arn: string, change: Call['change']) => {
    const key = JSON.stringify([region, change]);
    const group = alike.get(key) ?? { call: { region, change }, arns: [] };
    group.arns.push(arn);
    alike.set(key, group);
  };
  for (const { resource, put, remove } of changes) {
    if (Object.keys(put).length > 0) add(resource.region, resource.arn, { put });
    if (remove.length > 0) add(resource.region, resource.arn, { remove });
  }
  return [...alike.values()].flatMap(({ call, arns }) =>
    Array.from({ length: Math.ceil(arns.length / BATCH) }, (_, at) => ({
      ...call,
      arns: arns.slice(at * BATCH, (at + 1) * BATCH),
    })),
  );
}

function failureOf(arn: string, { ErrorCode, ErrorMessage = '' }: FailureInfo): Failure {
  return { arn, code: ErrorCode ?? 'Error', message: ErrorMessage };
}
