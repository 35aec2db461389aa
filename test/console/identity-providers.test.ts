import {
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetSAMLProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { SamlProvider } from '../saml-provider.ts';
import { ConsoleBrowser } from './console-browser.ts';

const THUMBPRINT = '6938fd4d98bab03faadb97b34396831e3780aea1';

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

function makeProvider(host: string) {
  return iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${host}`,
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [THUMBPRINT],
    }),
  );
}

function arnOf(host: string): string {
  return `arn:aws:iam::${house.accountId}:oidc-provider/${host}`;
}

function addressOf(arn: string): string {
  return `/iam/identity-providers/${encodeURIComponent(arn)}`;
}

test('an OpenID Connect provider is added, with audiences, thumbprints and tags', async () => {
  const page = await browser.asAdmin('/iam/identity-providers');
  await page.getByText(/^No identity providers\. Add one/).waitFor();
  await page.getByRole('button', { name: 'Add provider' }).click();
  await page.getByLabel('Provider URL').fill('https://token.actions.example.com');
  await page.getByLabel('Audiences').fill('sts.amazonaws.com\nanother');
  await page.getByLabel('Thumbprints - optional').fill('too short');
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByRole('combobox', { name: 'Key' }).fill('team');
  await page.getByRole('button', { name: 'Add provider' }).click();
  await page.getByText(/^(ValidationError|InvalidInput)\w* ·/).waitFor();
  await page.getByLabel('Thumbprints - optional').fill(THUMBPRINT);
  await page.getByRole('button', { name: 'Add provider' }).click();
  await page.getByRole('heading', { name: 'token.actions.example.com' }).waitFor();
  const made = await iam.send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arnOf('token.actions.example.com') }),
  );
  expect(made).toMatchObject({
    Url: 'token.actions.example.com',
    ClientIDList: ['sts.amazonaws.com', 'another'],
    ThumbprintList: [THUMBPRINT],
    Tags: [{ Key: 'team', Value: '' }],
  });
});

test('its audiences are added and removed, its thumbprints set, and it is deleted', async () => {
  await makeProvider('changing.example.com');
  const page = await browser.asAdmin(addressOf(arnOf('changing.example.com')));
  const dialog = page.getByRole('dialog');
  const read = new GetOpenIDConnectProviderCommand({
    OpenIDConnectProviderArn: arnOf('changing.example.com'),
  });
  await page.getByRole('button', { name: 'Add audience' }).click();
  await dialog.getByLabel('Audience').fill('second-client');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('second-client').waitFor();
  await page.getByRole('button', { name: 'Remove sts.amazonaws.com' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Edit thumbprints' }).click();
  await dialog.getByLabel('Thumbprints').fill('a'.repeat(40));
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('a'.repeat(40)).waitFor();
  expect(await iam.send(read)).toMatchObject({
    ClientIDList: ['second-client'],
    ThumbprintList: ['a'.repeat(40)],
  });
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The identity provider changing.example.com is deleted.').waitFor();
  await expect(iam.send(read)).rejects.toThrow(/not found/);
});

test('a SAML provider is added and replaced by files of metadata', async () => {
  const file = (saml: SamlProvider) => ({
    name: 'metadata.xml',
    mimeType: 'application/xml',
    buffer: Buffer.from(saml.metadata),
  });
  const page = await browser.asAdmin('/iam/create-identity-provider');
  await page.getByLabel('SAML', { exact: true }).check();
  await page.getByLabel('Provider name').fill('corporate');
  const first = new SamlProvider('https://idp.example.com/first');
  await page.locator('input[type=file]').setInputFiles(file(first));
  await page.getByRole('button', { name: 'Add provider' }).click();
  await page.getByRole('heading', { name: 'corporate', exact: true }).waitFor();
  await page
    .getByText(/https:\/\/idp\.example\.com\/first/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Replace metadata' }).click();
  const second = new SamlProvider('https://idp.example.com/second');
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file(second));
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
  await page.getByText('The metadata document is replaced.').waitFor();
  const { SAMLMetadataDocument } = await iam.send(
    new GetSAMLProviderCommand({
      SAMLProviderArn: `arn:aws:iam::${house.accountId}:saml-provider/corporate`,
    }),
  );
  expect(SAMLMetadataDocument).toContain('https://idp.example.com/second');
});

test('the wizard makes a role that trusts a provider', async () => {
  await makeProvider('wizard.example.com');
  const page = await browser.asAdmin('/iam/create-role');
  await page.getByLabel('Web identity', { exact: true }).check();
  await page.getByRole('button', { name: /^Identity provider/ }).click();
  await page.getByRole('option', { name: 'wizard.example.com' }).click();
  await page.getByLabel('Audience').fill('sts.amazonaws.com');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Role name').fill('from-outside');
  await page.getByRole('button', { name: 'Create role' }).click();
  await page.getByRole('heading', { name: 'from-outside', exact: true }).waitFor();
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'from-outside' }));
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
    Statement: [
      {
        Principal: { Federated: arnOf('wizard.example.com') },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'wizard.example.com:aud': 'sts.amazonaws.com' } },
      },
    ],
  });
});

test('whoever may list one kind alone sees it, and the refusal of the other', async () => {
  await makeProvider('listed.example.com');
  const keys = await makeUser(house, 'half', {
    Effect: 'Allow',
    Action: 'iam:ListOpenIDConnectProviders',
    Resource: '*',
  });
  const page = await browser.signedIn(keys, '/iam/identity-providers');
  await page.getByRole('link', { name: 'listed.example.com' }).waitFor();
  await page.getByText(/not authorized to perform: iam:ListSAMLProviders/).waitFor();
});
