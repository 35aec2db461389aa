import type { ReadSignature } from '../credentials/signature.ts';
import type { HttpRequest } from '../kernel/http.ts';
import { isLoopback } from '../kernel/loopback.ts';
import type { Settings } from '../operation/house.ts';
import type { RequestFacts, SignatureFacts } from '../operation/context.ts';

/** What the gateway knew of a request before it found whom it came from. */
export interface Arrival {
  readonly requestId: string;
  /** Real time. */
  readonly receivedAt: Date;
  readonly epoch: number;
  /** The region of what was signed without naming one. */
  readonly region?: string | undefined;
  /** What the operator chose. */
  readonly settings: Pick<Settings, 'region' | 'loopbackIsSecure'>;
  /** By which it came, to S3. */
  readonly vpcEndpoint?: RequestFacts['vpcEndpoint'];
}

/** What the wire knows of a request beside its input. @param payload what stood for the body in the signature */
export function requestFacts(
  request: HttpRequest,
  signature: ReadSignature,
  { requestId, receivedAt, epoch, settings, region = settings.region, vpcEndpoint }: Arrival,
  payload: string,
): RequestFacts {
  const { headers } = request;
  return {
    requestId,
    receivedAt,
    epoch,
    region: 'region' in signature ? signature.region : region,
    sourceIp: request.sourceIp,
    userAgent: headers['user-agent'],
    clientAgent: headers['x-amz-user-agent'],
    secure: request.secure || (settings.loopbackIsSecure && isLoopback(request.sourceIp)),
    authType: headers['authorization'] === undefined ? 'REST-QUERY-STRING' : 'REST-HEADER',
    signature: signatureFacts(signature, receivedAt, payload),
    vpcEndpoint,
  };
}

/** What of a verified signature operations may ask; `undefined` when there was none. */
function signatureFacts(
  signature: ReadSignature,
  receivedAt: Date,
  payload: string,
): SignatureFacts | undefined {
  switch (signature.kind) {
    case 'none':
    case 'malformed':
      return undefined;
    case 'presigned-v2':
      return { version: 'AWS', region: undefined, ageMs: undefined, payload };
    case 'header':
    case 'presigned': {
      const ageMs = Math.max(receivedAt.getTime() - signature.signedAt, 0);
      return { version: 'AWS4-HMAC-SHA256', region: signature.region, ageMs, payload };
    }
  }
}
