import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MANIFEST } from '../../src/model/manifest.ts';
import type { RawModel } from '../../src/model/raw-model.ts';
import { generateTypes } from './generate-types.ts';
import { importService, typePrefix } from './import-service.ts';
import { readServiceDescriptions } from './read-layer.ts';

const MODEL = new URL('../../src/model/', import.meta.url);

test('importing again from the pinned AWS CLI gives the committed files, byte for byte', async () => {
  const imported = Object.values(MANIFEST).flatMap(({ name, source }) =>
    source === undefined ? [] : [{ name, source }],
  );
  const descriptions = await readServiceDescriptions(imported.map(({ source }) => source));
  for (const { name, source } of imported) {
    const { data, types } = importService(name, descriptions.get(source));
    expect(readFileSync(new URL(`data/${name}.json`, MODEL), 'utf8'), name).toBe(data);
    const generated = new URL(`generated/${name}.ts`, MODEL);
    expect(existsSync(generated) ? readFileSync(generated, 'utf8') : undefined, name).toBe(types);
  }
});

test('the types of a model that is written by hand follow its data', () => {
  const name = 'iam-toolbox';
  const model = JSON.parse(readFileSync(new URL(`data/${name}.json`, MODEL), 'utf8')) as RawModel;
  const types = readFileSync(new URL(`generated/${name}.ts`, MODEL), 'utf8');
  expect(types).toBe(generateTypes(typePrefix(name), model));
});

test('a service the CLI does not know is named in the error', async () => {
  await expect(readServiceDescriptions(['hats/2020-01-01'])).rejects.toThrow(
    'the layer holds no description of `hats/2020-01-01`',
  );
});
