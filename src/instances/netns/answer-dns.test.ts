import { Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { answerDns } from './answer-dns.ts';
import { serveDns } from './serve-dns.ts';

const NAMES = {
  endpoints: '198.18.0.1',
  own: new Map([['ip-172-31-0-4.ec2.internal', '172.31.0.4']]),
};

test('AWS’s names lead to the endpoints, the instance’s own to itself, all others nowhere', async () => {
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  const tcp = createServer().listen(0, '127.0.0.1');
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
  const close = serveDns(udp, tcp, NAMES);
  const resolver = new Resolver({ timeout: 5000, tries: 1 });
  resolver.setServers([`127.0.0.1:${udp.address().port}`]);
  expect(await resolver.resolve4('s3.us-east-1.amazonaws.com')).toEqual(['198.18.0.1']);
  expect(await resolver.resolve4('Bucket.S3.Amazonaws.COM')).toEqual(['198.18.0.1']);
  expect(await resolver.resolve4('ec2.us-east-1.api.aws')).toEqual(['198.18.0.1']);
  expect(await resolver.resolve4('ip-172-31-0-4.ec2.internal')).toEqual(['172.31.0.4']);
  await expect(resolver.resolve6('sts.amazonaws.com')).rejects.toMatchObject({ code: 'ENODATA' });
  for (const name of ['example.com', 'amazonaws.com.example.com', 'ip-172-31-0-5.ec2.internal']) {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  }
  const byTcp = await overTcp((tcp.address() as AddressInfo).port, query('sts.amazonaws.com'));
  expect(byTcp.subarray(-4)).toEqual(Buffer.from([198, 18, 0, 1]));
  close();
});

test('no bytes make the resolver fail or answer more than they asked', () => {
  const longest = (bytes: Uint8Array) => answerDns(Buffer.from(bytes), NAMES)?.length ?? 0;
  const holds = property(uint8Array({ maxLength: 600 }), (bytes) => longest(bytes) <= bytes.length + 16);
  expect(() => assert(holds)).not.toThrow();
});

async function overTcp(port: number, message: Buffer): Promise<Buffer> {
  const { connect } = await import('node:net');
  const socket = connect(port, '127.0.0.1');
  const size = Buffer.alloc(2);
  size.writeUInt16BE(message.length);
  // In two pieces: a length must not be taken for a message.
  socket.write(size);
  socket.write(message);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer;
}

function query(name: string): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, 1, 0, 1]);
}
