import { AwsError } from '../../kernel/aws-error.ts';
import type { PowerOffs } from '../../instances/power-offs.ts';
import type { InstanceView } from '../../operation/instances.ts';
import type { ControlRoute, ControlRoutes } from './control-routes.ts';
import type { FindInstancePlace } from './instance-place.ts';

/** The routes by which a command comes to run on an instance. */
export function instanceRoutes(placeOf: FindInstancePlace, powerOffs: PowerOffs): ControlRoutes {
  return [metadataEndpoint(placeOf), powerOff(powerOffs)];
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
function metadataEndpoint(placeOf: FindInstancePlace): ControlRoute {
  return {
    method: 'GET',
    path: 'instances/{id}/metadata-endpoint',
    run: async ({ house, parameters: { id = '' } }) => {
      const instance = await house.instances.byId(id);
      if (instance === undefined) throw unknownInstance(id);
      const place = await placeOf(instance);
      if (place === undefined) throw notRunning(instance);
      return place;
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
