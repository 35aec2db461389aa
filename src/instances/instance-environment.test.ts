import { describe, expect, test } from 'vitest';
import { instanceEnvironment, type InstancePlace } from './instance-environment.ts';

const PLACE: InstancePlace = {
  instanceId: 'i-0123456789abcdef0',
  region: 'eu-west-1',
  isPending: false,
  endpoint: 'http://127.0.0.1:4566',
  metadataEndpoint: 'http://127.0.0.1:40123',
  hostname: 'ip-172-31-0-4.eu-west-1.compute.internal',
  home: '/data/instances/i-0123456789abcdef0/home',
};

const none = () => false;

describe('the environment of a command on an instance', () => {
  test('has nothing of AWS’s that was the operator’s, and no root key of ours', () => {
    const operator = {
      PATH: '/usr/bin',
      LANG: 'C.UTF-8',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_PROFILE: 'work',
      AWS_CONFIG_FILE: '/home/me/other',
      AWS_SHARED_CREDENTIALS_FILE: '/home/me/keys',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_S3: 'http://elsewhere',
      aws_region: 'us-west-2',
      BOTO_CONFIG: '/home/me/.boto',
      UTSUWA_ROOT_SECRET_ACCESS_KEY: 'root secret',
      UTSUWA_PORT: '4566',
    };
    expect(instanceEnvironment(operator, PLACE, none)).toEqual({
      PATH: '/usr/bin',
      LANG: 'C.UTF-8',
      UTSUWA_INSTANCE_ID: PLACE.instanceId,
      HOME: PLACE.home,
      HOSTNAME: PLACE.hostname,
      AWS_ENDPOINT_URL: PLACE.endpoint,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: PLACE.metadataEndpoint,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
  });

  test('tells tools that live below the operator’s home where they are', () => {
    const exists = (path: string) => path === '/home/me/.pyenv' || path === '/home/me/.local';
    const environment = instanceEnvironment({ HOME: '/home/me' }, PLACE, exists);
    expect(environment).toMatchObject({ PYENV_ROOT: '/home/me/.pyenv', PYTHONUSERBASE: '/home/me/.local' });
    expect(environment).not.toHaveProperty('VOLTA_HOME');
    const chosen = instanceEnvironment({ HOME: '/home/me', PYENV_ROOT: '/opt/pyenv' }, PLACE, exists);
    expect(chosen['PYENV_ROOT']).toBe('/opt/pyenv');
  });

  test('goes past a proxy to the instance’s own addresses', () => {
    const own = '127.0.0.1,localhost,169.254.169.254';
    expect(instanceEnvironment({ HTTP_PROXY: 'http://proxy:3128' }, PLACE, none)).toMatchObject({
      HTTP_PROXY: 'http://proxy:3128',
      no_proxy: own,
      NO_PROXY: own,
    });
    const spared = instanceEnvironment({ https_proxy: 'http://proxy', NO_PROXY: '.corp' }, PLACE, none);
    expect(spared).toMatchObject({ no_proxy: `.corp,${own}`, NO_PROXY: `.corp,${own}` });
    expect(instanceEnvironment({}, PLACE, none)).not.toHaveProperty('no_proxy');
  });
});
