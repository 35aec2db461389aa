import { iamReference } from '../../../model/iam-reference.ts';
import { compileGlob } from '../../../policy/glob.ts';

/**
 * Whether AWS's tables have an action of this name, or one that a pattern matches; of a service that they
 * do not have nothing is known, and it passes.
 *
 * @param action `service:Name`, with wildcards perhaps
 */
export function isAction(action: string): boolean {
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  const actions = iamReference().services.get(prefix)?.actions;
  if (actions === undefined || actions.has(name)) return true;
  if (!/[*?]/.test(name)) return false;
  const matches = compileGlob(name);
  return [...actions.keys()].some((known) => matches(known));
}
