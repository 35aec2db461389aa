import type { WriteTx } from '../../../../store/store.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { VPC } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { hasDependencies } from '../network-errors.ts';
import { deleteOne, readAll, requireOne } from '../network-store.ts';
import { onResource } from '../on-resource.ts';

/**
 * Deletes a VPC with what AWS made with it; what a user made in it must be gone.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
 */
export const deleteVpc = ec2Operation('DeleteVpc', {
  async authorizes({ VpcId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onResource(context, 'DeleteVpc', VPC, VpcId);
  },
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const { id } = await requireOne(tx, VPC, place, input.VpcId);
      await emptyVpc(tx, place, id);
      await deleteOne(tx, 'vpcs', id);
      return { answer: {} };
    }),
});

/** @throws AwsError DependencyViolation */
async function emptyVpc(tx: WriteTx, place: Place, vpcId: string): Promise<void> {
  const ofVpc = ({ vpc_id }: { readonly vpc_id: string | null }) => vpc_id === vpcId;
  const tables = (await readAll(tx, 'route_tables', place)).filter(ofVpc);
  const acls = (await readAll(tx, 'network_acls', place)).filter(ofVpc);
  const groups = (await readAll(tx, 'security_groups', place)).filter(ofVpc);
  const endpoint = await tx
    .selectFrom('vpc_endpoints')
    .select('id')
    .where('vpc_id', '=', vpcId)
    .executeTakeFirst();
  const isUsed =
    (await readAll(tx, 'subnets', place)).some(ofVpc) ||
    (await readAll(tx, 'internet_gateways', place)).some(ofVpc) ||
    tables.some(({ is_main }) => is_main === 0) ||
    acls.some(({ is_default }) => is_default === 0) ||
    groups.some(({ name }) => name !== 'default') ||
    endpoint !== undefined;
  if (isUsed) throw hasDependencies('vpc', vpcId);
  for (const { id } of tables) await deleteOne(tx, 'route_tables', id);
  for (const { id } of acls) await deleteOne(tx, 'network_acls', id);
  const rules = await readAll(tx, 'security_group_rules', place);
  for (const { id } of groups) {
    for (const rule of rules) if (rule.group_id === id) await deleteOne(tx, 'security_group_rules', rule.id);
    await deleteOne(tx, 'security_groups', id);
  }
}
