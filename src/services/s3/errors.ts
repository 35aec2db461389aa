import { AwsError } from '../../kernel/aws-error.ts';

/**
 * Every error of S3's own, in AWS's words. Members stand beside code and message in the answer's XML.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError('AccessDenied', 403, message);
}

export function noSuchBucket(bucket: string): AwsError {
  return new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: bucket });
}

/** @param marker the delete marker that stands in the key's place */
export function noSuchKey(key: string, marker?: string): AwsError {
  const headers = marker === undefined ? {} : markerHeaders(marker);
  return new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key }, headers);
}

function markerHeaders(marker: string) {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker };
}

/** What was asked of a version that is a delete marker. @param method of the request, as in HTTP */
export function isDeleteMarker(method: string, marker: string, lastModified: Date): AwsError {
  return new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: 'DeleteMarker' },
    { ...markerHeaders(marker), Allow: 'DELETE', 'Last-Modified': lastModified.toUTCString() },
  );
}

/** A version that the object does not have. */
export function noSuchVersion(key: string, versionId: string): AwsError {
  return new AwsError('NoSuchVersion', 404, 'The specified version does not exist.', {
    Key: key,
    VersionId: versionId,
  });
}

export function invalidVersionId(versionId: string): AwsError {
  return invalidArgument('Invalid version id specified', 'versionId', versionId);
}

export function noSuchUpload(uploadId: string): AwsError {
  return new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
}

/** The bucket lies in another region than the one the request was signed for; the header tells clients where. */
export function permanentRedirect(bucket: string, region: string): AwsError {
  return new AwsError(
    'PermanentRedirect',
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket },
    { 'x-amz-bucket-region': region },
  );
}

export function invalidBucketName(bucket: string): AwsError {
  return new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: bucket });
}

export function bucketAlreadyOwnedByYou(bucket: string): AwsError {
  return new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName: bucket },
  );
}

export function bucketAlreadyExists(bucket: string): AwsError {
  return new AwsError(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: bucket },
  );
}

export function bucketNotEmpty(bucket: string): AwsError {
  return new AwsError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', {
    BucketName: bucket,
  });
}

export function bucketKeepsVersions(bucket: string): AwsError {
  return new AwsError(
    'BucketNotEmpty',
    409,
    'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    { BucketName: bucket },
  );
}

export function tooManyBuckets(): AwsError {
  return new AwsError('TooManyBuckets', 400, 'You have attempted to create more buckets than allowed');
}

/** @param constraint the constraint that was given; `unspecified` when none was */
export function illegalLocationConstraint(constraint: string): AwsError {
  return new AwsError(
    'IllegalLocationConstraintException',
    400,
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

export function invalidArgument(message: string, name: string, value: string | null): AwsError {
  return new AwsError('InvalidArgument', 400, message, {
    ArgumentName: name,
    ...(value === null ? {} : { ArgumentValue: value }),
  });
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}

export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** Something that AWS does and Utsuwa does not; refused, never ignored. @param what the header or setting */
export function notBuilt(what: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `A header you provided implies functionality that is not implemented`,
    {
      Header: what,
    },
  );
}

export function aclNotSupported(): AwsError {
  return new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
}

export function keyTooLong(key: string): AwsError {
  return new AwsError('KeyTooLongError', 400, 'Your key is too long', {
    Size: String(Buffer.byteLength(key)),
    MaxSizeAllowed: '1024',
  });
}

export function metadataTooLarge(size: number): AwsError {
  return new AwsError(
    'MetadataTooLarge',
    400,
    'Your metadata headers exceed the maximum allowed metadata size',
    {
      Size: String(size),
      MaxSizeAllowed: '2048',
    },
  );
}

export function entityTooLarge(size: number, limit: number): AwsError {
  return new AwsError('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: String(size),
    MaxSizeAllowed: String(limit),
  });
}

/** A part other than the last was smaller than 5 MiB. */
export function entityTooSmall(size: number, partNumber: number, etag: string): AwsError {
  return new AwsError(
    'EntityTooSmall',
    400,
    'Your proposed upload is smaller than the minimum allowed size',
    {
      ProposedSize: String(size),
      MinSizeAllowed: String(5 * 1024 * 1024),
      PartNumber: String(partNumber),
      ETag: etag,
    },
  );
}

/** @param algorithm as AWS spells it, for example `CRC64NVME` */
export function badChecksum(algorithm: string): AwsError {
  return new AwsError(
    'BadDigest',
    400,
    `The ${algorithm} you specified did not match the calculated checksum.`,
  );
}

export function invalidRange(range: string, size: number): AwsError {
  return new AwsError('InvalidRange', 416, 'The requested range is not satisfiable', {
    RangeRequested: range,
    ActualObjectSize: String(size),
  });
}

export function invalidPartNumber(partNumber: number, count: number): AwsError {
  return new AwsError('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
    PartNumberRequested: String(partNumber),
    ActualPartCount: String(count),
  });
}

/** @param condition the header that did not hold, for example `If-Match` */
export function preconditionFailed(condition: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    412,
    'At least one of the pre-conditions you specified did not hold',
    {
      Condition: condition,
    },
  );
}

/** The client's copy is current: an answer without a body. */
export function notModified(etag: string): AwsError {
  return new AwsError('NotModified', 304, 'Not Modified', {}, { ETag: etag });
}

export function invalidPart(uploadId: string, partNumber: number, etag: string): AwsError {
  return new AwsError(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: uploadId, PartNumber: String(partNumber), ETag: etag },
  );
}

export function invalidPartOrder(uploadId: string): AwsError {
  return new AwsError(
    'InvalidPartOrder',
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId: uploadId },
  );
}

export function noSuchBucketPolicy(bucket: string): AwsError {
  return new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { BucketName: bucket });
}

export function malformedPolicy(message: string): AwsError {
  return new AwsError('MalformedPolicy', 400, message);
}

export function noSuchTagSet(bucket: string): AwsError {
  return new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', { BucketName: bucket });
}

export function invalidTag(message: string, key?: string): AwsError {
  return new AwsError('InvalidTag', 400, message, key === undefined ? {} : { TagKey: key });
}

export function tooManyTags(kind: 'Bucket' | 'Object', limit: number): AwsError {
  return new AwsError('BadRequest', 400, `${kind} tags cannot be greater than ${limit}`);
}

/** A sub-resource of a bucket that has none. */
export function noSuchConfiguration(code: string, message: string, bucket: string): AwsError {
  return new AwsError(code, 404, message, { BucketName: bucket });
}

export function invalidStorageClass(storageClass: string): AwsError {
  return new AwsError('InvalidStorageClass', 400, 'The storage class you specified is not valid', {
    StorageClassRequested: storageClass,
  });
}

/** The bucket would need Object Lock for this. */
export function noObjectLock(): AwsError {
  return invalidRequest('Bucket is missing Object Lock Configuration');
}

/** Canned ACLs of a new bucket, against the ownership that new buckets have. */
export function bucketAclWithOwnership(): AwsError {
  return new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

/** Block Public Access keeps a public policy from being put. */
export function publicPolicyRefused(callerArn: string, resource: string): AwsError {
  return accessDenied(
    `User: ${callerArn} is not authorized to perform: s3:PutBucketPolicy on resource: "${resource}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
}
