import { describe, expect, test } from 'vitest';
import type { MetadataHandler } from './metadata-listener.ts';
import { listenOnOwnPort } from './own-port.ts';

/** A machine that offers ports in a given order. */
function machine(...offers: readonly number[]) {
  const opened: { port: number; asked: number; handler: MetadataHandler }[] = [];
  const closed: number[] = [];
  const listen = async (handler: MetadataHandler, asked: number) => {
    const port = offers[opened.length] ?? 0;
    opened.push({ port, asked, handler });
    return {
      port,
      close: async () => {
        closed.push(port);
      },
    };
  };
  return { opened, closed, listen };
}

const REQUEST = { method: 'GET', path: '/', headers: {} };
const answer: MetadataHandler = async () => ({ status: 200, headers: {}, body: 'secret' });

describe('a port of an instance’s own', () => {
  test('is the one of before, when it can be had', async () => {
    const { opened, closed, listen } = machine(5000);
    const { port } = await listenOnOwnPort(listen, answer, 5000, () => false);
    expect([port, opened[0]?.asked, closed]).toEqual([5000, 5000, []]);
    expect(await opened[0]?.handler(REQUEST)).toMatchObject({ body: 'secret' });
  });

  test('is never one that was another’s: that is let go, and nothing was answered on it', async () => {
    const { opened, closed, listen } = machine(5001, 5002, 5003);
    const { port } = await listenOnOwnPort(listen, answer, 0, (one) => one < 5003);
    expect([port, opened.map(({ asked }) => asked), closed]).toEqual([5003, [0, 0, 0], [5001, 5002]]);
    expect(await opened[0]?.handler(REQUEST)).toBeUndefined();
    expect(await opened[2]?.handler(REQUEST)).toMatchObject({ body: 'secret' });
  });

  test('is given up when there is none, and nothing is left open', async () => {
    const offers = Array.from({ length: 40 }, (_, i) => 6000 + i);
    const { opened, closed, listen } = machine(...offers);
    await expect(listenOnOwnPort(listen, answer, 0, () => true)).rejects.toThrow('another instance');
    expect(closed).toEqual(opened.map(({ port }) => port));
  });
});
