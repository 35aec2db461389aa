import type { RoleCredentials } from '../operation/assume-as-service.ts';
import type { FunctionCall, FunctionOutcome, RunnableFunction } from '../operation/functions.ts';
import { LogTail } from './log-tail.ts';
import type { LogDelivery } from './logs/log-delivery.ts';
import { LARGEST_RESPONSE, type Reply, type RuntimeApi } from './runtime-api.ts';
import { descendantsOf, memoryOf, signalAll } from './sandbox/process-tree.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

/** How long a runtime may take until it asks for its first call, ms; as on AWS. */
const INIT_MS = 10_000;
/** How often a running call's memory is looked at, ms. */
const WATCH_MS = 100;
const MB = 1024 * 1024;

/** How a call came to its end. */
type End =
  | Reply
  | { readonly kind: 'exited'; readonly code: number | undefined }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'out-of-memory' };

/** What an environment is made of. */
export interface EnvironmentParts {
  readonly fn: RunnableFunction;
  readonly sandbox: Sandbox;
  readonly api: RuntimeApi;
  readonly credentials: RoleCredentials;
  /** Where its lines go. */
  readonly logs: LogDelivery;
  /** Why its custom runtime cannot be started, in AWS's words. */
  readonly entrypointProblem: string | undefined;
  /** Lets go of what the environment held: its code, its folder, its listeners. */
  readonly release: () => Promise<void>;
}

/** One environment of a function: a process that is kept warm, and does one call at a time. */
export class Environment {
  readonly fn: RunnableFunction;
  readonly credentials: RoleCredentials;
  readonly #parts: EnvironmentParts;
  readonly #log: LogTail;
  readonly #startedAt = performance.now();
  #initMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #limitedAt = 0;
  #isAlive = true;
  #isFrozen = false;
  #memory = 0;
  #ending: Promise<void> | undefined;
  #settle: ((end: End) => void) | undefined;
  #failedBefore: End | undefined;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
    this.fn = parts.fn;
    this.credentials = parts.credentials;
    const { sandbox, api, logs } = parts;
    this.#log = new LogTail((message) => logs.add(message));
    this.#log.begin(`INIT_START Runtime Version: ${parts.fn.runtime}`);
    for (const stream of sandbox.output) this.#log.follow(stream);
    api.listen(
      (reply) => this.#hear(reply),
      () => {
        if (this.#initMs === undefined) {
          this.#initMs = performance.now() - this.#startedAt;
          this.#limit(this.fn.timeoutSeconds * 1000);
        }
        this.#freeze();
      },
    );
    sandbox.exited().then(
      (code) => this.#hear({ kind: 'exited', code }),
      () => this.#hear({ kind: 'exited', code: undefined }),
    );
    sandbox.begin();
  }

  /** Whether it can take another call. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Runs one call. Never throws for what the function does. */
  async run(call: FunctionCall): Promise<Extract<FunctionOutcome, { kind: 'ended' }>> {
    const { api } = this.#parts;
    const isCold = this.#initMs === undefined;
    const timeoutMs = this.fn.timeoutSeconds * 1000;
    this.#thaw();
    if (!isCold) this.#log.begin(`START RequestId: ${call.requestId} Version: ${this.fn.version}`);
    else this.#log.line(`START RequestId: ${call.requestId} Version: ${this.fn.version}`);
    const ended = new Promise<End>((resolve) => {
      this.#settle = resolve;
    });
    if (this.#failedBefore !== undefined) this.#hear(this.#failedBefore);
    api.deliver(call, timeoutMs);
    // A runtime that starts has time of its own for that.
    this.#limit(isCold ? INIT_MS + timeoutMs : timeoutMs);
    const watch = setInterval(() => this.#look(), WATCH_MS);
    const end = await ended;
    clearTimeout(this.#timer);
    clearInterval(watch);
    this.#look();
    await this.#log.settled();
    const outcome = this.#outcome(end, call);
    this.#report(call, performance.now() - this.#limitedAt, isCold);
    this.#parts.logs.flush();
    if (end.kind !== 'response' && end.kind !== 'error' && end.kind !== 'too-large') await this.end();
    return { ...outcome, log: this.#log.tail };
  }

  /** From now on the call at hand may take so long. */
  #limit(ms: number): void {
    clearTimeout(this.#timer);
    this.#limitedAt = performance.now();
    if (this.#settle !== undefined) this.#timer = setTimeout(() => this.#hear({ kind: 'timed-out' }), ms);
  }

  /** Ends it and everything that runs there. */
  async end(): Promise<void> {
    this.#isAlive = false;
    this.#ending ??= this.#endAll();
    await this.#ending;
  }

  /** Resolves when all that it printed has gone where it goes; its calls do not wait for that. */
  logged(): Promise<void> {
    return this.#parts.logs.close();
  }

  async #endAll(): Promise<void> {
    await this.#parts.sandbox.end();
    await this.#parts.release();
  }

  #hear(end: End): void {
    if (end.kind === 'exited') this.#isAlive = false;
    const settle = this.#settle;
    this.#settle = undefined;
    if (settle !== undefined) settle(end);
    // A runtime that fails before its first call, or between two, is asked for by the next one.
    else if (end.kind === 'init-error' || end.kind === 'exited') this.#failedBefore ??= end;
  }

  /** Looks at the memory of all that runs; what holds more than the function may is killed, as on AWS. */
  #look(): void {
    const bytes = memoryOf(descendantsOf(this.#parts.sandbox.pid));
    this.#memory = Math.max(this.#memory, bytes);
    if (bytes > this.fn.memoryMegabytes * MB) this.#hear({ kind: 'out-of-memory' });
  }

  /** Between calls nothing of a function runs: AWS freezes its environment. */
  #freeze(): void {
    if (this.#settle !== undefined || this.#isFrozen || !this.#isAlive) return;
    this.#isFrozen = true;
    signalAll(descendantsOf(this.#parts.sandbox.pid), 'SIGSTOP');
  }

  #thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    signalAll(descendantsOf(this.#parts.sandbox.pid), 'SIGCONT');
  }

  #outcome(end: End, { requestId }: FunctionCall): Omit<Extract<FunctionOutcome, { kind: 'ended' }>, 'log'> {
    switch (end.kind) {
      case 'response':
        return { kind: 'ended', payload: end.body, functionError: undefined };
      case 'error':
      case 'init-error':
        return {
          kind: 'ended',
          payload: end.body,
          functionError: end.type === 'Handled' ? 'Handled' : 'Unhandled',
        };
      case 'too-large':
        return unhandled(
          'Function.ResponseSizeTooLarge',
          `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`,
        );
      case 'timed-out': {
        const sentence = `Task timed out after ${this.fn.timeoutSeconds.toFixed(2)} seconds`;
        this.#log.line(`${new Date().toISOString()} ${requestId} ${sentence}`);
        return unhandled('Sandbox.Timedout', `RequestId: ${requestId} Error: ${sentence}`);
      }
      case 'out-of-memory':
        return this.#exit(requestId, 'Runtime exited with error: signal: killed');
      case 'exited': {
        const { entrypointProblem: problem } = this.#parts;
        if (problem !== undefined) return this.#exit(requestId, problem, 'Runtime.InvalidEntrypoint');
        return this.#exit(requestId, exitSentence(end.code));
      }
    }
  }

  #exit(requestId: string, sentence: string, type = 'Runtime.ExitError') {
    this.#log.line(`RequestId: ${requestId} Error: ${sentence}`);
    this.#log.line(type);
    return unhandled(type, `RequestId: ${requestId} Error: ${sentence}`);
  }

  #report({ requestId }: FunctionCall, tookMs: number, isCold: boolean): void {
    const init = isCold && this.#initMs !== undefined ? this.#initMs : 0;
    const own = Math.max(tookMs, 0.01);
    // What goes over is found a moment later, and ended: AWS tells of no more than the function may have.
    const megabytes = Math.min(Math.ceil(this.#memory / MB), this.fn.memoryMegabytes);
    const parts = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${own.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(own + init)} ms`,
      `Memory Size: ${this.fn.memoryMegabytes} MB`,
      `Max Memory Used: ${megabytes} MB`,
      ...(init > 0 ? [`Init Duration: ${init.toFixed(2)} ms`] : []),
    ];
    this.#log.line(`END RequestId: ${requestId}`);
    this.#log.line(`${parts.join('\t')}\t`);
  }
}

function unhandled(errorType: string, errorMessage: string) {
  const payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
  return { kind: 'ended' as const, payload, functionError: 'Unhandled' as const };
}

/** @param code of a shell: from 129 on a signal's */
function exitSentence(code: number | undefined): string {
  if (code === 0) return 'Runtime exited without providing a reason';
  const signal = code === undefined ? 'killed' : SIGNALS[code - 128];
  return `Runtime exited with error: ${signal === undefined ? `exit status ${code}` : `signal: ${signal}`}`;
}

/** As Go words them, in which AWS's own supervisor is written. */
const SIGNALS: Readonly<Record<number, string>> = {
  4: 'illegal instruction',
  6: 'aborted',
  7: 'bus error',
  8: 'floating point exception',
  9: 'killed',
  11: 'segmentation fault',
  15: 'terminated',
};
