import type { InstanceView, NetworkInterfaceView } from '../../operation/instances.ts';

/** An instance as EC2 shows it, for tests of what its metadata holds. */
export function sampleInstance(changed: Partial<InstanceView> = {}): InstanceView {
  return {
    instanceId: 'i-0123456789abcdef0',
    accountId: '123456789012',
    region: 'us-east-1',
    imageId: 'ami-0abcdef1234567890',
    instanceType: 't3.micro',
    architecture: 'x86_64',
    state: 'running',
    privateIp: '172.31.0.4',
    privateDnsName: 'ip-172-31-0-4.ec2.internal',
    publicIp: '198.18.0.4',
    publicDnsName: 'ec2-198-18-0-4.compute-1.amazonaws.com',
    mac: '02:29:96:8f:6a:2d',
    vpcId: 'vpc-0aaa',
    vpcCidr: '172.31.0.0/16',
    subnetId: 'subnet-0bbb',
    subnetCidr: '172.31.0.0/20',
    availabilityZone: 'us-east-1a',
    availabilityZoneId: 'use1-az1',
    securityGroups: [
      { groupId: 'sg-1', groupName: 'default' },
      { groupId: 'sg-2', groupName: 'web' },
    ],
    launchTime: new Date('2026-02-03T04:05:06.789Z'),
    amiLaunchIndex: 0,
    reservationId: 'r-0fea54097e2a8b8a1',
    tags: {},
    metadataOptions: {
      httpTokens: 'optional',
      httpPutResponseHopLimit: 1,
      httpEndpoint: 'enabled',
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'disabled',
    },
    hypervisor: 'nitro',
    isMonitored: false,
    rootDeviceName: '/dev/xvda',
    blockDevices: [{ deviceName: '/dev/xvda', volumeId: 'vol-1' }],
    ...changed,
  };
}

/** The primary network interface of {@link sampleInstance}. */
export function sampleInterface(changed: Partial<NetworkInterfaceView> = {}): NetworkInterfaceView {
  return {
    id: 'eni-0ccc',
    mac: '02:29:96:8f:6a:2d',
    deviceIndex: 0,
    privateIps: ['172.31.0.4'],
    privateDnsName: 'ip-172-31-0-4.ec2.internal',
    publicAddresses: [{ publicIp: '198.18.0.4', privateIp: '172.31.0.4' }],
    publicDnsName: 'ec2-198-18-0-4.compute-1.amazonaws.com',
    subnetId: 'subnet-0bbb',
    subnetCidr: '172.31.0.0/20',
    securityGroups: [
      { groupId: 'sg-1', groupName: 'default' },
      { groupId: 'sg-2', groupName: 'web' },
    ],
    ...changed,
  };
}
