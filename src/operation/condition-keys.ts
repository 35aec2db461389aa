import type { AssumedRoleCaller, Caller, Session } from '../kernel/caller.ts';
import type { ConditionKeys } from './authorization.ts';
import type { RequestFacts } from './context.ts';
import type { Places } from './guardrails.ts';

type Value = string | readonly string[] | undefined;

/** Whose resource it is, and in which organizations it and the caller are. */
interface Surroundings {
  /** Absent where an action has no resource. */
  readonly accountId: string | undefined;
  readonly places: Places;
}

/** What a decision's conditions can ask about: global keys and those of one authorization, by lower-cased name. */
export class CallContext {
  readonly #caller: Caller;
  readonly #facts: RequestFacts;
  readonly #now: Date;
  readonly #principalTags: Readonly<Record<string, string>>;
  readonly #keys: ReadonlyMap<string, string | readonly string[]>;
  readonly #surroundings: Surroundings;

  constructor(
    caller: Caller,
    facts: RequestFacts,
    now: Date,
    principalTags: Readonly<Record<string, string>>,
    keys: ConditionKeys | undefined,
    surroundings: Surroundings,
  ) {
    this.#caller = caller;
    this.#facts = facts;
    this.#now = now;
    this.#principalTags = principalTags;
    this.#keys = lowerCased(keys ?? {});
    this.#surroundings = surroundings;
  }

  get(key: string): Value {
    return this.#keys.get(key) ?? this.#global(key);
  }

  *keys(): Iterable<string> {
    yield* this.#keys.keys();
    for (const key of GLOBAL_KEYS) if (this.#global(key) !== undefined) yield key;
    for (const tag of Object.keys(principalTagsOf(this.#caller, this.#principalTags))) {
      yield `aws:principaltag/${tag.toLowerCase()}`;
    }
    const session = sessionOf(this.#caller);
    for (const key of Object.keys(session?.contextKeys ?? {})) yield key.toLowerCase();
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
  #global(key: string): Value {
    const caller = this.#caller;
    const facts = this.#facts;
    switch (key) {
      case 'aws:currenttime':
        return this.#now.toISOString();
      case 'aws:epochtime':
        return String(Math.floor(this.#now.getTime() / 1000));
      case 'aws:requestedregion':
        return facts.region;
      case 'aws:sourceip':
        return facts.vpcEndpoint === undefined ? facts.sourceIp : undefined;
      case 'aws:sourcevpce':
        return facts.vpcEndpoint?.id;
      case 'aws:sourcevpc':
        return facts.vpcEndpoint?.vpcId;
      case 'aws:vpcsourceip':
        return facts.vpcEndpoint?.privateIp;
      case 'aws:useragent':
        return facts.userAgent;
      case 'aws:resourceaccount':
        return this.#surroundings.accountId;
      case 'aws:securetransport':
        return String(facts.secure);
      case 'aws:viaawsservice':
        return String((facts.calledVia?.length ?? 0) > 0);
      case 'aws:calledvia':
        return facts.calledVia;
      case 'aws:calledviafirst':
        return facts.calledVia?.[0];
      case 'aws:calledvialast':
        return facts.calledVia?.at(-1);
      default:
        return this.#principal(key) ?? this.#organization(key) ?? this.#session(key, sessionOf(caller));
    }
  }

  #principal(key: string): Value {
    const caller = this.#caller;
    switch (key) {
      case 'aws:principaltype':
        return PRINCIPAL_TYPE[caller.kind];
      case 'aws:userid':
        return caller.kind === 'anonymous'
          ? 'anonymous'
          : caller.kind === 'service'
            ? undefined
            : caller.userId;
      case 'aws:username':
        return caller.kind === 'user' ? caller.userName : undefined;
      case 'aws:principalarn':
        return 'principalArn' in caller ? caller.principalArn : undefined;
      case 'aws:principalaccount':
        return caller.kind === 'anonymous' || caller.kind === 'service' ? undefined : caller.accountId;
      case 'aws:principalisawsservice':
        return String(caller.kind === 'service');
      case 'aws:principalservicename':
        return caller.kind === 'service' ? caller.service : undefined;
      case 'aws:sourcearn':
        return caller.kind === 'service' ? caller.sourceArn : undefined;
      case 'aws:sourceaccount':
        return caller.kind === 'service' ? caller.accountId : undefined;
      default:
        return key.startsWith('aws:principaltag/')
          ? this.#principalTag(key.slice('aws:principaltag/'.length))
          : undefined;
    }
  }

  #organization(key: string): Value {
    const { accountId, places } = this.#surroundings;
    const isService = this.#caller.kind === 'service';
    const resource = accountId === undefined ? undefined : places.resource;
    switch (key) {
      case 'aws:principalorgid':
        return isService ? undefined : places.caller?.organizationId;
      case 'aws:principalorgpaths':
        return isService ? undefined : pathsOf(places.caller);
      case 'aws:sourceorgid':
        return isService ? places.caller?.organizationId : undefined;
      case 'aws:sourceorgpaths':
        return isService ? pathsOf(places.caller) : undefined;
      case 'aws:resourceorgid':
        return resource?.organizationId;
      case 'aws:resourceorgpaths':
        return pathsOf(resource);
      default:
        return undefined;
    }
  }

  #principalTag(name: string): string | undefined {
    const tags = principalTagsOf(this.#caller, this.#principalTags);
    for (const [key, value] of Object.entries(tags)) if (key.toLowerCase() === name) return value;
    return undefined;
  }

  #session(key: string, session: Session | undefined): Value {
    if (session === undefined) return undefined;
    switch (key) {
      case 'aws:tokenissuetime':
        return new Date(session.issuedAt).toISOString();
      case 'aws:multifactorauthpresent':
        return String(session.mfaAt !== undefined);
      case 'aws:multifactorauthage':
        return session.mfaAt === undefined
          ? undefined
          : String(Math.floor((this.#now.getTime() - session.mfaAt) / 1000));
      case 'aws:sourceidentity':
        return session.sourceIdentity;
      default:
        return contextKeyOf(session, key);
    }
  }
}

const GLOBAL_KEYS = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:sourceip',
  'aws:sourcevpce',
  'aws:sourcevpc',
  'aws:vpcsourceip',
  'aws:useragent',
  'aws:securetransport',
  'aws:resourceaccount',
  'aws:viaawsservice',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  'aws:tokenissuetime',
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:sourceidentity',
] as const;

function pathsOf(place: Places['caller']): readonly string[] | undefined {
  return place && [place.path];
}

const PRINCIPAL_TYPE: Readonly<Record<Caller['kind'], string>> = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  'assumed-role': 'AssumedRole',
  'federated-user': 'FederatedUser',
  service: 'AWSService',
};

const NO_KEYS: ReadonlyMap<string, string | readonly string[]> = new Map();

function lowerCased(keys: ConditionKeys): ReadonlyMap<string, string | readonly string[]> {
  let lower: Map<string, string | readonly string[]> | undefined;
  for (const key in keys) {
    const value = keys[key];
    if (value !== undefined) (lower ??= new Map()).set(key.toLowerCase(), value);
  }
  return lower ?? NO_KEYS;
}

function sessionOf(caller: Caller): Session | undefined {
  return 'session' in caller ? caller.session : undefined;
}

/** Session tags win over the role's own of the same key. */
function principalTagsOf(
  caller: Caller,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const session = (caller as Partial<AssumedRoleCaller>).session?.tags;
  if (session === undefined) return own;
  const lower = new Set(Object.keys(session).map((key) => key.toLowerCase()));
  const kept = Object.entries(own).filter(([key]) => !lower.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...session };
}

function contextKeyOf(session: Session, key: string): string | undefined {
  for (const name in session.contextKeys) if (name.toLowerCase() === key) return session.contextKeys[name];
  return undefined;
}
