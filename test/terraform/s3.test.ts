import {
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

const BUCKET = `
variable "team" { default = "blue" }
variable "content" { default = "hello" }
variable "closed" { default = "true" }
variable "versioning" { default = "Enabled" }

resource "aws_s3_bucket" "bucket" {
  bucket        = "terraforms-bucket"
  force_destroy = true
  tags   = { team = var.team }
}

resource "aws_s3_bucket_public_access_block" "closed" {
  bucket                  = aws_s3_bucket.bucket.id
  block_public_acls       = var.closed
  block_public_policy     = var.closed
  ignore_public_acls      = var.closed
  restrict_public_buckets = var.closed
}

resource "aws_s3_bucket_versioning" "kept" {
  bucket = aws_s3_bucket.bucket.id
  versioning_configuration {
    status = var.versioning
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "sse" {
  bucket = aws_s3_bucket.bucket.id
  rule {
    bucket_key_enabled = var.closed
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket" "by_kms" {
  bucket        = "terraforms-kms-bucket"
  force_destroy = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  bucket = aws_s3_bucket.by_kms.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_object" "by_kms" {
  depends_on = [aws_s3_bucket_server_side_encryption_configuration.kms]
  bucket     = aws_s3_bucket.by_kms.id
  key        = "hello.txt"
  content    = "hello"
}

resource "aws_s3_bucket_ownership_controls" "owner" {
  bucket = aws_s3_bucket.bucket.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_policy" "policy" {
  bucket = aws_s3_bucket.bucket.id
  policy = data.aws_iam_policy_document.policy.json
}

data "aws_iam_policy_document" "policy" {
  statement {
    effect    = "Deny"
    actions   = ["s3:DeleteObject"]
    resources = ["\${aws_s3_bucket.bucket.arn}/\${var.team}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_object" "text" {
  depends_on   = [aws_s3_bucket_versioning.kept]
  bucket       = aws_s3_bucket.bucket.id
  key          = "hello.txt"
  content      = var.content
  content_type = "text/plain"
  tags         = { team = var.team }
}

resource "aws_s3_object" "file" {
  bucket = aws_s3_bucket.bucket.id
  key    = "from/file.bin"
  source = "file.bin"
  etag   = filemd5("file.bin")
}

data "aws_s3_object" "read" {
  bucket = aws_s3_object.text.bucket
  key    = aws_s3_object.text.key
}

output "read" { value = data.aws_s3_object.read.body }
output "domain" { value = aws_s3_bucket.bucket.bucket_domain_name }
`;

describe.skipIf('missing' in terraform)(`Terraform manages S3${reason}`, SLOW, () => {
  let house: TestHouse;
  let s3: S3Client;
  let workspace: Workspace;
  const Bucket = 'terraforms-bucket';

  beforeAll(async () => {
    if ('missing' in terraform) throw new Error(terraform.missing);
    house = await startHouse();
    s3 = new S3Client(house.client());
    workspace = await Workspace.open(terraform, house, BUCKET);
    await workspace.put('file.bin', 'from a file');
  });
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  test('a bucket with its policy, its public access block and its objects is made; a second plan is empty', async () => {
    await workspace.apply();
    const onKms = new HeadObjectCommand({ Bucket: 'terraforms-kms-bucket', Key: 'hello.txt' });
    expect(await s3.send(onKms)).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true });
    expect(await workspace.outputs()).toEqual({
      read: 'hello',
      domain: 'terraforms-bucket.s3.amazonaws.com',
    });
  });

  test('tags, policy, public access block, versioning, encryption and contents change in place', async () => {
    await workspace.put('file.bin', 'from another file');
    const variables = {
      team: 'green',
      content: 'good bye',
      closed: 'false',
      versioning: 'Suspended',
      days: '60',
    };
    const output = await workspace.apply({ variables });
    expect(output).toContain(' 0 added, 7 changed, 0 destroyed');

    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toEqual([{ Key: 'team', Value: 'green' }]);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(Policy).toContain('/green/*');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'from/file.bin' }));
    expect(await Body?.transformToString()).toBe('from another file');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'hello.txt' }));
    expect(Versions).toHaveLength(2);
  });

  test('destroy leaves nothing: older versions go with their bucket', async () => {
    expect(await workspace.destroy()).toContain('Destroy complete!');
    expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });
});
