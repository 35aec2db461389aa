import type { CompiledPolicy, PolicyOrigin } from '../../policy/compiled-policy.ts';
import type { Principal } from '../../policy/request.ts';
import type { ReadTx } from '../../store/store.ts';
import { guardrails, type Places } from '../guardrails.ts';
import type { House } from '../house.ts';
import type { PolicyLevels } from '../organizations.ts';
import {
  digestOf,
  type KeptRequest,
  type RecordedEvaluation,
  type RecordedPolicies,
  type RecordedPolicy,
} from './request-record.ts';
import { storedPolicy } from './stored-policy.ts';

/**
 * The same request with the policies that stand now: those of the caller and its organization, the resource's, and
 * managed policies of its session. What was passed with the session, and what guards an endpoint, stays as it was.
 * A policy keeps its place in the record; one that has come since stands behind.
 *
 * @returns `undefined` where they are still the same
 */
export async function withPresentPolicies(house: House, kept: KeptRequest): Promise<KeptRequest | undefined> {
  const epoch = await house.store.epoch();
  const { principal, evaluations } = kept.record;
  const list = new PresentList(kept);
  const own = await identityPolicies(house, principal, epoch);
  const callersPlace =
    'accountId' in principal ? await house.organizations.placeOf(principal.accountId, epoch) : undefined;
  const present: RecordedEvaluation[] = [];
  for (const evaluation of evaluations) {
    const { applied, resourceAccount } = evaluation;
    const resourcesPlace = await house.organizations.placeOf(resourceAccount, epoch);
    const session = applied.session === undefined ? undefined : [...applied.session];
    for (const place of session ?? []) {
      const arn = list.at(place)?.arn;
      const managed = arn === undefined ? undefined : await house.identities.managedPolicy(arn, epoch);
      if (managed !== undefined) list.setDocument(place, managed.document ?? '{}');
    }
    present.push({
      ...evaluation,
      applied: {
        ...applied,
        ...(own === undefined
          ? {}
          : {
              identity: own.identity.map((policy) => list.placeOf(policy)),
              boundary: own.boundary && list.placeOf(own.boundary),
            }),
        session,
        resource: await house.store.read((tx) => resourcePolicies(tx, evaluation, list)),
        ...limits(principal, evaluation, { caller: callersPlace, resource: resourcesPlace }, list),
      },
    });
  }
  const record = { ...kept.record, policies: list.policies, evaluations: present };
  return JSON.stringify(record) === JSON.stringify(kept.record)
    ? undefined
    : { record, documents: list.documents };
}

type Named = PolicyOrigin & Pick<CompiledPolicy, 'document'>;

/** A record's policies as they are now; those that none has any more keep the text that they had. */
class PresentList {
  readonly policies: RecordedPolicy[];
  readonly documents: Map<string, string>;

  constructor({ record, documents }: KeptRequest) {
    this.policies = [...record.policies];
    this.documents = new Map(documents);
  }

  at(place: number): RecordedPolicy | undefined {
    return this.policies[place];
  }

  /** Where a policy stands: at the place of the one that it was, whatever it said then. */
  placeOf({ document = '{}', arn, name, source, attachedTo }: Named): number {
    const known = this.policies.findIndex(
      (policy) =>
        policy.arn === arn &&
        policy.name === name &&
        policy.source === source &&
        policy.attachedTo === attachedTo,
    );
    const place = known < 0 ? this.policies.push({ digest: '', arn, name, source, attachedTo }) - 1 : known;
    this.setDocument(place, document);
    return place;
  }

  setDocument(place: number, document: string): void {
    const policy = this.policies[place];
    if (policy === undefined) return;
    const digest = digestOf(document);
    this.documents.set(digest, document);
    this.policies[place] = { ...policy, digest };
  }
}

/** `undefined` for callers whom no policies of their own bind. */
async function identityPolicies(house: House, principal: Principal, epoch: number) {
  const id = uniqueIdOf(principal);
  return id === undefined ? undefined : house.identities.policiesOfId(id, epoch);
}

function uniqueIdOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'user':
      return principal.id;
    case 'role-session':
      return principal.roleId;
    case 'federated-user':
      return principal.issuer.kind === 'user' ? principal.issuer.id : undefined;
    case 'root':
    case 'service':
    case 'external':
    case 'anonymous':
      return undefined;
  }
}

/** The policies of the resource: of those that were asked each as it is now, and a bucket's that has come since. */
async function resourcePolicies(
  tx: ReadTx,
  { action, resource, applied }: RecordedEvaluation,
  list: PresentList,
): Promise<RecordedPolicies['resource']> {
  if (applied.resource === undefined) {
    // A bucket that is to be made has none.
    const asksPolicy = /^s3:(?!CreateBucket$)/i.test(action);
    const stored = asksPolicy ? await storedPolicy(tx, resource) : undefined;
    if (stored?.kind !== 'bucket' || stored.document === null) return undefined;
    return {
      policies: [list.placeOf({ document: stored.document, source: stored.arn })],
      mode: 'alternative',
      type: 'resource-based policy',
    };
  }
  const policies: number[] = [];
  for (const place of applied.resource.policies) {
    const source = list.at(place)?.source;
    const stored = source === undefined ? undefined : await storedPolicy(tx, source);
    if (stored?.document === null) continue;
    if (stored !== undefined) list.setDocument(place, stored.document);
    policies.push(place);
  }
  if (policies.length === 0 && applied.resource.mode === 'alternative') return undefined;
  return { ...applied.resource, policies };
}

/** The organization's policies. */
function limits(
  principal: Principal,
  { action }: RecordedEvaluation,
  places: Places,
  list: PresentList,
): Pick<RecordedPolicies, 'scp' | 'rcp'> {
  const { scp, rcp } = guardrails(principal, action, places);
  const placed = (levels: PolicyLevels | undefined) =>
    levels?.map((level) => level.map((policy) => list.placeOf(policy)));
  return { scp: placed(scp), rcp: placed(rcp) };
}
