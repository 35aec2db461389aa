import type { NetworkInterfaceView } from '../../../operation/instances.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { publicIpOf, type InstanceRecord } from '../instances/instance-record.ts';
import { privateDnsName, publicDnsName } from '../regions/regions.ts';
import type { ElasticIpData, NetworkInterfaceData, SubnetData } from './network-records.ts';

// Metadata requests ask for them: these are built once.
const interfacesOf = prepared((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interfaces')
    .innerJoin('subnets', 'subnets.id', 'network_interfaces.subnet_id')
    .select(['network_interfaces.id', 'network_interfaces.private_ip', 'network_interfaces.subnet_id'])
    .select(['network_interfaces.data', 'subnets.data as subnet_data'])
    .where('network_interfaces.instance_id', '=', p.instanceId),
);
const secondaryAddressesOf = prepared((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interfaces')
    .innerJoin('secondary_addresses', 'secondary_addresses.interface_id', 'network_interfaces.id')
    .select(['secondary_addresses.interface_id', 'secondary_addresses.private_ip'])
    .where('network_interfaces.instance_id', '=', p.instanceId)
    .orderBy('secondary_addresses.private_ip'),
);
const elasticIpsOf = prepared((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interfaces')
    .innerJoin('elastic_ips', 'elastic_ips.interface_id', 'network_interfaces.id')
    .select(['elastic_ips.interface_id', 'elastic_ips.public_ip', 'elastic_ips.data'])
    .where('network_interfaces.instance_id', '=', p.instanceId),
);

/**
 * The network interfaces that are on an instance now, with all their addresses.
 *
 * @param hasPublicNames whether the VPC names public addresses (`enableDnsHostnames`)
 */
export async function readInterfacesOfInstance(
  tx: ReadTx,
  instance: InstanceRecord,
  hasPublicNames: boolean,
): Promise<readonly NetworkInterfaceView[]> {
  const instanceId = instance.id;
  const rows = await interfacesOf.all(tx, { instanceId });
  const secondary = await secondaryAddressesOf.all(tx, { instanceId });
  const elastic = await elasticIpsOf.all(tx, { instanceId });
  return rows.map((row) => {
    const isPrimary = row.id === instance.data.networkInterface.id;
    const data = JSON.parse(row.data) as NetworkInterfaceData;
    const privateIps = [
      row.private_ip,
      ...secondary.filter((one) => one.interface_id === row.id).map((one) => one.private_ip),
    ];
    const elasticByPrivate = new Map(
      elastic
        .filter((one) => one.interface_id === row.id)
        .map((one) => [(JSON.parse(one.data) as ElasticIpData).association?.privateIp, one.public_ip]),
    );
    const publicAddresses = privateIps.flatMap((privateIp) => {
      const given = isPrimary && privateIp === instance.private_ip ? publicIpOf(instance) : undefined;
      const publicIp = elasticByPrivate.get(privateIp) ?? given;
      return publicIp === undefined ? [] : [{ publicIp, privateIp }];
    });
    const [first] = publicAddresses;
    return {
      id: row.id,
      // Of the first one the instance itself keeps what can be changed.
      mac: isPrimary ? instance.data.networkInterface.mac : (data.mac ?? ''),
      deviceIndex: isPrimary ? 0 : (data.attachment?.deviceIndex ?? 0),
      privateIps,
      privateDnsName: privateDnsName(instance.region, row.private_ip),
      publicAddresses,
      publicDnsName: first && hasPublicNames ? publicDnsName(instance.region, first.publicIp) : undefined,
      subnetId: row.subnet_id,
      subnetCidr: (JSON.parse(row.subnet_data) as SubnetData).cidr,
      securityGroups: isPrimary ? instance.data.securityGroups : (data.groups ?? []),
    };
  });
}
