import type { GetObjectAttributesRequest, ObjectPart } from '../../../model/generated/s3.ts';
import { checksumMembers } from '../bytes/checksum.ts';
import { authorizesReading, objectOf, type PartRow } from '../shared/find-object.ts';
import { partsOf } from './get-object.ts';
import { refuseCustomerKeys } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import type { PartData } from '../multipart/upload-part.ts';

const MAX_PARTS = 1000;

/** Answers those of an object's attributes that are asked for, of which GetObject tells some only in part. */
export const getObjectAttributes = s3Operation('GetObjectAttributes', {
  // AWS: both permissions are needed.
  async authorizes(input, context) {
    const [attributes, ...rest] = await authorizesReading(context, input, 's3:GetObjectAttributes');
    const [reading] = await authorizesReading(context, input, 's3:GetObject');
    return [reading, attributes, ...rest].filter((permission) => permission !== undefined);
  },

  async runs(input, context) {
    refuseCustomerKeys(input);
    const object = await objectOf(context, input);
    const wanted = new Set(input.ObjectAttributes);
    const { checksum, storageClass } = object.data;
    const parts = wanted.has('ObjectParts') ? await partsOf(context, object) : [];
    return {
      VersionId: object.toldVersion,
      LastModified: new Date(object.lastModified),
      ...(wanted.has('ETag') ? { ETag: object.etag } : {}),
      ...(wanted.has('Checksum') && checksum !== undefined
        ? { Checksum: { ...checksumMembers(checksum), ChecksumType: checksum.type } }
        : {}),
      ...(parts.length > 0 ? { ObjectParts: partsPage(parts, input, checksum?.type === 'COMPOSITE') } : {}),
      ...(wanted.has('StorageClass') ? { StorageClass: storageClass } : {}),
      ...(wanted.has('ObjectSize') ? { ObjectSize: object.size } : {}),
    };
  },
});

/** AWS lists single parts only where their checksums are what the object's is made of. */
function partsPage(parts: readonly PartRow[], input: GetObjectAttributesRequest, listsParts: boolean) {
  const marker = input.PartNumberMarker ?? 0;
  const limit = Math.min(Math.max(input.MaxParts ?? MAX_PARTS, 0), MAX_PARTS);
  const numbered = parts.map((part, index) => attributesOf(part, index + 1));
  const after = numbered.filter(({ PartNumber }) => (PartNumber ?? 0) > marker);
  const page = after.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    ...(listsParts
      ? {
          PartNumberMarker: marker,
          NextPartNumberMarker: page.at(-1)?.PartNumber ?? 0,
          MaxParts: limit,
          IsTruncated: after.length > page.length,
          Parts: page,
        }
      : {}),
  };
}

function attributesOf(part: PartRow, number: number): ObjectPart {
  const { checksum } = JSON.parse(part.metadata) as PartData;
  return { PartNumber: number, Size: part.size, ...checksumMembers(checksum) };
}
