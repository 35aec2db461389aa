import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a store and its database and cuts a connection at the worst moment; for tests. */
export interface CuttingProxy {
  /** The database's URL through the proxy. */
  readonly url: string;
  /**
   * Cuts the next connection that sends COMMIT: before it reaches the database, or after the database
   * has carried it out but before its answer comes back.
   */
  cutNextCommit(when: 'before' | 'after'): void;
  /** From now on nothing passes, and nobody is told: as when a network drops every packet. */
  freeze(): void;
  /** What was held up passes, and everything after it. */
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a proxy to a database on the loopback. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cut: 'before' | 'after' | undefined;
  let frozen = false;

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let swallowing = false;
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (bytes: Buffer) => {
      const when = bytes.includes('COMMIT\0') ? cut : undefined;
      if (when !== undefined) cut = undefined;
      if (when === 'before') return end();
      swallowing ||= when === 'after';
      database.write(bytes);
    });
    database.on('data', (bytes: Buffer) => {
      if (!swallowing) client.write(bytes);
      else if (bytes.includes('COMMIT\0')) end();
    });
    if (frozen) client.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listener on TCP has a port');
  const url = new URL(target);
  url.port = String(address.port);
  return {
    url: url.href,
    cutNextCommit: (when) => {
      cut = when;
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
