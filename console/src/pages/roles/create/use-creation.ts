import { IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { useAwsChange } from '../../../session/use-aws.ts';
import type { CreationStep } from './creation.ts';

interface Creation {
  /** Ids of steps. */
  readonly done: readonly string[];
  readonly skipped: readonly string[];
  readonly at: string | undefined;
  /** AWS's refusal of the step it stopped at; `null` without one. */
  readonly error: unknown;
  readonly isBusy: boolean;
  /** Takes the steps that are neither done nor left out. */
  readonly run: (steps: readonly CreationStep[]) => void;
  /** Leaves out the step it stopped at, and takes the others. */
  readonly skip: (steps: readonly CreationStep[]) => void;
}

/** Makes a role step by step, and knows how far it came when one is refused. */
export function useCreation(onDone: () => void): Creation {
  const [done, setDone] = useState<readonly string[]>([]);
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [at, setAt] = useState<string>();
  const change = useAwsChange<readonly CreationStep[]>({
    change: async (connection, steps) => {
      for (const { id, run } of steps) {
        setAt(id);
        await run(connection.client(IAMClient));
        setDone((before) => [...before, id]);
      }
    },
    makesOld: [
      ['iam', 'roles'],
      ['iam', 'instance profiles'],
      ['iam', 'policies'],
    ],
    onSuccess: onDone,
  });
  const left = (steps: readonly CreationStep[], without: readonly string[]) =>
    steps.filter(({ id }) => !done.includes(id) && !without.includes(id));
  return {
    done,
    skipped,
    at,
    error: change.error,
    isBusy: change.isPending,
    run: (steps) => change.mutate(left(steps, skipped)),
    skip: (steps) => {
      const without = at === undefined ? skipped : [...skipped, at];
      setSkipped(without);
      change.mutate(left(steps, without));
    },
  };
}
