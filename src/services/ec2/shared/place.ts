import { formatArn } from '../../../kernel/arn.ts';
import type { OperationContext } from '../../../operation/context.ts';

/** Where a resource lives: everything of EC2's belongs to one account in one region. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export function placeOf(context: OperationContext): Place {
  return { accountId: context.accountId, region: context.facts.region };
}

/** An EC2 ARN. @param resource for example `instance/i-…` or `volume/*` */
export function ec2Arn({ accountId, region }: Place, resource: string): string {
  return formatArn({ service: 'ec2', region, accountId, resource });
}

/** The ARN of what may be public, which names no account. @param resource for example `snapshot/snap-…` */
export function publicArn({ region }: Place, resource: string): string {
  return formatArn({ service: 'ec2', region, accountId: '', resource });
}

/** An image's ARN, which names no account. */
export function imageArn(place: Place, imageId: string): string {
  return publicArn(place, `image/${imageId}`);
}
