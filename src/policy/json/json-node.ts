/** JSON as it stands in a text: each value with the place it has there, duplicate keys kept. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull;

interface Span {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}

export interface JsonObject extends Span {
  readonly kind: 'object';
  /** In the text's order. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember extends Span {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonString extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export interface JsonNumber extends Span {
  readonly kind: 'number';
  readonly value: number;
}

export interface JsonBoolean extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface JsonNull extends Span {
  readonly kind: 'null';
}

/** The value of a member, the last one of several as `JSON.parse` has it. */
export function memberOf(object: JsonObject, key: string): JsonNode | undefined {
  return object.members.findLast((member) => member.key === key)?.value;
}

/** The first member whose key stood before it already. */
export function duplicateMember(object: JsonObject): JsonMember | undefined {
  const seen = new Set<string>();
  return object.members.find(({ key }) => seen.size === seen.add(key).size);
}
