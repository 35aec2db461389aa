import { formatArn, type Arn } from '../../kernel/arn.ts';
import type { AwsError } from '../../kernel/aws-error.ts';
import { oidcProviderArn } from '../../operation/issuer-keys.ts';
import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import type { ReadTx } from '../../store/store.ts';
import { arnOfCertificate, findCertificate } from './certificates/server-certificate-rows.ts';
import { credentialErrors } from './credential-errors.ts';
import { noSuchEntity } from './errors.ts';
import { findProfile } from './instance-profiles/profile-rows.ts';
import { oidcProvidersOf } from './providers/oidc-providers.ts';
import { samlProviderArn } from './providers/saml-providers.ts';
import { arnOf } from './shared/arns.ts';
import { findOwner } from './shared/owners.ts';

/** How one kind of entity is tagged: its calls `Tag…` and `Untag…`, and how they name it. */
interface TaggedKind {
  /** What follows `Tag` and `Untag` in the calls' names. */
  readonly noun: string;
  /** The member that names the entity: by its name, or by its whole ARN. */
  readonly member: string;
  readonly by: 'name' | 'arn';
}

/** By what stands before the first slash of an ARN's resource. */
const KINDS: Readonly<Record<string, TaggedKind>> = {
  user: { noun: 'User', member: 'UserName', by: 'name' },
  role: { noun: 'Role', member: 'RoleName', by: 'name' },
  'instance-profile': { noun: 'InstanceProfile', member: 'InstanceProfileName', by: 'name' },
  'server-certificate': { noun: 'ServerCertificate', member: 'ServerCertificateName', by: 'name' },
  policy: { noun: 'Policy', member: 'PolicyArn', by: 'arn' },
  'oidc-provider': { noun: 'OpenIDConnectProvider', member: 'OpenIDConnectProviderArn', by: 'arn' },
  'saml-provider': { noun: 'SAMLProvider', member: 'SAMLProviderArn', by: 'arn' },
  mfa: { noun: 'MFADevice', member: 'SerialNumber', by: 'arn' },
};

/** IAM's entities by their ARNs. GetResources never shows users and roles. */
export const iamTagging: ServiceTagging = {
  isGlobal: true,

  judge(arn) {
    if (arn.region !== '' || arn.accountId === '' || !/^[!-~]+\/[!-~]+$/.test(arn.resource))
      return 'malformed';
    return kindOf(arn) === undefined ? 'other' : 'taggable';
  },

  async change({ arn, change, house, call, permit }) {
    const kind = kindOf(arn);
    if (kind === undefined) throw new Error(`\`${arn.resource}\` is nothing that IAM tags`);
    const operation = `${change.kind === 'tag' ? 'Tag' : 'Untag'}${kind.noun}`;
    const name = arn.resource.slice(arn.resource.lastIndexOf('/') + 1);
    const isAnother = kind.by === 'name' && (await house.store.read((tx) => isOfAnother(tx, arn, name)));
    if (isAnother !== false) {
      await permit(`iam:${operation}`);
      throw isAnother;
    }
    const entity = { [kind.member]: kind.by === 'name' ? name : formatArn(arn) };
    if (change.kind === 'tag') await call(operation, { ...entity, Tags: change.tags });
    else await call(operation, { ...entity, TagKeys: change.keys });
  },

  tagged: ({ store }, accountId) =>
    store.read(async (tx) => taggedAmong(tx, 'tags', await shownOf(tx, accountId))),
};

function kindOf({ resource }: Arn): TaggedKind | undefined {
  const type = resource.slice(0, resource.indexOf('/'));
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

/**
 * Whether a name is that of an entity with another ARN: the calls find it whatever path the ARN has.
 *
 * @returns then IAM's NoSuchEntity
 */
async function isOfAnother(tx: ReadTx, arn: Arn, name: string): Promise<AwsError | false> {
  const { accountId, resource } = arn;
  const isAnother = (found: string | undefined) => found !== undefined && found !== formatArn(arn);
  const type = resource.slice(0, resource.indexOf('/'));
  if (type === 'server-certificate') {
    const row = await findCertificate(tx, accountId, name);
    return isAnother(row && arnOfCertificate(row)) && credentialErrors.noSuchServerCertificate(name);
  }
  if (type === 'instance-profile') {
    const row = await findProfile(tx, accountId, name);
    return isAnother(row && arnOf('instance-profile', row)) && noSuchEntity(type, name);
  }
  if (type !== 'user' && type !== 'role') return false;
  return isAnother((await findOwner(tx, type, accountId, name))?.arn) && noSuchEntity(type, name);
}

/** All entities of an account that GetResources may show, each with the id under which its tags are kept. */
async function shownOf(
  tx: ReadTx,
  accountId: string,
): Promise<readonly { readonly id: string; readonly arn: string }[]> {
  const profiles = await tx
    .selectFrom('instance_profiles')
    .select(['profile_id as id', 'account_id', 'path', 'name'])
    .where('account_id', '=', accountId)
    .execute();
  const policies = await tx
    .selectFrom('policies')
    .select(['policy_id as id', 'account_id', 'path', 'name'])
    .where('account_id', '=', accountId)
    .execute();
  const certificates = await tx
    .selectFrom('server_certificates')
    .select(['certificate_id as id', 'account_id', 'path', 'name'])
    .where('account_id', '=', accountId)
    .execute();
  const devices = await tx
    .selectFrom('mfa_devices')
    .select('serial_number as id')
    .where('account_id', '=', accountId)
    .execute();
  const samlProviders = await tx
    .selectFrom('saml_providers')
    .select(['provider_id as id', 'name'])
    .where('account_id', '=', accountId)
    .execute();
  const oidcProviders = await oidcProvidersOf(tx, accountId);
  return [
    ...profiles.map((row) => ({ id: row.id, arn: arnOf('instance-profile', row) })),
    ...policies.map((row) => ({ id: row.id, arn: arnOf('policy', row) })),
    ...certificates.map((row) => ({ id: row.id, arn: arnOfCertificate(row) })),
    ...devices.map(({ id }) => ({ id, arn: id })),
    ...samlProviders.map(({ id, name }) => ({ id, arn: samlProviderArn(accountId, name) })),
    ...oidcProviders.map(({ provider_id: id, issuer }) => ({ id, arn: oidcProviderArn(accountId, issuer) })),
  ];
}
