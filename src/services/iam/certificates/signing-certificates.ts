import { toBase32 } from '../../../kernel/base32.ts';
import type { SigningCertificate } from '../../../model/generated/iam.ts';
import type { SigningCertificateRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';
import { invalidKeyStatus, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { pageThrough } from '../shared/paging.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { byAge } from '../shared/by-age.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { parseCertificate } from './parse-certificate.ts';

/** Certificates with which users once signed SOAP requests; kept, and nothing asks for them here. */

export const uploadSigningCertificate = iamOperation('UploadSigningCertificate', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:UploadSigningCertificate'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const now = house.clock.now();
    const { fingerprint256: fingerprint } = parseCertificate(input.CertificateBody, now);
    const certificate = {
      certificate_id: toBase32(Buffer.from(house.ids.token(40), 'hex')),
      account_id: accountId,
      body: input.CertificateBody,
      fingerprint,
      status: 'Active',
      created_at: now.getTime(),
    } as const satisfies Omit<SigningCertificateRow, 'user_id'>;
    return house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const own = await certificatesOf(tx, user.user_id);
      if (own.some((row) => row.fingerprint === fingerprint)) throw credentialErrors.duplicateCertificate();
      if (own.length >= QUOTAS.SigningCertificatesPerUser) {
        throw quotaExceeded('CertificatesPerUser', QUOTAS.SigningCertificatesPerUser);
      }
      const row = { ...certificate, user_id: user.user_id };
      await tx.insertInto('signing_certificates').values(row).execute();
      return { Certificate: signingCertificateToWire(user.name, row) };
    });
  },
});

export const listSigningCertificates = iamOperation('ListSigningCertificates', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:ListSigningCertificates'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const rows = await certificatesOf(tx, user.user_id);
      const { items, end } = pageThrough('ListSigningCertificates', input, rows, (row) =>
        byAge(row.created_at, row.certificate_id),
      );
      return { Certificates: items.map((row) => signingCertificateToWire(user.name, row)), ...end };
    });
  },
});

export const updateSigningCertificate = iamOperation('UpdateSigningCertificate', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:UpdateSigningCertificate'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const status = input.Status;
    if (status === 'Expired') throw invalidKeyStatus();
    await house.store.write(async (tx) => {
      const id = await requireOwn(tx, (await requireUser(tx, accountId, name)).user_id, input.CertificateId);
      await tx.updateTable('signing_certificates').set({ status }).where('certificate_id', '=', id).execute();
    });
    return {};
  },
});

export const deleteSigningCertificate = iamOperation('DeleteSigningCertificate', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:DeleteSigningCertificate'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    await house.store.write(async (tx) => {
      const id = await requireOwn(tx, (await requireUser(tx, accountId, name)).user_id, input.CertificateId);
      await tx.deleteFrom('signing_certificates').where('certificate_id', '=', id).execute();
    });
    return {};
  },
});

/** A user's certificates, of which there are never more than two. */
function certificatesOf(tx: ReadTx, userId: string): Promise<SigningCertificateRow[]> {
  return tx.selectFrom('signing_certificates').selectAll().where('user_id', '=', userId).execute();
}

/** @throws AwsError NoSuchEntity also for a certificate of someone else */
async function requireOwn(tx: ReadTx, userId: string, id: string): Promise<string> {
  const own = await certificatesOf(tx, userId);
  if (!own.some((row) => row.certificate_id === id)) throw credentialErrors.noSuchSigningCertificate(id);
  return id;
}

function signingCertificateToWire(UserName: string, row: SigningCertificateRow): SigningCertificate {
  return {
    UserName,
    CertificateId: row.certificate_id,
    CertificateBody: row.body,
    Status: row.status,
    UploadDate: new Date(row.created_at),
  };
}
