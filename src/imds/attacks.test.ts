import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/ec2-bench.ts';
import { rawExchange, rawRequest } from '../../test/raw-http.ts';
import { stsService } from '../services/sts/service.ts';
import { InstanceIdentity } from './identity/instance-identity.ts';
import { MetadataService } from './metadata-service.ts';

/** What someone tries who may send requests but not be the instance; and that no instance is taken for another. */
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'X-aws-ec2-metadata-token';
const TOKEN_PATH = '/latest/api/token';
const ROLES = '/latest/meta-data/iam/security-credentials/';

let bench: Bench;
let service: MetadataService;
/** Takes tokens alone; has a role. */
let victim: string;
let port: number;

beforeAll(async () => {
  bench = await openBench({ sts: stsService });
  const identity = new InstanceIdentity(bench.house.store, bench.house.clock);
  service = await MetadataService.open(bench.house, { identity, hostNames: [], serverPort: 4566 });
  await bench.addProfile('Victim');
  victim = await launch('Victim');
  port = await portOf(victim);
});
afterAll(async () => {
  await service.close();
  await bench.close();
});

function launch(profile: string): Promise<string> {
  return bench.runningInstance({
    IamInstanceProfile: { Name: profile },
    MetadataOptions: { HttpTokens: 'required' },
  });
}

async function portOf(id: string): Promise<number> {
  const endpoint = await service.endpointOf(id);
  if (endpoint === undefined) throw new Error(`${id} has no metadata service`);
  return Number(new URL(endpoint).port);
}

async function tokenAt(at: number): Promise<string> {
  const url = `http://127.0.0.1:${at}${TOKEN_PATH}`;
  return (await fetch(url, { method: 'PUT', headers: { [TTL]: '60' } })).text();
}

/** What no attacker may see. */
const SECRETS = /VictimRole|SecretAccessKey|ASIA/;

/** A raw request; whatever came back holds no secret. @returns every status line's code */
async function attempt(...pieces: readonly (string | Uint8Array)[]): Promise<readonly number[]> {
  const { text } = await rawExchange(port, pieces, { silentMs: 300, firstByteMs: 5000 });
  expect(text).not.toMatch(SECRETS);
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}

const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;

describe('a token request that was forwarded, however it is dressed', () => {
  test.each([
    ['as proxies send it', 'X-Forwarded-For: 203.0.113.7', 403],
    ['in another case', 'x-FORWARDED-for: 203.0.113.7', 403],
    ['empty', 'X-Forwarded-For:', 403],
    ['twice', 'X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1', 403],
    ['with a tab before its value', 'X-Forwarded-For:\t203.0.113.7', 403],
    ['from the instance’s own address', 'X-Forwarded-For: 127.0.0.1', 403],
    ['with a blank before the colon', 'X-Forwarded-For : 203.0.113.7', 400],
    ['folded over two lines', 'X-Forwarded-For:\r\n 203.0.113.7', 400],
    ['behind a null byte', 'X-Forwarded\0-For: 203.0.113.7', 400],
  ])('%s', async (_how, line, status) => {
    const request = head(
      `PUT ${TOKEN_PATH} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: close',
      `${TTL}: 60`,
      line,
    );
    expect(await attempt(request)).toEqual([status]);
  });
});

describe('without a token of the instance’s own', () => {
  test('nothing of IAM’s is told: no token, another’s, an ended one, one with bytes around it, two at once', async () => {
    const other = await launch('Victim');
    const [own, foreign] = [await tokenAt(port), await tokenAt(await portOf(other))];
    const ended = await tokenAt(port);
    bench.clock.advance(61_000);
    const fresh = await tokenAt(port);
    const asked = (...lines: readonly string[]) =>
      attempt(head(`GET ${ROLES}VictimRole HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...lines));
    expect(await asked()).toEqual([401]);
    for (const bad of [foreign, own, ended, `${fresh}A`, fresh.slice(1), `${fresh},${fresh}`, '', '*']) {
      expect(await asked(`${TOKEN}: ${bad}`)).toEqual([401]);
    }
    expect(await asked(`${TOKEN}: ${fresh}`, `${TOKEN}: ${foreign}`)).toEqual([401]);
    expect(await asked(`Authorization: Bearer ${fresh}`)).toEqual([401]);
    expect(await asked(`Cookie: ${TOKEN}=${fresh}`)).toEqual([401]);
    const inQuery = head(`GET ${ROLES}VictimRole?${TOKEN}=${fresh} HTTP/1.1`, 'Host: a', 'Connection: close');
    expect(await attempt(inQuery)).toEqual([403]);
  });

  test('a method in a header’s disguise is the method that it is', async () => {
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const [status] = await attempt(rawRequest('POST', TOKEN_PATH, { [TTL]: '60', [name]: 'PUT' }));
      expect(status).toBe(405);
    }
    expect(await attempt(rawRequest('GET', `${TOKEN_PATH}?_method=PUT`, { [TTL]: '60' }))).toEqual([405]);
  });
});

describe('a request that hides in another', () => {
  const hidden = head(`PUT ${TOKEN_PATH} HTTP/1.1`, 'Host: 127.0.0.1', `${TTL}: 60`);

  test('in a body whose length is told: it is never read', async () => {
    const statuses = await attempt(
      rawRequest('GET', '/latest/meta-data/', { Connection: 'keep-alive' }, hidden),
    );
    expect(statuses).toEqual([401]);
  });

  test('behind two lengths, a length and a transfer coding, or a coding that is none', async () => {
    const start = [`GET /latest/meta-data/ HTTP/1.1`, 'Host: 127.0.0.1'];
    for (const lines of [
      ['Content-Length: 0', `Content-Length: ${hidden.length}`],
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
      ['Transfer-Encoding: xchunked'],
      ['Content-Length: +5'],
    ]) {
      const statuses = await attempt(`${head(...start, ...lines)}0\r\n\r\n${hidden}`);
      // Refused as a whole, or answered alone; what hides is never carried out.
      expect(statuses).not.toContain(200);
    }
  });

  test('behind line ends that are none, in the target or in a header’s value', async () => {
    expect(await attempt(`GET /latest/\nHost: 127.0.0.1\n\n${hidden}`)).not.toContain(200);
    const value = `x\r\n\r\n${hidden}`;
    const statuses = await attempt(`GET / HTTP/1.1\r\nHost: evil.example\r\nX-A: ${value}`);
    // Two requests stand there, and the second is whole: it is one of its sender's own, not of a proxy's.
    expect(statuses[0]).toBe(403);
  });
});

describe('targets that are not a path of ours', () => {
  test.each([
    [`http://169.254.169.254${ROLES}VictimRole`, 400],
    [`http://127.0.0.1${ROLES}VictimRole`, 400],
    [`https://evil.example${ROLES}`, 400],
    ['*', 400],
    [`//evil.example${ROLES}`, 404],
    [`/latest/meta-data/../../${ROLES}`, 404],
    [`/latest/meta-data/%2e%2e/%2e%2e/etc/passwd`, 404],
    [`/latest/meta-data/iam%2fsecurity-credentials%2fVictimRole`, 404],
    [`/latest/meta-data/iam\\security-credentials\\VictimRole`, 404],
    [`/latest/user-data/../meta-data/iam/security-credentials/VictimRole`, 404],
    [`/latest/meta-data/iam/security-credentials/VictimRole;x`, 404],
    [`/latest/meta-data/iam/security-credentials/VictimRole%00`, 404],
    [`/LATEST/meta-data/iam/security-credentials/VictimRole`, 404],
  ])('%s', async (target, status) => {
    const headers = { [TOKEN]: await tokenAt(port) };
    expect(await attempt(rawRequest('GET', target, headers))).toEqual([status]);
    expect(await attempt(rawRequest('PUT', target, { [TTL]: '60' }))).toEqual([403]);
  });

  test('CONNECT opens nothing, and a host is no path', async () => {
    expect(await attempt(rawRequest('GET', '169.254.169.254:80', {}))).toEqual([400]);
    expect(await attempt(rawRequest('CONNECT', '169.254.169.254:80', {}))).toEqual([]);
  });
});

describe('a page in a browser', () => {
  test.each([
    'evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'localhost.evil.example',
    '0x7f000001',
    '2130706433',
    '127.1',
    '[::ffff:7f00:1]',
    'instance-data',
    ' ',
  ])('whose name was made to mean loopback is refused: Host %j', async (host) => {
    const headers = { [TOKEN]: await tokenAt(port), Host: host };
    expect(await attempt(rawRequest('GET', `${ROLES}VictimRole`, headers))).toEqual([403]);
  });

  test('is told nothing by a preflight that would let it ask for a token', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}${TOKEN_PATH}`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'PUT' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('a flood', () => {
  test('of a thousand token requests is answered, and every token holds', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      tokens.push(...(await Promise.all(Array.from({ length: 50 }, () => tokenAt(port)))));
    }
    expect(new Set(tokens).size).toBe(1000);
    const holds = async (token: string | undefined) =>
      (await fetch(`http://127.0.0.1:${port}/latest/`, { headers: { [TOKEN]: token ?? '' } })).status;
    expect([await holds(tokens[0]), await holds(tokens[999])]).toEqual([200, 200]);
  });

  test('of connections that send a byte now and then leaves room for the instance', async () => {
    const slow = Array.from({ length: 100 }, () =>
      rawExchange(port, ['GET /latest/meta-data/ HTTP/1.1\r\nHo'], { silentMs: 500 }),
    );
    const token = await tokenAt(port);
    const answer = await fetch(`http://127.0.0.1:${port}${ROLES}`, { headers: { [TOKEN]: token } });
    expect(await answer.text()).toBe('VictimRole');
    for (const { text } of await Promise.all(slow)) expect(text).not.toMatch(SECRETS);
  });
});

describe('whatever is asked of whom, by whom, in whatever order', () => {
  test('no_credentials_but_its_own: an endpoint hands out its own instance’s, to its own token, or nothing', async () => {
    const names = ['P0', 'P1', 'P2'];
    for (const name of names) await bench.addProfile(name);
    const ids: string[] = [];
    for (const name of [...names, 'P0', 'P1']) ids.push(await launch(name));
    const roleOf = (index: number) => `${names[index % 3] ?? ''}Role`;
    const ports = await Promise.all(ids.map(portOf));
    const tokens = await Promise.all(ports.map(tokenAt));
    const index = fc.nat(ids.length - 1);
    const asking = fc.record({ at: index, token: fc.option(index), role: index });
    await fc.assert(
      fc.asyncProperty(fc.array(asking, { minLength: 1, maxLength: 10 }), async (questions) => {
        await Promise.all(
          questions.map(async ({ at, token, role }) => {
            const headers = token === null ? {} : { [TOKEN]: tokens[token] ?? '' };
            const url = `http://127.0.0.1:${ports[at]}${ROLES}${roleOf(role)}`;
            const answer = await fetch(url, { headers });
            const isOwn = token === at && roleOf(role) === roleOf(at);
            expect(answer.status).toBe(isOwn ? 200 : token === at ? 404 : 401);
            const text = await answer.text();
            const { AccessKeyId, SecretAccessKey, Token, Expiration } = (
              isOwn ? JSON.parse(text) : {}
            ) as Record<string, string>;
            const caller =
              AccessKeyId === undefined
                ? undefined
                : await bench.callerOf({
                    AccessKeyId,
                    SecretAccessKey: SecretAccessKey ?? '',
                    SessionToken: Token ?? '',
                    Expiration: new Date(Expiration ?? ''),
                  });
            expect(caller?.kind === 'assumed-role' ? [caller.sessionName, caller.roleName] : []).toEqual(
              isOwn ? [ids[at], roleOf(at)] : [],
            );
          }),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a terminated instance’s port and token lead nowhere, also when others are launched', async () => {
    const gone = await launch('Victim');
    const at = await portOf(gone);
    const token = await tokenAt(at);
    await bench.ec2('TerminateInstances', { InstanceIds: [gone] });
    await service.endpointOf(gone);
    const others = await Promise.all(Array.from({ length: 10 }, () => launch('Victim')));
    const ports = await Promise.all(others.map(portOf));
    expect(ports).not.toContain(at);
    const refused = await Promise.all(
      ports.map(async (one) => {
        const answer = await fetch(`http://127.0.0.1:${one}${ROLES}`, { headers: { [TOKEN]: token } });
        return answer.status;
      }),
    );
    expect(new Set(refused)).toEqual(new Set([401]));
  });
});
