import { randomBytes } from 'node:crypto';
import { once } from './load.ts';
import type { MeasuredServer } from './measured-server.ts';
import { compareWithBare, type Ratio } from './ratio.ts';
import { signedRequest, type Signer } from './signed-request.ts';

/** S3's two ways, small and large. */
export interface ObjectsBench {
  readonly putObject1Kb: Ratio;
  readonly getObject1Kb: Ratio;
  readonly putObject8Mb: Ratio;
  readonly getObject8Mb: Ratio;
}

const KB = 1024;
const MB = 1024 * KB;

/** Measures PutObject and GetObject. @param requests of 1 KB in each run; of 8 MB it makes fewer */
export async function benchObjects(
  server: MeasuredServer,
  admin: Signer,
  requests: number,
): Promise<ObjectsBench> {
  const { port } = server;
  const request = (method: 'GET' | 'PUT', path: string, body?: Buffer) =>
    signedRequest(port, admin, { service: 's3', method, path, body });
  await once(port, request('PUT', '/bench-bucket'));
  const [small, large] = [randomBytes(KB), randomBytes(8 * MB)];
  const compare = (method: 'GET' | 'PUT', key: string, count: number, body?: Buffer) => {
    const bytes = request(method, `/bench-bucket/${key}`, body);
    return compareWithBare(server, () => bytes, { requests: count, connections: 4 });
  };
  const few = Math.max(8, Math.ceil(requests / 250));
  return {
    putObject1Kb: await compare('PUT', 'small', requests, small),
    getObject1Kb: await compare('GET', 'small', requests),
    putObject8Mb: await compare('PUT', 'large', few, large),
    getObject8Mb: await compare('GET', 'large', few),
  };
}
