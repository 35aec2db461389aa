import type { Soon } from '../../kernel/soon.ts';
import type { OrganizationPlace, Organizations, PolicyLevels } from '../../operation/organizations.ts';
import type { CompiledPolicy } from '../../policy/compiled-policy.ts';
import type { PolicyCache } from '../../policy/policy-cache.ts';
import { EpochCache } from '../../store/epoch-cache.ts';
import type { OrganizationPolicyType, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import { awsPolicyArn, policyArn } from './arns.ts';
import { awsPolicy } from './aws-policies.ts';
import { lineOf, membershipOf, pathOf } from './tree.ts';

/** How many accounts' places are kept of the last epoch. */
const CAPACITY = 10_000;

/** Accounts' places in their organizations, read from the store and kept for as long as their epoch lasts. */
export class StoreOrganizations implements Organizations {
  readonly #store: Store;
  readonly #compiled: PolicyCache;
  readonly #places = new EpochCache<string, OrganizationPlace | undefined>(CAPACITY);

  constructor(store: Store, compiled: PolicyCache) {
    this.#store = store;
    this.#compiled = compiled;
  }

  placeOf(accountId: string, epoch: number): Soon<OrganizationPlace | undefined> {
    return this.#places.get(accountId, epoch, () => this.#store.read((tx) => this.#load(tx, accountId)));
  }

  async #load(tx: ReadTx, accountId: string): Promise<OrganizationPlace | undefined> {
    const membership = await membershipOf(tx, accountId);
    if (membership === undefined) return undefined;
    const { organization, account } = membership;
    const line = await lineOf(tx, account.parent_id);
    const { organization_id: organizationId } = organization;
    const place = { organizationId, path: pathOf(organizationId, line) };
    // Neither type binds the management account, nor what it owns.
    if (accountId === organization.management_account_id) return place;
    const targets = [...line, accountId];
    return {
      ...place,
      scp: organization.scp_enabled
        ? await this.#levels(tx, organization, 'SERVICE_CONTROL_POLICY', targets)
        : undefined,
      rcp: organization.rcp_enabled
        ? await this.#levels(tx, organization, 'RESOURCE_CONTROL_POLICY', targets)
        : undefined,
    };
  }

  async #levels(
    tx: ReadTx,
    organization: OrganizationRow,
    type: OrganizationPolicyType,
    targets: readonly string[],
  ): Promise<PolicyLevels> {
    const rows = await tx
      .selectFrom('organization_attachments as attached')
      .leftJoin('organization_policies as written', 'written.policy_id', 'attached.policy_id')
      .select(['attached.target_id', 'attached.policy_id', 'written.name', 'written.content'])
      .where('attached.organization_id', '=', organization.organization_id)
      .where('attached.type', '=', type)
      .where('attached.target_id', 'in', targets)
      .orderBy('attached.policy_id')
      .execute();
    const compile = ({ policy_id: id, name, content }: (typeof rows)[number]): CompiledPolicy => {
      if (content !== null && name !== null) {
        return this.#compiled.get(content, { arn: policyArn(organization, type, id), name });
      }
      const own = awsPolicy(id);
      if (own === undefined) throw new Error(`no policy \`${id}\` is there to be attached`);
      return this.#compiled.get(own.content, { arn: awsPolicyArn(type, id), name: own.name });
    };
    return targets.map((target) => rows.filter((row) => row.target_id === target).map(compile));
  }
}
