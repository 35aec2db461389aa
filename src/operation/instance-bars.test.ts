import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, openInProcessHouse, type InProcessHouse } from '../../test/in-process-house.ts';
import { cloudformationService } from '../services/cloudformation/service.ts';
import { stsService } from '../services/sts/service.ts';
import { instanceItself } from './caller-of-session.ts';

const ID = 'i-0123456789abcdef0';
const session = { issuedAt: 0, expiresAt: Number.MAX_SAFE_INTEGER } as const;
const instance = (madeBy: 'InstanceIdentityDocument' | 'AssumeRole') =>
  instanceItself({ accountId: ACCOUNT, instanceId: ID, session: { ...session, madeBy } });

let inside: InProcessHouse;
beforeAll(async () => {
  inside = await openInProcessHouse({ cloudformation: cloudformationService, sts: stsService });
});
afterAll(() => inside.close());

const HELPERS = ['DescribeStackResource', 'SignalResource'];

test('by its identity document an instance may call nothing but what the helper scripts call', async () => {
  for (const { name } of cloudformationService.operations) {
    const call = inside.call(instance('InstanceIdentityDocument'), 'cloudformation', name, {
      StackName: 'web',
      LogicalResourceId: 'Server',
    });
    await expect(call).rejects.toMatchObject(
      HELPERS.includes(name)
        ? { code: 'ValidationError', message: 'Stack [web] does not exist' }
        : { code: 'AccessDenied', message: `Instance ${ID} is not allowed to call ${name}` },
    );
  }
  const who = inside.call(instance('InstanceIdentityDocument'), 'sts', 'GetCallerIdentity');
  await expect(who).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('its identity’s credentials are asked for permissions like anyone’s', async () => {
  const input = { StackName: 'web', LogicalResourceId: 'Server' };
  for (const name of HELPERS) {
    const call = inside.call(instance('AssumeRole'), 'cloudformation', name, input);
    await expect(call).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining(`because no identity-based policy allows the cloudformation:${name}`),
    });
  }
});
