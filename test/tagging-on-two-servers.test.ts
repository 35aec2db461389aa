import { CreateInstanceProfileCommand, IAMClient, TagInstanceProfileCommand } from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

/** Two servers on one PostgreSQL see each other's tags at once. */

let postgres: PostgresServer;
let houses: readonly TestHouse[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  houses = [await startHouse({ place }), await startHouse({ place })];
});
afterAll(async () => {
  for (const house of houses) await house.close();
  await postgres?.stop();
});

test('tags put, changed, taken off and gone with their resources on one server are so on the other', async () => {
  const [first, second] = houses;
  if (first === undefined || second === undefined) throw new Error('no houses');
  const here = first.client();
  const there = new ResourceGroupsTaggingAPIClient(second.client(first.admin));
  const iam = new IAMClient(here);
  const s3 = new S3Client({ ...here, forcePathStyle: true });
  const tagging = new ResourceGroupsTaggingAPIClient(here);
  const bucket = 'arn:aws:s3:::shared';
  const profile = `arn:aws:iam::${ACCOUNT}:instance-profile/Shared`;
  const ResourceARNList = [bucket, profile];
  const seen = async () => (await there.send(new GetResourcesCommand({}))).ResourceTagMappingList;

  await s3.send(new CreateBucketCommand({ Bucket: 'shared' }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'Shared' }));
  expect(await seen()).toEqual([]);
  const tag = new TagResourcesCommand({ ResourceARNList, Tags: { team: 'blue' } });
  expect((await tagging.send(tag)).FailedResourcesMap).toEqual({});
  const Tags = [{ Key: 'team', Value: 'blue' }];
  expect(await seen()).toEqual([
    { ResourceARN: profile, Tags },
    { ResourceARN: bucket, Tags },
  ]);
  await iam.send(
    new TagInstanceProfileCommand({
      InstanceProfileName: 'Shared',
      Tags: [{ Key: 'team', Value: 'red' }],
    }),
  );
  expect((await seen())?.[0]?.Tags).toEqual([{ Key: 'team', Value: 'red' }]);
  await there.send(new UntagResourcesCommand({ ResourceARNList, TagKeys: ['team'] }));
  expect(await seen()).toEqual([
    { ResourceARN: profile, Tags: [] },
    { ResourceARN: bucket, Tags: [] },
  ]);
  await s3.send(new DeleteBucketCommand({ Bucket: 'shared' }));
  expect(await seen()).toEqual([{ ResourceARN: profile, Tags: [] }]);
});
