import { expect, test } from 'vitest';
import { isRegionName } from './region.ts';

test.each([
  ['us-east-1', 'ap-southeast-7', 'mx-central-1', 'il-central-1', 'ca-west-1', 'cn-northwest-1'],
  ['us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'us-isof-south-1', 'eu-isoe-west-1', 'eusc-de-east-1'],
  // Not there when this was written, and called as those that are.
  ['sa-west-1', 'me-west-1', 'eu-east-12'],
])('%s is called as a region is, and its like', (...names) => {
  expect(names.filter((name) => !isRegionName(name))).toEqual([]);
});

test.each(['mars', '', 'US-EAST-1', 'us-east', 'us-east-1a', 'us-up-1', 'mars-east-1', 'us-east-1 '])(
  '`%s` is no region',
  (name) => expect(isRegionName(name)).toBe(false),
);
