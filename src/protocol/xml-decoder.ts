import type { Element, ListShape, MapShape, Member, StructureShape } from '../model/shape.ts';
import { parseScalar } from './parse-scalar.ts';
import type { XmlElement } from './xml-reader.ts';

/** Puts an element's value where it belongs; lists without a wrapper collect one element after the other. */
type Place = (target: Record<string, unknown>, element: XmlElement) => void;

/** Compiles what turns an XML element into the value of a structure; elements it does not know are ignored. */
export function compileXmlDecoder(
  root: StructureShape,
  members: readonly Member[] = root.members,
): (element: XmlElement) => Record<string, unknown> {
  const compiled = new Map<StructureShape, (element: XmlElement) => Record<string, unknown>>();

  const structureDecoder = (shape: StructureShape, among: readonly Member[]) => {
    const known = compiled.get(shape);
    if (known !== undefined) return known;
    const places = new Map<string, Place>();
    const attributes: { readonly name: string; readonly member: Member }[] = [];
    const decode = (element: XmlElement): Record<string, unknown> => {
      const value: Record<string, unknown> = {};
      for (const child of element.children) places.get(child.name)?.(value, child);
      for (const { name, member } of attributes) {
        const text = element.attributes.get(name);
        if (text !== undefined) value[member.name] = parseScalar(member.shape, text, `<${name}>`);
      }
      return value;
    };
    compiled.set(shape, decode);
    for (const member of among) {
      if (member.xmlAttribute) attributes.push({ name: member.locationName ?? member.name, member });
      else places.set(elementName(member), placeOf(member));
    }
    return decode;
  };

  const placeOf = (member: Member): Place => {
    const { name, shape } = member;
    if (shape.kind === 'list' && isFlat(shape, member)) {
      const decodeItem = valueDecoder(shape.member);
      return (target, element) => {
        const list = (target[name] ??= []) as unknown[];
        list.push(decodeItem(element));
      };
    }
    if (shape.kind === 'map' && isFlat(shape, member)) {
      const addEntry = entryDecoder(shape);
      return (target, element) => addEntry((target[name] ??= emptyMap()) as Record<string, unknown>, element);
    }
    const decode = valueDecoder(member);
    return (target, element) => {
      // Of a repeated element the first counts.
      if (!Object.hasOwn(target, name)) target[name] = decode(element);
    };
  };

  const valueDecoder = ({ shape }: Element): ((element: XmlElement) => unknown) => {
    switch (shape.kind) {
      case 'structure':
        return structureDecoder(shape, shape.members);
      case 'list':
        return listDecoder(shape);
      case 'map': {
        const addEntry = entryDecoder(shape);
        return (element) => {
          const map = emptyMap();
          for (const child of element.children) if (child.name === 'entry') addEntry(map, child);
          return map;
        };
      }
      case 'string':
      case 'number':
      case 'boolean':
      case 'timestamp':
      case 'blob':
        return (element) => parseScalar(shape, element.text, `<${element.name}>`);
    }
  };

  const listDecoder = (shape: ListShape): ((element: XmlElement) => unknown) => {
    const itemName = shape.member.locationName ?? 'member';
    const decodeItem = valueDecoder(shape.member);
    return (element) => element.children.filter((child) => child.name === itemName).map(decodeItem);
  };

  const entryDecoder = (shape: MapShape) => {
    const keyName = shape.key.locationName ?? 'key';
    const valueName = shape.value.locationName ?? 'value';
    const decodeValue = valueDecoder(shape.value);
    return (map: Record<string, unknown>, element: XmlElement): void => {
      const key = element.children.find((child) => child.name === keyName);
      const value = element.children.find((child) => child.name === valueName);
      if (key !== undefined && value !== undefined) map[key.text] = decodeValue(value);
    };
  };

  return structureDecoder(root, members);
}

/** The name of a member's element; a flat list's may be its item's. */
export function elementName(member: Member): string {
  const { shape } = member;
  const item = shape.kind === 'list' && isFlat(shape, member) ? shape.member.locationName : undefined;
  return localPart(member.locationName ?? item ?? member.name);
}

/** Whether a list or map stands without a wrapping element. */
export function isFlat(shape: ListShape | MapShape, place: Element): boolean {
  return shape.flattened || place.flattened;
}

function localPart(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function emptyMap(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
