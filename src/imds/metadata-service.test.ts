import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/ec2-bench.ts';
import { rawExchange, rawRequest } from '../../test/raw-http.ts';
import { stsService } from '../services/sts/service.ts';
import { InstanceIdentity } from './identity/instance-identity.ts';
import { MetadataService } from './metadata-service.ts';

const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'X-aws-ec2-metadata-token';

let bench: Bench;
let identity: InstanceIdentity;
let service: MetadataService;
let endpoint: string;
let instance: string;

beforeAll(async () => {
  bench = await openBench({ sts: stsService });
  identity = new InstanceIdentity(bench.house.store, bench.house.clock);
  service = await MetadataService.open(bench.house, {
    identity,
    hostNames: ['build.example'],
    serverPort: 4566,
  });
  await bench.addProfile('P');
  instance = await bench.runningInstance({
    IamInstanceProfile: { Name: 'P' },
    MetadataOptions: { HttpTokens: 'optional' },
  });
  endpoint = await endpointOf(instance);
});
afterAll(async () => {
  await service.close();
  await bench.close();
});

async function endpointOf(id: string, of = service): Promise<string> {
  const found = await of.endpointOf(id);
  if (found === undefined) throw new Error(`${id} has no metadata service`);
  return found;
}

const portOf = (url: string) => Number(new URL(url).port);

async function token(at = endpoint, seconds = '60'): Promise<string> {
  const answer = await fetch(`${at}/latest/api/token`, { method: 'PUT', headers: { [TTL]: seconds } });
  expect(answer.status).toBe(200);
  return answer.text();
}

function get(path: string, headers: Record<string, string> = {}, at = endpoint): Promise<Response> {
  return fetch(at + path, { headers });
}

const ID_PATH = '/latest/meta-data/instance-id';

describe('version 2', () => {
  test('a token is made by PUT, plain text with its lifetime beside it, and opens the tree', async () => {
    const made = await fetch(`${endpoint}/latest/api/token`, { method: 'PUT', headers: { [TTL]: '21600' } });
    expect(made.status).toBe(200);
    expect(made.headers.get('content-type')).toBe('text/plain');
    expect(made.headers.get(TTL)).toBe('21600');
    expect(made.headers.get('server')).toBe('EC2ws');
    const answer = await get(ID_PATH, { [TOKEN]: await made.text() });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('server')).toBe('EC2ws');
    expect(Number(answer.headers.get(TTL))).toBeGreaterThan(21_500);
    expect(await answer.text()).toBe(instance);
  });

  test.each(['0', '21601', '-1', '1e3', 'abc', '1'.repeat(2000)])(
    'a lifetime of %s is a bad request',
    async (ttl) => {
      const answer = await fetch(`${endpoint}/latest/api/token`, { method: 'PUT', headers: { [TTL]: ttl } });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('<title>400 - Bad Request</title>');
    },
  );

  test('no lifetime is a bad request', async () => {
    const answer = await fetch(`${endpoint}/latest/api/token`, { method: 'PUT' });
    expect(answer.status).toBe(400);
  });

  test.each(['/latest/api/token/', '/2021-07-15/api/token', '/latest/meta-data/', '/', '/latest//api/token'])(
    'a PUT to %s is forbidden without a word',
    async (path) => {
      const answer = await fetch(endpoint + path, { method: 'PUT', headers: { [TTL]: '60' } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('server')).toBe('EC2ws');
      expect(await answer.text()).toBe('');
    },
  );

  test.each(['203.0.113.7', ''])('a forwarded PUT is forbidden, X-Forwarded-For %j', async (forwarded) => {
    const { status, text } = await rawExchange(portOf(endpoint), [
      rawRequest('PUT', '/latest/api/token', { [TTL]: '60', 'x-forwarded-FOR': forwarded }),
    ]);
    expect(status).toBe(403);
    expect(text).not.toMatch(/\r\n\r\n./);
  });

  test('the token path tells its methods', async () => {
    const options = await fetch(`${endpoint}/latest/api/token`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'OPTIONS, PUT']);
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await fetch(`${endpoint}/latest/api/token`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'OPTIONS, PUT']);
    }
  });

  test('another instance’s token, a bad one and an expired one are unauthorized, also where tokens are optional', async () => {
    const other = await bench.runningInstance();
    const foreign = await token(await endpointOf(other));
    const short = await token(endpoint, '30');
    expect((await get(ID_PATH, { [TOKEN]: short })).status).toBe(200);
    bench.clock.advance(30_000);
    for (const bad of [foreign, short, 'bad', 'A'.repeat(5000), `${await token()}=`]) {
      const answer = await get(ID_PATH, { [TOKEN]: bad });
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain('<h1>401 - Unauthorized</h1>');
    }
  });
});

describe('options of the instance', () => {
  test('HttpTokens required: nothing without a token, and at once', async () => {
    const id = await bench.runningInstance({ MetadataOptions: { HttpTokens: 'optional' } });
    const at = await endpointOf(id);
    expect((await get(ID_PATH, {}, at)).status).toBe(200);
    await bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens: 'required' });
    const refused = await get(ID_PATH, {}, at);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('<title>401 - Unauthorized</title>');
    expect((await get('/latest/meta-data/nothing', {}, at)).status).toBe(401);
    expect((await get(ID_PATH, { [TOKEN]: await token(at) }, at)).status).toBe(200);
  });

  test('HttpEndpoint disabled: a PUT is forbidden without a word, a GET with a page', async () => {
    const id = await bench.runningInstance();
    const at = await endpointOf(id);
    const before = await token(at);
    await bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, HttpEndpoint: 'disabled' });
    const put = await fetch(`${at}/latest/api/token`, { method: 'PUT', headers: { [TTL]: '60' } });
    expect([put.status, await put.text()]).toEqual([403, '']);
    const answer = await get(ID_PATH, { [TOKEN]: before }, at);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<title>403 - Forbidden</title>');
    await bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, HttpEndpoint: 'enabled' });
    expect((await get(ID_PATH, { [TOKEN]: before }, at)).status).toBe(200);
  });

  test('InstanceMetadataTags: tags are there from when they are enabled, as they are now', async () => {
    const id = await bench.runningInstance({
      MetadataOptions: { InstanceMetadataTags: 'disabled' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
    });
    const at = await endpointOf(id);
    const headers = { [TOKEN]: await token(at) };
    expect((await get('/latest/meta-data/tags/instance/Name', headers, at)).status).toBe(404);
    await bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, InstanceMetadataTags: 'enabled' });
    expect(await (await get('/latest/meta-data/tags/instance/Name', headers, at)).text()).toBe('web');
  });
});

describe('version 1 and plain HTTP', () => {
  test('without a token, where it is optional; a query is overlooked', async () => {
    const answer = await get(`${ID_PATH}?x=1`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get(TTL)).toBeNull();
    expect(await answer.text()).toBe(instance);
  });

  test('version 1 and version 2 hand out different credentials', async () => {
    const path = '/latest/meta-data/iam/security-credentials/PRole';
    const one = await (await get(path)).text();
    const two = await (await get(path, { [TOKEN]: await token() })).text();
    expect(JSON.parse(one)).toMatchObject({ Code: 'Success' });
    expect(two).not.toBe(one);
    expect(await (await get(path)).text()).toBe(one);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const { text } = await rawExchange(portOf(endpoint), [rawRequest('HEAD', ID_PATH, {})]);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toContain(`Content-Length: ${instance.length}\r\n`);
    expect(text).not.toContain(instance);
  });

  test('other methods are not allowed', async () => {
    for (const method of ['POST', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await fetch(endpoint + ID_PATH, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('an unknown path is not found, with the page', async () => {
    const answer = await get('/latest/meta-data/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toHaveLength(345);
  });
});

describe('a listener', () => {
  test('follows its instance: closed when it stops, on the same port when it starts, gone when it is terminated', async () => {
    const id = await bench.runningInstance();
    const at = await endpointOf(id);
    await bench.ec2('StopInstances', { InstanceIds: [id] });
    bench.settle();
    expect(await service.endpointOf(id)).toBeUndefined();
    await expect(get(ID_PATH, {}, at)).rejects.toThrow('fetch failed');
    await bench.ec2('StartInstances', { InstanceIds: [id] });
    expect(await endpointOf(id)).toBe(at);
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    expect(await service.endpointOf(id)).toBeUndefined();
    expect(await service.endpointOf('i-00000000000000000')).toBeUndefined();
  });

  test('opens by itself when an instance is launched', async () => {
    const [a, b] = await Promise.all([bench.runningInstance(), bench.runningInstance()]);
    const ends = await Promise.all([endpointOf(a), endpointOf(b), endpointOf(a)]);
    expect(ends[0]).toBe(ends[2]);
    expect(new Set(ends).size).toBe(2);
  });

  test('gives no answer for an instance that is off, whoever switched it off', async () => {
    const id = await bench.runningInstance();
    const at = await endpointOf(id);
    // As another server on the store leaves it: nobody tells this one.
    await bench.house.store.write(async (tx) => {
      await tx
        .updateTable('instances')
        .set({ state: 'stopping', state_changes_at: 0 })
        .where('id', '=', id)
        .execute();
    });
    const { text } = await rawExchange(portOf(at), [rawRequest('GET', ID_PATH, {})]);
    expect(text).toBe('');
    await expect
      .poll(() =>
        get(ID_PATH, {}, at).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });
});

describe('several servers, and one that was restarted', () => {
  test('each serves every instance, on its own port; tokens hold on both', async () => {
    const second = await MetadataService.open(bench.house, { identity, hostNames: [], serverPort: 4567 });
    try {
      const at = await endpointOf(instance, second);
      expect(at).not.toBe(endpoint);
      const headers = { [TOKEN]: await token(at) };
      expect(await (await get(ID_PATH, headers, at)).text()).toBe(instance);
      expect(await (await get(ID_PATH, headers)).text()).toBe(instance);
    } finally {
      await second.close();
    }
  });

  test('a restart finds every instance on the port of before, or on another if that was taken', async () => {
    const options = { identity, hostNames: [], serverPort: 4568 };
    const one = await bench.runningInstance();
    const other = await bench.runningInstance();
    const first = await MetadataService.open(bench.house, options);
    const [atOne, atOther] = [await endpointOf(one, first), await endpointOf(other, first)];
    await first.close();
    const { createServer } = await import('node:http');
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(portOf(atOther), '127.0.0.1', resolve));
    const again = await MetadataService.open(bench.house, options);
    try {
      expect(await endpointOf(one, again)).toBe(atOne);
      const moved = await endpointOf(other, again);
      expect(moved).not.toBe(atOther);
      expect(await (await get(ID_PATH, { [TOKEN]: await token(moved) }, moved)).text()).toBe(other);
    } finally {
      await again.close();
      squatter.close();
    }
  });
});

describe('attacks', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '169.254.169.254.evil.example',
    '[::ffff:a9fe:a9fe]',
    '2852039166',
    '',
  ])('a foreign Host is refused: %j', async (host) => {
    for (const method of ['GET', 'PUT']) {
      const { status, text } = await rawExchange(portOf(endpoint), [
        rawRequest(method, method === 'PUT' ? '/latest/api/token' : ID_PATH, { Host: host, [TTL]: '60' }),
      ]);
      expect(status).toBe(403);
      expect(text).not.toContain(instance);
    }
  });

  test.each([
    '169.254.169.254',
    '169.254.169.254:80',
    '[fd00:ec2::254]',
    'localhost:1',
    '127.0.0.1',
    'build.example',
  ])('a name of the metadata service’s is taken: %s', async (host) => {
    const { status } = await rawExchange(portOf(endpoint), [rawRequest('GET', ID_PATH, { Host: host })]);
    expect(status).toBe(200);
  });

  test('no Host, two hosts, a whole URL as the target', async () => {
    const port = portOf(endpoint);
    const bare = await rawExchange(port, ['GET /latest/meta-data/ HTTP/1.1\r\nConnection: close\r\n\r\n']);
    expect(bare.status).toBe(400);
    const old = await rawExchange(port, ['GET /latest/meta-data/ HTTP/1.0\r\n\r\n']);
    expect(old.status).toBe(403);
    const url = await rawExchange(port, [rawRequest('GET', `http://evil.example${ID_PATH}`, {})]);
    expect(url.status).toBe(400);
    const two = await rawExchange(port, [
      `GET ${ID_PATH} HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    ]);
    expect(two.status).not.toBe(200);
  });

  test('an answer carries nothing that would let a web page read it', async () => {
    const answer = await get(ID_PATH, { Origin: 'http://evil.example' });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('garbage on the socket, header floods, long paths, bodies: an error each, and the next request works', async () => {
    const port = portOf(endpoint);
    for (let i = 0; i < 20; i += 1) {
      expect((await rawExchange(port, [randomBytes(1 + i * 50), '\r\n\r\n'])).status).toBe(400);
    }
    const long = await rawExchange(port, [rawRequest('GET', `/latest/${'a'.repeat(12_000)}`, {})]);
    expect(long.status).toBe(404);
    const longer = await rawExchange(port, [rawRequest('GET', `/latest/${'a'.repeat(40_000)}`, {})]);
    expect(longer.status).toBe(400);
    const flood = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`X-${i}`, 'y'.repeat(20)]));
    expect((await rawExchange(port, [rawRequest('GET', ID_PATH, flood)])).status).toBe(400);
    const body = await rawExchange(port, [
      rawRequest('PUT', '/latest/api/token', { [TTL]: '60' }, Buffer.alloc(3_000_000, 65)),
    ]);
    expect(body.text).toMatch(/^(HTTP\/1\.1 200|$)/);
    expect(await (await get(ID_PATH)).text()).toBe(instance);
  });

  test('a client that says nothing holds nothing up', async () => {
    const idle = Array.from({ length: 50 }, () => connect(portOf(endpoint), '127.0.0.1'));
    expect(await (await get(ID_PATH)).text()).toBe(instance);
    for (const socket of idle) socket.destroy();
  });

  test('thousands of tokens take no room: the first holds after them all', async () => {
    const first = await token();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 40; i += 1) {
      await Promise.all(Array.from({ length: 50 }, (_, j) => token(endpoint, String(1000 + j))));
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(80 * 1024 * 1024);
    expect((await get(ID_PATH, { [TOKEN]: first })).status).toBe(200);
  });
});
