import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  IAMClient,
  ListUsersCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleWithWebIdentityCommand,
  AssumeRootCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleWithWebIdentityCommandInput,
  type Credentials as Temporary,
} from '@aws-sdk/client-sts';
import { fromTokenFile, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import { runAwsCli } from './aws-cli.ts';
import { ACCOUNT, REGION, startHouse, type Credentials, type TestHouse } from './house.ts';
import {
  confusedToken,
  startIdentityProvider,
  TokenKey,
  unsignedToken,
  type Claims,
  type IdentityProvider,
} from './identity-provider.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** An issuer that nobody can reach; its keys were given by the operator. */
const AWAY = 'https://idp.example.com/realm';
const AUDIENCE = 'sts.amazonaws.com';
const NO_KEY = {
  code: 'InvalidIdentityToken',
  status: 400,
  message:
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
};
const REFUSED = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
};

let house: TestHouse;
let iam: IAMClient;
let idp: IdentityProvider;
let folder: string;
const key = new TokenKey('one');
const other = new TokenKey('two', 'RS256');

beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  idp = await startIdentityProvider('/realm');
  idp.keys = [key, other];
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-'));
  await register(AWAY);
  await register(idp.issuer);
  const file = path.join(folder, 'keys.json');
  await writeFile(file, JSON.stringify({ keys: [key.jwk] }));
  await runUtsuwa(['oidc', 'add-keys', AWAY, file, '--port', String(house.port)]);
});
afterAll(async () => {
  await Promise.all([house.close(), idp.close()]);
  await rm(folder, { recursive: true });
});

function register(Url: string, ClientIDList = [AUDIENCE]) {
  return iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
}

const nameOf = (issuer: string) => issuer.slice(issuer.indexOf('://') + 3);
const arnOf = (issuer: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${nameOf(issuer)}`;
const now = () => Math.floor(Date.now() / 1000);

function claims(more: Claims = {}): Claims {
  return { iss: AWAY, sub: 'ann', aud: AUDIENCE, iat: now(), exp: now() + 600, ...more };
}

function trust(issuer: string, statement: object = {}): string {
  return documentOf({
    Effect: 'Allow',
    Principal: { Federated: arnOf(issuer) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...statement,
  });
}

let made = 0;
/** @returns its ARN */
async function newRole(document: string, policy?: string): Promise<string> {
  const RoleName = `Web-${++made}`;
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document, MaxSessionDuration: 7200 }),
  );
  if (policy !== undefined) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy }));
  }
  return Role?.Arn ?? '';
}

/** An SDK without any credentials. */
function unsigned(): STSClient {
  return new STSClient({
    ...house.client(),
    credentials: () => Promise.reject(new Error('this call takes no credentials')),
  });
}

function assume(
  RoleArn: string,
  WebIdentityToken: string,
  more: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) {
  const input = { RoleArn, RoleSessionName: 'session', WebIdentityToken, ...more };
  return unsigned().send(new AssumeRoleWithWebIdentityCommand(input));
}

function keysOf(temporary: Temporary | undefined): Credentials {
  if (temporary === undefined) throw new Error('no credentials were answered');
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = temporary;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

describe('assuming a role by a web identity token', () => {
  test('an unsigned request with a token of a registered issuer gets a session of the role', async () => {
    const role = await newRole(trust(AWAY), allow('iam:ListUsers'));
    const answered = await assume(role, key.token(claims()), { DurationSeconds: 7200 });
    expect(answered).toMatchObject({
      AssumedRoleUser: {
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:session$/),
        Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Web-${made}/session`,
      },
      SubjectFromWebIdentityToken: 'ann',
      Audience: AUDIENCE,
      Provider: arnOf(AWAY),
    });
    const seconds = ((answered.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(Math.abs(seconds - 7200)).toBeLessThan(60);
    const session = keysOf(answered.Credentials);
    const sts = new STSClient(house.client(session));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(answered.AssumedRoleUser?.Arn);
    const users = await new IAMClient(house.client(session)).send(new ListUsersCommand({}));
    expect(users.Users?.length).toBeGreaterThan(0);
    expect(await refusal(sts.send(new GetSessionTokenCommand({})))).toMatchObject({ code: 'AccessDenied' });
  });

  test('the keys come from the issuer’s own address when the operator gave none, and once', async () => {
    const role = await newRole(trust(idp.issuer));
    idp.asked.length = 0;
    for (const each of [key, other, key]) {
      expect((await assume(role, each.token(claims({ iss: idp.issuer })))).Provider).toBe(arnOf(idp.issuer));
    }
    expect(idp.asked.length).toBeLessThanOrEqual(2);
  });

  test('a key that the issuer has since begun to use is found', async () => {
    const role = await newRole(trust(idp.issuer));
    await assume(role, key.token(claims({ iss: idp.issuer })));
    const fresh = new TokenKey('fresh');
    idp.keys = [fresh, key, other];
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect(await refusal(assume(role, fresh.token(claims({ iss: idp.issuer }))))).toBeUndefined();
  });

  test('the SDK’s fromWebToken and fromTokenFile, and the AWS CLI with a token file, need nothing else', async () => {
    const roleArn = await newRole(trust(AWAY));
    const token = key.token(claims());
    const file = path.join(folder, 'token');
    await writeFile(file, token);
    const clientConfig = { endpoint: house.endpoint, region: REGION };
    const byToken = fromWebToken({
      roleArn,
      webIdentityToken: token,
      roleSessionName: 'by-token',
      clientConfig,
    });
    const byFile = fromTokenFile({
      roleArn,
      webIdentityTokenFile: file,
      roleSessionName: 'by-file',
      clientConfig,
    });
    for (const [name, credentials] of [
      ['by-token', byToken],
      ['by-file', byFile],
    ] as const) {
      const sts = new STSClient({ ...house.client(), credentials });
      expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(new RegExp(`/${name}$`));
    }
    const { code, stdout } = await runAwsCli(['sts', 'get-caller-identity', '--output', 'json'], {
      AWS_ENDPOINT_URL: house.endpoint,
      AWS_DEFAULT_REGION: REGION,
      AWS_ROLE_ARN: roleArn,
      AWS_WEB_IDENTITY_TOKEN_FILE: file,
      AWS_ROLE_SESSION_NAME: 'by-cli',
    });
    expect({ code, arn: (JSON.parse(stdout) as { Arn: string }).Arn }).toMatchObject({
      code: 0,
      arn: expect.stringMatching(/\/by-cli$/),
    });
  });
});

describe('what the trust policy is asked', () => {
  test.each([
    ['the subject', { StringEquals: { [`${nameOf(AWAY)}:sub`]: 'ann' } }, {}, true],
    ['another subject', { StringEquals: { [`${nameOf(AWAY)}:sub`]: 'bob' } }, {}, false],
    ['the audience', { StringEquals: { [`${nameOf(AWAY)}:aud`]: AUDIENCE } }, {}, true],
    [
      'the authorized party as the audience',
      { StringEquals: { [`${nameOf(AWAY)}:aud`]: AUDIENCE, [`${nameOf(AWAY)}:oaud`]: 'elsewhere' } },
      { aud: 'elsewhere', azp: AUDIENCE },
      true,
    ],
    [
      'how the subject authenticated',
      { 'ForAnyValue:StringLike': { [`${nameOf(AWAY)}:amr`]: 'mfa*' } },
      { amr: ['pwd', 'mfa-totp'] },
      true,
    ],
    ['the session’s name', { StringEquals: { 'sts:RoleSessionName': 'session' } }, {}, true],
    ['another session’s name', { StringEquals: { 'sts:RoleSessionName': 'x' } }, {}, false],
    ['the provider', { ArnEquals: { 'aws:FederatedProvider': arnOf(AWAY) } }, {}, true],
    ['another issuer’s subject', { StringEquals: { 'x.example.com:sub': 'ann' } }, {}, false],
  ])('%s', async (_what, Condition, more, allowed) => {
    const role = await newRole(trust(AWAY, { Condition }));
    const refused = await refusal(assume(role, key.token(claims(more))));
    expect(refused).toEqual(allowed ? undefined : REFUSED);
  });

  test('of a known issuer, claims of its own; of others, none of theirs', async () => {
    const github = 'https://token.actions.githubusercontent.com';
    await register(github);
    await askServer(house.port, 'POST', 'oidc/keys', { issuer: github, keySet: { keys: [key.jwk] } });
    const byRepository = (issuer: string) =>
      trust(issuer, { Condition: { StringEquals: { [`${nameOf(issuer)}:repository_id`]: '42' } } });
    const token = (iss: string, id = 42) => key.token(claims({ iss, repository_id: id }));
    const role = await newRole(byRepository(github));
    expect(await refusal(assume(role, token(github)))).toBeUndefined();
    expect(await refusal(assume(role, token(github, 43)))).toEqual(REFUSED);
    expect(await refusal(assume(await newRole(byRepository(AWAY)), token(AWAY)))).toEqual(REFUSED);
  });

  test('another provider, AssumeRole alone, an explicit deny and an unknown role are refused alike', async () => {
    const token = key.token(claims());
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*' };
    const allowing = {
      Effect: 'Allow',
      Principal: { Federated: arnOf(AWAY) },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    const roles = [
      await newRole(trust(idp.issuer)),
      await newRole(trust(AWAY, { Action: 'sts:AssumeRole' })),
      await newRole(documentOf(allowing, deny)),
      `arn:aws:iam::${ACCOUNT}:role/nobody`,
    ];
    for (const role of roles) expect(await refusal(assume(role, token))).toEqual(REFUSED);
  });

  test('session tags and a source identity in the token ask for permissions of their own', async () => {
    const token = key.token(
      claims({
        'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'] }, transitive_tag_keys: ['team'] },
        'https://aws.amazon.com/tags/principal_tags/cost': '42',
        'https://aws.amazon.com/source_identity': 'ann@example.com',
      }),
    );
    const needs = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'];
    const role = await newRole(
      trust(AWAY, { Action: needs }),
      documentOf({
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: {
          StringEquals: {
            'aws:PrincipalTag/team': 'blue',
            'aws:PrincipalTag/cost': '42',
            'aws:SourceIdentity': 'ann@example.com',
            'aws:FederatedProvider': arnOf(AWAY),
            [`${nameOf(AWAY)}:sub`]: 'ann',
          },
        },
      }),
    );
    const answered = await assume(role, token);
    expect(answered.SourceIdentity).toBe('ann@example.com');
    const asSession = new IAMClient(house.client(keysOf(answered.Credentials)));
    expect(await refusal(asSession.send(new ListUsersCommand({})))).toBeUndefined();
    const RoleName = role.slice(role.lastIndexOf('/') + 1);
    for (const missing of needs) {
      const Action = needs.filter((action) => action !== missing);
      const PolicyDocument = trust(AWAY, { Action });
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      const message = `Not authorized to perform ${missing}`;
      expect(await refusal(assume(role, token))).toEqual({ ...REFUSED, message });
    }
  });

  test('a session policy limits the session, and the trail shows who came', async () => {
    const role = await newRole(trust(AWAY), allow('iam:*'));
    const { Credentials: temporary } = await assume(role, key.token(claims({ sub: 'carol' })), {
      Policy: allow('iam:GetUser'),
    });
    const asSession = new IAMClient(house.client(keysOf(temporary)));
    expect(await refusal(asSession.send(new ListUsersCommand({})))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('because no session policy allows the iam:ListUsers action'),
    });
    const { requests } = await askServer(house.port, 'GET', 'trail');
    expect(requests).toContainEqual(
      expect.objectContaining({
        operation: 'AssumeRoleWithWebIdentity',
        identity: { provider: arnOf(AWAY), audience: AUDIENCE, subject: 'carol' },
      }),
    );
  });
});

describe('a token that is refused', () => {
  const invalid = (message: string) => ({ code: 'InvalidIdentityToken', status: 400, message });
  const algorithm = invalid('The token is not signed by a supported algorithm');
  const signature = invalid('The signature of the token is not valid');
  const notAJwt = invalid(
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
  const missing = (claim: string) => invalid(`Missing a required claim: ${claim}`);
  const forged = (token: string, change: Claims) => {
    const [header, , mac] = token.split('.');
    return [header, Buffer.from(JSON.stringify(claims(change))).toString('base64url'), mac].join('.');
  };
  const impostor = new TokenKey('one');
  const embedded = new TokenKey('theirs');

  test.each([
    ['is signed by nobody (alg none)', () => unsignedToken(claims()), algorithm],
    ['is signed with the public key as HMAC’s secret', () => confusedToken(key, claims()), algorithm],
    ['bears another key’s signature under a known key id', () => impostor.token(claims()), signature],
    ['was changed after it was signed', () => forged(key.token(claims()), { sub: 'root' }), signature],
    ['brings its own key along', () => embedded.token(claims(), { jwk: embedded.jwk }), NO_KEY],
    ['names where its key lies', () => embedded.token(claims(), { jku: `${idp.issuer}/keys` }), NO_KEY],
    ['is signed by a key of another kind', () => other.token(claims(), { kid: 'one' }), NO_KEY],
    ['has a critical header nobody knows', () => key.token(claims(), { crit: ['x'], x: 1 }), NO_KEY],
    ['is no JWT', () => 'gibberish', notAJwt],
    ['has a payload that is no object', () => `${key.token(claims()).split('.')[0]}.WzFd.AA`, notAJwt],
    ['names no issuer', () => key.token(claims({ iss: undefined })), missing('iss')],
    ['names no subject', () => key.token(claims({ sub: undefined })), missing('sub')],
    ['has a subject that is no text', () => key.token(claims({ sub: { a: 1 } })), missing('sub')],
    ['names no audience', () => key.token(claims({ aud: undefined })), missing('aud')],
    ['never expires', () => key.token(claims({ exp: undefined })), missing('exp')],
    ['expires as a text', () => key.token(claims({ exp: '9999999999' })), missing('exp')],
    ['is for others', () => key.token(claims({ aud: ['x', 'y'] })), invalid('Incorrect token audience')],
    [
      'is for others who are the authorized party',
      () => key.token(claims({ azp: 'x' })),
      invalid('Incorrect token audience'),
    ],
    [
      'is of tomorrow',
      () => key.token(claims({ nbf: now() + 86_400 })),
      invalid('The token is not yet valid'),
    ],
    [
      'is of an issuer whom nobody registered',
      () => key.token(claims({ iss: 'https://idp.example.com' })),
      invalid('No OpenIDConnect provider found in your account for https://idp.example.com'),
    ],
    [
      'has tags that are none',
      () => key.token(claims({ 'https://aws.amazon.com/tags': { principal_tags: { a: [1, 2] } } })),
      invalid('The claim https://aws.amazon.com/tags/principal_tags is not valid'),
    ],
    [
      'has a source identity that is none',
      () => key.token(claims({ 'https://aws.amazon.com/source_identity': 'a b' })),
      invalid('The claim https://aws.amazon.com/source_identity is not valid'),
    ],
  ])('%s', async (_what, token, expected) => {
    const role = await newRole(trust(AWAY, { Action: 'sts:*' }));
    expect(await refusal(assume(role, token()))).toEqual(expected);
  });

  test('an expired one tells when it ended', async () => {
    const exp = now() - 60;
    expect(await refusal(assume(await newRole(trust(AWAY)), key.token(claims({ exp }))))).toEqual({
      code: 'ExpiredTokenException',
      status: 400,
      message: expect.stringMatching(
        new RegExp(`^Token expired: current date/time \\d+ must be before the expiration date/time ${exp}$`),
      ),
    });
  });

  test('an oversized one, a built-in provider, a role that is none, a session longer than the role’s', async () => {
    const role = await newRole(trust(AWAY));
    const token = key.token(claims());
    const large = key.token(claims({ padding: 'x'.repeat(20_000) }));
    expect(await refusal(assume(role, large))).toMatchObject({ code: 'ValidationError', status: 400 });
    expect(await refusal(assume(role, 'Atza|x', { ProviderId: 'www.amazon.com' }))).toMatchObject({
      code: 'NotImplemented',
      status: 501,
    });
    expect(await refusal(assume('arn:aws:s3:::no/role/at/all', token))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Request ARN is invalid',
    });
    expect(await refusal(assume(role, token, { DurationSeconds: 7201 }))).toMatchObject({
      code: 'ValidationError',
    });
  });

  test('a token of an issuer that was deleted is refused from then on', async () => {
    const issuer = 'https://short.example.com';
    await register(issuer);
    await askServer(house.port, 'POST', 'oidc/keys', { issuer, keySet: { keys: [key.jwk] } });
    const role = await newRole(trust(issuer));
    const token = key.token(claims({ iss: issuer }));
    expect(await refusal(assume(role, token))).toBeUndefined();
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arnOf(issuer) }));
    expect(await refusal(assume(role, token))).toMatchObject({ code: 'InvalidIdentityToken' });
  });
});

describe('an issuer that does not behave', () => {
  const misbehaviours: readonly [string, IdentityProvider['instead']][] = [
    [
      'redirects elsewhere',
      (request, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${house.port}/_utsuwa/health` }).end();
        return request.url !== undefined;
      },
    ],
    [
      'has its keys at another origin',
      (_request, response) => {
        const jwks_uri = `http://localhost:${house.port}/keys`;
        response.end(JSON.stringify({ issuer: hostile.issuer, jwks_uri }));
        return true;
      },
    ],
    [
      'speaks for another issuer',
      (_request, response) => {
        response.end(JSON.stringify({ issuer: AWAY, jwks_uri: `${hostile.issuer}/keys` }));
        return true;
      },
    ],
    [
      'answers without end',
      (_request, response) => {
        const fill = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', fill);
        fill();
        return true;
      },
    ],
    [
      'answers no JSON',
      (_request, response) => {
        response.end('<html>');
        return true;
      },
    ],
  ];
  let hostile: IdentityProvider;

  test.each(misbehaviours)('%s: its keys are not had', async (_what, instead) => {
    hostile = await startIdentityProvider();
    try {
      hostile.keys = [key];
      hostile.instead = instead;
      await register(hostile.issuer);
      const role = await newRole(trust(hostile.issuer));
      expect(await refusal(assume(role, key.token(claims({ iss: hostile.issuer }))))).toEqual(NO_KEY);
    } finally {
      await hostile.close();
    }
  });

  test('is gone: IDPCommunicationError', async () => {
    const gone = await startIdentityProvider();
    await register(gone.issuer);
    await gone.close();
    const role = await newRole(trust(gone.issuer));
    expect(await refusal(assume(role, key.token(claims({ iss: gone.issuer }))))).toMatchObject({
      code: 'IDPCommunicationError',
      status: 400,
    });
  });

  test('keys that are private, and what is no key set, are not taken from the operator', async () => {
    const give = (keySet: unknown) => askServer(house.port, 'POST', 'oidc/keys', { issuer: AWAY, keySet });
    await expect(give({ keys: [{ ...key.jwk, d: 'x' }] })).rejects.toThrow('private or secret');
    await expect(give({ keys: 'none' })).rejects.toThrow('JSON Web Key Set');
  });
});

test('AssumeRoot is refused to whoever may call it', async () => {
  const sts = new STSClient(house.client());
  const assumeRoot = (TargetPrincipal: string, task = 'IAMAuditRootUserCredentials') =>
    refusal(
      sts.send(
        new AssumeRootCommand({
          TargetPrincipal,
          TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
        }),
      ),
    );
  expect(await assumeRoot(ACCOUNT)).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: `User: arn:aws:iam::${ACCOUNT}:user/admin is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${ACCOUNT}:root`,
  });
  expect(await assumeRoot('not an account')).toMatchObject({ code: 'ValidationError' });
  expect(await assumeRoot(ACCOUNT, 'DoAsYouLike')).toMatchObject({ code: 'ValidationError' });
});
