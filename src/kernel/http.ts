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
  /** The VPC out of which it came, where the listener knows. */
  readonly vpc?: { readonly id: string; readonly privateIp: string } | undefined;
}

/** Bytes that arrive piece by piece. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** An answer ready for the wire. */
export interface HttpResponse {
  readonly status: number;
  /** Names as they are to be sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie`, which may come more than once. */
  readonly cookies?: readonly string[] | undefined;
  readonly body: string | Uint8Array | ByteStream | undefined;
}

/**
 * A body that streams into an operation, freed of its transfer encoding and verified as it passes:
 * reading it to its end without an error proves that it is what the client sent. Nothing of it may
 * become visible before.
 */
export interface VerifiedStream extends ByteStream {
  /**
   * Base64 checksums by algorithm (`MD5`, `CRC32`, `CRC32C`, `CRC64NVME`, `SHA1`, `SHA256`): MD5 always,
   * and the one that the client gave, or CRC64NVME when it gave none. Filled when the stream has ended.
   */
  readonly digests: Readonly<Record<string, string | undefined>>;
}
