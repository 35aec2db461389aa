/** A line by which a shell sets a variable for its commands; without a value it forgets it. */
export function assign(name: string, value: string | undefined): string {
  return value === undefined
    ? `unset ${name}`
    : `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** A profile that nobody has. */
const NO_PROFILE = 'utsuwa-env-failed';

/**
 * What a shell evaluates where there are no credentials to give. It must not go on as whoever it was: the
 * keys go, and a profile that is not there stops clients from finding others in files. `false` comes last, so
 * that `eval` fails, and with it a script under `set -e`.
 */
export const NOBODY = [
  assign('AWS_ACCESS_KEY_ID', undefined),
  assign('AWS_SECRET_ACCESS_KEY', undefined),
  assign('AWS_SESSION_TOKEN', undefined),
  assign('AWS_PROFILE', NO_PROFILE),
  'false',
  '',
].join('\n');
