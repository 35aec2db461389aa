import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListObjectVersionsOutput } from '../../../model/generated/s3.ts';
import { answer, openInProcessHouse, type InProcessHouse } from '../../../../test/in-process-house.ts';
import { s3Service } from '../service.ts';

/** What a key holds in the model, newest first. */
interface ModelVersion {
  readonly id: string;
  readonly marker: boolean;
}

type Status = 'Enabled' | 'Suspended';

type Step =
  | { readonly kind: 'versioning'; readonly status: Status }
  | { readonly kind: 'put'; readonly key: string }
  | { readonly kind: 'mark'; readonly key: string }
  | { readonly kind: 'delete'; readonly key: string; readonly which: number };

const KEYS = ['a', 'a/b', 'c'];
const key = fc.constantFrom(...KEYS);
const steps = fc.array(
  fc.oneof(
    fc.constantFrom<Status[]>('Enabled', 'Suspended').map((status): Step => ({ kind: 'versioning', status })),
    key.map((name): Step => ({ kind: 'put', key: name })),
    key.map((name): Step => ({ kind: 'mark', key: name })),
    fc.tuple(key, fc.nat(3)).map(([name, which]): Step => ({ kind: 'delete', key: name, which })),
  ),
  { maxLength: 30 },
);

let inside: InProcessHouse;
let made = 0;
beforeAll(async () => {
  inside = await openInProcessHouse({ s3: s3Service });
});
afterAll(() => inside.close());

function call<T>(operation: string, input: object): Promise<T> {
  return answer<T>(inside.call(inside.root, 's3', operation, input));
}

/** S3's rules for versions, as plainly as they can be said. */
class Model {
  readonly #versions = new Map<string, ModelVersion[]>();
  status: Status | undefined;

  of(name: string): readonly ModelVersion[] {
    return this.#versions.get(name) ?? [];
  }

  /** Puts a version on top; without versioning, or while it is suspended, the null version goes for it. */
  put(name: string, version: ModelVersion): void {
    const others = this.of(name).filter(({ id }) => id !== version.id);
    this.#versions.set(name, [version, ...others]);
  }

  delete(name: string, id: string): void {
    this.#versions.set(
      name,
      this.of(name).filter((version) => version.id !== id),
    );
  }

  lines(): string[] {
    return KEYS.flatMap((name) =>
      this.of(name).map(({ id, marker }, index) => `${name} ${id} ${marker} ${index === 0}`),
    );
  }
}

interface Answered {
  readonly VersionId?: string;
}

async function take(step: Step, model: Model, Bucket: string): Promise<void> {
  switch (step.kind) {
    case 'versioning':
      await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: step.status } });
      model.status = step.status;
      break;
    case 'put': {
      const copy = { Bucket, Key: step.key, CopySource: `${SOURCE}/source` };
      const { VersionId = 'null' } = await call<Answered>('CopyObject', copy);
      model.put(step.key, { id: VersionId, marker: false });
      break;
    }
    case 'mark': {
      const { VersionId = '' } = await call<Answered>('DeleteObject', { Bucket, Key: step.key });
      if (model.status === undefined) model.delete(step.key, 'null');
      else model.put(step.key, { id: VersionId, marker: true });
      break;
    }
    case 'delete': {
      const { id } = model.of(step.key)[step.which] ?? { id: 'null' };
      await call('DeleteObject', { Bucket, Key: step.key, VersionId: id });
      model.delete(step.key, id);
    }
  }
}

const SOURCE = 'source-of-copies';

/** All versions in the order of the listing, told in pages of that size. */
async function listed(Bucket: string, MaxKeys: number): Promise<string[]> {
  const lines: string[] = [];
  let markers: object = {};
  for (;;) {
    const page = await call<ListObjectVersionsOutput>('ListObjectVersions', { Bucket, MaxKeys, ...markers });
    const told = [
      ...(page.Versions ?? []).map((version) => ({ ...version, marker: false })),
      ...(page.DeleteMarkers ?? []).map((version) => ({ ...version, marker: true })),
    ];
    for (const { Key, VersionId, IsLatest, marker } of told) {
      lines.push(`${Key} ${VersionId} ${marker} ${IsLatest}`);
    }
    if (page.IsTruncated !== true) return lines;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

describe('versions', () => {
  test('versions_are_listed_one_by_one_as_the_model_has_them', async () => {
    await call('CreateBucket', { Bucket: SOURCE });
    await call('PutObject', { Bucket: SOURCE, Key: 'source' });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        made += 1;
        const Bucket = `model-${made}`;
        const model = new Model();
        await call('CreateBucket', { Bucket });
        for (const step of taken) await take(step, model, Bucket);
        expect(await listed(Bucket, 1)).toEqual(model.lines());
        expect((await listed(Bucket, 3)).sort()).toEqual(model.lines().sort());
        for (const name of KEYS) {
          const [newest] = model.of(name);
          const read = call<Answered>('HeadObject', { Bucket, Key: name }).then(
            ({ VersionId = 'null' }) => VersionId,
            () => undefined,
          );
          expect(await read).toBe(newest?.marker === false ? newest.id : undefined);
        }
      }),
      { numRuns: 60 },
    );
  });
});
