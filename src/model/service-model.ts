import { LINEAR_PATTERNS } from './corrections.ts';
import type { ValidationStyle } from './manifest.ts';
import type { RawHttp, RawModel, RawOperation, RawProtocol, RawXmlNamespace } from './raw-model.ts';
import { shapeResolver } from './resolve-shape.ts';
import type { Shape, StructureShape } from './shape.ts';

/** A service as AWS's model describes it; shapes are resolved when first asked for. */
export interface ServiceModel {
  /** The house's name for it, for example `tagging`. */
  readonly name: string;
  /** AWS's name for it, for example `Resource Groups Tagging API`. */
  readonly serviceId: string;
  readonly endpointPrefix: string;
  /** The service in a signature's credential scope. */
  readonly signingName: string;
  readonly protocol: RawProtocol;
  readonly jsonVersion: string | undefined;
  readonly targetPrefix: string | undefined;
  readonly apiVersion: string;
  readonly xmlNamespace: string | undefined;
  /** In whose words a request that breaks the model is refused. */
  readonly validation: ValidationStyle;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Operations of AWS's that are known by name only. */
  readonly otherOperations: ReadonlySet<string>;
  /** The routes of `otherOperations`, in REST services. */
  readonly otherRoutes: ReadonlyMap<string, RawHttp>;
  /** @throws Error when the model has no such shape */
  shape(name: string): Shape;
  findShape(name: string): Shape | undefined;
}

export interface OperationModel {
  readonly name: string;
  readonly service: ServiceModel;
  readonly http: RawHttp;
  readonly input: StructureShape | undefined;
  readonly output: StructureShape | undefined;
  /** The element of a query protocol's answer that holds the output. */
  readonly resultWrapper: string | undefined;
  /** The root element of an XML input, when it is not a member's. */
  readonly inputRoot: { readonly locationName?: string; readonly xmlNamespace?: RawXmlNamespace };
  /** Names of its exceptions' shapes. */
  readonly errors: readonly string[];
  /** Callers need not sign, as for AssumeRoleWithWebIdentity. */
  readonly unsigned: boolean;
  /** Whether AWS insists on a checksum of the body (Content-MD5 or x-amz-checksum-*). */
  readonly checksumRequired: boolean;
}

/** Makes the typed model of imported data. @param name the house's name for the service */
export function createServiceModel(name: string, validation: ValidationStyle, raw: RawModel): ServiceModel {
  const { metadata } = raw;
  const resolve = shapeResolver(raw.shapes, LINEAR_PATTERNS);
  const operations = new Map<string, OperationModel>();
  const model: ServiceModel = {
    name,
    validation,
    serviceId: metadata.serviceId,
    endpointPrefix: metadata.endpointPrefix,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    protocol: metadata.protocol,
    jsonVersion: metadata.jsonVersion,
    targetPrefix: metadata.targetPrefix,
    apiVersion: metadata.apiVersion,
    xmlNamespace: metadata.xmlNamespace,
    operations,
    otherOperations: new Set(Object.keys(raw.otherOperations)),
    otherRoutes: new Map(
      Object.entries(raw.otherOperations).filter((entry): entry is [string, RawHttp] => entry[1] !== null),
    ),
    shape: resolve,
    findShape: (shape) => (Object.hasOwn(raw.shapes, shape) ? resolve(shape) : undefined),
  };
  for (const [operation, description] of Object.entries(raw.operations)) {
    operations.set(operation, new LazyOperation(model, operation, description));
  }
  return model;
}

/** An operation whose shapes are resolved at its first request. */
class LazyOperation implements OperationModel {
  readonly name: string;
  readonly service: ServiceModel;
  readonly #raw: RawOperation;

  constructor(service: ServiceModel, name: string, raw: RawOperation) {
    this.service = service;
    this.name = name;
    this.#raw = raw;
  }

  get http(): RawHttp {
    return this.#raw.http;
  }

  get input(): StructureShape | undefined {
    return this.#structure(this.#raw.input?.shape);
  }

  get output(): StructureShape | undefined {
    return this.#structure(this.#raw.output?.shape);
  }

  get resultWrapper(): string | undefined {
    return this.#raw.output?.resultWrapper;
  }

  get inputRoot(): OperationModel['inputRoot'] {
    return this.#raw.input ?? {};
  }

  get errors(): readonly string[] {
    return this.#raw.errors ?? [];
  }

  get unsigned(): boolean {
    return this.#raw.authtype === 'none';
  }

  get checksumRequired(): boolean {
    return this.#raw.httpChecksum?.['requestChecksumRequired'] === true;
  }

  #structure(name: string | undefined): StructureShape | undefined {
    if (name === undefined) return undefined;
    const shape = this.service.shape(name);
    if (shape.kind !== 'structure') throw new Error(`\`${name}\` of \`${this.name}\` is not a structure`);
    return shape;
  }
}
