import { CreateUserCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from '../../../../test/house.ts';
import { makeUser, policyOf, type Statement } from '../../../../test/identities.ts';

let house: TestHouse;
let admin: S3Client;

beforeAll(async () => {
  house = await startHouse();
  admin = client();
  await admin.send(new CreateBucketCommand({ Bucket: 'guarded' }));
  await admin.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'there', Body: 'x', Tagging: 'team=red' }));
});
afterAll(() => house.close());

function client(credentials?: Credentials): S3Client {
  return new S3Client({ ...house.client(credentials), forcePathStyle: true });
}

let users = 0;

async function as(...statements: readonly Statement[]): Promise<S3Client> {
  users += 1;
  return client(await makeUser(house, `user${users}`, ...statements));
}

const refusal = (action: string, resource: string) => ({
  name: 'AccessDenied',
  $metadata: { httpStatusCode: 403 },
  message: `User: arn:aws:iam::${ACCOUNT}:user/user${users} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
});

const BUCKET = 'arn:aws:s3:::guarded';

describe('a user', () => {
  test('without policies is refused, in the whole sentence, its resource in quotation marks', async () => {
    const user = await as();
    await expect(
      user.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'k', Body: 'x' })),
    ).rejects.toMatchObject(refusal('s3:PutObject', `${BUCKET}/k`));
    await expect(user.send(new ListObjectsV2Command({ Bucket: 'guarded' }))).rejects.toMatchObject(
      refusal('s3:ListBucket', BUCKET),
    );
  });

  test('who may write objects may not list their bucket', async () => {
    const user = await as({ Effect: 'Allow', Action: 's3:PutObject', Resource: `${BUCKET}/*` });
    await user.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'k', Body: 'x' }));
    await expect(user.send(new ListObjectsV2Command({ Bucket: 'guarded' }))).rejects.toMatchObject(
      refusal('s3:ListBucket', BUCKET),
    );
  });

  test('who may not list is refused a missing key, which others learn to be missing', async () => {
    const reader = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
    const blind = await as(reader);
    await expect(blind.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'gone' }))).rejects.toMatchObject(
      refusal('s3:ListBucket', BUCKET),
    );
    await expect(blind.send(new HeadObjectCommand({ Bucket: 'guarded', Key: 'gone' }))).rejects.toMatchObject(
      {
        $metadata: { httpStatusCode: 403 },
      },
    );
    const seeing = await as(reader, { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET });
    await expect(seeing.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'gone' }))).rejects.toMatchObject(
      {
        name: 'NoSuchKey',
        message: 'The specified key does not exist.',
      },
    );
    await expect(
      seeing.send(new HeadObjectCommand({ Bucket: 'guarded', Key: 'gone' })),
    ).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is told that a bucket is missing, whatever the policies', async () => {
    const user = await as();
    await expect(
      user.send(new GetObjectCommand({ Bucket: 'nobodys-bucket', Key: 'k' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  test('may list a prefix alone when a condition says so', async () => {
    const user = await as({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: BUCKET,
      Condition: { StringLike: { 's3:prefix': 'home/*' } },
    });
    await user.send(new ListObjectsV2Command({ Bucket: 'guarded', Prefix: 'home/' }));
    await expect(user.send(new ListObjectsV2Command({ Bucket: 'guarded' }))).rejects.toMatchObject(
      refusal('s3:ListBucket', BUCKET),
    );
  });

  test('is judged by the tags that an object has and by those that a request brings', async () => {
    const user = await as(
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `${BUCKET}/*`,
        Condition: { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } },
      },
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:PutObjectTagging'],
        Resource: `${BUCKET}/*`,
        Condition: { StringEquals: { 's3:RequestObjectTag/team': 'blue' } },
      },
    );
    await expect(user.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'there' }))).rejects.toMatchObject(
      refusal('s3:GetObject', `${BUCKET}/there`),
    );
    await expect(
      user.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject(refusal('s3:PutObject', `${BUCKET}/b`));
    await user.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'b', Body: 'x', Tagging: 'team=blue' }));
    await user.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'b' }));
  });

  test('who writes a tagged object needs s3:PutObjectTagging too', async () => {
    const user = await as({ Effect: 'Allow', Action: 's3:PutObject', Resource: `${BUCKET}/*` });
    await expect(
      user.send(new PutObjectCommand({ Bucket: 'guarded', Key: 't', Body: 'x', Tagging: 'a=1' })),
    ).rejects.toMatchObject(refusal('s3:PutObjectTagging', `${BUCKET}/t`));
  });

  test('who copies needs to read the source and to write the target', async () => {
    await admin.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'source', Body: 'x' }));
    const copy = new CopyObjectCommand({ Bucket: 'guarded', Key: 'target', CopySource: 'guarded/source' });
    const writer = await as({ Effect: 'Allow', Action: 's3:PutObject', Resource: `${BUCKET}/target` });
    await expect(writer.send(copy)).rejects.toMatchObject(refusal('s3:GetObject', `${BUCKET}/source`));
    const reader = await as({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/source` });
    await expect(reader.send(copy)).rejects.toMatchObject(refusal('s3:PutObject', `${BUCKET}/target`));
    const both = await as({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `${BUCKET}/*`,
    });
    await both.send(copy);
  });

  test('who deletes many is answered for each key', async () => {
    const user = await as({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: `${BUCKET}/mine/*` });
    const answer = await user.send(
      new DeleteObjectsCommand({
        Bucket: 'guarded',
        Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'there' }] },
      }),
    );
    expect(answer.Deleted).toEqual([{ Key: 'mine/a' }]);
    expect(answer.Errors).toEqual([
      { Key: 'there', Code: 'AccessDenied', Message: refusal('s3:DeleteObject', `${BUCKET}/there`).message },
    ]);
    await admin.send(new HeadObjectCommand({ Bucket: 'guarded', Key: 'there' }));
  });
});

describe('a bucket policy', () => {
  const put = (policy: string, bucket = 'guarded') =>
    admin.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));

  test('suffices for a user of the account who has no policy', async () => {
    const user = await as();
    const arn = `arn:aws:iam::${ACCOUNT}:user/user${users}`;
    const policy = policyOf({
      Effect: 'Allow',
      Principal: { AWS: arn },
      Action: 's3:GetObject',
      Resource: `${BUCKET}/*`,
    });
    await put(policy);
    await user.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'there' }));
    const { Policy } = await admin.send(new GetBucketPolicyCommand({ Bucket: 'guarded' }));
    expect(Policy).toBe(policy);
  });

  test('that names a user means nobody else once that user is deleted, though of the same name', async () => {
    const iam = new IAMClient(house.client());
    await iam.send(new CreateUserCommand({ UserName: 'fleeting' }));
    const arn = `arn:aws:iam::${ACCOUNT}:user/fleeting`;
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
    await put(policyOf({ ...statement, Principal: { AWS: arn } }));
    await iam.send(new DeleteUserCommand({ UserName: 'fleeting' }));
    const again = client(await makeUser(house, 'fleeting'));
    const get = again.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'there' }));
    await expect(get).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Policy } = await admin.send(new GetBucketPolicyCommand({ Bucket: 'guarded' }));
    expect(Policy).toMatch(/"AWS":"AIDA[A-Z2-7]{17}"/);
  });

  test('denies even the administrator, and says so', async () => {
    await put(
      policyOf({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/secret` }),
    );
    await admin.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'secret', Body: 'x' }));
    await expect(
      admin.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'secret' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${ACCOUNT}:user/admin is not authorized to perform: s3:GetObject on resource: "${BUCKET}/secret" with an explicit deny in a resource-based policy`,
    });
  });

  test('that names nobody who exists is refused', async () => {
    const nobody = `arn:aws:iam::${ACCOUNT}:user/nobody`;
    await expect(
      put(policyOf({ Effect: 'Allow', Principal: { AWS: nobody }, Action: 's3:*', Resource: BUCKET })),
    ).rejects.toMatchObject({ name: 'MalformedPolicy', message: 'Invalid principal in policy' });
  });

  test.each([
    ['no JSON', 'nonsense', "Policies must be valid JSON and the first byte must be '{'"],
    ['an empty object', '{}', 'Missing required field Statement'],
    [
      'another bucket',
      policyOf({
        Effect: 'Allow',
        Principal: { AWS: ACCOUNT },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::other/*',
      }),
      'Policy has invalid resource',
    ],
    ...['s3:GetObjekt', 's3:Gett*', 's3:ListObjects'].map((Action) => [
      `the action ${Action}, which AWS has not`,
      policyOf({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action, Resource: `${BUCKET}/*` }),
      'Policy has invalid action',
    ]),
  ])('of %s is refused', async (_what, policy, message) => {
    await expect(put(policy)).rejects.toMatchObject({ name: 'MalformedPolicy', message });
  });

  test('for everyone is refused while Block Public Access is on, as it is for a new bucket', async () => {
    await expect(
      put(policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${ACCOUNT}:user/admin is not authorized to perform: s3:PutBucketPolicy on resource: "${BUCKET}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    });
  });

  test('for everyone lets strangers in once Block Public Access is off, and RestrictPublicBuckets shuts them out again', async () => {
    await admin.send(new CreateBucketCommand({ Bucket: 'open-house' }));
    await admin.send(new PutObjectCommand({ Bucket: 'open-house', Key: 'page', Body: 'hello' }));
    const page = `${house.endpoint}/open-house/page`;
    const stranger = await fetch(page);
    expect(stranger.status).toBe(403);
    expect(await stranger.text()).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');

    await admin.send(new DeletePublicAccessBlockCommand({ Bucket: 'open-house' }));
    const everyone = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::open-house/*',
    };
    await put(policyOf(everyone), 'open-house');
    const status = await admin.send(new GetBucketPolicyStatusCommand({ Bucket: 'open-house' }));
    expect(status.PolicyStatus).toEqual({ IsPublic: true });
    expect(await (await fetch(page)).text()).toBe('hello');
    expect((await fetch(`${page}?response-content-type=text/html`)).status).toBe(400);
    // Strangers may not list, so they do not learn what is missing.
    expect((await fetch(`${house.endpoint}/open-house/nothing`)).status).toBe(403);
    expect((await fetch(page, { method: 'PUT', body: 'mine' })).status).toBe(403);

    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await admin.send(
      new PutPublicAccessBlockCommand({ Bucket: 'open-house', PublicAccessBlockConfiguration }),
    );
    expect((await fetch(page)).status).toBe(403);
  });
});
