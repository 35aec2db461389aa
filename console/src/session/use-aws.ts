import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Connection } from '../aws/connection.ts';
import { useSession } from './session.tsx';

/** How a question to AWS is asked, and how its answer is remembered. */
interface AwsQuery<T> {
  /** What it asks, from general to special: `['iam', 'roles', name]`. A change names a beginning of it to have it asked anew. */
  readonly key: readonly string[];
  readonly ask: (connection: Connection, signal: AbortSignal) => Promise<T>;
  /** Asked again at this interval, ms, while the page is looked at; not after a refusal. It may hang on the answer. */
  readonly every?: number | false | ((answer: T | undefined) => number | false) | undefined;
  readonly enabled?: boolean | undefined;
}

/** Asks AWS and keeps asking as the page needs; the answer is this person's in this region alone. */
export function useAwsQuery<T>({ key, ask, every, enabled }: AwsQuery<T>): UseQueryResult<T> {
  const { id, connection } = useSession();
  return useQuery({
    queryKey: [id, ...key],
    queryFn: ({ signal }) => ask(connection, signal),
    ...(every === undefined
      ? {}
      : {
          refetchInterval: ({ state }: { state: { status: string; data: T | undefined } }) =>
            state.status !== 'error' && (typeof every === 'function' ? every(state.data) : every),
        }),
    ...(enabled === undefined ? {} : { enabled }),
  });
}

/** How something is changed. */
interface AwsChange<Input, T> {
  readonly change: (connection: Connection, input: Input) => Promise<T>;
  /** Beginnings of the keys that are no longer true after it: `[['iam', 'roles']]`. */
  readonly makesOld?: readonly (readonly string[])[] | undefined;
  readonly onSuccess?: ((answer: T, input: Input) => void) | undefined;
}

/**
 * A change by AWS's APIs: `mutate(input)`; its error is AWS's, and stays while it is tried again, so that the form's buttons
 * do not jump. What it makes old is asked anew, also after a failure half-way.
 */
export function useAwsChange<Input = void, T = unknown>({
  change,
  makesOld = [],
  onSuccess,
}: AwsChange<Input, T>): UseMutationResult<T, Error, Input> {
  const { id, connection } = useSession();
  const queries = useQueryClient();
  const [failure, setFailure] = useState<Error | null>(null);
  const mutation = useMutation<T, Error, Input>({
    mutationFn: (input) => change(connection, input),
    onError: setFailure,
    onSuccess: (answer, input) => {
      setFailure(null);
      onSuccess?.(answer, input);
    },
    onSettled: () =>
      Promise.all(makesOld.map((key) => queries.invalidateQueries({ queryKey: [id, ...key] }))),
  });
  const { reset } = mutation;
  const forget = useCallback(() => {
    setFailure(null);
    reset();
  }, [reset]);
  const error = mutation.isPending ? failure : mutation.error;
  return { ...mutation, error, isError: error !== null, reset: forget } as UseMutationResult<T, Error, Input>;
}
