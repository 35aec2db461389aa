import { expect, test } from 'vitest';
import { accountFiles } from './account-files.ts';

test('an instance has the system’s users and ec2-user, none of the host’s people and no password', () => {
  const passwd =
    'root:$6$hash:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\n' +
    'ann:x:1000:1000:Ann:/home/ann:/bin/bash\nec2-user:x:999:999::/srv:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n+::::::\n';
  const group = 'root:x:0:\nadm:x:4:ann,daemon\nann:x:1000:\nnogroup:x:65534:\n';
  const files = accountFiles(passwd, group);
  expect(files.passwd).toBe(
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534::/:/bin/false\n' +
      'ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash\n',
  );
  expect(files.group).toBe('root:x:0:\nadm:x:4:daemon\nnogroup:x:65534:\nec2-user:x:1000:\n');
  expect(files.shadow).toBe(
    ['root', 'daemon', 'nobody', 'ec2-user'].map((name) => `${name}:*::0:99999:7:::\n`).join(''),
  );
  expect(files.gshadow).toContain('adm:*::\n');
});
