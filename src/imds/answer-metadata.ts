import { hostName, type HostGuard } from '../kernel/host-guard.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { House } from '../operation/house.ts';
import type { InstanceView } from '../operation/instances.ts';
import { findMetadata } from './find-metadata.ts';
import type { IdentityCredentials } from './identity/identity-credentials.ts';
import type { InstanceIdentity } from './identity/instance-identity.ts';
import type { IamMetadata, InstanceRoles } from './instance-roles.ts';
import { allowed, found, refused, refusedSilently } from './metadata-answers.ts';
import { issueMetadataToken, openMetadataToken, readTokenTtl } from './metadata-token.ts';

const TOKEN_PATH = '/latest/api/token';
const TTL_HEADER = 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds';

/** The part of a request that matters here; no body is ever read. */
export type MetadataRequest = Pick<HttpRequest, 'method' | 'path' | 'headers'>;

/** What the service of every instance works with. */
export interface MetadataTools {
  readonly house: House;
  readonly roles: InstanceRoles;
  readonly identity: InstanceIdentity;
  readonly identityCredentials: IdentityCredentials;
  readonly hosts: HostGuard;
}

/** Where a listener is: on the host's loopback, which a browser reaches too, or in the instance's own network. */
export type ListeningPlace = 'loopback' | 'own network';

/**
 * A metadata request's way: our own name, an instance that is on, an enabled endpoint; then a token is
 * made, or the token is judged and the tree is read.
 *
 * @returns `undefined` when the instance is off: there is no machine to answer
 */
export async function answerMetadata(
  tools: MetadataTools,
  instanceId: string,
  place: ListeningPlace,
  request: MetadataRequest,
): Promise<HttpResponse | undefined> {
  const isNamed = tools.hosts.knows(request) || (place === 'own network' && isMetadataName(request));
  if (!isNamed) return refused(403);
  const instance = await tools.house.instances.byId(instanceId);
  if (instance === undefined || !isOn(instance)) return undefined;
  if (instance.metadataOptions.httpEndpoint === 'disabled') {
    return request.method === 'PUT' ? refusedSilently(403) : refused(403);
  }
  if (request.path === TOKEN_PATH) return answerToken(tools.house, instance, request);
  if (request.method === 'PUT') return refusedSilently(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return allowed(405, 'GET, HEAD');
  return answerTree(tools, instance, request);
}

/** EC2's own names of the address, which the resolver in the instance's network knows: `instance-data.ec2.internal`. */
function isMetadataName({ headers }: MetadataRequest): boolean {
  const name = hostName(headers['host']) ?? '';
  return /^instance-data(?:\.ec2\.internal|\.[a-z0-9-]+\.compute\.internal)?$/.test(name);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-v2-how-it-works.html */
function answerToken(
  house: House,
  instance: InstanceView,
  { method, headers }: MetadataRequest,
): HttpResponse {
  if (method === 'OPTIONS') return allowed(200, 'OPTIONS, PUT');
  if (method !== 'PUT') return allowed(405, 'OPTIONS, PUT');
  // A proxy that can be talked into forwarding must not be able to fetch a token.
  if (headers['x-forwarded-for'] !== undefined) return refusedSilently(403);
  const seconds = readTokenTtl(headers[TTL_HEADER.toLowerCase()]);
  if (seconds === undefined) return refused(400);
  const expiresAt = house.clock.now().getTime() + seconds * 1000;
  const token = issueMetadataToken(house.keyRing, instance.instanceId, expiresAt);
  return found(token, { [TTL_HEADER]: String(seconds) });
}

async function answerTree(
  { house, roles, identity, identityCredentials }: MetadataTools,
  instance: InstanceView,
  { path, headers }: MetadataRequest,
): Promise<HttpResponse> {
  if (!path.startsWith('/')) return refused(400);
  const token = headers['x-aws-ec2-metadata-token'];
  const secondsLeft = token === undefined ? undefined : tokenSecondsLeft(house, instance, token);
  if (token === undefined ? instance.metadataOptions.httpTokens === 'required' : secondsLeft === undefined) {
    return refused(401);
  }
  let iam: Promise<IamMetadata | undefined> | undefined;
  const leaf = await findMetadata(path, {
    instance,
    identity,
    identityCredentials,
    iam: () => (iam ??= roles.of(instance, token === undefined ? '1.0' : '2.0')),
    networkInterfaces: () => house.instances.interfacesOf(instance.instanceId),
  });
  if (leaf === undefined) return refused(404);
  const body = typeof leaf === 'function' ? await leaf() : leaf;
  return found(body, secondsLeft === undefined ? {} : { [TTL_HEADER]: String(secondsLeft) });
}

/** @returns whole seconds, at least 1; `undefined` for a token that is bad, another instance's or expired */
function tokenSecondsLeft(house: House, { instanceId }: InstanceView, token: string): number | undefined {
  const expiresAt = openMetadataToken(house.keyRing, instanceId, token);
  if (expiresAt === undefined) return undefined;
  const seconds = Math.ceil((expiresAt - house.clock.now().getTime()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

/** Whether a machine is switched on: while it boots its metadata is there already. */
export function isOn({ state }: Pick<InstanceView, 'state'>): boolean {
  return state === 'pending' || state === 'running';
}
