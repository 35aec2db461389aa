import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type Credentials, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeInOnlyEditor } from './type-document.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
let s3: S3Client;
let folder: string;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-console-'));
});
afterAll(async () => {
  await browser.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole('dialog');
const make = (Bucket: string) => s3.send(new CreateBucketCommand({ Bucket }));
const put = (Bucket: string, Key: string, Body: string | Uint8Array, ContentType = 'text/plain') =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
const keysIn = async (Bucket: string) =>
  (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

/** Keys of a user who may do this and nothing else. */
async function userWho(name: string, Action: readonly string[]): Promise<Credentials> {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: name }));
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'may', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

describe('buckets', () => {
  test('a bucket is made in a region, with the settings chosen, and listed', async () => {
    const page = await browser.asAdmin('/s3/buckets');
    await page.getByText('No buckets. A bucket holds objects').waitFor();
    await page.getByRole('button', { name: 'Create bucket' }).first().click();
    await page.getByLabel('AWS Region').click();
    await page.getByRole('option', { name: 'eu-west-1' }).click();
    await page.getByLabel('Bucket name').fill('made-here');
    await page.getByLabel('Block public access granted through new public bucket policies').uncheck();
    await page.getByRole('radio', { name: 'Enable' }).check();
    await click(page, 'Create bucket');
    await page.getByText('Bucket made-here created').waitFor();
    const row = page.getByRole('row', { name: /made-here/ });
    await row.getByText('eu-west-1').waitFor();

    const there = new S3Client({ ...house.client(), region: 'eu-west-1', forcePathStyle: true });
    const Bucket = 'made-here';
    const { PublicAccessBlockConfiguration } = await there.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(PublicAccessBlockConfiguration).toMatchObject({ BlockPublicPolicy: false, BlockPublicAcls: true });
    expect((await there.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    // Its page asks in its own region.
    await row.getByRole('link', { name: 'made-here' }).click();
    await page.getByText('No objects. Upload files').waitFor();
  });

  test('a name that is taken is told in S3’s words, and the form stays', async () => {
    await make('taken');
    const page = await browser.asAdmin('/s3/create-bucket');
    await page.getByLabel('Bucket name').fill('taken');
    await page.getByLabel('AWS Region').click();
    await page.getByRole('option', { name: 'eu-west-1' }).click();
    await click(page, 'Create bucket');
    await page
      .getByText('Your previous request to create the named bucket succeeded and you already own it.')
      .waitFor();
    expect(await page.getByLabel('Bucket name').inputValue()).toBe('taken');
  });

  test('a bucket with objects is emptied, with all versions, and then deleted', async () => {
    const Bucket = 'full';
    await make(Bucket);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (const body of ['one', 'two', 'three']) await put(Bucket, 'a/b.txt', body);
    const page = await browser.asAdmin('/s3/buckets');
    await page.getByRole('radio', { name: 'Select full' }).check();
    await click(page, 'Delete');
    await page.getByText('This bucket is not empty').waitFor();
    await dialog(page).getByRole('button', { name: 'Empty bucket' }).click();
    await page.getByLabel('To confirm, type permanently delete').fill('permanently delete');
    await dialog(page).getByRole('button', { name: 'Empty', exact: true }).click();
    await page.getByText('The bucket is empty: 3 deleted').waitFor();
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined();
    await dialog(page).getByRole('button', { name: 'Delete bucket' }).click();
    await page.getByLabel('To confirm, type full').fill('full');
    await dialog(page).getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Bucket full deleted').waitFor();
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('objects', () => {
  test('folders are opened one by one, and named at the top', async () => {
    await make('deep');
    await put('deep', '2026/november/a b+c 日本語.txt', 'found it');
    const page = await browser.asAdmin('/s3/buckets/deep');
    await page.getByRole('link', { name: '2026/', exact: true }).click();
    await page.getByRole('link', { name: 'november/', exact: true }).click();
    await page.getByRole('heading', { name: 'november/' }).waitFor();
    await page.getByRole('link', { name: 'a b+c 日本語.txt' }).click();
    await page.getByText('found it').waitFor();
    await page.getByRole('link', { name: 'deep', exact: true }).click();
    await page.getByRole('link', { name: '2026/', exact: true }).waitFor();
  });

  test('more than a page’s worth is paged, and found by how names begin', async () => {
    await make('many');
    await Promise.all(
      Array.from({ length: 120 }, (_, n) => put('many', `file-${String(n).padStart(3, '0')}`, 'x')),
    );
    const page = await browser.asAdmin('/s3/buckets/many');
    await page.getByRole('link', { name: 'file-099' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('link', { name: 'file-119' }).waitFor();
    await page.getByPlaceholder('Find objects by prefix').fill('file-00');
    await page.getByRole('link', { name: 'file-009' }).waitFor();
    await page.getByRole('link', { name: 'file-119' }).waitFor({ state: 'detached' });
  });

  test('files go up, a large one in parts, and come down as they were', async () => {
    await make('uploads');
    const large = Buffer.alloc(20 * 1024 ** 2, 'utsuwa ');
    await writeFile(path.join(folder, 'large.bin'), large);
    await writeFile(path.join(folder, 'small.txt'), 'small');
    const page = await browser.asAdmin('/s3/buckets/uploads/upload?prefix=new%2F');
    await page
      .locator('input[type=file]')
      .setInputFiles([path.join(folder, 'large.bin'), path.join(folder, 'small.txt')]);
    await click(page, 'Upload');
    await page.getByText('2 of 2 files uploaded').waitFor();
    expect(await keysIn('uploads')).toEqual(['new/large.bin', 'new/small.txt']);
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: 'uploads', Key: 'new/large.bin' }));
    expect(ETag).toMatch(/-3"$/);
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(large)).toBe(true);
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'uploads', Key: 'new/small.txt' }));
    expect(head.ContentType).toBe('text/plain');

    await click(page, 'Close');
    await page.getByRole('checkbox', { name: 'Select large.bin' }).check();
    const [download] = await Promise.all([page.waitForEvent('download'), click(page, 'Download')]);
    expect(download.suggestedFilename()).toBe('large.bin');
    expect((await readFile(await download.path())).equals(large)).toBe(true);
    expect(page.url()).not.toContain('Signature');
  });

  test('a refused upload says why, and is sent again once it is allowed', async () => {
    await make('guarded');
    const keys = await userWho('uploader', ['s3:ListBucket']);
    await writeFile(path.join(folder, 'refused.bin'), Buffer.alloc(9 * 1024 ** 2));
    const page = await browser.signedIn(keys, '/s3/buckets/guarded/upload?prefix=');
    await page.locator('input[type=file]').setInputFiles(path.join(folder, 'refused.bin'));
    await click(page, 'Upload');
    await page.getByText(/user\/uploader is not authorized to perform: s3:PutObject/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
    const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
    await new IAMClient(house.client()).send(
      new PutUserPolicyCommand({
        UserName: 'uploader',
        PolicyName: 'may',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
      }),
    );
    await click(page, 'Retry refused.bin');
    await page.getByText('1 of 1 files uploaded').waitFor();
    expect(await keysIn('guarded')).toEqual(['refused.bin']);
    const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'guarded' }));
    expect(Uploads ?? []).toEqual([]);
  });

  test('an upload that is cancelled leaves nothing', async () => {
    await make('cancelled');
    await writeFile(path.join(folder, 'slow.bin'), Buffer.alloc(17 * 1024 ** 2));
    const page = await browser.asAdmin('/s3/buckets/cancelled/upload?prefix=');
    // The second part does not arrive, so that there is a moment to cancel in.
    await page.route(/partNumber=2/, () => undefined);
    await page.locator('input[type=file]').setInputFiles(path.join(folder, 'slow.bin'));
    await Promise.all([page.waitForRequest(/partNumber=2/), click(page, 'Upload')]);
    await click(page, 'Cancel slow.bin');
    await page.getByText('Cancelled', { exact: true }).waitFor();
    await expect
      .poll(
        async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket: 'cancelled' }))).Uploads ?? [],
      )
      .toEqual([]);
    expect(await keysIn('cancelled')).toEqual([]);
  });

  test('a folder is made, and deleted with everything in it; what S3 refuses is named', async () => {
    await make('folders');
    const page = await browser.asAdmin('/s3/buckets/folders');
    await click(page, 'Actions');
    await page.getByRole('menuitem', { name: 'Create folder' }).click();
    await page.getByLabel('Folder name').fill('drafts');
    await dialog(page).getByRole('button', { name: 'Create folder' }).click();
    await page.getByText('Folder drafts created').waitFor();
    expect(await keysIn('folders')).toEqual(['drafts/']);
    await put('folders', 'drafts/one/two.txt', 'x');
    await page.getByRole('checkbox', { name: 'Select drafts/' }).check();
    await click(page, 'Delete');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 objects deleted').waitFor();
    expect(await keysIn('folders')).toEqual([]);

    await put('folders', 'kept.txt', 'x');
    const reader = await browser.signedIn(await userWho('reader', ['s3:ListBucket']), '/s3/buckets/folders');
    await reader.getByRole('checkbox', { name: 'Select kept.txt' }).check();
    await click(reader, 'Delete');
    await dialog(reader).getByRole('button', { name: 'Delete' }).click();
    await reader.getByText('1 object was not deleted').waitFor();
    await reader.getByText(/kept\.txt: AccessDenied: .*not authorized to perform: s3:DeleteObject/).waitFor();
    expect(await keysIn('folders')).toEqual(['kept.txt']);
  });

  test('versions and delete markers are shown, and a version is deleted for good', async () => {
    const Bucket = 'versions';
    await make(Bucket);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await put(Bucket, 'notes.txt', 'old words');
    await put(Bucket, 'notes.txt', 'new words');
    const page = await browser.asAdmin(`/s3/buckets/${Bucket}/object?key=notes.txt`);
    await page.getByText('new words').waitFor();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText('Current version').waitFor();
    await page.getByRole('row').nth(2).getByRole('link').click();
    await page.getByRole('tab', { name: 'Properties' }).click();
    await page.getByText('old words').waitFor();
    await click(page, 'Delete');
    await dialog(page).getByText('The versions chosen are deleted for good.').waitFor();
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 object deleted').waitFor();
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toHaveLength(1);
    await page.getByRole('checkbox', { name: 'Select notes.txt' }).check();
    await click(page, 'Delete');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No objects. Upload files').waitFor();
    await page.getByText('Show versions').click();
    await page.getByText('Delete marker').waitFor();
  });

  test('an object that would run a script is a picture here, and runs none', async () => {
    await make('pictures');
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>parent.document.title = "taken"</script></svg>';
    await put('pictures', 'evil.svg', svg, 'image/svg+xml');
    await put('pictures', 'evil.html', '<script>document.title = "taken"</script>', 'text/html');
    const page = await browser.asAdmin('/s3/buckets/pictures/object?key=evil.svg');
    await page.getByRole('img', { name: 'evil.svg' }).waitFor();
    expect(await page.title()).toBe('evil.svg · Utsuwa');
    await page.getByRole('link', { name: 'pictures', exact: true }).click();
    await page.getByRole('link', { name: 'evil.html' }).click();
    await page.getByText('<script>document.title = "taken"</script>').waitFor();
    expect(await page.title()).toBe('evil.html · Utsuwa');
  });
});

describe('settings', () => {
  test('a bucket’s policy is written, refused while it would be public, and deleted', async () => {
    const Bucket = 'policies';
    await make(Bucket);
    const page = await browser.asAdmin(`/s3/buckets/${Bucket}?tab=permissions`);
    await page.getByText('No policy to display.').waitFor();
    await click(page, 'Edit: Bucket policy');
    const write = async (Principal: unknown) => {
      const Statement = [
        { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
      ];
      await typeInOnlyEditor(page, JSON.stringify({ Version: '2012-10-17', Statement }));
    };
    await write('*');
    await page.getByText('"*"').first().waitFor();
    await click(page, 'Save changes');
    await page.getByText(/because public policies are (blocked|prevented)/).waitFor();
    await write({ AWS: 'arn:aws:iam::000000000000:user/admin' });
    await click(page, 'Save changes');
    await page.getByText('Bucket policy saved').waitFor();
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(Policy).toContain('user/admin');
    await click(page, 'Delete: Bucket policy');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No policy to display.').waitFor();
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toThrow(/policy does not exist/);
  });

  test('Block Public Access, versioning and tags are changed', async () => {
    const Bucket = 'settings';
    await make(Bucket);
    const page = await browser.asAdmin(`/s3/buckets/${Bucket}?tab=permissions`);
    await click(page, 'Edit: Block public access (bucket settings)');
    await page.getByLabel('Block all public access').uncheck();
    await click(page, 'Save changes');
    await page.getByText('Block Public Access settings saved').waitFor();
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([false, false, false, false]);
    await page.getByRole('tab', { name: 'Properties' }).click();
    await click(page, 'Edit: Bucket Versioning');
    await click(page, 'Save changes');
    await page.getByText('Bucket Versioning saved').waitFor();
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    await click(page, 'Manage tags');
    await click(page, 'Add new tag');
    await dialog(page).getByPlaceholder('Enter key').fill('team');
    await dialog(page).getByPlaceholder('Enter value').fill('blue');
    await click(page, 'Save changes');
    await page.getByRole('cell', { name: 'blue' }).waitFor();
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([
      { Key: 'team', Value: 'blue' },
    ]);
  });

  test('what is refused stands in its place, beside what is answered', async () => {
    await make('partly');
    const keys = await userWho('partly', [
      's3:GetBucketVersioning',
      's3:GetBucketLocation',
      's3:GetBucketTagging',
    ]);
    const page = await browser.signedIn(keys, '/s3/buckets/partly?tab=properties');
    await page.getByText(/not authorized to perform: s3:GetEncryptionConfiguration/).waitFor();
    await page.getByText('Disabled').waitFor();
    await page.getByText(/^No tags\./).waitFor();
    await page.getByRole('tab', { name: 'Objects' }).click();
    await page.getByText(/not authorized to perform: s3:ListBucket/).waitFor();
  });
});

test('the pages speak Japanese', async () => {
  await make('nihongo');
  const page = await browser.asAdmin('/s3/buckets/nihongo', { language: 'ja' });
  await page.getByText('オブジェクトがありません。').waitFor();
  await page.getByRole('tab', { name: 'アクセス許可' }).click();
  await page.getByRole('heading', { name: 'バケットポリシー' }).waitFor();
});
