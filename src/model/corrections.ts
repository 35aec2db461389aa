import type { ServiceName } from './manifest.ts';
import type { RawModel, RawShape } from './raw-model.ts';

/**
 * Patterns of AWS's that a backtracking engine matches slower than linearly, and equivalent ones that
 * it does not. Errors print AWS's.
 */
export const LINEAR_PATTERNS: ReadonlyMap<string, string> = new Map([
  // Before the last slash may stand others: only the first one after the first character matters.
  ['\\/?.+\\/.+', '.[^/\\n\\r\\u2028\\u2029]*\\/.+'],
]);

type ShapeCorrections = Readonly<
  Record<string, { readonly [Field in keyof RawShape]?: RawShape[Field] | undefined }>
>;

/** What AWS's services do not enforce although their published models say so, by service and shape. */
const CORRECTIONS: Readonly<Partial<Record<ServiceName, ShapeCorrections>>> = {
  iam: {
    // What the simulator really answers; the published words (`user`, `aws-managed` …) it does not.
    PolicySourceType: { enum: ['IAM Policy', 'Permissions Boundary Policy', 'Resource Policy'] },
  },
  ec2: {
    // EC2 answers `windows`; `Windows` is what older clients send.
    PlatformValues: { enum: ['windows', 'Windows'] },
    // An internet gateway's attachment is `available`, as EC2's own examples show.
    AttachmentStatus: { enum: ['attaching', 'attached', 'detaching', 'detached', 'available'] },
    // A new interface is `pending` in the answer that makes it.
    NetworkInterfaceStatus: {
      enum: ['available', 'associated', 'attaching', 'in-use', 'detaching', 'pending'],
    },
    // EC2 answers `nat_gateway`, as its own filter is called; the model says `natGateway`.
    NetworkInterfaceType: {
      enum: [
        'interface',
        'natGateway',
        'efa',
        'efa-only',
        'trunk',
        'load_balancer',
        'network_load_balancer',
        'vpc_endpoint',
        'branch',
        'transit_gateway',
        'lambda',
        'quicksight',
        'global_accelerator_managed',
        'api_gateway_managed',
        'gateway_load_balancer',
        'gateway_load_balancer_endpoint',
        'iot_rules_managed',
        'aws_codestar_connections_managed',
        'nat_gateway',
      ],
    },
  },
  lambda: {
    // More is for Lambda's managed instances alone, which are not built.
    Timeout: { max: 900 },
    MemorySize: { max: 10_240 },
  },
  organizations: {
    // Names and descriptions hold any characters but the one that is none.
    OrganizationalUnitName: { pattern: '[^\\u0000]*' },
    PolicyName: { pattern: '[^\\u0000]*' },
    PolicyDescription: { pattern: '[^\\u0000]*' },
    Email: { pattern: '[^\\s@\\u0000]+@[^\\s@\\u0000]+\\.[^\\s@\\u0000]+' },
  },
  s3: {
    // S3 takes any header for it and then says which half is missing: `Copy Source must mention the
    // source bucket and key: sourcebucket/sourcekey`.
    CopySource: { pattern: undefined },
    // Any value but `requester` is no consent to pay; S3 does not refuse the request for it.
    RequestPayer: { enum: undefined },
  },
  s3control: {
    // The published pattern matches no bucket's ARN, `arn:aws:s3:::bucket`, which these calls are documented for.
    S3ResourceArn: { pattern: 'arn:[^:]+:s3(express)?:.*' },
  },
  cloudformation: {
    // A stack's own events tell the stack's status, REVIEW_IN_PROGRESS among others, which is not listed.
    ResourceStatus: { enum: undefined },
  },
  tagging: {
    // Any code of the service that holds the resource.
    ErrorCode: { enum: undefined },
  },
};

/** The model as AWS's service really behaves, where its published description says otherwise. */
export function applyCorrections(service: ServiceName, model: RawModel): RawModel {
  const corrections = CORRECTIONS[service];
  if (corrections === undefined) return model;
  const shapes: Record<string, RawShape> = { ...model.shapes };
  for (const [name, correction] of Object.entries(corrections)) {
    const shape = shapes[name];
    if (shape === undefined)
      throw new Error(`a correction names \`${service}\`'s shape \`${name}\`, which is gone`);
    shapes[name] = { ...shape, ...correction } as RawShape;
  }
  return { ...model, shapes };
}
