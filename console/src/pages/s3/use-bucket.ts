import type { S3Client } from '@aws-sdk/client-s3';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { bucketClient } from './bucket-client.ts';

/** A question about a bucket, asked in the bucket's region. @param about what of it: `['policy']` */
export function useBucketQuery<T>(
  bucket: string,
  about: readonly string[],
  ask: (client: S3Client, signal: AbortSignal) => Promise<T>,
  enabled = true,
): UseQueryResult<T> {
  return useAwsQuery({
    key: ['s3', 'bucket', bucket, ...about],
    ask: async (connection, signal) => ask(await bucketClient(connection, bucket), signal),
    enabled,
  });
}

/** A change of a bucket, made in the bucket's region. @param about what of it is no longer true then */
export function useBucketChange<Input = void, T = unknown>(
  bucket: string,
  about: readonly string[],
  change: (client: S3Client, input: Input) => Promise<T>,
  onSuccess?: (answer: T, input: Input) => void,
): UseMutationResult<T, Error, Input> {
  return useAwsChange<Input, T>({
    change: async (connection, input) => change(await bucketClient(connection, bucket), input),
    makesOld: [['s3', 'bucket', bucket, ...about]],
    onSuccess,
  });
}
