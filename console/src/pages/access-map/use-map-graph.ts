import { EC2Client, paginateDescribeInstances, type Instance } from '@aws-sdk/client-ec2';
import {
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListInstanceProfiles,
  type InstanceProfile,
} from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { useMemo } from 'react';
import { collect } from '../../aws/collect.ts';
import { useSession } from '../../session/session.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { buildGraph } from './graph/build-graph.ts';
import type { MapGraph } from './graph/map-graph.ts';
import { gatherIdentities, type Identities } from './graph/map-sources.ts';
import { useBucketPolicies } from './use-bucket-policies.ts';

/** What the map is asked from. */
export type Part = 'identities' | 'profiles' | 'instances' | 'functions' | 'buckets' | 'bucketPolicies';

/** What AWS refused of the map, with its words. */
export interface Refusal {
  readonly part: Part;
  readonly error: unknown;
  readonly retry: () => void;
}

interface MapGraphAnswer {
  /** Undefined until everything was asked: half a picture would call too much wrong. */
  readonly graph: MapGraph | undefined;
  readonly refusals: readonly Refusal[];
  readonly isFetching: boolean;
  readonly refresh: () => void;
}

/** The whole map, as far as the person may see it. */
export function useMapGraph(focus: string | undefined): MapGraphAnswer {
  const { caller, connection } = useSession();
  const identities = useAwsQuery<Identities>({
    key: ['iam', 'map', 'identities'],
    ask: async (connection) =>
      gatherIdentities(
        await collect(
          paginateGetAccountAuthorizationDetails(
            { client: connection.client(IAMClient) },
            { MaxItems: 1000 },
          ),
          (page) => [page],
        ),
      ),
  });
  const profiles = useAwsQuery<readonly InstanceProfile[]>({
    key: ['iam', 'instance profiles', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListInstanceProfiles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.InstanceProfiles,
      ),
  });
  const instances = useAwsQuery<readonly Instance[]>({
    key: ['ec2', 'instances', 'map'],
    ask: (connection) =>
      collect(
        paginateDescribeInstances({ client: connection.client(EC2Client) }, { MaxResults: 1000 }),
        (page) => page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
      ),
  });
  const functions = useAwsQuery<readonly FunctionConfiguration[]>({
    key: ['lambda', 'functions', 'map'],
    ask: (connection) =>
      collect(
        paginateListFunctions({ client: connection.client(LambdaClient) }, {}),
        (page) => page.Functions,
      ),
  });
  const buckets = useAwsQuery<readonly string[]>({
    key: ['s3', 'buckets', 'map'],
    ask: async (connection) =>
      ((await connection.client(S3Client).send(new ListBucketsCommand({}))).Buckets ?? []).flatMap(
        ({ Name }) => Name ?? [],
      ),
  });
  const bucketPolicies = useBucketPolicies(buckets.data, focus);
  const parts = { identities, profiles, instances, functions, buckets, bucketPolicies };
  const queries = Object.entries(parts) as [Part, (typeof parts)[Part]][];
  const isAsking = [identities, profiles, instances, functions, buckets].some(({ isPending }) => isPending);
  const graph = useMemo(
    () =>
      isAsking
        ? undefined
        : buildGraph({
            accountId: caller.accountId,
            region: connection.region,
            identities: identities.data,
            profiles: profiles.data,
            instances: instances.data,
            functions: functions.data,
            buckets: buckets.data,
            bucketPolicies: bucketPolicies.data?.documents,
          }),
    [
      isAsking,
      caller.accountId,
      connection.region,
      identities.data,
      profiles.data,
      instances.data,
      functions.data,
      buckets.data,
      bucketPolicies.data,
    ],
  );
  const refused = bucketPolicies.data?.refused;
  return {
    graph,
    refusals: [
      ...queries.flatMap(([part, { error, refetch }]) =>
        error === null ? [] : [{ part, error, retry: () => void refetch() }],
      ),
      ...(refused === undefined
        ? []
        : [{ part: 'bucketPolicies' as const, error: refused, retry: () => void bucketPolicies.refetch() }]),
    ],
    isFetching: queries.some(([, { isFetching }]) => isFetching),
    refresh: () => {
      for (const [part, { refetch }] of queries)
        if (part !== 'bucketPolicies' || buckets.data) void refetch();
    },
  };
}
