import type { SSHPublicKey } from '../../../model/generated/iam.ts';
import type { SshPublicKeyRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { Operation } from '../../../operation/operation.ts';
import { credentialErrors } from '../credential-errors.ts';
import { invalidKeyStatus, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { byAge } from '../shared/by-age.ts';
import { pageThrough } from '../shared/paging.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { parseSshKey } from './parse-ssh-key.ts';

/** The SSH keys with which a user would reach CodeCommit; kept, and nothing asks for them here. */

const uploadSshPublicKey = iamOperation('UploadSSHPublicKey', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:UploadSSHPublicKey'),

  async runs({ UserName, SSHPublicKeyBody }, { house, accountId }) {
    const { fingerprint } = parseSshKey(SSHPublicKeyBody);
    const key = {
      key_id: house.ids.unique('APKA'),
      account_id: accountId,
      body: SSHPublicKeyBody,
      fingerprint,
      status: 'Active',
      created_at: house.clock.now().getTime(),
    } as const satisfies Omit<SshPublicKeyRow, 'user_id'>;
    return house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const own = await keysOf(tx, user.user_id);
      if (own.some((row) => row.fingerprint === fingerprint)) throw credentialErrors.duplicateSshKey();
      if (own.length >= QUOTAS.SSHPublicKeysPerUser) {
        throw quotaExceeded('SSHPublicKeysPerUser', QUOTAS.SSHPublicKeysPerUser);
      }
      const row = { ...key, user_id: user.user_id };
      await tx.insertInto('ssh_public_keys').values(row).execute();
      return { SSHPublicKey: keyToWire(user.name, row, row.body) };
    });
  },
});

const getSshPublicKey = iamOperation('GetSSHPublicKey', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:GetSSHPublicKey'),

  runs({ UserName, SSHPublicKeyId, Encoding }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const row = await requireKey(tx, user.user_id, SSHPublicKeyId);
      const { ssh, pem } = parseSshKey(row.body);
      return { SSHPublicKey: keyToWire(user.name, row, Encoding === 'PEM' ? pem : ssh) };
    });
  },
});

const listSshPublicKeys = iamOperation('ListSSHPublicKeys', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:ListSSHPublicKeys'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const rows = await keysOf(tx, user.user_id);
      const { items, end } = pageThrough('ListSSHPublicKeys', input, rows, (row) =>
        byAge(row.created_at, row.key_id),
      );
      const keys = items.map((row) => ({
        UserName: user.name,
        SSHPublicKeyId: row.key_id,
        Status: row.status,
        UploadDate: new Date(row.created_at),
      }));
      return { SSHPublicKeys: keys, ...end };
    });
  },
});

const updateSshPublicKey = iamOperation('UpdateSSHPublicKey', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:UpdateSSHPublicKey'),

  async runs({ UserName, SSHPublicKeyId, Status: status }, { house, accountId }) {
    if (status === 'Expired') throw invalidKeyStatus();
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const { key_id } = await requireKey(tx, user.user_id, SSHPublicKeyId);
      await tx.updateTable('ssh_public_keys').set({ status }).where('key_id', '=', key_id).execute();
    });
    return {};
  },
});

const deleteSshPublicKey = iamOperation('DeleteSSHPublicKey', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:DeleteSSHPublicKey'),

  async runs({ UserName, SSHPublicKeyId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const { key_id } = await requireKey(tx, user.user_id, SSHPublicKeyId);
      await tx.deleteFrom('ssh_public_keys').where('key_id', '=', key_id).execute();
    });
    return {};
  },
});

/** A user's keys, of which there are never more than five. */
function keysOf(tx: ReadTx, userId: string): Promise<SshPublicKeyRow[]> {
  return tx.selectFrom('ssh_public_keys').selectAll().where('user_id', '=', userId).execute();
}

/** @throws AwsError NoSuchEntity also for a key of someone else */
async function requireKey(tx: ReadTx, userId: string, id: string): Promise<SshPublicKeyRow> {
  const key = (await keysOf(tx, userId)).find((row) => row.key_id === id);
  if (key === undefined) throw credentialErrors.noSuchSshKey(id);
  return key;
}

function keyToWire(UserName: string, row: SshPublicKeyRow, body: string): SSHPublicKey {
  return {
    UserName,
    SSHPublicKeyId: row.key_id,
    Fingerprint: row.fingerprint,
    SSHPublicKeyBody: body,
    Status: row.status,
    UploadDate: new Date(row.created_at),
  };
}

/** All that IAM does with SSH keys. */
export const sshKeyOperations: readonly Operation[] = [
  uploadSshPublicKey,
  getSshPublicKey,
  listSshPublicKeys,
  updateSshPublicKey,
  deleteSshPublicKey,
];
