/** A request as it came off the wire: nothing decoded, nothing trusted. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, percent-encoded, without the query. */
  readonly path: string;
  /** The query as sent, without its `?`; empty when there is none. */
  readonly query: string;
  /** Header values by lower-cased name; a repeated header's values are joined by `,`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The peer's IP address, IPv4-mapped IPv6 already unwrapped. */
  readonly sourceIp: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/** Bytes that arrive piece by piece. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** An answer ready for the wire. */
export interface HttpResponse {
  readonly status: number;
  /** Names as they are to be sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | ByteStream | undefined;
}
