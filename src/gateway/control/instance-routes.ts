import { AwsError } from '../../kernel/aws-error.ts';
import type { MetadataService } from '../../imds/metadata-service.ts';
import type { InstanceHomes } from '../../instances/instance-homes.ts';
import type { Machines } from '../../instances/netns/machines.ts';
import type { PowerOffs } from '../../instances/power-offs.ts';
import type { InstanceView } from '../../operation/instances.ts';
import { endpointPath } from '../vpc-endpoint-path.ts';
import type { ControlRoute, ControlRoutes } from './control-routes.ts';

/** The routes by which a command comes to run on an instance. */
export function instanceRoutes(
  metadata: MetadataService,
  homes: InstanceHomes,
  machines: Machines | undefined,
  powerOffs: PowerOffs,
): ControlRoutes {
  return [metadataEndpoint(metadata, homes, machines), powerOff(powerOffs)];
}

/** Answers when the instance is stopped, rebooted or terminated. */
function powerOff(powerOffs: PowerOffs): ControlRoute {
  return {
    method: 'GET',
    path: 'instances/{id}/power-off',
    run: async ({ parameters: { id = '' } }) => ({ end: await powerOffs.of(id) }),
  };
}

/** All that a command on an instance has to know. */
function metadataEndpoint(
  metadata: MetadataService,
  homes: InstanceHomes,
  machines: Machines | undefined,
): ControlRoute {
  return {
    method: 'GET',
    path: 'instances/{id}/metadata-endpoint',
    run: async ({ house, parameters: { id = '' } }) => {
      const instance = await house.instances.byId(id);
      if (instance === undefined) throw unknownInstance(id);
      const endpoint = await metadata.endpointOf(id);
      if (endpoint === undefined) throw notRunning(instance);
      const { endpoint: server } = house.settings;
      const vpcEndpoint = await house.vpcEndpoints.forS3(instance.vpcId);
      return {
        instanceId: id,
        region: instance.region,
        endpoint: server,
        s3Endpoint: vpcEndpoint && `${server}${endpointPath(vpcEndpoint, instance.privateIp)}`,
        metadataEndpoint: endpoint,
        hostname: instance.privateDnsName,
        home: await homes.of(id),
        machine: await machines?.of(instance),
      };
    },
  };
}

function unknownInstance(id: string): AwsError {
  const hint = 'list them with `aws ec2 describe-instances`';
  return new AwsError(
    'InvalidInstanceID.NotFound',
    404,
    `there is no instance \`${id.slice(0, 64)}\`; ${hint}`,
  );
}

function notRunning({ instanceId, state }: InstanceView): AwsError {
  const next =
    state === 'stopped' || state === 'stopping'
      ? `; start it with \`aws ec2 start-instances --instance-ids ${instanceId}\``
      : '';
  return new AwsError('IncorrectInstanceState', 409, `instance \`${instanceId}\` is ${state}${next}`);
}
