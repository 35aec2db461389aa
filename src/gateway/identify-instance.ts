import { readIdentityDocument } from '../credentials/read-identity-document.ts';
import { identityDocument } from '../imds/identity-document.ts';
import { hostName } from '../kernel/host-guard.ts';
import type { HttpRequest } from '../kernel/http.ts';
import { isRegionName } from '../kernel/region.ts';
import { instanceItself } from '../operation/caller-of-session.ts';
import type { House } from '../operation/house.ts';
import type { InstanceView } from '../operation/instances.ts';
import { Unidentified, type Identified } from './identify.ts';

/**
 * Makes out which instance sent a request that it signed with its identity document: one that runs, and that the
 * metadata service would give this very document now. One of an instance's former run, or of one that is gone, has expired.
 *
 * @returns `undefined` for a request that is signed otherwise, or not at all
 * @throws Unidentified
 */
export async function identifyInstance(house: House, request: HttpRequest): Promise<Identified | undefined> {
  const given = readIdentityDocument(request);
  if (given === undefined) return undefined;
  if (given.kind === 'malformed') throw new Unidentified({ reason: 'malformed', signature: given });
  if (!(await house.documentSigner.hasSigned(given.document, given.signature)))
    throw new Unidentified({ reason: 'unknown-document' });

  const document = given.document.toString();
  const instanceId = instanceIn(document);
  if (instanceId === undefined) throw new Unidentified({ reason: 'unknown-document' });
  const instance = await house.instances.byId(instanceId);
  if (instance === undefined || !isOn(instance) || identityDocument(instance) !== document)
    throw new Unidentified({ reason: 'expired-token' });
  return { caller: callerOf(instance), secretAccessKey: undefined, region: regionMeant(request, instance) };
}

/** What else the same key signed, as its own certificate, anyone may send: it is no document. */
function instanceIn(document: string): string | undefined {
  try {
    const { instanceId } = JSON.parse(document) as { readonly instanceId?: unknown };
    return typeof instanceId === 'string' ? instanceId : undefined;
  } catch {
    return undefined;
  }
}

function isOn({ state }: InstanceView): boolean {
  return state === 'pending' || state === 'running';
}

function callerOf({ accountId, instanceId, launchTime }: InstanceView) {
  const issuedAt = launchTime.getTime();
  const session = {
    issuedAt,
    expiresAt: Number.MAX_SAFE_INTEGER,
    madeBy: 'InstanceIdentityDocument',
  } as const;
  return instanceItself({ accountId, instanceId, session });
}

/** The document names no region to call: AWS's names do, and on any other there is the instance's own. */
function regionMeant({ headers }: HttpRequest, { region }: InstanceView): string {
  return hostName(headers['host'])?.split('.').find(isRegionName) ?? region;
}
