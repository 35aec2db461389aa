import type { ByteStream } from '../../../kernel/http.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { BlobGoneError } from '../../../store/object-bytes.ts';
import { checkReadConditions, type ReadConditions } from './conditions.ts';
import { invalidRequest } from '../errors.ts';
import { assertFitForKms, authorizesDecrypting } from '../encryption/object-encryption.ts';
import {
  authorizesReading,
  findObject,
  objectOf,
  partsIn,
  readingOf,
  type OnObject,
  type PartRow,
} from '../shared/find-object.ts';
import { objectAnswer, type ResponseOverrides } from './object-answer.ts';
import type { ObjectRecord } from '../shared/object-record.ts';
import { openBytes } from '../bytes/open-bytes.ts';
import { refuseCustomerKeys } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import { selectBytes, type PartSelection } from '../bytes/select-bytes.ts';

/** How often an object is read anew that is replaced while it is being opened. */
const MAX_ATTEMPTS = 5;

export const getObject = s3Operation('GetObject', {
  async authorizes(input, context) {
    const { bucket, object } = await findObject(context, input);
    const reading = readingOf(context, bucket, object, input, 's3:GetObject');
    return [...reading, ...authorizesDecrypting(context, bucket.name, input.Key, object?.data.encryption)];
  },

  async runs(input, context) {
    assertOverrides(context, input);
    for (let attempt = 1; ; attempt++) {
      const { object, parts, selection } = await selected(context, input);
      const body = await opened(context, object, parts, selection, attempt === MAX_ATTEMPTS);
      if (body === undefined) continue;
      return { ...objectAnswer(object, selection, input, input.ChecksumMode === 'ENABLED'), Body: body };
    }
  },
});

export const headObject = s3Operation('HeadObject', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:GetObject'),

  async runs(input, context) {
    assertOverrides(context, input);
    const { object, selection } = await selected(context, input);
    return objectAnswer(object, selection, input, input.ChecksumMode === 'ENABLED');
  },
});

type Reading = OnObject &
  ReadConditions & {
    readonly Range?: string | undefined;
    readonly PartNumber?: number | undefined;
    readonly SSECustomerAlgorithm?: string | undefined;
    readonly SSECustomerKey?: string | undefined;
  };

async function selected(context: OperationContext, input: Reading) {
  refuseCustomerKeys(input);
  const object = await objectOf(context, input);
  if (object.data.encryption !== undefined) assertFitForKms(context);
  checkReadConditions(input, object);
  const parts = await partsOf(context, object);
  return { object, parts, selection: selectBytes(object, parts, input) };
}

/** A multipart object's parts; none for others. */
export async function partsOf(
  context: OperationContext,
  { uploadId }: ObjectRecord,
): Promise<readonly PartRow[]> {
  if (uploadId === undefined) return [];
  return context.house.store.read((tx) => partsIn(tx, uploadId));
}

/** @returns `undefined` when the object was replaced since it was read, and another attempt is left */
async function opened(
  context: OperationContext,
  object: ObjectRecord,
  parts: readonly PartRow[],
  { range }: PartSelection,
  last: boolean,
): Promise<ByteStream | Uint8Array | undefined> {
  try {
    return await openBytes(context.house.objects, object, parts, range);
  } catch (error) {
    if (error instanceof BlobGoneError && !last) return undefined;
    throw error;
  }
}

/** Who is not known may not choose the answer's headers. @throws AwsError InvalidRequest (400) */
function assertOverrides({ caller }: OperationContext, input: ResponseOverrides): void {
  if (caller.kind !== 'anonymous') return;
  const { ResponseCacheControl, ResponseContentDisposition, ResponseContentEncoding } = input;
  const { ResponseContentLanguage, ResponseContentType, ResponseExpires } = input;
  const overridden =
    ResponseCacheControl ?? ResponseContentDisposition ?? ResponseContentEncoding ?? ResponseContentLanguage;
  if ((overridden ?? ResponseContentType ?? ResponseExpires) === undefined) return;
  throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
}
