import type { Session } from '../../kernel/caller.ts';
import type { Tag } from '../../model/generated/sts.ts';
import { stsErrors } from './errors.ts';

const MOST_TAGS = 50;

/** The tags of a session that is to be made: those passed and those it inherits. */
export interface SessionTags {
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
}

interface PassedTags {
  readonly Tags?: readonly Tag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
}

/**
 * Joins the tags that a request passes with the transitive ones of the calling session.
 *
 * @param calling the session that calls, when temporary credentials signed
 * @returns `undefined` when there are none
 * @throws AwsError InvalidParameterValue, in AWS's words
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function sessionTags(passed: PassedTags, calling: Session | undefined): SessionTags | undefined {
  const { Tags = [], TransitiveTagKeys = [] } = passed;
  const keys = distinctKeys(Tags);
  const inherited = transitiveTagsOf(calling);
  for (const key of Object.keys(inherited)) {
    if (keys.has(key.toLowerCase())) throw stsErrors.transitiveKeyConflict();
  }
  for (const key of TransitiveTagKeys) {
    if (!keys.has(key.toLowerCase())) throw stsErrors.transitiveKeyNotPassed();
  }
  const inheritedKeys = Object.keys(inherited);
  if (keys.size + inheritedKeys.length > MOST_TAGS) throw stsErrors.tooManySessionTags();
  if (keys.size + inheritedKeys.length === 0) return undefined;
  return {
    tags: { ...inherited, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) },
    transitiveTagKeys: [...inheritedKeys, ...TransitiveTagKeys],
  };
}

/** The keys in lower case, in which they must differ. */
function distinctKeys(tags: readonly Tag[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { Key } of tags) {
    const key = Key.toLowerCase();
    if (key.startsWith('aws:')) throw stsErrors.reservedTagKey();
    if (keys.has(key)) throw stsErrors.duplicateTagKeys();
    keys.add(key);
  }
  return keys;
}

function transitiveTagsOf(session: Session | undefined): Readonly<Record<string, string>> {
  const { tags = {}, transitiveTagKeys = [] } = session ?? {};
  const transitive = new Set(transitiveTagKeys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => transitive.has(key.toLowerCase())));
}
