import { createHash } from 'node:crypto';
import type { ResourcePolicy } from '../../../operation/authorization.ts';

/** AWS's own key for S3, of which every account has one in each region: alias `aws/s3`. */
export interface ManagedKey {
  readonly accountId: string;
  readonly region: string;
}

const ALIAS = 'alias/aws/s3';

/** The key's ARN: the same whenever it is asked for, since it follows from account and region alone. */
export function managedKeyArn({ accountId, region }: ManagedKey): string {
  const hex = createHash('sha256').update(`${ALIAS} ${accountId} ${region}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20)];
  return `arn:aws:kms:${region}:${accountId}:key/${parts.join('-')}-${hex.slice(20, 32)}`;
}

/** Whether a client's name for a key, an id, an alias or the ARN of either, means this one. */
export function namesManagedKey(name: string, key: ManagedKey): boolean {
  const arn = managedKeyArn(key);
  const alias = `arn:aws:kms:${key.region}:${key.accountId}:${ALIAS}`;
  return name === ALIAS || name === alias || name === arn || name === arn.slice(arn.lastIndexOf('/') + 1);
}

/** Whose key that is and where, by its ARN. */
export function managedKeyOf(arn: string): ManagedKey {
  const [, , , region = '', accountId = ''] = arn.split(':');
  return { region, accountId };
}

/**
 * The key's policy, which nobody can change: through S3, whoever is of the key's account and may use S3 may use
 * the key; nobody of another account may.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
export function managedKeyPolicy(key: ManagedKey): ResourcePolicy {
  const { accountId, region } = key;
  const document = {
    Version: '2012-10-17',
    Id: 'auto-s3-2',
    Statement: [
      {
        Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': `s3.${region}.amazonaws.com` },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
        Resource: '*',
      },
    ],
  };
  return { kind: 'key', document: JSON.stringify(document), arn: managedKeyArn(key) };
}
