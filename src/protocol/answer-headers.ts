import { hash } from 'node:crypto';
import type { ServiceModel } from '../model/service-model.ts';

/** The headers that every answer of a service carries: its request id, and S3's second one. */
export function answerHeaders(model: ServiceModel | undefined, requestId: string): Record<string, string> {
  if (model?.protocol === 'rest-xml') {
    return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
  }
  return { 'x-amzn-RequestId': requestId };
}

/** S3's second request id names the host that answered; ours only follows from the first. */
export function hostId(requestId: string): string {
  return hash('sha384', requestId, 'base64');
}

/** The content type of a service's documents. */
export function contentType(model: ServiceModel): string {
  switch (model.protocol) {
    case 'query':
      return 'text/xml';
    case 'ec2':
      return 'text/xml;charset=UTF-8';
    case 'json':
      return `application/x-amz-json-${model.jsonVersion ?? '1.1'}`;
    case 'rest-json':
      return 'application/json';
    case 'rest-xml':
      return 'application/xml';
  }
}
