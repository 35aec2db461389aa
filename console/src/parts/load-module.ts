/** Where it is seen whether the server answers at all. */
const PROBE = `${import.meta.env.BASE_URL}vessel.svg`;

/** A module's address in what Chromium, Firefox and Safari say of one that they could not load. */
const ADDRESS = /https?:\/\/\S+\.js/;

/**
 * Loads a part of the console. Browsers remember for good that a module did not come: so none is asked for while the
 * server is away, and one that failed all the same is asked for by another address.
 *
 * @throws Error when it does not come
 */
export async function loadModule<T>(load: () => Promise<T>): Promise<T> {
  await fetch(PROBE, { method: 'HEAD', cache: 'no-store' });
  try {
    return await load();
  } catch (error) {
    const address = ADDRESS.exec(error instanceof Error ? error.message : '')?.[0];
    if (address === undefined) throw error;
    return (await import(/* @vite-ignore */ `${address}?again=${Date.now()}`)) as T;
  }
}
