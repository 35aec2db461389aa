import { answerTooLong, invalidAnswer, invalidPhysicalId } from './custom-errors.ts';

/** What a custom resource's function said of a step. */
export interface CustomAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
  readonly physicalId: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly noEcho: boolean;
}

/** What AWS takes, bytes. */
const LONGEST_ANSWER = 4096;
const LONGEST_ID = 1024;

/**
 * Reads an answer as it was sent.
 *
 * @throws AwsError for one that is too long, no JSON, or says neither SUCCESS nor FAILED
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function readAnswer(text: string): CustomAnswer {
  if (Buffer.byteLength(text) > LONGEST_ANSWER) throw answerTooLong();
  const answer = parsed(text);
  const { Status: status, Reason: reason, PhysicalResourceId: id, Data: data, NoEcho: noEcho } = answer;
  if (status !== 'SUCCESS' && status !== 'FAILED') throw invalidAnswer('Status must be SUCCESS or FAILED');
  const isId = typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= LONGEST_ID;
  if (id !== undefined && id !== null && !isId) throw invalidPhysicalId();
  return {
    status,
    reason: typeof reason === 'string' ? reason : '',
    physicalId: isId ? id : undefined,
    data: isObject(data) ? data : {},
    noEcho: noEcho === true || noEcho === 'true',
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    if (isObject(answer)) return answer;
  } catch {
    // The one error below tells it.
  }
  throw invalidAnswer('it is no JSON object');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
