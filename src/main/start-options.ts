import type { Log } from '../kernel/log.ts';
import type { PACES } from '../operation/pace.ts';
import type { AccessKeyPair } from '../services/iam/first-start.ts';
import type { StorePlace } from '../store/open-store.ts';

/** What the operator chooses. */
export interface StartOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  readonly place: StorePlace;
  readonly durability?: 'process' | 'power' | undefined;
  /** Told when the database is away and waited for, in a sentence for the operator. */
  readonly onWaiting?: ((sentence: string) => void) | undefined;
  readonly accountId: string;
  /** The region of requests that name none. */
  readonly region: string;
  readonly rootKey: AccessKeyPair;
  /** Names by which the server may be called, beside loopback's. */
  readonly hostNames: readonly string[];
  /** Where each instance has its home directory; in a temporary folder when absent. */
  readonly instancesDirectory?: string | undefined;
  /** When a role swapped inside its instance profile reaches instances: at once unless told otherwise. */
  readonly roleSwaps?: 'at-once' | 'at-renewal' | undefined;
  /** What `aws:SecureTransport` says of plain HTTP over loopback, which no network carries; `secure` when absent. */
  readonly loopbackHttp?: 'secure' | 'insecure' | undefined;
  /** How long EC2's changes of state take; `fast` when absent. */
  readonly instancePace?: keyof typeof PACES | undefined;
  /** Whether user data, and functions where there are no namespaces, may run in this machine's own. */
  readonly allowsHostExec?: boolean | undefined;
  /** Whether instances have namespaces of their own, or share this machine's; `process` when absent. */
  readonly isolation?: 'process' | 'netns' | undefined;
  readonly log?: Log | undefined;
  /** Whether an answer that the model does not know is an error: so in tests. */
  readonly strict?: boolean | undefined;
}

/** A house that serves. */
export interface Running {
  readonly endpoint: string;
  readonly port: number;
  /** Where the data is, for a person. */
  readonly data: string;
  /** The key of the first account's `admin`, as long as it exists. */
  readonly admin: AccessKeyPair | undefined;
  /** Stops serving, then lets go of the data. */
  close(): Promise<void>;
}
