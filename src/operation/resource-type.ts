/**
 * What a resource type of CloudFormation's is: how one is made, changed in place and removed. Each is
 * declared in the room of the service that owns it, and does all by `context.call`, the service's public
 * operations as the stack's caller, so that every step is authorised and in the trail. Which properties
 * a type has, which are required and which replace the resource comes from AWS's published schemas.
 */
export interface ResourceType {
  /** For example `AWS::IAM::Role`. */
  readonly type: string;
  /** The property that CloudFormation fills with a name of its own making where the template gives none. */
  readonly naming?: Naming | undefined;
  /** The capability that a template with this type must be given. */
  readonly capability?: 'CAPABILITY_IAM' | undefined;
  /** Properties of AWS's schema that are not carried out: a resource that is given one of them fails by its name. */
  readonly notBuilt?: readonly string[] | undefined;
  /** Makes it and resolves when it can be used. @throws AwsError what the service answers */
  create(properties: Properties, context: ResourceContext): Promise<Made>;
  /**
   * What an attempt that was cut short (the process was killed) has made. Absent where making it again
   * finds it: by a client token, or because it makes nothing.
   */
  find?(properties: Properties, context: ResourceContext): Promise<Made | undefined>;
  /** Changes it in place. Absent where every change replaces it. */
  update?(change: Change, context: ResourceContext): Promise<Made>;
  /** Whether a change of a property that replaces only under conditions does so; it does not when absent. */
  replaces?(property: string, change: Change): boolean;
  /** Why a change cannot be made, where that is known before anything is done. */
  refuses?(change: Change): string | undefined;
  /**
   * Reads what the service says of it, in the template's names: what is not read is left out, what is known not
   * to be there stands as `undefined`. A type without it takes no part in drift detection.
   *
   * @returns `undefined` when it is gone
   */
  read?(resource: Existing, context: ReadContext): Promise<Properties | undefined>;
  /**
   * Keeps what it holds in a snapshot, before it is removed under a policy that asks for one; once, however
   * often the step is tried. Absent where the type has none.
   */
  snapshot?(resource: Existing, context: ResourceContext): Promise<void>;
  /** Removes it; that it is gone already is no error. */
  remove(resource: Existing, context: ResourceContext): Promise<void>;
}

export interface Naming {
  readonly property: string;
  readonly maxLength: number;
  /** Names in lower case, as buckets have. */
  readonly lower?: true | undefined;
}

/** Properties with all functions evaluated; what they hold is as loose as the template wrote it. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource as it was made or changed: what `Ref` and `Fn::GetAtt` answer. */
export interface Made {
  readonly physicalId: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** What `Ref` answers, where that is not the physical id. */
  readonly ref?: string | undefined;
  /** Whether its attributes are secrets, which no event may show. */
  readonly noEcho?: boolean | undefined;
}

export interface Existing {
  readonly physicalId: string;
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A change in place: the resource as it is, and what its properties shall be. */
export interface Change extends Existing {
  readonly wanted: Properties;
}

/** A tag as resource types have it. */
export interface ResourceTag {
  readonly Key: string;
  readonly Value: string;
}

/** Where a resource is made, and what its type may use. */
export interface ResourceContext {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly accountId: string;
  readonly region: string;
  /** The same however often this step is tried: for client tokens. */
  readonly token: string;
  /** When the step began, ms since 1970 in emulated time. */
  readonly startedAt: number;
  /** The stack's tags, which go on every resource that takes tags. */
  readonly stackTags: readonly ResourceTag[];
  /** The stack's tags as they were before this change; the same as `stackTags` when nothing changed. */
  readonly formerStackTags: readonly ResourceTag[];
  /** The tags by which AWS tells of a resource's stack: on all that is made, where its service takes any. */
  readonly ownTags: readonly ResourceTag[];
  /** Physical ids of others that the stack has or had under the same logical id: `find` must not take them. */
  readonly others: readonly string[];
  /** What the stack's request acknowledged: what it makes may need the same. */
  readonly capabilities: readonly string[];
  /** The resource types to which the stack's request is held; `undefined` where it named none. */
  readonly resourceTypes: readonly string[] | undefined;
  /** What a continued rollback leaves alone of stacks within this one, as `STACKNAME.LOGICALID`. */
  readonly skipsWithin: readonly string[];
  /** Where clients reach the house, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /**
   * Calls an operation as the stack's caller. Loose values (`"8080"`, `"true"`) are fitted to the
   * operation's model, whose constraints hold as on the wire.
   */
  call<T = unknown>(service: string, operation: string, input: object): Promise<T>;
  /**
   * Lets emulated time pass. @param ms as the operator's clock counts
   * @throws Error when the work is given up
   */
  pause(ms: number): Promise<void>;
  /**
   * Waits until a further resource of a type in the same stack is done that does not itself wait for
   * this one. @returns false when none is left to be waited for
   */
  anotherDone(type: string): Promise<boolean>;
  /**
   * Waits until as many signals of success came for a resource of the stack.
   *
   * @returns what came with each, by its unique id
   * @throws Error for a signal of failure, or when the time is up
   */
  signals(
    logicalId: string,
    count: number,
    timeoutSeconds: number,
  ): Promise<Readonly<Record<string, string>>>;
  /**
   * Opens an address to which another program sends the answer to this step's request, once; the same
   * however often the step is tried.
   *
   * @param step what the resource is asked for, for example `Delete`
   */
  openRequest(step: string): Promise<OpenRequest>;
  /** Tells which physical id the resource has as soon as it has one, before it can be used. */
  initiated(physicalId: string): Promise<void>;
}

/** What reading a resource may use: calls on behalf of whoever asks. */
export type ReadContext = Pick<ResourceContext, 'call' | 'accountId' | 'region'>;

/** A request that another program answers. */
export interface OpenRequest {
  readonly requestId: string;
  /** Where the answer is sent by PUT; nobody can guess it. */
  readonly url: string;
  /** Whether it was sent already, by an attempt that was cut short. */
  readonly isSent: boolean;
  /** Notes that it was sent. */
  sent(): Promise<void>;
  /**
   * Waits for the answer.
   *
   * @param timeoutSeconds from the first attempt on, emulated time
   * @returns the answer as it came, `undefined` when time is up
   * @throws Error when the work is given up
   */
  answer(timeoutSeconds: number): Promise<string | undefined>;
}
