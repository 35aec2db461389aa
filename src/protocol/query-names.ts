import type { Element, ListShape, MapShape, Member } from '../model/shape.ts';

/** What sets the two query protocols apart: how they name parameters. */
export interface QueryNames {
  member(member: Member): string;
  /** The name between a list and its numbers; `undefined` when the numbers follow at once. */
  listItem(list: ListShape, place: Element): string | undefined;
  mapEntry(map: MapShape, place: Element): string | undefined;
  /** Whether a parameter that the model does not know is refused; otherwise it is ignored. */
  readonly refusesUnknown: boolean;
}

/** IAM, STS, CloudFormation: `Tags.member.1.Key`. */
export const awsQueryNames: QueryNames = {
  member: (member) => {
    const list = member.shape.kind === 'list' && (member.flattened || member.shape.flattened);
    const item = list && member.shape.kind === 'list' ? member.shape.member.locationName : undefined;
    return item ?? member.locationName ?? member.name;
  },
  listItem: (list, place) =>
    list.flattened || place.flattened ? undefined : (list.member.locationName ?? 'member'),
  mapEntry: (map, place) => (map.flattened || place.flattened ? undefined : 'entry'),
  refusesUnknown: false,
};

/** EC2: `TagSpecification.1.Tag.1.Key`; every list is flat and names begin with a capital. */
export const ec2QueryNames: QueryNames = {
  member: (member) =>
    member.queryName ?? (member.locationName === undefined ? member.name : capitalised(member.locationName)),
  listItem: () => undefined,
  mapEntry: () => undefined,
  refusesUnknown: true,
};

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
