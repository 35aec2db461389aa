import { describe, expect, test } from 'vitest';
import { loadServiceModel } from '../model/load-service-model.ts';
import { streamsInput } from './decode-input.ts';
import { findOperation } from './find-operation.ts';
import { requestOf } from './test-request.ts';

const s3 = loadServiceModel('s3');

describe('which operation of S3 a request means', () => {
  test.each([
    ['GET /', 'ListBuckets'],
    ['GET /?x-id=ListBuckets', 'ListBuckets'],
    ['GET /b', 'ListObjects'],
    ['GET /b/', 'ListObjects'],
    ['GET /b?prefix=a/', 'ListObjects'],
    ['GET /b?list-type=2&prefix=a', 'ListObjectsV2'],
    ['GET /b?list-type=1', 'ListObjects'],
    ['GET /b?uploads', 'ListMultipartUploads'],
    ['GET /b?uploads=', 'ListMultipartUploads'],
    ['GET /b?location', 'GetBucketLocation'],
    ['GET /b?policy', 'GetBucketPolicy'],
    ['GET /b?policyStatus', 'GetBucketPolicyStatus'],
    ['GET /b?lifecycle', 'GetBucketLifecycleConfiguration'],
    ['GET /b?notification', 'GetBucketNotificationConfiguration'],
    ['GET /b?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET /b?analytics&id=1', 'GetBucketAnalyticsConfiguration'],
    ['GET /b?versions', 'ListObjectVersions'],
    ['PUT /b', 'CreateBucket'],
    ['PUT /b/', 'CreateBucket'],
    ['PUT /b?policy', 'PutBucketPolicy'],
    ['PUT /b?tagging', 'PutBucketTagging'],
    ['DELETE /b', 'DeleteBucket'],
    ['DELETE /b?policy', 'DeleteBucketPolicy'],
    ['POST /b?delete', 'DeleteObjects'],
    ['HEAD /b', 'HeadBucket'],
    ['HEAD /b/k', 'HeadObject'],
    ['GET /b/k', 'GetObject'],
    ['GET /b/k?versionId=1', 'GetObject'],
    ['GET /b/k?uploadId=1', 'ListParts'],
    ['GET /b/k?tagging', 'GetObjectTagging'],
    ['GET /b/k?attributes', 'GetObjectAttributes'],
    ['GET /b//', 'GetObject'],
    ['GET /b/a/b/c/', 'GetObject'],
    ['PUT /b/k', 'PutObject'],
    ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPart'],
    ['PUT /b/k?tagging', 'PutObjectTagging'],
    ['POST /b/k?uploads', 'CreateMultipartUpload'],
    ['POST /b/k?uploadId=1', 'CompleteMultipartUpload'],
    ['DELETE /b/k', 'DeleteObject'],
    ['DELETE /b/k?uploadId=u', 'AbortMultipartUpload'],
    ['DELETE /b/k?tagging', 'DeleteObjectTagging'],
    ['POST /WriteGetObjectResponse', 'WriteGetObjectResponse'],
  ])('%s is %s', (line, name) => {
    expect(findOperation(s3, requestOf(line)).name).toBe(name);
  });

  test.each([
    'DELETE /b/k?acl',
    'DELETE /b?acl',
    'GET /b/k?uploads',
    'PUT /b?uploads',
    'POST /b?policy',
    'HEAD /b?policy',
  ])(
    '%s is no operation: S3 has that subresource, but not for that method (guess: AWS documents nothing)',
    (line) => {
      expect(findOperation(s3, requestOf(line)).operation).toBeUndefined();
    },
  );

  test('no subresource is also the name of a parameter', () => {
    for (const { name, http, input } of s3.operations.values()) {
      for (const member of input?.members ?? []) {
        if (member.location !== 'querystring') continue;
        const line = `${http.method} ${http.requestUri.split('?')[0]?.replace('{Bucket}', 'b').replace('{Key+}', 'k')}`;
        const others = http.requestUri.split('?')[1];
        const target = `${line}?${others === undefined ? '' : `${others}&`}${member.locationName}=1`;
        expect(findOperation(s3, requestOf(target)).operation, `${name}: ${target}`).toBeDefined();
      }
    }
  });

  test('a copy source makes a put a copy', () => {
    const headers = { 'x-amz-copy-source': 'a/b' };
    expect(findOperation(s3, requestOf('PUT /b/k', headers)).name).toBe('CopyObject');
    expect(findOperation(s3, requestOf('PUT /b/k?partNumber=1&uploadId=u', headers)).name).toBe(
      'UploadPartCopy',
    );
  });

  test.each(['PATCH /b', 'OPTIONS /b/k', 'POST /', 'PUT //k', 'DELETE /'])('%s is no operation', (line) => {
    expect(findOperation(s3, requestOf(line)).operation).toBeUndefined();
  });

  test('only bodies that are objects stream', () => {
    const streaming = [...s3.operations.values()].filter(streamsInput).map(({ name }) => name);
    expect(streaming.sort()).toEqual([
      'PutObject',
      'PutObjectAnnotation',
      'UploadPart',
      'WriteGetObjectResponse',
    ]);
  });
});
