import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { accountFiles } from './account-files.ts';

/** What an instance's own files of `/etc` say. */
export interface MachineFiles {
  /** `ip-172-31-0-4.ec2.internal` */
  readonly hostname: string;
  readonly privateIp: string;
  readonly resolver: string;
  /** PEM */
  readonly authority: string;
}

/** Writes an instance's own files of `/etc` into its directory, from where the machine takes them. */
export async function writeMachineFiles(directory: string, files: MachineFiles): Promise<void> {
  const { hostname, privateIp, resolver, authority } = files;
  const [name = hostname, ...domain] = hostname.split('.');
  await mkdir(directory, { recursive: true });
  const contents = {
    hosts: `127.0.0.1 localhost\n${privateIp} ${hostname} ${name}\n`,
    'resolv.conf': `nameserver ${resolver}\nsearch ${domain.join('.')}\noptions timeout:2 attempts:2\n`,
    hostname: `${name}\n`,
    'authority.pem': authority,
    ...accountFiles(await readFile('/etc/passwd', 'utf8'), await readFile('/etc/group', 'utf8')),
  };
  await Promise.all(
    Object.entries(contents).map(([file, text]) => writeFile(path.join(directory, file), text)),
  );
}
