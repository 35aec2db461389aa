import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allow, openInProcessHouse, type InProcessHouse } from '../../test/in-process-house.ts';
import { iamService } from '../services/iam/service.ts';
import { s3Service } from '../services/s3/service.ts';
import { stsService } from '../services/sts/service.ts';
import type { TrailEntry } from './trail.ts';

let inside: InProcessHouse;

beforeAll(async () => {
  inside = await openInProcessHouse({ iam: iamService, sts: stsService, s3: s3Service });
});

afterAll(() => inside.close());

function last(): TrailEntry | undefined {
  return inside.house.trail.recent(1)[0];
}

describe('the trail', () => {
  test('holds a call with its permissions, and why it was refused', async () => {
    const user = await inside.addUser('reader', { policy: allow('iam:GetUser') });
    await inside.call(user, 'iam', 'GetUser', { UserName: 'reader' });
    expect(last()).toMatchObject({ operation: 'GetUser', errorCode: undefined, caller: user });
    expect(last()?.decisions.map(({ decision }) => decision.kind)).toEqual(['allowed']);
    await expect(inside.call(user, 'iam', 'ListUsers', {})).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(last()).toMatchObject({ operation: 'ListUsers', errorCode: 'AccessDenied' });
    expect(last()?.decisions.map(({ decision }) => decision.kind)).toEqual(['implicit-deny']);
  });

  test('holds why no permission was asked for', async () => {
    const user = await inside.addUser('anyone');
    await inside.call(user, 'sts', 'GetCallerIdentity', {});
    expect(last()?.exempt).toBeTypeOf('string');
  });

  test('holds the permissions that are known only as the operation runs: each key of DeleteObjects', async () => {
    await inside.call(inside.root, 's3', 'CreateBucket', { Bucket: 'trailed' });
    const user = await inside.addUser('cleaner', {
      policy: allow('s3:DeleteObject', 'arn:aws:s3:::trailed/mine/*'),
    });
    await inside.call(user, 's3', 'DeleteObjects', {
      Bucket: 'trailed',
      Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'theirs' }] },
    });
    expect(
      last()?.decisions.map(({ authorization, decision }) => [authorization.resource, decision.kind]),
    ).toEqual([
      ['arn:aws:s3:::trailed/mine/a', 'allowed'],
      ['arn:aws:s3:::trailed/theirs', 'implicit-deny'],
    ]);
  });
});
