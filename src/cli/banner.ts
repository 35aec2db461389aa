import { colours } from './terminal-colours.ts';
import type { Running } from '../main/start-options.ts';
import type { RootKey } from './root-key.ts';

/** What stands on the terminal when the server is up: where it is, as whom to call it, what to type next. */
export function banner({ endpoint, port, admin, data }: Running, root: RootKey): string {
  const { bold, cyan, dim } = colours;
  const row = (name: string, value: string) => `  ${dim(name.padEnd(10))} ${value}`;
  const rootShown = root.wellKnown
    ? `${root.accessKeyId} / ${root.secretAccessKey}`
    : `${root.accessKeyId} ${dim('(secret as you set it)')}`;
  const adminShown = admin === undefined ? dim('none') : `${admin.accessKeyId} / ${admin.secretAccessKey}`;
  return [
    '',
    `  ${bold(cyan('器 Utsuwa'))}  ${dim("AWS's identity plane on your own machine")}`,
    '',
    row('endpoint', endpoint),
    row('console', `${endpoint}/`),
    row('data', data),
    row('admin key', adminShown),
    row('root key', rootShown),
    '',
    `  ${dim('In another terminal:')}`,
    '',
    `    eval "$(bin/utsuwa env${port === 4566 ? '' : ` --port ${port}`})"`,
    '    aws sts get-caller-identity',
    '    aws iam create-instance-profile --instance-profile-name my-profile',
    '',
    '',
  ].join('\n');
}
