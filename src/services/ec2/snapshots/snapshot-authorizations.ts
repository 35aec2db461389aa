import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { regionKey } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { ec2Arn, placeOf, publicArn, type Place } from '../shared/place.ts';
import { assertIdOf, SNAPSHOT } from '../shared/resources.ts';
import { tagList, type Tags } from '../tags/tags.ts';
import { findSnapshot, type AnySnapshot } from './snapshot-record.ts';

/** What conditions may ask of a snapshot. */
export function snapshotKeys(
  place: Place,
  snapshot: AnySnapshot | undefined,
  tags: Tags | undefined,
): ConditionKeys {
  if (snapshot === undefined) return {};
  return {
    'ec2:Encrypted': String(snapshot.isEncrypted),
    'ec2:Owner': snapshot.ownerAlias ?? snapshot.ownerId,
    'ec2:ParentVolume': ec2Arn(place, `volume/${snapshot.volumeId}`),
    'ec2:SnapshotID': snapshot.id,
    'ec2:SnapshotTime': new Date(snapshot.startedAt).toISOString(),
    'ec2:VolumeSize': String(snapshot.size),
    ...resourceTagKeys(tagList(tags), 'ec2'),
  };
}

/** The permission of an action on a snapshot; by its ARN alone where there is none. @throws AwsError InvalidSnapshotID.Malformed */
export async function onSnapshot(
  context: OperationContext,
  action: Ec2OperationName,
  id: string,
): Promise<Authorization> {
  assertIdOf(SNAPSHOT, id);
  const place = placeOf(context);
  return context.house.store.read(async (tx) => {
    const found = await findSnapshot(tx, place, id);
    const tags = (await readTags(tx, [id])).get(id);
    return {
      action: `ec2:${action}`,
      resource: publicArn(place, `snapshot/${id}`),
      keys: { ...snapshotKeys(place, found, tags), ...regionKey(context) },
    };
  });
}
