import type {
  RawHttp,
  RawMember,
  RawMetadata,
  RawModel,
  RawOperation,
  RawShape,
  RawTopShape,
} from '../../src/model/raw-model.ts';

/** botocore's `service-2.json`, as far as the importer looks at it. */
interface Description {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly operations: Readonly<Record<string, DescribedOperation>>;
  readonly shapes: Readonly<Record<string, Described>>;
}

type Described = Readonly<Record<string, unknown>>;

interface DescribedOperation extends Described {
  readonly http: RawHttp;
  readonly input?: RawTopShape & Described;
  readonly output?: RawTopShape & Described;
  readonly errors?: readonly { readonly shape: string }[];
  readonly deprecated?: boolean;
}

const METADATA_FIELDS = [
  'apiVersion',
  'endpointPrefix',
  'protocol',
  'serviceId',
  'signingName',
  'jsonVersion',
  'targetPrefix',
  'xmlNamespace',
] as const;
const TOP_SHAPE_FIELDS = ['shape', 'resultWrapper', 'locationName', 'xmlNamespace'] as const;
const MEMBER_FIELDS = [
  'shape',
  'location',
  'locationName',
  'queryName',
  'flattened',
  'streaming',
  'xmlAttribute',
  'xmlNamespace',
  'idempotencyToken',
] as const;
const SHAPE_FIELDS = [
  'type',
  'required',
  'payload',
  'flattened',
  'streaming',
  'enum',
  'pattern',
  'min',
  'max',
  'timestampFormat',
  'locationName',
  'xmlNamespace',
  'sensitive',
  'exception',
  'fault',
  'error',
  'union',
  'eventstream',
  'event',
] as const;

/**
 * Leaves of AWS's description what the house needs: no prose, no examples, and only the shapes that
 * the chosen operations reach.
 *
 * @param operations the operations to keep with their shapes
 */
export function trimModel(description: unknown, operations: 'all' | readonly string[]): RawModel {
  const { metadata, operations: described, shapes } = description as Description;
  const chosen = operations === 'all' ? withoutShadowed(described) : operations;
  const protocol = metadata['protocol'];
  const kept: Record<string, RawOperation> = {};
  const reached = new Set<string>();
  for (const name of [...chosen].sort()) {
    const operation = described[name];
    if (operation === undefined) throw new Error(`the model has no operation \`${name}\``);
    kept[name] = trimOperation(operation);
    reach(shapes, operation.input?.shape, reached);
    reach(shapes, operation.output?.shape, reached);
    for (const error of operation.errors ?? []) reach(shapes, error.shape, reached);
  }
  const other: Record<string, RawHttp | null> = {};
  for (const name of Object.keys(described).sort()) {
    if (kept[name] !== undefined || operations === 'all') continue;
    const http = described[name]!.http;
    other[name] = String(protocol).startsWith('rest') ? http : null;
  }
  return {
    metadata: pick(metadata, METADATA_FIELDS) as unknown as RawMetadata,
    operations: kept,
    otherOperations: other,
    shapes: Object.fromEntries([...reached].sort().map((name) => [name, trimShape(shapes[name]!)])),
  };
}

/** Deprecated operations whose route a newer one has taken over can never be meant by a request. */
function withoutShadowed(operations: Description['operations']): string[] {
  const newer = new Set<string>();
  for (const operation of Object.values(operations)) {
    if (operation.deprecated !== true) newer.add(routeOf(operation));
  }
  return Object.entries(operations)
    .filter(
      ([, operation]) =>
        operation.deprecated !== true || routeOf(operation) === 'POST /' || !newer.has(routeOf(operation)),
    )
    .map(([name]) => name);
}

function routeOf(operation: DescribedOperation): string {
  return `${operation.http.method} ${operation.http.requestUri}`;
}

function trimOperation(operation: DescribedOperation): RawOperation {
  const { input, output, errors } = operation;
  return {
    http: operation.http,
    ...(input && { input: pick(input, TOP_SHAPE_FIELDS) as unknown as RawTopShape }),
    ...(output && { output: pick(output, TOP_SHAPE_FIELDS) as unknown as RawTopShape }),
    ...(errors && { errors: errors.map((error) => error.shape).sort() }),
    ...pick(operation, ['authtype', 'httpChecksum']),
  };
}

function trimShape(shape: Described): RawShape {
  const trimmed: Record<string, unknown> = pick(shape, SHAPE_FIELDS);
  for (const field of ['member', 'key', 'value']) {
    if (shape[field] !== undefined) trimmed[field] = pick(shape[field] as Described, MEMBER_FIELDS);
  }
  if (shape['members'] !== undefined) {
    trimmed['members'] = Object.fromEntries(
      Object.entries(shape['members'] as Record<string, Described>).map(([name, member]) => [
        name,
        pick(member, MEMBER_FIELDS),
      ]),
    );
  }
  return trimmed as unknown as RawShape;
}

function reach(shapes: Description['shapes'], name: string | undefined, reached: Set<string>): void {
  if (name === undefined || reached.has(name)) return;
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`the model has no shape \`${name}\``);
  reached.add(name);
  const members = Object.values((shape['members'] ?? {}) as Record<string, RawMember>);
  for (const member of [...members, shape['member'], shape['key'], shape['value']]) {
    reach(shapes, (member as RawMember | undefined)?.shape, reached);
  }
}

function pick(from: Described, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) if (from[field] !== undefined) picked[field] = from[field];
  return picked;
}
