import { lookUpKey } from '../findings/condition-keys.ts';
import type { Reference } from '../findings/reference.ts';
import type { KeyFacts } from './key-classes.ts';

/** Keys that AWS documents to be in every request. */
const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'aws:viaawsservice',
]);

/** What AWS's tables say of a condition key. One that they do not know may hold anything. */
export function keyFactsFrom(reference: Reference): (lowerCaseKey: string) => KeyFacts {
  return (lowerCaseKey) => {
    const known = lookUpKey(reference, lowerCaseKey);
    const type = known.kind === 'known' ? known.type : undefined;
    return {
      type,
      mayBeMissing: !ALWAYS_THERE.has(lowerCaseKey),
      mayBeList: type === undefined || type.startsWith('ArrayOf'),
    };
  };
}

/** Every action in AWS's tables, as `service:name`, lower-cased. */
export function* actionsIn({ services }: Reference): Generator<string> {
  for (const { prefix, actions } of services.values()) {
    for (const name of actions.keys()) yield `${prefix}:${name}`.toLowerCase();
  }
}
