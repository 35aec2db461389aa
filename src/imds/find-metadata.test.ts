import { describe, expect, test } from 'vitest';
import type { InstanceView } from '../operation/instances.ts';
import { findMetadata } from './find-metadata.ts';
import type { IamMetadata } from './instance-roles.ts';
import type { MetadataSubject } from './metadata-tree.ts';
import { sampleInstance, sampleInterface } from './testing/sample-instance.ts';
import { VERSIONS } from './versions.ts';

const IAM: IamMetadata = {
  info: '{}',
  role: { name: 'S3WriteRole', credentials: async () => '{"Code" : "Success"}' },
};

const IDENTITY: MetadataSubject['identity'] = {
  signature: async (document) => `signature of ${document.length}`,
  envelope: async (document, at) => `envelope of ${document.length} at ${at.toISOString()}`,
  sshSignerCertificate: async (region) => `certificate in ${region}`,
};

const OWN: MetadataSubject['identityCredentials'] = {
  info: ({ accountId }) => `info of ${accountId}`,
  document: ({ instanceId }) => `credentials of ${instanceId}`,
};

/** @param iam what it has of IAM's, if anything */
function subjectOf(
  changed: Partial<InstanceView>,
  iam?: IamMetadata,
  interfaces = [sampleInterface()],
): MetadataSubject {
  return {
    instance: sampleInstance(changed),
    identity: IDENTITY,
    identityCredentials: OWN,
    iam: async () => iam,
    networkInterfaces: async () => interfaces,
  };
}

/** What a path shows, bytes and made text as text. */
async function show(
  path: string,
  changed: Partial<InstanceView> = {},
  iam?: IamMetadata,
  interfaces = [sampleInterface()],
): Promise<string | undefined> {
  const leaf = await findMetadata(path, subjectOf(changed, iam, interfaces));
  if (leaf === undefined) return undefined;
  const body = typeof leaf === 'function' ? await leaf() : leaf;
  return typeof body === 'string' ? body : Buffer.from(body).toString();
}

const lines = (...names: string[]) => names.join('\n');
const TAGS_ON = { ...sampleInstance().metadataOptions, instanceMetadataTags: 'enabled' } as const;

describe('listings', () => {
  test('/ lists the versions', async () => {
    expect(await show('/')).toBe(VERSIONS.join('\n'));
    expect(VERSIONS.at(-1)).toBe('latest');
  });

  test('a version lists its parts without slashes, with or without a slash at its own end', async () => {
    expect(await show('/latest')).toBe(lines('dynamic', 'meta-data'));
    expect(await show('/latest/')).toBe(lines('dynamic', 'meta-data'));
    expect(await show('/latest', { userData: 'IyE=' })).toBe(lines('dynamic', 'meta-data', 'user-data'));
  });

  test('meta-data lists an ordinary instance as AWS does', async () => {
    expect(await show('/latest/meta-data/', { publicKey: 'ssh-rsa A k', keyName: 'k' }, IAM)).toBe(
      lines(
        'ami-id',
        'ami-launch-index',
        'ami-manifest-path',
        'block-device-mapping/',
        'events/',
        'hibernation/',
        'hostname',
        'iam/',
        'identity-credentials/',
        'instance-action',
        'instance-id',
        'instance-life-cycle',
        'instance-type',
        'local-hostname',
        'local-ipv4',
        'mac',
        'managed-ssh-keys/',
        'network/',
        'placement/',
        'profile',
        'public-hostname',
        'public-ipv4',
        'public-keys/',
        'reservation-id',
        'security-groups',
        'services/',
        'system',
      ),
    );
  });

  test('every name that a listing shows leads somewhere, in every version', async () => {
    const instance = {
      userData: 'IyE=',
      publicKey: 'ssh-rsa A k',
      keyName: 'k',
      tags: { Name: 'a', 'a b%c': 'd' },
      metadataOptions: TAGS_ON,
    };
    const seen: string[] = [];
    const walk = async (directory: string): Promise<void> => {
      const listing = (await show(`${directory}/`, instance, IAM)) ?? '';
      for (const name of listing.split('\n')) {
        const plain = directory.endsWith('public-keys') ? `${name.split('=')[0]}/` : name;
        const segments = plain.split('/');
        const path = `${directory}/${segments.map(encodeURIComponent).join('/')}`.replace(/\/$/, '');
        const body = await show(path, instance, IAM);
        expect(body, path).toBeDefined();
        seen.push(path);
        if (plain.endsWith('/') || (directory === '/latest' && name !== 'user-data')) await walk(path);
      }
    };
    await walk('/latest');
    expect(seen).toContain('/latest/meta-data/network/interfaces/macs/02%3A29%3A96%3A8f%3A6a%3A2d/vpc-id');
    expect(seen).toContain('/latest/meta-data/tags/instance/a%20b%25c');
    expect(seen.length).toBeGreaterThan(60);
    for (const version of VERSIONS) {
      expect(await show(`/${version}/meta-data/instance-id`)).toBe('i-0123456789abcdef0');
    }
  });
});

describe('an older version lacks what came after it', () => {
  test('1.0 lists what the first instances had', async () => {
    expect(await show('/1.0/meta-data/', {}, IAM)).toBe(
      lines(
        'ami-id',
        'ami-launch-index',
        'ami-manifest-path',
        'hostname',
        'instance-id',
        'local-ipv4',
        'reservation-id',
        'security-groups',
      ),
    );
    expect(await show('/1.0/')).toBe('meta-data');
  });

  test.each([
    ['meta-data/block-device-mapping/', '2007-10-10', '2007-12-15'],
    ['dynamic/instance-identity/document', '2008-09-01', '2009-04-04'],
    ['meta-data/iam/security-credentials/', '2011-05-01', '2012-01-12'],
    ['meta-data/services/domain', '2012-01-12', '2014-02-25'],
    ['meta-data/placement/region', '2019-10-01', '2020-10-27'],
    ['meta-data/system', '2022-07-09', '2022-09-24'],
  ])('%s is not in %s and is in %s', async (path, before, since) => {
    expect(await show(`/${before}/${path}`, {}, IAM)).toBeUndefined();
    expect(await show(`/${since}/${path}`, {}, IAM)).toBeDefined();
  });
});

describe('values', () => {
  const MAC = '/latest/meta-data/network/interfaces/macs/02:29:96:8f:6a:2d';
  test.each([
    ['/latest/meta-data/ami-id', 'ami-0abcdef1234567890'],
    ['/latest/meta-data/ami-launch-index', '0'],
    ['/latest/meta-data/ami-manifest-path', '(unknown)'],
    ['/latest/meta-data/block-device-mapping', 'ami\nroot'],
    ['/latest/meta-data/block-device-mapping/root', '/dev/xvda'],
    ['/latest/meta-data/events/maintenance/scheduled', '[]'],
    ['/latest/meta-data/hostname', 'ip-172-31-0-4.ec2.internal'],
    ['/latest/meta-data/instance-action', 'none'],
    ['/latest/meta-data/instance-life-cycle', 'on-demand'],
    ['/latest/meta-data/local-ipv4', '172.31.0.4'],
    ['/latest/meta-data/mac', '02:29:96:8f:6a:2d'],
    ['/latest/meta-data/placement/availability-zone', 'us-east-1a'],
    ['/latest/meta-data/placement/availability-zone-id', 'use1-az1'],
    ['/latest/meta-data/placement/region', 'us-east-1'],
    ['/latest/meta-data/public-ipv4', '198.18.0.4'],
    ['/latest/meta-data/security-groups', 'default\nweb'],
    ['/latest/meta-data/services/domain', 'amazonaws.com'],
    ['/latest/meta-data/services/partition', 'aws'],
    ['/latest/meta-data/network/interfaces/macs/', '02:29:96:8f:6a:2d/'],
    [`${MAC}/device-number`, '0'],
    [`${MAC}/interface-id`, 'eni-0ccc'],
    [`${MAC}/owner-id`, '123456789012'],
    [`${MAC}/security-group-ids`, 'sg-1\nsg-2'],
    [`${MAC}/subnet-ipv4-cidr-block`, '172.31.0.0/20'],
    [`${MAC}/vpc-ipv4-cidr-blocks`, '172.31.0.0/16'],
    [`${MAC}/ipv4-associations/`, '198.18.0.4'],
    [`${MAC}/ipv4-associations/198.18.0.4`, '172.31.0.4'],
    [`${MAC}/network-card`, '0'],
    [`${MAC}/local-ipv4s`, '172.31.0.4'],
    ['/latest/meta-data/managed-ssh-keys/', 'signer-cert'],
    ['/latest/meta-data/managed-ssh-keys/signer-cert/', 'certificate in us-east-1'],
    ['/latest/meta-data/system', 'nitro'],
    ['/latest/meta-data/identity-credentials/ec2/', 'info\nsecurity-credentials/'],
    ['/latest/meta-data/identity-credentials/ec2/info', 'info of 123456789012'],
    ['/latest/meta-data/identity-credentials/ec2/security-credentials/', 'ec2-instance'],
    [
      '/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance',
      'credentials of i-0123456789abcdef0',
    ],
    ['/latest/dynamic/', 'fws/\ninstance-identity/'],
    ['/latest/dynamic/fws/instance-monitoring', 'disabled'],
    ['/latest/dynamic/instance-identity/', 'document\npkcs7\nrsa2048\nsignature'],
    ['/latest/dynamic/instance-identity/rsa2048', 'envelope of 474 at 2026-02-03T04:05:06.789Z'],
    ['/latest/dynamic/instance-identity/signature', 'signature of 474'],
  ])('%s', async (path, value) => {
    expect(await show(path)).toBe(value);
  });

  test('further volumes are counted', async () => {
    const blockDevices = [
      { deviceName: '/dev/xvda', volumeId: 'vol-1' },
      { deviceName: '/dev/sdf', volumeId: 'vol-2' },
    ];
    expect(await show('/latest/meta-data/block-device-mapping/', { blockDevices })).toBe(
      lines('ami', 'ebs1', 'root'),
    );
    expect(await show('/latest/meta-data/block-device-mapping/ebs1', { blockDevices })).toBe('/dev/sdf');
  });

  test('keys are listed by number and name and found by number', async () => {
    const key = { publicKey: 'ssh-ed25519 AAAA mine', keyName: 'mine' };
    expect(await show('/latest/meta-data/public-keys/', key)).toBe('0=mine');
    expect(await show('/latest/meta-data/public-keys/0/', key)).toBe('openssh-key');
    expect(await show('/latest/meta-data/public-keys/0/openssh-key', key)).toBe('ssh-ed25519 AAAA mine');
    expect(await show('/latest/meta-data/public-keys/')).toBeUndefined();
  });

  test('tags are there when they are enabled, a tag under the name of an object’s own parts too', async () => {
    const tags = Object.assign(Object.create(null) as Record<string, string>, {
      Name: 'web',
      constructor: 'x',
    });
    expect(await show('/latest/meta-data/tags/instance', { tags })).toBeUndefined();
    const on = { tags, metadataOptions: TAGS_ON };
    expect(await show('/latest/meta-data/tags/instance', on)).toBe(lines('Name', 'constructor'));
    expect(await show('/latest/meta-data/tags/instance/Name', on)).toBe('web');
    expect(await show('/latest/meta-data/tags/instance/name', on)).toBeUndefined();
    expect(await show('/latest/meta-data/tags/instance/toString', on)).toBeUndefined();
  });

  test('a slash behind a value changes nothing, as EC2 Instance Connect asks for everything', async () => {
    for (const path of ['instance-id', 'placement/availability-zone', 'services/domain']) {
      expect(await show(`/latest/meta-data/${path}/`)).toBe(await show(`/latest/meta-data/${path}`));
    }
  });

  test('every network interface is there under its own address', async () => {
    const second = sampleInterface({
      id: 'eni-0ddd',
      mac: '02:00:00:00:00:01',
      deviceIndex: 1,
      privateIps: ['172.31.16.5', '172.31.16.6'],
      publicAddresses: [],
      publicDnsName: undefined,
      subnetId: 'subnet-0eee',
      subnetCidr: '172.31.16.0/20',
    });
    const both = [sampleInterface(), second];
    const macs = '/latest/meta-data/network/interfaces/macs/';
    expect(await show(macs, {}, undefined, both)).toBe('02:00:00:00:00:01/\n02:29:96:8f:6a:2d/');
    expect(await show(`${macs}02:00:00:00:00:01/device-number`, {}, undefined, both)).toBe('1');
    expect(await show(`${macs}02:00:00:00:00:01/local-ipv4s`, {}, undefined, both)).toBe(
      '172.31.16.5\n172.31.16.6',
    );
    expect(await show(`${macs}02:00:00:00:00:01/subnet-id`, {}, undefined, both)).toBe('subnet-0eee');
    expect(await show(`${macs}02:00:00:00:00:01/public-ipv4s`, {}, undefined, both)).toBeUndefined();
    expect(await show(`${macs}02:00:00:00:00:01/ipv4-associations/`, {}, undefined, both)).toBeUndefined();
    expect(await show('/latest/meta-data/mac', {}, undefined, both)).toBe('02:29:96:8f:6a:2d');
  });

  test('monitoring and the hypervisor are the instance’s', async () => {
    expect(await show('/latest/dynamic/fws/instance-monitoring', { isMonitored: true })).toBe('enabled');
    expect(await show('/latest/meta-data/system', { hypervisor: 'xen' })).toBe('xen');
  });

  test('user data are the bytes that were given at launch', async () => {
    const leaf = (changed: Partial<InstanceView>) => findMetadata('/latest/user-data', subjectOf(changed));
    expect(await leaf({ userData: 'AP/+' })).toEqual(Buffer.from([0, 255, 254]));
    expect(await leaf({})).toBeUndefined();
  });
});

test('what is not on the way is not looked up', async () => {
  const never = () => Promise.reject(new Error('this was not asked for'));
  const subject = { ...subjectOf({}), iam: never, networkInterfaces: never };
  expect(await findMetadata('/latest/meta-data/instance-id', subject)).toBe('i-0123456789abcdef0');
  expect(await findMetadata('/latest/meta-data/placement/', subject)).toContain('region');
  for (const path of ['/latest/meta-data/', '/latest/meta-data/iam/info', '/latest/meta-data/network/']) {
    await expect(findMetadata(path, subject)).rejects.toThrow('this was not asked for');
  }
});

describe('iam/', () => {
  test('is absent without a profile', async () => {
    expect(await show('/latest/meta-data/iam/')).toBeUndefined();
    expect(await show('/latest/meta-data/iam/info')).toBeUndefined();
    expect(await show('/latest/meta-data/iam/security-credentials/')).toBeUndefined();
  });

  test('lists the role and shows its credentials', async () => {
    expect(await show('/latest/meta-data/iam', {}, IAM)).toBe(lines('info', 'security-credentials/'));
    expect(await show('/latest/meta-data/iam/security-credentials/', {}, IAM)).toBe('S3WriteRole');
    expect(await show('/latest/meta-data/iam/security-credentials/S3WriteRole', {}, IAM)).toBe(
      '{"Code" : "Success"}',
    );
    expect(await show('/latest/meta-data/iam/security-credentials/s3writerole', {}, IAM)).toBeUndefined();
    expect(await show('/latest/meta-data/iam/security-credentials-extended/', {}, IAM)).toBeUndefined();
  });

  test('of an emptied profile lists nothing under security-credentials/, which is there', async () => {
    const emptied = { info: '{}' };
    expect(await show('/latest/meta-data/iam/', {}, emptied)).toBe(lines('info', 'security-credentials/'));
    expect(await show('/latest/meta-data/iam/security-credentials/', {}, emptied)).toBe('');
    expect(await show('/latest/meta-data/iam/security-credentials', {}, emptied)).toBe('');
    expect(await show('/latest/meta-data/iam/security-credentials/S3WriteRole', {}, emptied)).toBeUndefined();
  });
});

describe('what is not there', () => {
  test.each([
    '/nothing',
    '/2099-01-01/meta-data/',
    '/latest/nothing',
    '/latest/meta-data/nothing',
    '/latest/meta-data/ami',
    '/latest/meta-data/../user-data',
    '/latest/meta-data/%2e%2e/dynamic/instance-identity/document',
    '/../../etc/passwd',
    '/latest/meta-data/__proto__',
    '/latest/meta-data/iam/security-credentials/__proto__',
    '/constructor/',
    '/latest/meta-data/%',
    '/latest/meta-data/%ff',
    '/latest/api/',
    `/latest/meta-data/${'a/'.repeat(4000)}`,
  ])('%s', async (path) => {
    expect(await show(path, {}, IAM)).toBeUndefined();
  });

  test.each([
    'ancestor-ami-ids',
    'autoscaling/target-lifecycle-state',
    'events/recommendations/rebalance',
    'ipv6',
    'kernel-id',
    'managed-ssh-keys/active-keys/ec2-user/',
    'placement/group-name',
    'placement/host-id',
    'placement/partition-number',
    'product-codes',
    'ramdisk-id',
    'security-credentials',
    'spot/instance-action',
    'spot/termination-time',
  ])('what only other instances have: %s', async (path) => {
    expect(await show(`/latest/meta-data/${path}`, {}, IAM)).toBeUndefined();
  });

  test('a slash too many counts for one (guess: AWS documents nothing)', async () => {
    expect(await show('//latest//meta-data//ami-id')).toBe('ami-0abcdef1234567890');
  });
});
