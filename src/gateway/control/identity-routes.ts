import type { InstanceIdentity } from '../../imds/identity/instance-identity.ts';
import type { ControlRoutes } from './control-routes.ts';

/** The route by which whoever verifies an identity document finds the certificate: no secret, so open to all. */
export function identityRoutes(identity: InstanceIdentity): ControlRoutes {
  return [
    {
      method: 'GET',
      path: 'instance-identity/certificate',
      open: true,
      run: async () => ({ certificate: await identity.certificate() }),
    },
  ];
}
