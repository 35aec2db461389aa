import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetMFADeviceCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListMFADeviceTagsCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
  TagMFADeviceCommand,
  UntagMFADeviceCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../src/credentials/totp.ts';
import { fromBase32 } from '../src/kernel/base32.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { refusal } from './refusal.ts';

let house: TestHouse;
let admin: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
});
afterAll(() => house.close());

interface Device {
  readonly serial: string;
  /** The code of a step, counted from the current one. */
  readonly code: (off: number) => string;
}

let made = 0;
async function addDevice(Path = '/', name = `device-${++made}`): Promise<Device> {
  const { VirtualMFADevice: device } = await admin.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name, Path }),
  );
  const seed = fromBase32(Buffer.from(device?.Base32StringSeed ?? []).toString());
  return {
    serial: device?.SerialNumber ?? '',
    code: (off) => totpCode(seed, totpStep(new Date()) + off),
  };
}

const enable = (UserName: string, { serial, code }: Device, first = -2) =>
  admin.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: serial,
      AuthenticationCode1: code(first),
      AuthenticationCode2: code(first + 1),
    }),
  );

async function addUserWithDevice(...statements: Record<string, unknown>[]) {
  const name = `user-${++made}`;
  const key = await makeUser(house, name, ...statements);
  const device = await addDevice();
  await enable(name, device);
  return { name, key, device, sts: new STSClient(house.client(key)) };
}

describe('a virtual device', () => {
  test('comes with a seed of 64 letters and a QR code, told once', async () => {
    const { VirtualMFADevice: device } = await admin.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone', Path: '/team/' }),
    );
    expect(device?.SerialNumber).toBe(`arn:aws:iam::${ACCOUNT}:mfa/team/phone`);
    expect(Buffer.from(device?.Base32StringSeed ?? []).toString()).toMatch(/^[A-Z2-7]{64}$/);
    const png = Buffer.from(device?.QRCodePNG ?? []);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    const size = png.readUInt32BE(16);
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    expect(rows).toHaveLength(size * (1 + Math.ceil(size / 8)));
    const { VirtualMFADevices = [] } = await admin.send(
      new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' }),
    );
    expect(VirtualMFADevices).toContainEqual({ SerialNumber: device?.SerialNumber });
  });

  test('is made by the AWS CLI, which writes the QR code to a file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-mfa-'));
    try {
      const file = path.join(folder, 'code.png');
      const { VirtualMFADevice } = await house.awsJson<{ VirtualMFADevice: { SerialNumber: string } }>([
        'iam',
        'create-virtual-mfa-device',
        ...['--virtual-mfa-device-name', 'by-cli', '--outfile', file, '--bootstrap-method', 'QRCodePNG'],
      ]);
      expect(VirtualMFADevice.SerialNumber).toBe(`arn:aws:iam::${ACCOUNT}:mfa/by-cli`);
      expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('has a name of its own, in whatever case', async () => {
    await addDevice('/', 'Twice');
    expect(await refusal(addDevice('/', 'twice'))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'MFADevice entity at the same path and name already exists.',
    });
  });

  test('has tags', async () => {
    const { serial: SerialNumber } = await addDevice();
    await admin.send(new TagMFADeviceCommand({ SerialNumber, Tags: [{ Key: 'a', Value: '1' }] }));
    expect((await admin.send(new ListMFADeviceTagsCommand({ SerialNumber }))).Tags).toEqual([
      { Key: 'a', Value: '1' },
    ]);
    await admin.send(new UntagMFADeviceCommand({ SerialNumber, TagKeys: ['a'] }));
    expect((await admin.send(new ListMFADeviceTagsCommand({ SerialNumber }))).Tags).toEqual([]);
  });

  test('is listed in pages, however long its name', async () => {
    const long = `/${'x'.repeat(150)}/`;
    for (const name of ['p1', 'p2', 'p3']) await addDevice(long, name);
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await admin.send(new ListVirtualMFADevicesCommand({ MaxItems: 2, Marker }));
      seen.push(...(page.VirtualMFADevices ?? []).map(({ SerialNumber = '' }) => SerialNumber));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((serial) => serial.includes(long))).toHaveLength(3);
  });

  test('whose ARN is longer than a serial number may be is refused (guess: AWS documents nothing)', async () => {
    expect(await refusal(addDevice(`/${'x'.repeat(300)}/`))).toMatchObject({ code: 'InvalidInput' });
  });

  test('that does not exist is NoSuchEntity, also when the serial number is none', async () => {
    for (const SerialNumber of [
      `arn:aws:iam::${ACCOUNT}:mfa/nobody`,
      'GAHT12345678',
      'arn:aws:iam::1:mfa/x',
    ]) {
      expect(await refusal(admin.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })))).toMatchObject({
        code: 'NoSuchEntity',
        status: 404,
      });
    }
  });
});

describe('enabling a device', () => {
  test('wants two consecutive codes, and each counts once', async () => {
    const name = `user-${++made}`;
    await makeUser(house, name);
    const device = await addDevice();
    const attempt = (first: string, second: string) =>
      refusal(
        admin.send(
          new EnableMFADeviceCommand({
            UserName: name,
            SerialNumber: device.serial,
            AuthenticationCode1: first,
            AuthenticationCode2: second,
          }),
        ),
      );
    const refused = {
      code: 'InvalidAuthenticationCode',
      status: 403,
      message: 'Authentication code for device is not valid.',
    };
    expect(await attempt(device.code(-2), device.code(-2))).toEqual(refused);
    expect(await attempt(device.code(-1), device.code(-2))).toEqual(refused);
    expect(await attempt(device.code(-300), device.code(-299))).toEqual(refused);
    expect(await attempt(device.code(-2), device.code(-1))).toBeUndefined();
    expect(await attempt(device.code(-1), device.code(0))).toMatchObject({ code: 'EntityAlreadyExists' });
    const { MFADevices } = await admin.send(new ListMFADevicesCommand({ UserName: name }));
    expect(MFADevices).toEqual([
      { UserName: name, SerialNumber: device.serial, EnableDate: expect.any(Date) as Date },
    ]);
    const get = new GetMFADeviceCommand({ UserName: name, SerialNumber: device.serial });
    expect(await admin.send(get)).toMatchObject({ UserName: name, SerialNumber: device.serial });
  });

  test('is undone by deactivating, which deleting device and user wants first', async () => {
    const { name, device } = await addUserWithDevice();
    const SerialNumber = device.serial;
    expect(await refusal(admin.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })))).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    await admin.send(new DeactivateMFADeviceCommand({ UserName: name, SerialNumber }));
    expect(
      await refusal(admin.send(new DeactivateMFADeviceCommand({ UserName: name, SerialNumber }))),
    ).toMatchObject({ code: 'NoSuchEntity', message: 'MFA Device invalid for user.' });
    await admin.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
  });

  test('counts when the user is deleted', async () => {
    const { name } = await addUserWithDevice();
    expect(await refusal(admin.send(new DeleteUserCommand({ UserName: name })))).toMatchObject({
      code: 'DeleteConflict',
    });
  });

  test('stops at eight devices a user', async () => {
    const { name } = await addUserWithDevice();
    for (let more = 0; more < 7; more += 1) await enable(name, await addDevice());
    expect(await refusal(enable(name, await addDevice()))).toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for MfaDevicesPerUser: 8',
    });
  });

  test('a device whose clock is off is synchronised', async () => {
    const { name, device, sts } = await addUserWithDevice();
    const ahead = { code: (off: number) => device.code(off + 10) };
    const proof = { SerialNumber: device.serial, TokenCode: ahead.code(1) };
    expect(await refusal(sts.send(new GetSessionTokenCommand(proof)))).toMatchObject({
      code: 'AccessDenied',
    });
    await admin.send(
      new ResyncMFADeviceCommand({
        UserName: name,
        SerialNumber: device.serial,
        AuthenticationCode1: ahead.code(-1),
        AuthenticationCode2: ahead.code(0),
      }),
    );
    await sts.send(new GetSessionTokenCommand({ ...proof, TokenCode: ahead.code(1) }));
  });
});

describe('GetSessionToken with a code', () => {
  const LIST = {
    Effect: 'Allow',
    Action: 'iam:ListUsers',
    Resource: '*',
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '60' },
    },
  };

  test('makes a session that proves it and may call IAM', async () => {
    const { key, device, sts } = await addUserWithDevice(LIST);
    const listUsers = (credentials: Credentials) =>
      refusal(new IAMClient(house.client(credentials)).send(new ListUsersCommand({})));
    expect(await listUsers(key)).toMatchObject({ code: 'AccessDenied' });
    expect(await listUsers(await session(sts))).toMatchObject({ code: 'InvalidClientTokenId' });
    const proof = { SerialNumber: device.serial, TokenCode: device.code(0) };
    expect(await listUsers(await session(sts, proof))).toBeUndefined();
  });

  test('takes a code once', async () => {
    const { device, sts } = await addUserWithDevice();
    const proof = { SerialNumber: device.serial, TokenCode: device.code(0) };
    const calls = Array.from({ length: 10 }, () => refusal(sts.send(new GetSessionTokenCommand(proof))));
    const refused = (await Promise.all(calls)).filter((one) => one !== undefined);
    expect(refused).toHaveLength(9);
    expect(refused[0]).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('invalid MFA one time pass code') as string,
    });
  });

  test("knows no one else's device", async () => {
    const { device } = await addUserWithDevice();
    const { sts } = await addUserWithDevice();
    const proof = { SerialNumber: device.serial, TokenCode: device.code(0) };
    expect((await refusal(sts.send(new GetSessionTokenCommand(proof))))?.message).toContain(
      'Please verify your MFA serial number is valid and associated with this user.',
    );
  });
});

describe('AssumeRole with a code', () => {
  test('satisfies a trust policy that asks for one; the session does not carry it on', async () => {
    const RoleName = 'with-mfa';
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Condition }],
    });
    await admin.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const { device, sts } = await addUserWithDevice({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: '*',
    });
    const role = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`, RoleSessionName: 'session' };
    expect(await refusal(sts.send(new AssumeRoleCommand(role)))).toMatchObject({ code: 'AccessDenied' });
    const proof = { SerialNumber: device.serial, TokenCode: device.code(0) };
    expect(await refusal(sts.send(new AssumeRoleCommand({ ...role, ...proof })))).toBeUndefined();
  });
});

async function session(
  sts: STSClient,
  proof: { SerialNumber?: string; TokenCode?: string } = {},
): Promise<Credentials> {
  const { Credentials: made } = await sts.send(new GetSessionTokenCommand(proof));
  return {
    accessKeyId: made?.AccessKeyId ?? '',
    secretAccessKey: made?.SecretAccessKey ?? '',
    sessionToken: made?.SessionToken ?? '',
  };
}
