import { UserError } from './user-error.ts';

/**
 * What `--env NAME` and `--env NAME=VALUE` ask for on the instance; a name alone has the operator's own value.
 *
 * @throws UserError for what names no variable
 */
export function askedVariables(
  asked: readonly string[],
  operator: Readonly<NodeJS.ProcessEnv>,
): NodeJS.ProcessEnv {
  const entries = asked.map((text) => {
    const [, name, , value] = /^([A-Za-z_]\w*)(=(.*))?$/s.exec(text) ?? [];
    if (name === undefined) throw new UserError(`\`--env\` takes NAME or NAME=VALUE, not \`${text}\``);
    return [name, value ?? operator[name]] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
