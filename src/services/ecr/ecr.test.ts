import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failure } from '../../../test/ec2-bench.ts';
import {
  ACCOUNT,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { EcrOperationName, EcrOperations } from '../../model/generated/ecr.ts';
import { ecrService } from './service.ts';

let inside: InProcessHouse;
beforeAll(async () => {
  inside = await openInProcessHouse({ ecr: ecrService });
});
afterAll(() => inside.close());
beforeEach(() =>
  inside.house.store.write(async (tx) => void (await tx.deleteFrom('repositories').execute())),
);

async function ecr<Name extends EcrOperationName>(
  operation: Name,
  input: EcrOperations[Name]['input'],
  caller: Caller = inside.root,
) {
  return (await inside.call(caller, 'ecr', operation, input)) as EcrOperations[Name]['output'];
}

const app = { repositoryName: 'team/app' };
const ARN = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/team/app`;

test('a repository is made once, described, and deleted', async () => {
  const { repository } = await ecr('CreateRepository', { ...app, imageTagMutability: 'IMMUTABLE' });
  expect(repository).toEqual({
    repositoryArn: ARN,
    registryId: ACCOUNT,
    repositoryName: 'team/app',
    repositoryUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/app`,
    createdAt: expect.any(Date) as Date,
    imageTagMutability: 'IMMUTABLE',
    imageTagMutabilityExclusionFilters: undefined,
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  });
  expect(await failure(ecr('CreateRepository', app))).toBe(
    `RepositoryAlreadyExistsException: The repository with name 'team/app' already exists in the registry with id '${ACCOUNT}'`,
  );
  await ecr('PutImageTagMutability', { ...app, imageTagMutability: 'MUTABLE' });
  await ecr('PutImageScanningConfiguration', { ...app, imageScanningConfiguration: { scanOnPush: true } });
  const { repositories } = await ecr('DescribeRepositories', {});
  expect(repositories).toMatchObject([
    { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } },
  ]);
  expect(await ecr('ListImages', app)).toEqual({ imageIds: [] });
  expect(await failure(ecr('DescribeImages', { ...app, imageIds: [{ imageTag: 'v1' }] }))).toContain(
    "ImageNotFoundException: The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist",
  );
  await ecr('DeleteRepository', { ...app, force: true });
  const missing = `RepositoryNotFoundException: The repository with name 'team/app' does not exist in the registry with id '${ACCOUNT}'`;
  expect(await failure(ecr('DeleteRepository', app))).toBe(missing);
  expect(await failure(ecr('DescribeRepositories', { repositoryNames: ['team/app'] }))).toBe(missing);
});

test('pages of repositories', async () => {
  for (const name of ['aa', 'bb', 'cc']) await ecr('CreateRepository', { repositoryName: name });
  const first = await ecr('DescribeRepositories', { maxResults: 2 });
  expect(first.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['aa', 'bb']);
  const second = await ecr('DescribeRepositories', { maxResults: 2, nextToken: first.nextToken });
  expect(second.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['cc']);
  expect(second.nextToken).toBeUndefined();
});

test("a repository's policy gives what identity policies do not, to those it names", async () => {
  await ecr('CreateRepository', app);
  const reader = await inside.addUser('reader', {});
  expect(await failure(ecr('ListImages', app, reader))).toBe(
    `AccessDeniedException: User: ${reader.arn} is not authorized to perform: ecr:ListImages on resource: ${ARN} because no identity-based policy allows the ecr:ListImages action`,
  );
  const policyText = documentOf({
    Effect: 'Allow',
    Principal: { AWS: reader.arn },
    Action: 'ecr:ListImages',
  });
  await ecr('SetRepositoryPolicy', { ...app, policyText });
  expect(await ecr('ListImages', app, reader)).toEqual({ imageIds: [] });
  expect(await ecr('GetRepositoryPolicy', app)).toMatchObject({ policyText });
  expect(await ecr('DeleteRepositoryPolicy', app)).toMatchObject({ policyText });
  expect(await failure(ecr('GetRepositoryPolicy', app))).toContain('RepositoryPolicyNotFoundException');
  await expect(ecr('ListImages', app, reader)).rejects.toThrow('not authorized');
});

test.each(['', '[]', '{', '{"Statement":3}', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}'])(
  'a repository policy %j is refused',
  async (policyText) => {
    await ecr('CreateRepository', app);
    expect(await failure(ecr('SetRepositoryPolicy', { ...app, policyText }))).toBe(
      "InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    );
  },
);

test('lifecycle policies are checked, kept and deleted', async () => {
  await ecr('CreateRepository', app);
  const rule = { rulePriority: 1, selection: { tagStatus: 'untagged' }, action: { type: 'expire' } };
  const lifecyclePolicyText = JSON.stringify({ rules: [rule] });
  await ecr('PutLifecyclePolicy', { ...app, lifecyclePolicyText });
  expect(await ecr('GetLifecyclePolicy', app)).toMatchObject({ lifecyclePolicyText });
  await ecr('DeleteLifecyclePolicy', app);
  expect(await failure(ecr('GetLifecyclePolicy', app))).toContain('LifecyclePolicyNotFoundException');
  for (const rules of [undefined, [{}], [rule, rule]]) {
    const text = JSON.stringify({ rules });
    expect(await failure(ecr('PutLifecyclePolicy', { ...app, lifecyclePolicyText: text }))).toContain(
      'Lifecycle policy validation failure',
    );
  }
});

test('tags by ARN, which decide who may', async () => {
  await ecr('CreateRepository', { ...app, tags: [{ Key: 'team', Value: 'blue' }] });
  await ecr('TagResource', { resourceArn: ARN, tags: [{ Key: 'b', Value: '2' }] });
  const blue = await inside.addUser('blue', {
    policy: documentOf({
      Effect: 'Allow',
      Action: 'ecr:*',
      Resource: '*',
      Condition: { StringEquals: { 'ecr:ResourceTag/team': 'blue' } },
    }),
  });
  await ecr('ListImages', app, blue);
  await ecr('UntagResource', { resourceArn: ARN, tagKeys: ['team'] }, blue);
  expect(await ecr('ListTagsForResource', { resourceArn: ARN })).toEqual({
    tags: [{ Key: 'b', Value: '2' }],
  });
  await expect(ecr('ListImages', app, blue)).rejects.toThrow('not authorized');
  expect(await failure(ecr('ListTagsForResource', { resourceArn: 'x' }))).toContain(
    'InvalidParameterException',
  );
});
