import type { Selectable } from 'kysely';
import type { VpcEndpoint } from '../../../model/generated/ec2.ts';
import { validatePolicy } from '../../../policy/validation/validate-policy.ts';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalidPolicyDocument } from '../errors.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Place } from '../shared/place.ts';
import type { Tags } from '../tags/tags.ts';

/** What an endpoint's row holds in `data`. */
export interface VpcEndpointData {
  /** The route tables whose subnets go through it; absent from one that was made before there were any: all. */
  readonly routeTableIds?: readonly string[] | undefined;
}

/** A gateway endpoint: the only type here, and S3 the only service. */
export type VpcEndpointRecord = Omit<Selectable<Ec2Tables['vpc_endpoints']>, 'data'> & {
  readonly data: VpcEndpointData;
};

/** What an endpoint that is given no policy has. @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export const FULL_ACCESS = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

/** As AWS's quota for an endpoint's policy, in characters. */
const LONGEST_POLICY = 20_480;

/** @throws AwsError InvalidPolicyDocument */
export function assertEndpointPolicy(document: string | undefined): void {
  if (document === undefined) return;
  if (document.length > LONGEST_POLICY || validatePolicy(document, 'endpoint') !== undefined) {
    throw invalidPolicyDocument();
  }
}

/** The service by which a region's S3 is reached. */
export function s3ServiceOf(region: string): string {
  return `com.amazonaws.${region}.s3`;
}

/** All endpoints of a place, by id. */
export async function readVpcEndpoints(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly VpcEndpointRecord[]> {
  const rows = await tx
    .selectFrom('vpc_endpoints')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as VpcEndpointData }));
}

export function vpcEndpointToWire(record: VpcEndpointRecord, tags: Tags | undefined): VpcEndpoint {
  return {
    VpcEndpointId: record.id,
    VpcEndpointType: 'Gateway',
    VpcId: record.vpc_id,
    ServiceName: record.service_name,
    State: 'Available',
    PolicyDocument: record.policy,
    RouteTableIds: record.data.routeTableIds ?? [],
    SubnetIds: [],
    Groups: [],
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    NetworkInterfaceIds: [],
    DnsEntries: [],
    CreationTimestamp: new Date(record.created_at),
    Tags: tagsToWire(tags),
    OwnerId: record.account_id,
  };
}
