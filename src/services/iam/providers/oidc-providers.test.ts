import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetAccountSummaryCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  type CreateOpenIDConnectProviderCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { codesOf, refusal } from '../../../../test/refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const THUMBPRINT = 'a'.repeat(40);
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${name}`;

function create(Url: string, more: Partial<CreateOpenIDConnectProviderCommandInput> = {}) {
  return iam.send(new CreateOpenIDConnectProviderCommand({ Url, ...more }));
}

function get(OpenIDConnectProviderArn: string) {
  return iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
}

test('an OpenID Connect provider is made, told, changed and deleted', async () => {
  const OpenIDConnectProviderArn = arnOf('idp.example.com/realm');
  const Tags = [{ Key: 'team', Value: 'blue' }];
  const made = await create('https://idp.example.com/realm', {
    ClientIDList: ['a', 'b', 'a'],
    ThumbprintList: [THUMBPRINT],
    Tags,
  });
  expect(made).toMatchObject({ OpenIDConnectProviderArn, Tags });
  await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'c' }));
  await iam.send(
    new RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'a' }),
  );
  await iam.send(
    new UpdateOpenIDConnectProviderThumbprintCommand({
      OpenIDConnectProviderArn,
      ThumbprintList: ['B'.repeat(40)],
    }),
  );
  await iam.send(
    new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: [{ Key: 'x', Value: '' }] }),
  );
  await iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ['team'] }));
  expect(await get(OpenIDConnectProviderArn)).toMatchObject({
    Url: 'idp.example.com/realm',
    ClientIDList: ['b', 'c'],
    ThumbprintList: ['B'.repeat(40)],
    CreateDate: expect.any(Date),
    Tags: [{ Key: 'x', Value: '' }],
  });
  const listed = await iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn }));
  expect(listed).toMatchObject({ Tags: [{ Key: 'x', Value: '' }], IsTruncated: false });
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }]);
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  expect(SummaryMap?.['Providers']).toBe(1);
  await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  expect(await refusal(get(OpenIDConnectProviderArn))).toEqual({
    code: 'NoSuchEntity',
    status: 404,
    message: `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
  });
});

test.each([
  ['plain http', 'http://idp.example.com'],
  ['a port', 'https://idp.example.com:8443'],
  ['a query', 'https://idp.example.com/?a=b'],
  ['a fragment', 'https://idp.example.com/#a'],
  ['a user', 'https://user@idp.example.com'],
  ['no scheme', 'idp.example.com'],
  ['another scheme', 'file:///etc/passwd'],
  ['an address that looks like loopback', 'http://127.0.0.1.example.com'],
  ['a backslash', 'https://idp.example.com\\@evil.example.com'],
  ['a line break', 'https://idp.example.com/\n'],
])('a URL with %s is refused', async (_what, url) => {
  expect(await refusal(create(url))).toEqual({
    code: 'InvalidInput',
    status: 400,
    message: 'Invalid Open ID Connect Provider URL',
  });
});

test('loopback may have a port and plain http (our own: AWS could not reach it)', async () => {
  const made = await create('http://127.0.0.1:8080/realm');
  expect(made.OpenIDConnectProviderArn).toBe(arnOf('127.0.0.1:8080/realm'));
});

test('one URL is one provider, also of fifty made at once', async () => {
  const codes = await codesOf(Array.from({ length: 50 }, () => create('https://race.example.com')));
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(await refusal(create('https://race.example.com'))).toEqual({
    code: 'EntityAlreadyExists',
    status: 409,
    message: 'Provider with url https://race.example.com already exists.',
  });
});

test('thumbprints, client ids and ARNs that are none are refused', async () => {
  const url = 'https://lists.example.com';
  expect(await refusal(create(url, { ThumbprintList: ['z'.repeat(40)] }))).toMatchObject({
    code: 'InvalidInput',
  });
  expect(await refusal(create(url, { ThumbprintList: Array(6).fill(THUMBPRINT) }))).toEqual({
    code: 'InvalidInput',
    status: 400,
    message: 'Thumbprint list must contain fewer than 5 entries.',
  });
  const ClientIDList = Array.from({ length: 101 }, (_, place) => `client-${place}`);
  expect(await refusal(create(url, { ClientIDList }))).toEqual({
    code: 'LimitExceeded',
    status: 409,
    message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
  });
  expect(await refusal(get('not an arn of anything'))).toMatchObject({ code: 'ValidationError' });
});
