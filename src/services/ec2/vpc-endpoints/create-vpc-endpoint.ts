import type { CreateVpcEndpointRequest } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys, resourceTagKeys } from '../../../operation/tag-keys.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import {
  idempotentParameterMismatch,
  invalidServiceName,
  notFound,
  unsupported,
  vpcEndpointLimitExceeded,
} from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import { readVpcs } from '../network/network-reader.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { assertIdOf, VPC } from '../shared/resources.ts';
import { putTags, readTagSpecifications, tagList, taggingOnCreate, type Tags } from '../tags/tags.ts';
import { assertRouteTables, onRouteTables } from './endpoint-route-tables.ts';
import {
  assertEndpointPolicy,
  FULL_ACCESS,
  readVpcEndpoints,
  s3ServiceOf,
  vpcEndpointToWire,
  type VpcEndpointRecord,
} from './vpc-endpoint-record.ts';

/** Gateway endpoints of an account in a region. */
const MOST_ENDPOINTS = 20;

/**
 * Makes a gateway endpoint, by which the instances of a VPC reach S3 whose subnets have one of its route
 * tables.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
 */
export const createVpcEndpoint = ec2Operation('CreateVpcEndpoint', {
  async authorizes(input, context) {
    const tags = tagsOf(input);
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    assertIdOf(VPC, input.VpcId);
    const resource = ec2Arn(place, 'vpc-endpoint/*');
    return [
      await onVpc(context, input.VpcId),
      ...(await onRouteTables(context, 'CreateVpcEndpoint', input.RouteTableIds ?? [])),
      {
        action: 'ec2:CreateVpcEndpoint',
        resource,
        keys: {
          'ec2:VpceServiceName': input.ServiceName,
          'ec2:VpceServiceOwner': 'amazon',
          ...requestTagKeys(tagList(tags)),
          ...regionKey(context),
        },
      },
      ...taggingOnCreate(context, 'CreateVpcEndpoint', resource, tags),
    ];
  },

  async runs(input, context) {
    assertServed(input, context.facts.region);
    const tags = tagsOf(input);
    const place = placeOf(context);
    return change(context, input, async (tx, now) => {
      const present = await readVpcEndpoints(tx, place);
      const same = present.find(
        (record) => input.ClientToken !== undefined && record.client_token === input.ClientToken,
      );
      if (same !== undefined) {
        if (same.vpc_id !== input.VpcId) throw idempotentParameterMismatch();
        return { answer: answerOf(same, tags, input) };
      }
      const vpcs = await readVpcs(tx, place);
      if (!vpcs.some(({ id }) => id === input.VpcId)) throw notFound(VPC, [input.VpcId]);
      if (present.length >= MOST_ENDPOINTS) throw vpcEndpointLimitExceeded();
      const routeTableIds = [...new Set(input.RouteTableIds)];
      await assertRouteTables(tx, place, input.VpcId, routeTableIds, undefined);
      const record: VpcEndpointRecord = {
        id: context.house.ids.hex('vpce'),
        account_id: place.accountId,
        region: place.region,
        created_at: now,
        vpc_id: input.VpcId,
        service_name: s3ServiceOf(place.region),
        policy: input.PolicyDocument ?? FULL_ACCESS,
        client_token: input.ClientToken ?? null,
        data: { routeTableIds },
      };
      const data = JSON.stringify(record.data);
      await tx
        .insertInto('vpc_endpoints')
        .values({ ...record, data })
        .execute();
      await putTags(tx, record.id, tags);
      return { answer: answerOf(record, tags, input) };
    });
  },
});

function answerOf(
  record: VpcEndpointRecord,
  tags: Tags | undefined,
  { ClientToken }: CreateVpcEndpointRequest,
) {
  return { VpcEndpoint: vpcEndpointToWire(record, tags), ClientToken };
}

/** @throws AwsError NotImplemented, InvalidServiceName, InvalidPolicyDocument */
function assertServed(input: CreateVpcEndpointRequest, region: string): void {
  const { VpcEndpointType = 'Gateway', ServiceName = '' } = input;
  if (VpcEndpointType !== 'Gateway') throw unsupported(`VpcEndpointType=${VpcEndpointType}`);
  if (ServiceName !== s3ServiceOf(region)) throw invalidServiceName(ServiceName);
  assertEndpointPolicy(input.PolicyDocument);
}

function tagsOf({ TagSpecifications }: CreateVpcEndpointRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['vpc-endpoint'])['vpc-endpoint'];
}

async function onVpc(context: OperationContext, id: string): Promise<Authorization> {
  const tags = await context.house.store.read((tx) => readTags(tx, [id]));
  return {
    action: 'ec2:CreateVpcEndpoint',
    resource: ec2Arn(placeOf(context), `vpc/${id}`),
    keys: {
      'ec2:VpcID': id,
      ...resourceTagKeys(tagList(tags.get(id)), 'ec2'),
      ...regionKey(context),
    },
  };
}
