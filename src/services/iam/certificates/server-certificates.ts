import { iamArn } from '../../../kernel/arn.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { ServerCertificateRow } from '../../../store/credential-tables.ts';
import { credentialErrors } from '../credential-errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertTags, dropTags, putTags, tagsOf } from '../shared/tags.ts';
import { assertChain, assertPrivateKey, parseCertificate } from './parse-certificate.ts';
import {
  arnOfCertificate,
  authorizeCertificate,
  certificateToWire,
  findCertificate,
  requireCertificate,
} from './server-certificate-rows.ts';

/** Keeps a certificate with its key, which must be its own, and the chain that vouches for it. */
export const uploadServerCertificate = iamOperation('UploadServerCertificate', {
  authorizes(input, context) {
    const { ServerCertificateName, Path = '/', Tags = [] } = input;
    const resource = `server-certificate${Path}${ServerCertificateName}`;
    const keys = requestTagKeys(Tags);
    const wanted = [authorizeCreation(context, 'iam:UploadServerCertificate', resource, keys)];
    if (Tags.length > 0) wanted.push(authorizeCreation(context, 'iam:TagServerCertificate', resource, keys));
    return wanted;
  },

  async runs(input, { house, accountId }) {
    const { ServerCertificateName: name, Path = '/', CertificateBody, CertificateChain, Tags = [] } = input;
    assertTags(Tags, 'kept');
    const now = house.clock.now();
    const certificate = parseCertificate(CertificateBody, now);
    assertPrivateKey(certificate, input.PrivateKey);
    if (CertificateChain !== undefined) assertChain(certificate, CertificateChain);
    const row: ServerCertificateRow = {
      certificate_id: house.ids.unique('ASCA'),
      account_id: accountId,
      name,
      name_key: nameKey(name),
      path: Path,
      created_at: now.getTime(),
      expires_at: new Date(certificate.validTo).getTime(),
      body: CertificateBody,
      chain: CertificateChain ?? null,
      private_key: input.PrivateKey,
    };
    await house.store.write(async (tx) => {
      if ((await findCertificate(tx, accountId, name)) !== undefined) {
        throw credentialErrors.serverCertificateExists(name);
      }
      await assertRoomInAccount(tx, 'server_certificates', accountId);
      await tx.insertInto('server_certificates').values(row).execute();
      await putTags(tx, row.certificate_id, Tags, 'kept');
    });
    return {
      ServerCertificateMetadata: certificateToWire(row),
      Tags: Tags.length === 0 ? undefined : Tags,
    };
  },
});

/** Answers a certificate and its chain; the key is never answered. */
export const getServerCertificate = iamOperation('GetServerCertificate', {
  authorizes: ({ ServerCertificateName }, context) =>
    authorizeCertificate(context, ServerCertificateName, 'iam:GetServerCertificate'),

  runs({ ServerCertificateName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const row = await requireCertificate(tx, accountId, ServerCertificateName);
      const tags = await tagsOf(tx, row.certificate_id);
      return {
        ServerCertificate: {
          ServerCertificateMetadata: certificateToWire(row),
          CertificateBody: row.body,
          CertificateChain: row.chain ?? undefined,
          Tags: tags.length === 0 ? undefined : tags,
        },
      };
    });
  },
});

export const listServerCertificates = iamOperation('ListServerCertificates', {
  authorizes: ({ PathPrefix = '/' }, { accountId }) => ({
    action: 'iam:ListServerCertificates',
    resource: iamArn(accountId, `server-certificate${PathPrefix}`),
  }),

  async runs(input, { house, accountId }) {
    const page = openPage('ListServerCertificates', input);
    const { least, bound } = pathRange(input.PathPrefix);
    const rows = await house.store.read((tx) =>
      tx
        .selectFrom('server_certificates')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('name_key', '>', page.after)
        .where('path', '>=', least)
        .where('path', '<', bound)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute(),
    );
    const { items, end } = closePage(page, rows, (row) => row.name_key);
    return { ServerCertificateMetadataList: items.map(certificateToWire), ...end };
  },
});

/** Renames or moves a certificate; both its old ARN and its new one must be permitted. */
export const updateServerCertificate = iamOperation('UpdateServerCertificate', {
  async authorizes(input, context) {
    const { ServerCertificateName, NewServerCertificateName, NewPath } = input;
    const action = 'iam:UpdateServerCertificate';
    const before = await authorizeCertificate(context, ServerCertificateName, action);
    if (NewServerCertificateName === undefined && NewPath === undefined) return before;
    const { house, accountId } = context;
    const row = await house.store.read((tx) => findCertificate(tx, accountId, ServerCertificateName));
    const name = NewServerCertificateName ?? row?.name ?? ServerCertificateName;
    const path = NewPath ?? row?.path ?? '/';
    return [before, { ...before, resource: arnOfCertificate({ account_id: accountId, path, name }) }];
  },

  async runs({ ServerCertificateName, NewServerCertificateName, NewPath }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const row = await requireCertificate(tx, accountId, ServerCertificateName);
      const name = NewServerCertificateName ?? row.name;
      const other = await findCertificate(tx, accountId, name);
      if (other !== undefined && other.certificate_id !== row.certificate_id) {
        throw credentialErrors.serverCertificateExists(name);
      }
      await tx
        .updateTable('server_certificates')
        .set({ name, name_key: nameKey(name), path: NewPath ?? row.path })
        .where('certificate_id', '=', row.certificate_id)
        .execute();
    });
    return {};
  },
});

export const deleteServerCertificate = iamOperation('DeleteServerCertificate', {
  authorizes: ({ ServerCertificateName }, context) =>
    authorizeCertificate(context, ServerCertificateName, 'iam:DeleteServerCertificate'),

  async runs({ ServerCertificateName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { certificate_id: id } = await requireCertificate(tx, accountId, ServerCertificateName);
      await dropTags(tx, id);
      await tx.deleteFrom('server_certificates').where('certificate_id', '=', id).execute();
    });
    return {};
  },
});
