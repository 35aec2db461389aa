/**
 * What the findings ask of AWS's published tables. The room holds no data itself: whoever asks for
 * findings brings it.
 */
export interface Reference {
  /** By lower-case service prefix. */
  readonly services: ReadonlyMap<string, ReferenceService>;
  /** Keys that every service may see, by lower-case name, a tag key left out: `aws:resourcetag/`. */
  readonly globalKeys: ReadonlyMap<string, ReferenceKey>;
  /** Each partition's Regions. */
  readonly partitions: ReadonlyMap<string, readonly string[]>;
  /** The prefixes that resource control policies may name. */
  readonly resourceControlServices: ReadonlySet<string>;
}

export interface ReferenceService {
  readonly prefix: string;
  /** By lower-case name. */
  readonly actions: ReadonlyMap<string, ReferenceAction>;
  readonly resourceTypes: readonly ReferenceResourceType[];
  /** By lower-case name, blanks written as `${tagkey}`. */
  readonly keys: ReadonlyMap<string, ReferenceKey>;
}

export interface ReferenceAction {
  readonly name: string;
  readonly resourceTypes: readonly ReferenceResourceType[];
  readonly keys: readonly ReferenceKey[];
}

export interface ReferenceResourceType {
  readonly name: string;
  /** For example `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`. */
  readonly arn: string;
  readonly keys: readonly ReferenceKey[];
}

export interface ReferenceKey {
  readonly name: string;
  /** `String`, `ARN`, `Numeric`, `Date`, `Bool`, `IPAddress`, or `ArrayOf…` of one of them. */
  readonly type: string;
}
