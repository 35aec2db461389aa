import { expect, test } from 'vitest';
import type { LifecycleRule } from '../../../model/generated/s3.ts';
import { abortOf, expirationOf, markerEndOf, midnightAfter, removalOf } from './rule-times.ts';

const at = (time: string) => Date.parse(time);
const rule = (given: Partial<LifecycleRule>): LifecycleRule => ({
  ID: 'r',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  ...given,
});
const object = { key: 'logs/a', size: 10, tags: { k: 'v' }, lastModified: at('2026-03-01T10:30:00Z') };

test('days end at the midnight that follows them, as in AWS’s example', () => {
  expect(midnightAfter(at('2014-01-15T10:30:00Z'), 3)).toBe(at('2014-01-19T00:00:00Z'));
});

test.each<[string, Partial<LifecycleRule>, string | undefined]>([
  ['by days', { Expiration: { Days: 2 } }, '2026-03-04T00:00:00Z'],
  ['by a date', { Expiration: { Date: new Date('2026-05-01') } }, '2026-05-01T00:00:00Z'],
  ['by a prefix', { Expiration: { Days: 2 }, Filter: { Prefix: 'logs/' } }, '2026-03-04T00:00:00Z'],
  [
    'by the old form of a prefix',
    { Expiration: { Days: 2 }, Filter: undefined, Prefix: 'logs' },
    '2026-03-04T00:00:00Z',
  ],
  ['not by another prefix', { Expiration: { Days: 2 }, Filter: { Prefix: 'logs/b' } }, undefined],
  [
    'by a tag',
    { Expiration: { Days: 2 }, Filter: { Tag: { Key: 'k', Value: 'v' } } },
    '2026-03-04T00:00:00Z',
  ],
  ['not by another tag', { Expiration: { Days: 2 }, Filter: { Tag: { Key: 'k', Value: 'w' } } }, undefined],
  [
    'by being larger',
    { Expiration: { Days: 2 }, Filter: { ObjectSizeGreaterThan: 9 } },
    '2026-03-04T00:00:00Z',
  ],
  ['not by being as large', { Expiration: { Days: 2 }, Filter: { ObjectSizeGreaterThan: 10 } }, undefined],
  ['not by a rule that is disabled', { Expiration: { Days: 2 }, Status: 'Disabled' }, undefined],
  ['not by a rule for delete markers', { Expiration: { ExpiredObjectDeleteMarker: true } }, undefined],
])('an object expires %s', (_how, given, expected) => {
  expect(expirationOf([rule(given)], object)?.at).toBe(expected && at(expected));
});

test('of several rules the earliest counts', () => {
  const rules = [
    rule({ ID: 'late', Expiration: { Days: 9 } }),
    rule({ ID: 'soon', Expiration: { Days: 1 } }),
  ];
  expect(expirationOf(rules, object)?.ruleId).toBe('soon');
});

test('noncurrent versions go some days after something took their place, but for the newest of them', () => {
  const rules = [rule({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } })];
  const version = { ...object, deleteMarker: false, since: object.lastModified };
  expect(removalOf(rules, { ...version, newer: 2 })?.at).toBe(at('2026-03-03T00:00:00Z'));
  expect(removalOf(rules, { ...version, newer: 1 })).toBeUndefined();
});

test('rules that ask for tags or a size are not about delete markers', () => {
  const version = { ...object, tags: {}, deleteMarker: true, since: object.lastModified, newer: 0 };
  const tagged = { Filter: { And: { Prefix: 'logs/', ObjectSizeLessThan: 99 } } };
  const expiration = { NoncurrentVersionExpiration: { NoncurrentDays: 1 } };
  expect(removalOf([rule({ ...expiration, ...tagged })], version)).toBeUndefined();
  expect(removalOf([rule(expiration)], version)).toBeDefined();
});

test('a delete marker that is alone goes at once where a rule says so, or as old as objects may be', () => {
  const lastModified = object.lastModified;
  const atOnce = rule({ Expiration: { ExpiredObjectDeleteMarker: true } });
  expect(markerEndOf([atOnce], 'a', lastModified)?.at).toBe(lastModified);
  expect(markerEndOf([rule({ Expiration: { Days: 1 } })], 'a', lastModified)?.at).toBe(
    at('2026-03-03T00:00:00Z'),
  );
});

test('uploads are aborted by days and prefix', () => {
  const rules = [
    rule({ Filter: { Prefix: 'up/' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
  ];
  expect(abortOf(rules, 'up/a', object.lastModified)).toEqual({
    at: at('2026-03-03T00:00:00Z'),
    ruleId: 'r',
  });
  expect(abortOf(rules, 'a', object.lastModified)).toBeUndefined();
});
