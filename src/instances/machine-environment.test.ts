import { describe, expect, test } from 'vitest';
import { bareMachineEnvironment, machineEnvironment } from './machine-environment.ts';

const PLACE = { hostname: 'ip-172-31-0-4.eu-west-1.compute.internal', region: 'eu-west-1' };
const operator = {
  HOME: '/home/me',
  PATH: '/opt/tools:/usr/bin:relative:/opt/tools',
  TERM: 'xterm',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  PYENV_ROOT: '/home/me/.pyenv',
  GITHUB_TOKEN: 'secret',
  AWS_PROFILE: 'work',
  SSH_AUTH_SOCK: '/run/agent',
};

describe('the environment on an instance with namespaces of its own', () => {
  test('has of the operator’s the terminal, the language, the time zone and where programs are, no more', () => {
    const environment = machineEnvironment(operator, PLACE, () => false);
    expect(environment).toMatchObject({
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      PYENV_ROOT: '/home/me/.pyenv',
      HOME: '/home/ec2-user',
      AWS_REGION: 'eu-west-1',
    });
    for (const name of ['GITHUB_TOKEN', 'AWS_PROFILE', 'SSH_AUTH_SOCK']) {
      expect(environment).not.toHaveProperty(name);
    }
  });

  test('its PATH names each folder once', () => {
    expect(machineEnvironment(operator, PLACE, () => false)['PATH']).toBe(
      '/run/utsuwa:/opt/tools:/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin',
    );
  });

  test('of what the system itself runs has neither a home nor a region', () => {
    const environment = bareMachineEnvironment(operator, () => false);
    for (const name of ['HOME', 'AWS_REGION', 'AWS_DEFAULT_REGION']) {
      expect(environment).not.toHaveProperty(name);
    }
  });
});
