import type { Tag } from '../../parts/tag.ts';

/** A resource that was found, with its tags. */
export interface FoundResource {
  readonly arn: string;
  /** As AWS's filters name it: `ec2:instance`, `iam:role`. */
  readonly type: string;
  /** The last part of its ARN. */
  readonly name: string;
  /** A Region's name, or `global`. */
  readonly region: string;
  readonly tags: readonly Tag[];
}

/** The service's and the kind's names that an ARN holds, as AWS's filters take them. */
export function typeOfArn(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  return service === 's3' ? 's3:bucket' : `${service}:${rest.join(':').split(/[/:]/, 1)[0] ?? ''}`;
}

/**
 * What is told of an ARN.
 *
 * @param foundIn the Region that was asked: that of a bucket, whose ARN does not say
 */
export function readResource(arn: string, tags: readonly Tag[], foundIn?: string): FoundResource {
  const [, , service, region = '', , ...rest] = arn.split(':');
  const resource = rest.join(':');
  return {
    arn,
    type: typeOfArn(arn),
    name: resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1),
    region: region !== '' ? region : service === 's3' && foundIn !== undefined ? foundIn : 'global',
    tags: [...tags].sort((a, b) => (a.Key < b.Key ? -1 : 1)),
  };
}
