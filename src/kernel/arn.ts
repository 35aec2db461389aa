/** An Amazon Resource Name, taken apart: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All that follows the fifth colon; may itself contain colons and slashes. */
  readonly resource: string;
}

/** The partition of every resource in the house. */
export const PARTITION = 'aws';

/** Takes an ARN apart; `undefined` when there are fewer than six parts or it does not begin with `arn:`. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(':');
  const [prefix, partition, service, region, accountId] = parts;
  if (parts.length < 6 || prefix !== 'arn') return undefined;
  if (partition === undefined || service === undefined || region === undefined || accountId === undefined) {
    return undefined;
  }
  return { partition, service, region, accountId, resource: parts.slice(5).join(':') };
}

/** Puts an ARN together in the house's partition. */
export function formatArn(arn: Omit<Arn, 'partition'>): string {
  return `arn:${PARTITION}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

/**
 * The ARN of something of IAM's: global, so without a region.
 *
 * @param resource for example `role/service-role/Name`: kind, path and name
 */
export function iamArn(accountId: string, resource: string): string {
  return `arn:${PARTITION}:iam::${accountId}:${resource}`;
}
