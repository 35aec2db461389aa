import type { MetadataService } from '../../imds/metadata-service.ts';
import type { InstancePlace } from '../../instances/instance-environment.ts';
import type { InstanceHomes } from '../../instances/instance-homes.ts';
import type { Machines } from '../../instances/netns/machines.ts';
import type { House } from '../../operation/house.ts';
import type { InstanceView } from '../../operation/instances.ts';
import { endpointPath } from '../vpc-endpoint-path.ts';

/** Finds all that a command on an instance has to know; `undefined` when the instance is off. */
export type FindInstancePlace = (instance: InstanceView) => Promise<InstancePlace | undefined>;

/** @param machines when instances have namespaces of their own: the instance's is then made, if it is not there */
export function instancePlaces(
  house: House,
  metadata: MetadataService,
  homes: InstanceHomes,
  machines: Machines | undefined,
): FindInstancePlace {
  return async (instance) => {
    const { instanceId, region, vpcId, privateIp, privateDnsName } = instance;
    const metadataEndpoint = await metadata.endpointOf(instanceId);
    if (metadataEndpoint === undefined) return undefined;
    const { endpoint } = house.settings;
    const vpcEndpoint = await house.vpcEndpoints.forS3(vpcId, privateIp);
    return {
      instanceId,
      region,
      isPending: instance.state === 'pending',
      endpoint,
      s3Endpoint: vpcEndpoint && `${endpoint}${endpointPath(vpcEndpoint, privateIp)}`,
      metadataEndpoint,
      hostname: privateDnsName,
      home: await homes.of(instanceId),
      machine: await machines?.of(instance),
    };
  };
}
