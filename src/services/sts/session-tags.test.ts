import { array, assert, constantFrom, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../kernel/caller.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import { sessionTags, type SessionTags } from './session-tags.ts';

const key = constantFrom('a', 'A', 'b', 'B', 'c', '__proto__', 'Team', 'team');
const value = constantFrom('1', '2', '');
const passed = record({
  Tags: array(record({ Key: key, Value: value }), { maxLength: 5 }),
  TransitiveTagKeys: uniqueArray(key, { maxLength: 3 }),
});

function callingSession(tags: SessionTags | undefined): Session {
  return { issuedAt: 0, expiresAt: 1, madeBy: 'AssumeRole', ...tags };
}

/** What comes of the tags, or `undefined` when they are refused. */
function tryTags(...args: Parameters<typeof sessionTags>): SessionTags | 'none' | undefined {
  try {
    return sessionTags(...args) ?? 'none';
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const lower = (keys: readonly string[]) => keys.map((one) => one.toLowerCase());

describe('session tags', () => {
  test('keys_of_a_session_differ_by_more_than_case_and_its_transitive_keys_are_among_them', () => {
    assert(
      property(passed, (input) => {
        const made = tryTags(input, undefined);
        if (made === undefined || made === 'none') return;
        const keys = lower(Object.keys(made.tags));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toEqual(expect.arrayContaining(lower(made.transitiveTagKeys)));
      }),
    );
  });

  test('a_transitive_tag_keeps_its_value_along_the_chain_and_the_others_end', () => {
    assert(
      property(passed, passed, passed, (one, two, three) => {
        let calling: SessionTags | undefined;
        for (const input of [one, two, three]) {
          const made = tryTags(input, calling && callingSession(calling));
          if (made === undefined) return;
          const next = made === 'none' ? undefined : made;
          const transitive = new Set(lower(calling?.transitiveTagKeys ?? []));
          const passedKeys = new Set(lower(input.Tags.map(({ Key }) => Key)));
          const now = new Map(Object.entries(next?.tags ?? {}));
          const before = Object.entries(calling?.tags ?? {});
          const kept = before.filter(([name]) => transitive.has(name.toLowerCase()));
          expect(kept.map(([name]) => now.get(name))).toEqual(kept.map(([, text]) => text));
          const ended = before.filter((tag) => !kept.includes(tag) && !passedKeys.has(tag[0].toLowerCase()));
          expect(ended.filter(([name]) => now.has(name))).toEqual([]);
          calling = next;
        }
      }),
    );
  });

  test('a session has 50 tags at most, inherited ones included', () => {
    const tags = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, i) => ({ Key: `${prefix}${i}`, Value: '' }));
    const inherited = sessionTags(
      { Tags: tags(30, 'i'), TransitiveTagKeys: tags(30, 'i').map(({ Key }) => Key) },
      undefined,
    );
    expect(
      Object.keys(sessionTags({ Tags: tags(20, 'n') }, callingSession(inherited))?.tags ?? {}),
    ).toHaveLength(50);
    expect(() => sessionTags({ Tags: tags(21, 'n') }, callingSession(inherited))).toThrow(
      'The session cannot have more than 50 tags.',
    );
  });
});
