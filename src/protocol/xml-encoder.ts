import type { RawXmlNamespace } from '../model/raw-model.ts';
import type { Element, ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import {
  formatBase64,
  formatNumber,
  formatTimestamp,
  timestampFormat,
  type TimestampFormat,
} from './scalar-text.ts';
import { isFlat } from './xml-decoder.ts';
import { escapeXml } from './xml-text.ts';

/** Writes a value as XML; what it writes goes between an element's tags. */
export type EncodeXml = (value: unknown) => string;

/**
 * Compiles what writes a structure's members, in the model's order; absent ones are left out.
 *
 * @param timestamps how the protocol writes times whose shape does not say
 */
export function compileXmlEncoder(
  timestamps: TimestampFormat,
  root: StructureShape,
  members: readonly Member[],
): EncodeXml {
  const compiled = new Map<StructureShape, EncodeXml>();

  const structureEncoder = (shape: StructureShape, among: readonly Member[]): EncodeXml => {
    const known = compiled.get(shape);
    if (known !== undefined) return known;
    const writers: { readonly name: string; readonly write: EncodeXml }[] = [];
    const encode: EncodeXml = (value) => {
      const from = value as Readonly<Record<string, unknown>>;
      let text = '';
      for (const { name, write } of writers) {
        const found = from[name];
        if (found !== undefined && found !== null) text += write(found);
      }
      return text;
    };
    compiled.set(shape, encode);
    for (const member of among) {
      if (!member.xmlAttribute) {
        writers.push({
          name: member.name,
          write: elementEncoder(member, member.locationName ?? member.name),
        });
      }
    }
    return encode;
  };

  /** Writes a value with its tags around it, or a flat list's items with theirs. */
  const elementEncoder = (place: Element, name: string): EncodeXml => {
    const { shape } = place;
    if (shape.kind === 'list') return listEncoder(shape, place, name);
    if (shape.kind === 'map') return mapEncoder(shape, place, name);
    const close = `</${name}>`;
    const namespace = place.xmlNamespace ?? (shape.kind === 'structure' ? shape.xmlNamespace : undefined);
    if (shape.kind === 'structure' && shape.members.some((member) => member.xmlAttribute)) {
      const inner = structureEncoder(shape, shape.members);
      return (value) => `<${name}${openingAttributes(namespace, shape, value)}>${inner(value)}${close}`;
    }
    const open = `<${name}${namespaceAttribute(namespace)}>`;
    const inner = contentEncoder(shape);
    return (value) => open + inner(value) + close;
  };

  const contentEncoder = (shape: Shape): EncodeXml => {
    switch (shape.kind) {
      case 'structure':
        return structureEncoder(shape, shape.members);
      case 'string':
        return (value) => escapeXml(value as string);
      case 'number':
        return (value) => formatNumber(value as number);
      case 'boolean':
        return (value) => (value === true ? 'true' : 'false');
      case 'timestamp': {
        const format = timestampFormat(shape, timestamps);
        return (value) => formatTimestamp(value as Date, format);
      }
      case 'blob':
        return (value) => formatBase64(value as Uint8Array);
      case 'list':
      case 'map':
        throw new Error(`\`${shape.name}\` is written with its tags`);
    }
  };

  const listEncoder = (shape: ListShape, place: Element, name: string): EncodeXml => {
    if (!isFlat(shape, place)) {
      const encodeItem = elementEncoder(shape.member, shape.member.locationName ?? 'member');
      return (value) => {
        let text = '';
        for (const item of value as readonly unknown[]) text += encodeItem(item);
        return text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`;
      };
    }
    const encodeItem = elementEncoder(shape.member, shape.member.locationName ?? name);
    return (value) => {
      let text = '';
      for (const item of value as readonly unknown[]) text += encodeItem(item);
      return text;
    };
  };

  const mapEncoder = (shape: MapShape, place: Element, name: string): EncodeXml => {
    const flat = isFlat(shape, place);
    const entry = flat ? name : 'entry';
    const keyName = shape.key.locationName ?? 'key';
    const encodeValue = elementEncoder(shape.value, shape.value.locationName ?? 'value');
    return (value) => {
      let text = '';
      for (const [key, item] of Object.entries(value as Readonly<Record<string, unknown>>)) {
        if (item === undefined || item === null) continue;
        text += `<${entry}><${keyName}>${escapeXml(key)}</${keyName}>${encodeValue(item)}</${entry}>`;
      }
      if (flat) return text;
      return text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`;
    };
  };

  return structureEncoder(root, members);
}

/** `xmlns` as an attribute, or nothing. */
export function namespaceAttribute(namespace: RawXmlNamespace | undefined): string {
  if (namespace === undefined) return '';
  const name = namespace.prefix === undefined ? 'xmlns' : `xmlns:${namespace.prefix}`;
  return ` ${name}="${escapeXml(namespace.uri)}"`;
}

function openingAttributes(
  namespace: RawXmlNamespace | undefined,
  shape: StructureShape,
  value: unknown,
): string {
  let text = namespaceAttribute(namespace);
  for (const member of shape.members) {
    const found = (value as Readonly<Record<string, unknown>>)[member.name];
    if (!member.xmlAttribute || typeof found !== 'string') continue;
    text += ` ${member.locationName ?? member.name}="${escapeXml(found)}"`;
  }
  return text;
}
