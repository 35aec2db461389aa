/** Keys as they were signed in with; temporary ones with their token. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

interface ClientConfiguration {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Keys;
  readonly maxAttempts: number;
  readonly forcePathStyle: boolean;
  readonly customUserAgent: string;
}

/** How the console's own requests are told from others in the trail. */
export const CONSOLE_AGENT = 'utsuwa-console';

/** An AWS SDK client's class: `IAMClient`, `EC2Client` … */
export type ClientClass<C> = new (configuration: ClientConfiguration) => C;

/**
 * The way to AWS's APIs as one person in one region: makes each of the SDK's clients once. The keys live here, in
 * memory, and nowhere else.
 */
export class Connection {
  readonly region: string;
  readonly #keys: Keys;
  readonly #endpoint: string;
  readonly #clients = new Map<ClientClass<unknown>, unknown>();

  constructor(keys: Keys, region: string, endpoint: string = window.location.origin) {
    this.#keys = keys;
    this.region = region;
    this.#endpoint = endpoint;
  }

  /** The access key's id, which is no secret. */
  get accessKeyId(): string {
    return this.#keys.accessKeyId;
  }

  /** A client of a service, signed as this person: `connection.client(IAMClient)`. */
  client<C>(Client: ClientClass<C>): C {
    const made = this.#clients.get(Client) as C | undefined;
    if (made !== undefined) return made;
    const client = new Client({
      endpoint: this.#endpoint,
      region: this.region,
      credentials: this.#keys,
      maxAttempts: 2,
      forcePathStyle: true,
      customUserAgent: CONSOLE_AGENT,
    });
    this.#clients.set(Client, client);
    return client;
  }

  /** The same person in another region. */
  in(region: string): Connection {
    return new Connection(this.#keys, region, this.#endpoint);
  }
}
