import { expect, test } from 'vitest';
import type { ResourceContext } from '../../../operation/resource-type.ts';
import { volumeResource } from './volume-resource.ts';

const BEGAN = Date.parse('2026-03-04T05:06:07Z');

/** Answers with snapshots that began at these moments, and notes what is asked for. */
function contextWith(...moments: readonly number[]) {
  const called: string[] = [];
  const context: Pick<ResourceContext, 'call' | 'ownTags' | 'startedAt'> = {
    startedAt: BEGAN,
    ownTags: [{ Key: 'aws:cloudformation:logical-id', Value: 'Disk' }],
    call: <T>(_service: string, operation: string) => {
      called.push(operation);
      return Promise.resolve({ Snapshots: moments.map((at) => ({ StartTime: new Date(at) })) } as T);
    },
  };
  return { called, context: context as ResourceContext };
}

const volume = { physicalId: 'vol-0123456789abcdef0', properties: {}, attributes: {} };

test('the snapshot that a step took before it was cut short is not taken again', async () => {
  const { called, context } = contextWith(BEGAN + 5);
  await volumeResource.snapshot?.(volume, context);
  expect(called).toEqual(['DescribeSnapshots']);
});

test('a snapshot of an earlier, failed deletion does not stand for what the volume holds now', async () => {
  const { called, context } = contextWith(BEGAN - 60_000);
  await volumeResource.snapshot?.(volume, context);
  expect(called).toEqual(['DescribeSnapshots', 'CreateSnapshot']);
});
