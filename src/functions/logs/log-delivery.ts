import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { callerOfSession } from '../../operation/caller-of-session.ts';
import type { RequestFacts } from '../../operation/context.ts';
import { dispatchInside, isAllowedInside } from '../../operation/dispatch.ts';
import type { RoleCredentials } from '../../operation/assume-as-service.ts';
import type { House } from '../../operation/house.ts';

/** Where an environment's lines go. */
export interface LogPlace {
  readonly region: string;
  readonly group: string;
  readonly stream: string;
}

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** How long lines are gathered while a call runs, ms. */
const GATHER_MS = 1_000;
/** What waits at most, bytes and lines: what a function prints beyond that is not kept. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_LINES = 20_000;
/** What one batch of CloudWatch Logs' holds, bytes and lines, and what it counts for each line beside its own. */
const BATCH_BYTES = 1_048_576;
const BATCH_LINES = 10_000;
const OVERHEAD = 26;

/**
 * Brings an environment's lines to CloudWatch Logs, as the function's role and only as far as that may; where it may
 * not there are none, and nobody is told, as on AWS. No call waits for it.
 */
export class LogDelivery {
  readonly #house: House;
  readonly #place: LogPlace;
  readonly #credentials: RoleCredentials;
  #waiting: Line[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #isReady = false;

  constructor(house: House, place: LogPlace, credentials: RoleCredentials) {
    this.#house = house;
    this.#place = place;
    this.#credentials = credentials;
  }

  add(message: string): void {
    const size = Buffer.byteLength(message) + OVERHEAD;
    if (message === '' || this.#bytes + size > MOST_BYTES || this.#waiting.length >= MOST_LINES) return;
    this.#waiting.push({ timestamp: this.#house.clock.now().getTime(), message });
    this.#bytes += size;
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS).unref();
  }

  /** Sends what has come so far. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working = this.#working.then(() => this.#send());
  }

  /** Sends the rest. */
  async close(): Promise<void> {
    this.flush();
    await this.#working;
  }

  async #send(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    if (lines.length === 0) return;
    try {
      const role = await this.#role();
      if (role === undefined) return;
      for (const batch of batchesOf(lines)) await this.#put(role, batch);
    } catch (error) {
      // A group or a stream that somebody deletes meanwhile, a limit that is reached: no call fails for that.
      if (!(error instanceof AwsError)) this.#house.log.error('a function’s log could not be written', error);
    }
  }

  async #put(role: Caller, lines: readonly Line[]): Promise<void> {
    const put = () => this.#call(role, 'PutLogEvents', { ...this.#names(), logEvents: lines });
    if (!this.#isReady && !(await this.#prepare(role))) return;
    try {
      await put();
    } catch (error) {
      if (!isCode(error, 'ResourceNotFoundException')) throw error;
      this.#isReady = false;
      if (await this.#prepare(role)) await put();
    }
  }

  /** Makes the stream, and its group where there is none. @returns whether the role may */
  async #prepare(role: Caller): Promise<boolean> {
    const createStream = () => this.#call(role, 'CreateLogStream', this.#names());
    try {
      this.#isReady = await createStream();
    } catch (error) {
      if (isCode(error, 'ResourceAlreadyExistsException')) this.#isReady = true;
      else if (!isCode(error, 'ResourceNotFoundException')) throw error;
      else if (await this.#createGroup(role)) this.#isReady = await createStream();
    }
    return this.#isReady;
  }

  async #createGroup(role: Caller): Promise<boolean> {
    try {
      return await this.#call(role, 'CreateLogGroup', { logGroupName: this.#place.group });
    } catch (error) {
      // Another environment was quicker.
      if (isCode(error, 'ResourceAlreadyExistsException')) return true;
      throw error;
    }
  }

  #names() {
    return { logGroupName: this.#place.group, logStreamName: this.#place.stream };
  }

  /** Whom the credentials speak for; without what marks the function's own calls, of which these are none. */
  async #role(): Promise<Caller | undefined> {
    const { sealer, identities, store } = this.#house;
    const sealed = sealer.openFor(this.#credentials.SessionToken, this.#credentials.AccessKeyId);
    if (sealed === undefined) return undefined;
    const session = { ...sealed.session, contextKeys: undefined };
    return callerOfSession(identities, { ...sealed, session }, await store.epoch());
  }

  /** @returns false where the role may not, which stands nowhere. @throws AwsError */
  async #call(role: Caller, operation: string, input: object): Promise<boolean> {
    const { ids, clock } = this.#house;
    const facts: RequestFacts = {
      requestId: ids.requestId(),
      region: this.#place.region,
      userAgent: 'lambda.amazonaws.com',
      secure: true,
      epoch: await this.#house.store.epoch(),
      receivedAt: clock.real(),
    };
    const call = { service: 'logs' as const, operation, input };
    if (!(await isAllowedInside(this.#house, call, role, facts))) return false;
    await dispatchInside(this.#house, call, role, facts);
    return true;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof AwsError && error.code === code;
}

function* batchesOf(lines: readonly Line[]): Generator<readonly Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(line.message) + OVERHEAD;
    if (bytes + size > BATCH_BYTES || batch.length === BATCH_LINES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
