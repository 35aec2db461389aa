import type { Element, ListShape, MapShape, Shape, StructureShape } from '../model/shape.ts';
import type { FormNode } from './form.ts';
import { parseScalar } from './parse-scalar.ts';
import type { QueryNames } from './query-names.ts';
import { TypeMismatch } from './type-mismatch.ts';
import { unknownParameter } from './wire-errors.ts';

type Decode = (node: FormNode) => unknown;

const NUMBER = /^\d{1,6}$/;

/**
 * Compiles what turns a query request's parameters into the input of an operation. Parameters that the
 * model does not know EC2 refuses (UnknownParameter) and others ignore.
 */
export function compileQueryDecoder(input: StructureShape, names: QueryNames): Decode {
  const compiled = new Map<StructureShape, Decode>();

  const decoderOf = (shape: Shape, place: Element): Decode => {
    switch (shape.kind) {
      case 'structure':
        return structureDecoder(shape);
      case 'list':
        return listDecoder(shape, place);
      case 'map':
        return mapDecoder(shape, place);
      case 'string':
      case 'number':
      case 'boolean':
      case 'timestamp':
      case 'blob':
        return (node) => {
          if (node.value === undefined) throw new TypeMismatch(node.name, shape, '');
          return parseScalar(shape, node.value, node.name);
        };
    }
  };

  const structureDecoder = (shape: StructureShape): Decode => {
    const known = compiled.get(shape);
    if (known !== undefined) return known;
    const members: { readonly name: string; readonly parameter: string; readonly decode: Decode }[] = [];
    let parameters: ReadonlySet<string> | undefined;
    const decode: Decode = (node) => {
      const value: Record<string, unknown> = {};
      if (node.children === undefined) return value;
      let known = 0;
      for (const member of members) {
        const child = node.children.get(member.parameter);
        if (child === undefined) continue;
        known++;
        value[member.name] = member.decode(child);
      }
      if (names.refusesUnknown && known < node.children.size) {
        assertKnown(node, (parameters ??= new Set(members.map(({ parameter }) => parameter))));
      }
      return value;
    };
    compiled.set(shape, decode);
    for (const member of shape.members) {
      members.push({
        name: member.name,
        parameter: names.member(member),
        decode: decoderOf(member.shape, member),
      });
    }
    return decode;
  };

  const listDecoder = (shape: ListShape, place: Element): Decode => {
    const item = names.listItem(shape, place);
    const decodeItem = decoderOf(shape.member.shape, shape.member);
    return (node) => numbered(node, item).map(decodeItem);
  };

  const mapDecoder = (shape: MapShape, place: Element): Decode => {
    const entry = names.mapEntry(shape, place);
    const keyName = shape.key.locationName ?? 'key';
    const valueName = shape.value.locationName ?? 'value';
    const decodeValue = decoderOf(shape.value.shape, shape.value);
    return (node) => {
      const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const child of numbered(node, entry)) {
        const key = child.children?.get(keyName)?.value;
        const valueNode = child.children?.get(valueName);
        if (key !== undefined && valueNode !== undefined) value[key] = decodeValue(valueNode);
      }
      return value;
    };
  };

  return structureDecoder(input);
}

/** What any request may bring beside its operation's own: the action, and how it is signed. */
const COMMON = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Expires',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
]);
const SIGNING = /^x-amz-/i;

/** An unknown parameter without a value asks for nothing: so some tools write lists that are empty. @throws AwsError UnknownParameter */
function assertKnown({ name, children }: FormNode, known: ReadonlySet<string>): void {
  for (const [parameter, child] of children ?? []) {
    if (known.has(parameter)) continue;
    if (name === '' && (COMMON.has(parameter) || SIGNING.test(parameter))) continue;
    if ((child.value ?? '') === '' && child.children === undefined) continue;
    throw unknownParameter(parameter);
  }
}

/** The numbered children of a list or map in the order of their numbers. */
function numbered(node: FormNode, between: string | undefined): FormNode[] {
  const parent = between === undefined ? node : node.children?.get(between);
  if (parent?.children === undefined) return [];
  const items: [number, FormNode][] = [];
  for (const [name, child] of parent.children) if (NUMBER.test(name)) items.push([Number(name), child]);
  return items.sort(([a], [b]) => a - b).map(([, child]) => child);
}
