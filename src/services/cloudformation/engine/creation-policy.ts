import { plainText } from '../../../kernel/plain-text.ts';
import type { Properties } from '../../../operation/resource-type.ts';
import { StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import { awaitSignals, POLICY_WORDS, type WantedSignals } from './signals.ts';
import type { Work } from './work.ts';

const LONGEST_SECONDS = 12 * 3600;

/**
 * `CreationPolicy` with a ResourceSignal: the resource is there when it was said to be.
 *
 * @throws StepFailure for a signal of failure, or when time is up
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html
 */
export async function awaitCreationPolicy(
  work: Work,
  { logicalId, creationPolicy }: Pick<ResourceRecord, 'logicalId' | 'creationPolicy'>,
): Promise<void> {
  const wanted = wantedSignals(creationPolicy);
  if (wanted !== undefined) await awaitSignals(work, logicalId, wanted, POLICY_WORDS);
}

/**
 * The signals that a CreationPolicy waits for; `undefined` where it waits for none.
 *
 * @throws StepFailure for a policy that is none
 */
export function wantedSignals(creationPolicy: Properties | undefined): WantedSignals | undefined {
  const signal = creationPolicy?.['ResourceSignal'] as Properties | undefined;
  if (signal === undefined) return undefined;
  const count = Number(signal['Count'] ?? 1);
  const timeoutSeconds = secondsOf(plainText(signal['Timeout'] ?? 'PT5M'));
  const isTime = timeoutSeconds !== undefined && timeoutSeconds <= LONGEST_SECONDS;
  if (!Number.isInteger(count) || count < 0 || !isTime)
    throw new StepFailure(
      'CreationPolicy: Count must be an integer, and Timeout a duration of ISO 8601 of at most 12 hours, such as PT15M',
    );
  return { count, timeoutSeconds };
}

/** Reads `PT1H30M5S`; `undefined` for what is no such duration. */
function secondsOf(duration: string): number | undefined {
  const parts = /^PT(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?$/.exec(duration);
  if (parts === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
