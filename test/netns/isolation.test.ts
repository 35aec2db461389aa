import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateVpcEndpointCommand,
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCliFolder } from '../aws-cli.ts';
import { ACCOUNT, type TestHouse } from '../house.ts';
import { launchInstance, makeInstanceRole, permit, untilState } from '../instances.ts';
import { policyOf } from '../identities.ts';
import { mainRouteTable } from '../main-route-table.ts';
import { cannotIsolate, sh, startIsolatingHouse } from './isolating-house.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What an instance with namespaces of its own is, reaches, and does not reach. */
describe.skipIf(cannotIsolate)('an instance with namespaces of its own', () => {
  let house: TestHouse;
  let data: string;
  let one: string;
  let other: string;
  let ec2: EC2Client;
  let onHost: Server;

  const onOne = (script: string, input?: string) => sh(house, one, script, input);
  const said = async (script: string) => (await onOne(script)).stdout.trim();

  beforeAll(async () => {
    data = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-netns-'));
    house = await startIsolatingHouse({
      place: { kind: 'sqlite', directory: data },
      instancesDirectory: path.join(data, 'instances'),
    });
    ec2 = new EC2Client(house.client());
    await makeInstanceRole(house, 'app');
    await permit(house, 'app', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    [one, other] = [
      await launchInstance(house, { IamInstanceProfile: { Name: 'app' } }),
      await launchInstance(house, { IamInstanceProfile: { Name: 'app' } }),
    ];
    onHost = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    onHost.close();
    await house.close();
    await rm(data, { recursive: true, force: true });
  });

  /** What is in /tmp there, but for the folder in which the server was started, which is shown where it is. */
  const [, top, shown = ''] = process.cwd().split('/');
  const LIST_TMP = top === 'tmp' ? `ls -A /tmp | sed '/^${shown}$/d'` : 'ls -A /tmp';
  const arn = (instance: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/app/${instance}`;

  test('has a host name, processes, a /tmp and a home of its own', async () => {
    expect(await said('hostname')).toMatch(/^ip-172-31-\d+-\d+$/);
    expect(await said('cat /proc/1/comm')).toBe('cat');
    expect(await said(`${LIST_TMP}; echo $HOME; pwd`)).toBe(`/home/ec2-user\n${process.cwd()}`);
    expect(await said('getent hosts "$HOSTNAME" | cut -d" " -f1')).toMatch(/^172\.31\./);
  });

  test('boto3’s botocore, the SDK for JavaScript and curl work with no endpoint and no region’s help', async () => {
    const python = `import botocore.session as s; print(s.get_session().create_client("sts").get_caller_identity()["Arn"])`;
    const folder = path.join(await awsCliFolder(), 'awscli');
    expect(await said(`PYTHONPATH='${folder}' python3 -c '${python}'`)).toBe(arn(one));

    const script =
      `const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");` +
      `new STSClient({}).send(new GetCallerIdentityCommand({})).then((answer) => console.log(answer.Arn))`;
    expect(await said(`cd '${ROOT}' && '${process.execPath}' -e '${script}' 2>/dev/null`)).toBe(arn(one));

    const bare = 'env -i PATH="$PATH" curl -s https://s3.us-east-1.amazonaws.com/ -w "%{http_code}"';
    const { code, stdout } = await onOne(bare);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('<Code>AccessDenied</Code>'),
    });
  });

  test('has its own metadata at 169.254.169.254 and instance-data', async () => {
    const ask = 'curl -s http://169.254.169.254/latest/meta-data/instance-id';
    expect(await said(ask)).toBe(one);
    expect((await sh(house, other, ask)).stdout).toBe(other);
    expect(await said('curl -s http://instance-data/latest/meta-data/instance-id')).toBe(one);
    expect(await said('curl -s http://instance-data.ec2.internal/latest/meta-data/instance-id')).toBe(one);
  });

  test('has all ports to itself, also those on which its metadata, AWS and its resolver are', async () => {
    const listen = (port: number) =>
      `python3 -m http.server ${port} > /dev/null 2>&1 & sleep 1; curl -s -o /dev/null -w '%{http_code} ' http://$HOSTNAME:${port}/; kill $!`;
    expect(await said([80, 443, 53].map(listen).join('; '))).toBe('200 200 200');
  });

  test('has one interface beside loopback, with the private address and the MAC of its metadata', async () => {
    const address = await said('curl -s http://169.254.169.254/latest/meta-data/local-ipv4');
    expect(await said('ip -o -4 address show dev eth0')).toContain(`inet ${address}/32`);
    const mac = await said('curl -s http://169.254.169.254/latest/meta-data/mac');
    expect(await said('ip -o link show dev eth0')).toContain(`link/ether ${mac} `);
    expect(await said('ip route get 198.18.0.1')).toContain(`src ${address}`);
  });

  test('reaches nothing else: no port of the host’s, no other instance, no address of the internet', async () => {
    const { port } = onHost.address() as AddressInfo;
    const others = (await sh(house, other, 'getent hosts "$HOSTNAME" | cut -d" " -f1')).stdout.trim();
    for (const place of [`127.0.0.1:${house.port}`, `127.0.0.1:${port}`, `${others}:80`, '1.1.1.1:80']) {
      expect((await onOne(`curl -s --max-time 5 http://${place}/`)).code, place).toBe(7);
    }
    expect((await onOne('curl -s http://example.com/')).code).toBe(6);
    expect(await said('curl -s https://sts.amazonaws.com/_utsuwa/health')).toContain(
      'MissingAuthenticationToken',
    );
  });

  test('cannot leave its namespaces: no mounts, no devices, no settings of the kernel’s', async () => {
    const attempts = [
      'mount -t tmpfs none /mnt',
      `umount '${data}'`,
      'mknod /root/disk b 254 0',
      'echo x > /proc/sys/kernel/core_pattern',
      'echo b > /proc/sysrq-trigger',
      'nsenter --target 1 --mount true',
      'ip address add 10.0.0.1/8 dev lo',
      'hostname other',
    ];
    for (const attempt of attempts) expect((await onOne(attempt)).code, attempt).not.toBe(0);
    expect(await said('ls -d /proc/[0-9]* | wc -l')).toMatch(/^[1-9]$/);
  });

  test('changes nothing of the host’s devices, not their mode nor their owner, and writes to them all the same', async () => {
    const modeOnHost = async () => (await stat('/dev/null')).mode & 0o777;
    const before = await modeOnHost();
    for (const place of ['/dev/null', '/dev/urandom', '/proc/kcore']) {
      expect((await onOne(`chmod 600 ${place}`)).code, place).not.toBe(0);
      expect((await onOne(`chown 1 ${place}`)).code, place).not.toBe(0);
    }
    await onOne('useradd -m someone');
    expect(await modeOnHost()).toBe(before);
    expect(await said('echo kept > /dev/null && echo written')).toBe('written');
  });

  test('sees neither the server’s data nor its operator’s home', async () => {
    await writeFile(path.join(data, 'secret'), 'of the server');
    expect((await onOne(`cat '${data}/secret'`)).stdout).toBe('');
    expect(await said(`ls -A '${os.homedir()}/.aws' '${os.homedir()}/.ssh' 2>/dev/null`)).toBe('');
    expect(
      await said('grep -v ^someone: /etc/shadow | cut -d: -f2 | sort -u; ls -A /etc/ssl/private 2>/dev/null'),
    ).toBe('*');
  });

  test('has root, the system’s users and ec2-user, and can be given more, which last', async () => {
    expect(await said('id -un; stat -c %U ~; touch ~/own; chown ec2-user: ~/own; stat -c %U:%G ~/own')).toBe(
      'root\nec2-user\nec2-user:ec2-user',
    );
    expect(await said("su - ec2-user -c 'id -un; pwd'")).toBe('ec2-user\n/home/ec2-user');
    expect(await onOne('useradd -m app && su - app -c "id -un; pwd"')).toMatchObject({
      stdout: 'app\n/home/app\n',
    });
  });

  test('a folder that is not there is said, and the command runs in the home', async () => {
    const hidden = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-hidden-'));
    const { stdout, stderr } = await house.onInstance(one, ['pwd'], { cwd: hidden });
    await rm(hidden, { recursive: true });
    expect({ stdout, stderr }).toEqual({
      stdout: '/home/ec2-user\n',
      stderr: `utsuwa: \`${hidden}\` is not seen on the instance: running in its home, /home/ec2-user\n`,
    });
  });

  test('an unsigned request to a service of AWS’s that is not served says so, and is not S3’s', async () => {
    for (const name of ['checkip.amazonaws.com', 'sqs.us-east-1.amazonaws.com']) {
      expect(await said(`curl -s https://${name}/`), name).toContain(`Utsuwa has no service \`${name}\``);
    }
    expect(await said('curl -s https://bucket.s3-eu-west-1.amazonaws.com/')).toContain('NoSuchBucket');
  });

  test('reboot on it leaves it running, with a fresh /tmp; shutdown -h now does what its owner chose', async () => {
    await onOne('touch /tmp/before; reboot; sleep 600');
    expect(await said(LIST_TMP)).toBe('');
    await onOne('useradd kept-user');
    await sh(house, other, 'su ec2-user -c "shutdown -h now"; shutdown -h +60; shutdown -c; sleep 1');
    expect((await sh(house, other, 'echo still there')).stdout).toBe('still there\n');
    await sh(house, other, '/usr/sbin/shutdown -h now; sleep 600');
    await untilState(ec2, other, 'stopped');
    await ec2.send(new StartInstancesCommand({ InstanceIds: [other] }));
    await untilState(ec2, other, 'running');
    expect(await said('id -un kept-user')).toBe('kept-user');
  });

  test('exit codes, missing commands and arguments are the command’s own', async () => {
    expect((await onOne('exit 7')).code).toBe(7);
    expect(await house.onInstance(one, ['no-such-command'])).toEqual({
      code: 127,
      stdout: '',
      stderr: 'utsuwa: `no-such-command` is not found\n',
    });
    expect((await house.onInstance(one, ['printf', '%s|', 'a b', '', '$HOME', '-n'])).stdout).toBe(
      'a b||$HOME|-n|',
    );
  });

  test('its public address is aws:SourceIp; through its VPC’s endpoint the private one is aws:VpcSourceIp', async () => {
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'from-here' }));
    const publicIp = await said('curl -s http://169.254.169.254/latest/meta-data/public-ipv4');
    const privateIp = await said('curl -s http://169.254.169.254/latest/meta-data/local-ipv4');
    const denyUnless = (condition: object) =>
      s3.send(
        new PutBucketPolicyCommand({
          Bucket: 'from-here',
          Policy: policyOf({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::from-here',
            Condition: condition,
          }),
        }),
      );
    const list = async () => (await onOne('aws s3 ls s3://from-here')).code;
    await denyUnless({ NotIpAddress: { 'aws:SourceIp': publicIp } });
    expect(await list()).toBe(0);
    const vpc = await said(
      'curl -s http://169.254.169.254/latest/meta-data/network/interfaces/macs/$(curl -s http://169.254.169.254/latest/meta-data/mac)/vpc-id',
    );
    const endpoint = { VpcId: vpc, ServiceName: 'com.amazonaws.us-east-1.s3' };
    const RouteTableIds = [await mainRouteTable(ec2, vpc)];
    await ec2.send(new CreateVpcEndpointCommand({ ...endpoint, RouteTableIds }));
    await denyUnless({ NotIpAddress: { 'aws:VpcSourceIp': privateIp } });
    expect(await list()).toBe(0);
    await denyUnless({ StringNotEquals: { 'aws:SourceVpc': 'vpc-other' } });
    expect(await list()).not.toBe(0);
  });

  test('stopped, what ran there ends; started, its files are as they were; terminated, they are gone', async () => {
    await onOne('echo kept > ~/kept; echo kept > /etc/kept; echo kept > /kept; echo gone > /tmp/gone');
    const running = onOne('echo up; sleep 600');
    await expect.poll(() => said('pgrep -xc sleep'), { timeout: 120_000 }).toBe('1');
    await ec2.send(new StopInstancesCommand({ InstanceIds: [one] }));
    expect(await running).toMatchObject({ code: 143, stdout: 'up\n' });
    await untilState(ec2, one, 'stopped');
    await ec2.send(new StartInstancesCommand({ InstanceIds: [one] }));
    await untilState(ec2, one, 'running');
    expect(await said(`cat ~/kept /etc/kept /kept; ${LIST_TMP}`)).toBe('kept\nkept\nkept');

    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [one] }));
    await expect.poll(() => existsSync(path.join(data, 'instances', one)), { timeout: 120_000 }).toBe(false);
    expect(await readdir(path.join(data, 'instances'))).toEqual([other]);
    expect(existsSync('/etc/kept')).toBe(false);
  });
});
