import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MANIFEST } from '../../src/model/manifest.ts';
import { importService } from './import-service.ts';
import { readServiceDescriptions } from './read-layer.ts';

const MODEL = new URL('../../src/model/', import.meta.url);

test('importing again from the pinned AWS CLI gives the committed files, byte for byte', async () => {
  const descriptions = await readServiceDescriptions(
    Object.values(MANIFEST).map((service) => service.source),
  );
  for (const { name, source } of Object.values(MANIFEST)) {
    const { data, types } = importService(name, descriptions.get(source));
    expect(readFileSync(new URL(`data/${name}.json`, MODEL), 'utf8'), name).toBe(data);
    const generated = new URL(`generated/${name}.ts`, MODEL);
    expect(existsSync(generated) ? readFileSync(generated, 'utf8') : undefined, name).toBe(types);
  }
});

test('a service the CLI does not know is named in the error', async () => {
  await expect(readServiceDescriptions(['hats/2020-01-01'])).rejects.toThrow(
    'the layer holds no description of `hats/2020-01-01`',
  );
});
