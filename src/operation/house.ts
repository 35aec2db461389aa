import type { KeyRing } from '../credentials/key-ring.ts';
import type { SessionSealer } from '../credentials/session-sealer.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { PolicyCache } from '../policy/policy-cache.ts';
import type { ObjectBytes } from '../store/object-bytes.ts';
import type { Store } from '../store/store.ts';
import type { DocumentSigner } from './document-signer.ts';
import type { Identities } from './identities.ts';
import type { Functions } from './functions.ts';
import type { LastUses } from './last-uses.ts';
import type { InstanceProfiles } from './instance-profiles.ts';
import type { Instances } from './instances.ts';
import type { Organizations } from './organizations.ts';
import type { Pace } from './pace.ts';
import type { PublishedImages } from './published-images.ts';
import type { Refusals } from './records/refusals.ts';
import type { ResourceTypes } from './resource-types.ts';
import type { Services } from './service.ts';
import type { StackWork } from './stack-work.ts';
import type { Trail } from './trail.ts';
import type { VpcEndpoints } from './vpc-endpoints.ts';

/** What the operator chose at start. */
export interface Settings {
  /** The account that exists from the first start. */
  readonly accountId: string;
  /** The region of a request whose signature names none. */
  readonly region: string;
  /** Where clients reach the gateway, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Whether an answer that the model does not know is an error: so in tests. */
  readonly strict: boolean;
  /** Whether what comes over this machine's loopback counts as secure without TLS. */
  readonly loopbackIsSecure: boolean;
  /** How long EC2's changes of state take. */
  readonly pace: Pace;
}

/** The ports that operations run on; put together once, in the composition root. */
export interface House {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly objects: ObjectBytes;
  /** Seals what only the house can read: session tokens, encoded authorization messages. */
  readonly keyRing: KeyRing;
  readonly sealer: SessionSealer;
  readonly policies: PolicyCache;
  readonly identities: Identities;
  readonly instanceProfiles: InstanceProfiles;
  readonly instances: Instances;
  readonly documentSigner: DocumentSigner;
  readonly publishedImages: PublishedImages;
  readonly organizations: Organizations;
  readonly vpcEndpoints: VpcEndpoints;
  readonly functions: Functions;
  readonly services: Services;
  readonly resourceTypes: ResourceTypes;
  readonly stackWork: StackWork;
  readonly trail: Trail;
  readonly refusals: Refusals;
  readonly lastUses: LastUses;
  readonly log: Log;
}
