/**
 * AWS's own description of a service as the importer leaves it in `data/`: botocore's `service-2.json`
 * without prose and without what no imported operation reaches. Field names are botocore's.
 */
export interface RawModel {
  readonly metadata: RawMetadata;
  readonly operations: Readonly<Record<string, RawOperation>>;
  /** Operations known by name only; REST services keep their route so that a request can be recognised. */
  readonly otherOperations: Readonly<Record<string, RawHttp | null>>;
  readonly shapes: Readonly<Record<string, RawShape>>;
}

export type RawProtocol = 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml';

export interface RawMetadata {
  readonly apiVersion: string;
  readonly endpointPrefix: string;
  readonly protocol: RawProtocol;
  readonly serviceId: string;
  readonly signingName?: string;
  readonly jsonVersion?: string;
  readonly targetPrefix?: string;
  readonly xmlNamespace?: string;
}

export interface RawHttp {
  readonly method: string;
  readonly requestUri: string;
  readonly responseCode?: number;
}

export interface RawOperation {
  readonly http: RawHttp;
  readonly input?: RawTopShape;
  readonly output?: RawTopShape;
  /** Names of the exceptions' shapes. */
  readonly errors?: readonly string[];
  /** `none`: the operation takes unsigned requests. */
  readonly authtype?: string;
  readonly httpChecksum?: Readonly<Record<string, unknown>>;
}

export interface RawXmlNamespace {
  readonly uri: string;
  readonly prefix?: string;
}

export interface RawTopShape {
  readonly shape: string;
  readonly resultWrapper?: string;
  readonly locationName?: string;
  readonly xmlNamespace?: RawXmlNamespace;
}

export interface RawMember {
  readonly shape: string;
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly locationName?: string;
  readonly queryName?: string;
  readonly flattened?: boolean;
  readonly streaming?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: RawXmlNamespace;
  readonly idempotencyToken?: boolean;
}

export type RawShapeType =
  | 'structure'
  | 'list'
  | 'map'
  | 'string'
  | 'blob'
  | 'boolean'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'timestamp';

export interface RawShape {
  readonly type: RawShapeType;
  readonly members?: Readonly<Record<string, RawMember>>;
  readonly required?: readonly string[];
  readonly payload?: string;
  readonly member?: RawMember;
  readonly key?: RawMember;
  readonly value?: RawMember;
  readonly flattened?: boolean;
  readonly streaming?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly timestampFormat?: 'iso8601' | 'rfc822' | 'unixTimestamp';
  readonly locationName?: string;
  readonly xmlNamespace?: RawXmlNamespace;
  readonly sensitive?: boolean;
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
  readonly union?: boolean;
  readonly eventstream?: boolean;
  readonly event?: boolean;
  /** A structure without members: any JSON. */
  readonly document?: boolean;
}
