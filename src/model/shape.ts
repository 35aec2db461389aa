import type { RawXmlNamespace } from './raw-model.ts';

/** A resolved shape of an AWS model: what a value on the wire may be. */
export type Shape =
  | StructureShape
  | ListShape
  | MapShape
  | StringShape
  | NumberShape
  | BooleanShape
  | TimestampShape
  | BlobShape;

interface Named {
  /** AWS's name of the shape. */
  readonly name: string;
  /** Its values are secret: never in logs, errors or the trail. */
  readonly sensitive: boolean;
}

export interface StructureShape extends Named {
  readonly kind: 'structure';
  readonly members: readonly Member[];
  /** The member that is the HTTP body itself. */
  readonly payload: Member | undefined;
  /** Exactly one member is set. */
  readonly union: boolean;
  /** Any JSON, and no structure at all; only answers have such members. */
  readonly document: boolean;
  readonly xmlNamespace: RawXmlNamespace | undefined;
  readonly locationName: string | undefined;
  /** Set on exceptions: code and HTTP status as AWS sends them. */
  readonly exception: { readonly code: string; readonly status: number } | undefined;
}

export interface ListShape extends Named {
  readonly kind: 'list';
  readonly member: Element;
  readonly flattened: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface MapShape extends Named {
  readonly kind: 'map';
  readonly key: Element;
  readonly value: Element;
  readonly flattened: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface StringShape extends Named {
  readonly kind: 'string';
  /** Length in code points. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** As AWS prints it in errors; the whole string must match. */
  readonly pattern: string | undefined;
  /** The expression that is run; equivalent to `pattern` and linear in the input. */
  readonly matcher: RegExp | undefined;
  readonly enum: readonly string[] | undefined;
}

export interface NumberShape extends Named {
  readonly kind: 'number';
  readonly type: 'integer' | 'long' | 'float' | 'double';
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface BooleanShape extends Named {
  readonly kind: 'boolean';
}

export interface TimestampShape extends Named {
  readonly kind: 'timestamp';
  /** Absent where the protocol and the member's place decide. */
  readonly format: 'iso8601' | 'rfc822' | 'unixTimestamp' | undefined;
}

export interface BlobShape extends Named {
  readonly kind: 'blob';
  /** Length in bytes. */
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A shape in its place: an item of a list, a key or value of a map, a member of a structure. */
export interface Element {
  readonly shape: Shape;
  readonly locationName: string | undefined;
  readonly xmlNamespace: RawXmlNamespace | undefined;
  readonly flattened: boolean;
}

export interface Member extends Element {
  readonly name: string;
  readonly required: boolean;
  /** Where a REST protocol carries it; absent in the body. */
  readonly location: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode' | undefined;
  readonly queryName: string | undefined;
  readonly xmlAttribute: boolean;
  readonly streaming: boolean;
  readonly idempotencyToken: boolean;
}
