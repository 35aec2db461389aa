import { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest } from '../kernel/http.ts';
import type { RequestFacts } from '../operation/context.ts';
import type { House } from '../operation/house.ts';

/** A request that came by the path of a VPC endpoint. */
interface ThroughEndpoint {
  readonly id: string;
  /** Of the instance from which it comes. */
  readonly privateIp: string;
  /** As it would be without the endpoint. */
  readonly request: HttpRequest;
}

/**
 * Where S3 is for an instance whose VPC has an endpoint: a path below the server's address, since the house
 * has no network whose routes could tell. No bucket can have the name of the first segment.
 */
export function endpointPath(id: string, privateIp: string): string {
  return `/_vpce/${id}/${privateIp}`;
}

const PATH = /^\/_vpce\/(vpce-[0-9a-f]{1,32})\/(\d{1,3}(?:\.\d{1,3}){3})(\/.*)?$/s;

/** By which endpoint a request to S3 came; `undefined` for one that came by none. */
export async function throughEndpoint(
  house: House,
  request: HttpRequest,
): Promise<ThroughEndpoint | undefined> {
  const { vpc } = request;
  if (vpc === undefined) return endpointInPath(request);
  const id = await house.vpcEndpoints.forS3(vpc.id, vpc.privateIp);
  return id === undefined ? undefined : { id, privateIp: vpc.privateIp, request };
}

/** Takes the endpoint out of a request's path. */
function endpointInPath(request: HttpRequest): ThroughEndpoint | undefined {
  const [, id, privateIp, path = '/'] = PATH.exec(request.path) ?? [];
  return id === undefined || privateIp === undefined
    ? undefined
    : { id, privateIp, request: { ...request, path } };
}

/** What conditions and the endpoint's policy ask. @throws AwsError when the endpoint is not there */
export async function endpointFacts(
  house: House,
  { id, privateIp }: ThroughEndpoint,
  epoch: number,
): Promise<NonNullable<RequestFacts['vpcEndpoint']>> {
  const endpoint = await house.vpcEndpoints.byId(id, epoch);
  if (endpoint === undefined) {
    throw new AwsError('InvalidVpcEndpointId.NotFound', 404, `there is no VPC endpoint \`${id}\``);
  }
  return { ...endpoint, privateIp };
}
