import { notDelegatedAdministrator, notFound } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { onTarget, requireManagement } from './standing.ts';
import { accountIn } from './tree.ts';

/**
 * What other services may do in an organization. None can be let in here, so every list of them is truly
 * empty; Terraform reads it with each organization.
 */
export const listAWSServiceAccessForOrganization = organizationsOperation(
  'ListAWSServiceAccessForOrganization',
  {
    authorizes: () => ({ action: 'organizations:ListAWSServiceAccessForOrganization', resource: '*' }),

    runs: (_input, { house, accountId }) =>
      house.store.read(async (tx) => {
        await requireManagement(tx, accountId);
        return { EnabledServicePrincipals: [] };
      }),
  },
);

export const listDelegatedAdministrators = organizationsOperation('ListDelegatedAdministrators', {
  authorizes: ({ ServicePrincipal }) => ({
    action: 'organizations:ListDelegatedAdministrators',
    resource: '*',
    keys: { 'organizations:ServicePrincipal': ServicePrincipal },
  }),

  runs: (_input, { house, accountId }) =>
    house.store.read(async (tx) => {
      await requireManagement(tx, accountId);
      return { DelegatedAdministrators: [] };
    }),
});

/** Refuses every account: none is a delegated administrator. */
export const listDelegatedServicesForAccount = organizationsOperation('ListDelegatedServicesForAccount', {
  authorizes: ({ AccountId }, context) =>
    onTarget(context, 'organizations:ListDelegatedServicesForAccount', AccountId),

  runs: ({ AccountId }, { house, accountId }) =>
    house.store.read(async (tx) => {
      const { organization_id: id } = await requireManagement(tx, accountId);
      if ((await accountIn(tx, id, AccountId)) === undefined) throw notFound('account');
      throw notDelegatedAdministrator();
    }),
});
