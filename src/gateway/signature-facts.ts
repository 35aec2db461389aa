import type { ReadSignature } from '../credentials/signature.ts';
import type { SignatureFacts } from '../operation/context.ts';

/** What of a verified signature operations may ask; `undefined` when there was none. @param payload what stood for the body */
export function signatureFacts(
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
