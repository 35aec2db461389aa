import { generateKeyPairSync } from 'node:crypto';
import {
  CreateServiceSpecificCredentialCommand,
  DeleteServerCertificateCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  DeleteUserCommand,
  GetServerCertificateCommand,
  GetSSHPublicKeyCommand,
  IAMClient,
  ListServerCertificatesCommand,
  ListServerCertificateTagsCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ResetServiceSpecificCredentialCommand,
  TagServerCertificateCommand,
  UntagServerCertificateCommand,
  UpdateServerCertificateCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  UploadServerCertificateCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUTHORITY, AUTHORITY_KEY, LEAF, LEAF_KEY } from './certificates.ts';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { codesOf, refusal } from './refusal.ts';

let house: TestHouse;
let admin: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
});
afterAll(() => house.close());

let made = 0;
async function addUser(): Promise<string> {
  const name = `user-${++made}`;
  await makeUser(house, name);
  return name;
}

describe('a server certificate', () => {
  const upload = (input: Partial<ConstructorParameters<typeof UploadServerCertificateCommand>[0]> = {}) =>
    admin.send(
      new UploadServerCertificateCommand({
        ServerCertificateName: `certificate-${++made}`,
        CertificateBody: LEAF,
        PrivateKey: LEAF_KEY,
        ...input,
      }),
    );

  test('is uploaded, read, moved and deleted; its key is never answered', async () => {
    const { ServerCertificateMetadata: metadata } = await upload({
      ServerCertificateName: 'site',
      Path: '/cloudfront/',
      CertificateChain: AUTHORITY,
      Tags: [{ Key: 'a', Value: '1' }],
    });
    expect(metadata).toEqual({
      Path: '/cloudfront/',
      ServerCertificateName: 'site',
      ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/) as string,
      Arn: `arn:aws:iam::${ACCOUNT}:server-certificate/cloudfront/site`,
      UploadDate: expect.any(Date) as Date,
      Expiration: expect.any(Date) as Date,
    });
    const { ServerCertificate } = await admin.send(
      new GetServerCertificateCommand({ ServerCertificateName: 'SITE' }),
    );
    expect(ServerCertificate).toEqual({
      ServerCertificateMetadata: metadata,
      CertificateBody: LEAF,
      CertificateChain: AUTHORITY,
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await admin.send(
      new UpdateServerCertificateCommand({
        ServerCertificateName: 'site',
        NewServerCertificateName: 'moved',
        NewPath: '/',
      }),
    );
    const { ServerCertificateMetadataList } = await admin.send(new ListServerCertificatesCommand({}));
    expect(ServerCertificateMetadataList).toEqual([
      {
        ...metadata,
        Path: '/',
        ServerCertificateName: 'moved',
        Arn: `arn:aws:iam::${ACCOUNT}:server-certificate/moved`,
      },
    ]);
    const moved = { ServerCertificateName: 'moved' };
    await admin.send(new DeleteServerCertificateCommand(moved));
    expect(await refusal(admin.send(new GetServerCertificateCommand(moved)))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The Server Certificate with name moved cannot be found.',
    });
  });

  test('has tags', async () => {
    await upload({ ServerCertificateName: 'tagged' });
    const named = { ServerCertificateName: 'tagged' };
    await admin.send(new TagServerCertificateCommand({ ...named, Tags: [{ Key: 'b', Value: '2' }] }));
    expect((await admin.send(new ListServerCertificateTagsCommand(named))).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ]);
    await admin.send(new UntagServerCertificateCommand({ ...named, TagKeys: ['b'] }));
    expect((await admin.send(new ListServerCertificateTagsCommand(named))).Tags).toEqual([]);
  });

  test('has a name of its own: of ten at once one is kept', async () => {
    const codes = await codesOf(Array.from({ length: 10 }, () => upload({ ServerCertificateName: 'once' })));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  test.each([
    ['no PEM', { CertificateBody: 'text' }, 'MalformedCertificate', /Unable to parse certificate/],
    ['two certificates', { CertificateBody: LEAF + AUTHORITY }, 'MalformedCertificate', /Unable to parse/],
    [
      'a broken one',
      { CertificateBody: LEAF.replace('MI', 'XX') },
      'MalformedCertificate',
      /Unable to parse/,
    ],
    ['no key', { PrivateKey: 'text' }, 'MalformedCertificate', /Invalid Private Key/],
    ['another key', { PrivateKey: AUTHORITY_KEY }, 'KeyPairMismatch', /do not match/],
    ['a chain of another', { CertificateChain: LEAF }, 'MalformedCertificate', /validate certificate chain/],
    ['text in the chain', { CertificateChain: `CA\n${AUTHORITY}` }, 'MalformedCertificate', /chain/],
    ['an endless chain', { CertificateChain: AUTHORITY.repeat(100) }, 'MalformedCertificate', /chain/],
  ])('with %s is refused', async (_what, input, code, words) => {
    const refused = await refusal(upload(input));
    expect(refused).toMatchObject({ code, status: 400 });
    expect(refused?.message).toMatch(words);
  });
});

describe('a signing certificate', () => {
  test('belongs to a user, who may have two', async () => {
    const UserName = await addUser();
    const upload = (CertificateBody: string) =>
      admin.send(new UploadSigningCertificateCommand({ UserName, CertificateBody }));
    const { Certificate } = await upload(LEAF);
    expect(Certificate).toMatchObject({ UserName, CertificateBody: LEAF, Status: 'Active' });
    expect(await refusal(upload(LEAF))).toMatchObject({ code: 'DuplicateCertificate', status: 409 });
    expect(await refusal(upload('text'))).toMatchObject({ code: 'MalformedCertificate' });
    const CertificateId = Certificate?.CertificateId ?? '';
    await admin.send(new UpdateSigningCertificateCommand({ UserName, CertificateId, Status: 'Inactive' }));
    const { Certificates } = await admin.send(new ListSigningCertificatesCommand({ UserName }));
    expect(Certificates).toEqual([{ ...Certificate, Status: 'Inactive' }]);
    expect(await refusal(admin.send(new DeleteUserCommand({ UserName })))).toMatchObject({
      code: 'DeleteConflict',
    });
    const other = { UserName: await addUser(), CertificateId };
    expect(await refusal(admin.send(new DeleteSigningCertificateCommand(other)))).toMatchObject({
      code: 'NoSuchEntity',
    });
    await admin.send(new DeleteSigningCertificateCommand({ UserName, CertificateId }));
  });
});

describe('an SSH public key', () => {
  const pemOf = (bits: number) =>
    generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type: 'spki', format: 'pem' });
  const PEM = String(pemOf(2048));

  test('is answered as SSH and as PEM, whichever was given', async () => {
    const UserName = await addUser();
    const upload = (SSHPublicKeyBody: string) =>
      admin.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));
    const { SSHPublicKey: key } = await upload(PEM);
    expect(key).toMatchObject({
      UserName,
      SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{17}$/) as string,
      Fingerprint: expect.stringMatching(/^([\da-f]{2}:){15}[\da-f]{2}$/) as string,
      Status: 'Active',
    });
    const SSHPublicKeyId = key?.SSHPublicKeyId ?? '';
    const get = async (Encoding: 'SSH' | 'PEM') =>
      (await admin.send(new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding }))).SSHPublicKey
        ?.SSHPublicKeyBody ?? '';
    const ssh = await get('SSH');
    expect(ssh).toMatch(/^ssh-rsa AAAAB3NzaC1yc2E/);
    expect(await get('PEM')).toBe(PEM);
    expect(await refusal(upload(`${ssh} bob@example.com`))).toMatchObject({ code: 'DuplicateSSHPublicKey' });
    await admin.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Status: 'Inactive' }));
    const { SSHPublicKeys } = await admin.send(new ListSSHPublicKeysCommand({ UserName }));
    expect(SSHPublicKeys).toMatchObject([{ SSHPublicKeyId, Status: 'Inactive' }]);
    await admin.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }));
    expect(
      await refusal(admin.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }))),
    ).toMatchObject({ code: 'NoSuchEntity' });
  });

  test.each([
    ['text', 'UnrecognizedPublicKeyEncoding'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'UnrecognizedPublicKeyEncoding'],
    [LEAF_KEY, 'UnrecognizedPublicKeyEncoding'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA', 'InvalidPublicKey'],
    ['ssh-rsa AAAA', 'InvalidPublicKey'],
    [`ssh-rsa ${Buffer.alloc(9000, 255).toString('base64')}`, 'InvalidPublicKey'],
    [String(pemOf(1024)), 'InvalidPublicKey'],
  ])('that is none is refused: %s', async (SSHPublicKeyBody, code) => {
    const UserName = await addUser();
    expect(
      await refusal(admin.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }))),
    ).toMatchObject({ code, status: 400 });
  });
});

describe('a service-specific credential', () => {
  const ServiceName = 'codecommit.amazonaws.com';

  test('is made with a password, reset, and deleted', async () => {
    const UserName = await addUser();
    const create = () => admin.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
    const { ServiceSpecificCredential: first } = await create();
    expect(first).toMatchObject({
      ServiceName,
      ServiceUserName: `${UserName}-at-${ACCOUNT}`,
      ServicePassword: expect.any(String) as string,
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA/) as string,
      UserName,
      Status: 'Active',
    });
    const { ServiceSpecificCredential: second } = await create();
    expect(second?.ServiceUserName).toBe(`${UserName}+1-at-${ACCOUNT}`);
    expect(await refusal(create())).toMatchObject({ code: 'LimitExceeded' });
    const id = { UserName, ServiceSpecificCredentialId: first?.ServiceSpecificCredentialId ?? '' };
    const { ServiceSpecificCredential: reset } = await admin.send(
      new ResetServiceSpecificCredentialCommand(id),
    );
    expect(reset?.ServicePassword).not.toBe(first?.ServicePassword);
    await admin.send(new UpdateServiceSpecificCredentialCommand({ ...id, Status: 'Inactive' }));
    const { ServiceSpecificCredentials = [] } = await admin.send(
      new ListServiceSpecificCredentialsCommand({ AllUsers: true, ServiceName }),
    );
    expect(ServiceSpecificCredentials).toHaveLength(2);
    expect(JSON.stringify(ServiceSpecificCredentials)).not.toContain('Password');
    expect(await refusal(admin.send(new DeleteUserCommand({ UserName })))).toMatchObject({
      code: 'DeleteConflict',
    });
    await admin.send(new DeleteServiceSpecificCredentialCommand(id));
  });

  test('of a service without any, or with an end that it cannot have, is refused', async () => {
    const UserName = await addUser();
    const create = (input: { ServiceName: string; CredentialAgeDays?: number }) =>
      refusal(admin.send(new CreateServiceSpecificCredentialCommand({ UserName, ...input })));
    expect(await create({ ServiceName: 's3.amazonaws.com' })).toMatchObject({
      code: 'NotSupportedService',
      status: 404,
    });
    expect(await create({ ServiceName, CredentialAgeDays: 1 })).toMatchObject({ code: 'InvalidInput' });
    expect(await create({ ServiceName: 'bedrock.amazonaws.com', CredentialAgeDays: 1 })).toBeUndefined();
  });
});
