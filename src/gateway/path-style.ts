import type { HttpRequest } from '../kernel/http.ts';
import { bucketFromHost } from '../protocol/s3-host.ts';

/** A request to S3 with its bucket in the path, where a virtual-host client put it into the host. */
export function pathStyle(request: HttpRequest): HttpRequest {
  const bucket = bucketFromHost(request.headers['host'] ?? '', ['localhost']);
  return bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
}
