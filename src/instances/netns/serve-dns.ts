import type { Socket as UdpSocket } from 'node:dgram';
import type { Server, Socket } from 'node:net';
import { answerDns, type KnownNames } from './answer-dns.ts';

const LONGEST_QUERY = 512;
const MOST_CONNECTIONS = 32;
const IDLE_MS = 5_000;

/** Answers an instance's DNS queries. @returns ends it */
export function serveDns(udp: UdpSocket, tcp: Server, names: KnownNames): () => void {
  udp.on('message', (query, from) => {
    const answer = answerDns(query, names);
    if (answer !== undefined) udp.send(answer, from.port, from.address, () => undefined);
  });
  // A sender that is gone before its answer is no failure of the resolver.
  udp.on('error', () => undefined);
  const connections = new Set<Socket>();
  tcp.maxConnections = MOST_CONNECTIONS;
  tcp.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    answerOn(connection, names);
  });
  return () => {
    udp.close();
    tcp.close();
    for (const connection of connections) connection.destroy();
  };
}

/** Over TCP each message has its length before it. */
function answerOn(connection: Socket, names: KnownNames): void {
  let waiting = Buffer.alloc(0);
  connection.setTimeout(IDLE_MS, () => connection.destroy());
  connection.on('error', () => undefined);
  connection.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 2) {
      const length = waiting.readUInt16BE(0);
      if (length > LONGEST_QUERY) return connection.destroy();
      if (waiting.length < 2 + length) return undefined;
      const answer = answerDns(waiting.subarray(2, 2 + length), names);
      waiting = waiting.subarray(2 + length);
      if (answer === undefined) return connection.destroy();
      const size = Buffer.alloc(2);
      size.writeUInt16BE(answer.length);
      connection.write(Buffer.concat([size, answer]));
    }
    return undefined;
  });
}
