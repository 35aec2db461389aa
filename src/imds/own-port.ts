import type { MetadataHandler, MetadataListener } from './metadata-listener.ts';

/** How often the machine may offer a port that was another instance's. */
const MOST_TRIES = 20;

/** Opens a listener on a port, or on any for 0. */
type Listen = (handler: MetadataHandler, port: number) => Promise<MetadataListener>;

/**
 * Listens on a port that is no other instance's: what still runs on an instance that was stopped or
 * ended asks where its own metadata was, and must not be handed another's credentials.
 *
 * @param wanted the instance's own port of before; 0 for any
 * @param isOthers whether a port was another instance's
 */
export async function listenOnOwnPort(
  listen: Listen,
  handler: MetadataHandler,
  wanted: number,
  isOthers: (port: number) => boolean,
): Promise<MetadataListener> {
  const declined: MetadataListener[] = [];
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      let isOwn = false;
      const listener = await listen(
        (request) => (isOwn ? handler(request) : Promise.resolve(undefined)),
        tries === 0 ? wanted : 0,
      );
      isOwn = !isOthers(listener.port);
      if (isOwn) return listener;
      // Held until another is found, so that the machine offers another.
      declined.push(listener);
    }
    throw new Error(`every one of ${MOST_TRIES} free ports was another instance’s`);
  } finally {
    await Promise.all(declined.map((listener) => listener.close()));
  }
}
