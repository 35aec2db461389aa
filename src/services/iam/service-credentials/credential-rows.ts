import type {
  ServiceSpecificCredential,
  ServiceSpecificCredentialMetadata,
} from '../../../model/generated/iam.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ServiceCredentialRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';
import { findOwner } from '../shared/owners.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { credentialService } from './services.ts';

/** A user's credentials, of which there are never more than two a service. */
export function credentialsOf(tx: ReadTx, userId: string): Promise<ServiceCredentialRow[]> {
  return tx.selectFrom('service_credentials').selectAll().where('user_id', '=', userId).execute();
}

/** @throws AwsError NoSuchEntity also for a credential of someone else */
export async function requireCredential(
  tx: ReadTx,
  userId: string,
  id: string,
): Promise<ServiceCredentialRow> {
  const credential = (await credentialsOf(tx, userId)).find((row) => row.credential_id === id);
  if (credential === undefined) throw credentialErrors.noSuchServiceCredential(id);
  return credential;
}

/** What names a credential that exists. */
interface NamesCredential {
  readonly UserName?: string | undefined;
  readonly ServiceSpecificCredentialId: string;
}

/** The permission for an action on a user's credential, with the service that it is for. */
export async function authorizeCredential(
  input: NamesCredential,
  context: OperationContext,
  action: string,
): Promise<Authorization> {
  const permission = await authorizeUserMeant(input, context, action);
  const { house, accountId } = context;
  const credential = await house.store.read(async (tx) => {
    const owner = await findOwner(tx, 'user', accountId, userMeant(input, context));
    const own = owner === undefined ? [] : await credentialsOf(tx, owner.id);
    return own.find((row) => row.credential_id === input.ServiceSpecificCredentialId);
  });
  const keys: ConditionKeys = {
    ...permission.keys,
    'iam:ServiceSpecificCredentialServiceName': credential?.service,
  };
  return { ...permission, keys };
}

/** A credential without its secret. @param now ms since 1970, emulated: what has ended is `Expired` */
export function credentialToWire(
  UserName: string,
  row: Omit<ServiceCredentialRow, 'secret'>,
  now: number,
): ServiceSpecificCredentialMetadata {
  return {
    UserName,
    Status: row.expires_at !== null && row.expires_at <= now ? 'Expired' : row.status,
    ...(credentialService(row.service).kind === 'password'
      ? { ServiceUserName: row.service_user }
      : { ServiceCredentialAlias: row.service_user }),
    CreateDate: new Date(row.created_at),
    ...(row.expires_at === null ? {} : { ExpirationDate: new Date(row.expires_at) }),
    ServiceSpecificCredentialId: row.credential_id,
    ServiceName: row.service,
  };
}

/** A credential with the secret that was just made. */
export function newCredentialToWire(
  UserName: string,
  row: Omit<ServiceCredentialRow, 'secret'>,
  secret: string,
  now: number,
): ServiceSpecificCredential {
  return {
    ...credentialToWire(UserName, row, now),
    ...(credentialService(row.service).kind === 'password'
      ? { ServicePassword: secret }
      : { ServiceCredentialSecret: secret }),
  };
}
