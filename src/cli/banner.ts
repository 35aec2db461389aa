import pc from 'picocolors';
import type { Running } from '../main.ts';
import type { RootKey } from './root-key.ts';

/** What stands on the terminal when the server is up: where it is, as whom to call it, what to type next. */
export function banner({ endpoint, port, admin, data }: Running, root: RootKey): string {
  const rootShown = root.wellKnown
    ? `${root.accessKeyId} / ${root.secretAccessKey}`
    : `${root.accessKeyId} ${pc.dim('(secret as you set it)')}`;
  const adminShown = admin === undefined ? pc.dim('none') : `${admin.accessKeyId} / ${admin.secretAccessKey}`;
  return [
    '',
    `  ${pc.bold(pc.cyan('器 Utsuwa'))}  ${pc.dim("AWS's identity plane on your own machine")}`,
    '',
    row('endpoint', endpoint),
    row('data', data),
    row('admin key', adminShown),
    row('root key', rootShown),
    '',
    `  ${pc.dim('In another terminal:')}`,
    '',
    `    eval "$(bin/utsuwa env${port === 4566 ? '' : ` --port ${port}`})"`,
    '    aws sts get-caller-identity',
    '    aws iam create-instance-profile --instance-profile-name my-profile',
    '',
    '',
  ].join('\n');
}

function row(name: string, value: string): string {
  return `  ${pc.dim(name.padEnd(10))} ${value}`;
}
