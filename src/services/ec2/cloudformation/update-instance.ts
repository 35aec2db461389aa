import { differs, listOf, textOf } from '../../../operation/resource-properties.ts';
import type { Change, Made, Properties, ResourceContext } from '../../../operation/resource-type.ts';
import { changeTags, ec2 } from './ec2-calls.ts';
import { instanceMade, instanceState, untilState } from './instance-state.ts';

/** What can only be changed while the instance is stopped, and how the call names it. */
const WHILE_STOPPED = ['InstanceType', 'EbsOptimized', 'UserData'] as const;

/** Changes an instance in place; what needs it stopped stops it and starts it again, as on AWS. */
export async function updateInstance(change: Change, context: ResourceContext): Promise<Made> {
  const { physicalId: InstanceId, properties: before, wanted } = change;
  await changeProfile(context, InstanceId, before, wanted);
  const modify = (attribute: object) => ec2(context, 'ModifyInstanceAttribute', { InstanceId, ...attribute });
  if (differs(before, wanted, 'SecurityGroupIds'))
    await modify({ Groups: listOf(wanted, 'SecurityGroupIds') });
  if (differs(before, wanted, 'DisableApiTermination'))
    await modify({ DisableApiTermination: { Value: wanted['DisableApiTermination'] ?? false } });
  if (differs(before, wanted, 'InstanceInitiatedShutdownBehavior')) {
    const Value = wanted['InstanceInitiatedShutdownBehavior'] ?? 'stop';
    await modify({ InstanceInitiatedShutdownBehavior: { Value } });
  }
  if (differs(before, wanted, 'SourceDestCheck'))
    await modify({ SourceDestCheck: { Value: wanted['SourceDestCheck'] ?? true } });
  if (differs(before, wanted, 'Monitoring')) {
    const isOn = textOf(wanted, 'Monitoring') === 'true';
    await ec2(context, isOn ? 'MonitorInstances' : 'UnmonitorInstances', { InstanceIds: [InstanceId] });
  }
  if (differs(before, wanted, 'MetadataOptions')) {
    const options = wanted['MetadataOptions'] as object | undefined;
    await ec2(context, 'ModifyInstanceMetadataOptions', { InstanceId, ...options });
  }
  if (differs(before, wanted, 'CreditSpecification')) {
    const credit = wanted['CreditSpecification'] as Properties | undefined;
    const CpuCredits = credit?.['CPUCredits'] ?? 'standard';
    const InstanceCreditSpecifications = [{ InstanceId, CpuCredits }];
    await ec2(context, 'ModifyInstanceCreditSpecification', { InstanceCreditSpecifications });
  }
  await changeWhileStopped(context, InstanceId, before, wanted);
  await changeTags(context, InstanceId, change);
  return instanceMade(context, InstanceId);
}

async function changeWhileStopped(
  context: ResourceContext,
  InstanceId: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  const names = WHILE_STOPPED.filter((name) => differs(before, wanted, name));
  if (names.length === 0) return;
  const ran = (await instanceState(context, InstanceId)) === 'running';
  if (ran) {
    await ec2(context, 'StopInstances', { InstanceIds: [InstanceId] });
    await untilState(context, InstanceId, 'stopped');
  }
  for (const name of names) {
    const value = wanted[name] ?? (name === 'UserData' ? '' : undefined);
    if (value === undefined) continue;
    await ec2(context, 'ModifyInstanceAttribute', { InstanceId, [name]: { Value: value } });
  }
  if (ran) {
    await ec2(context, 'StartInstances', { InstanceIds: [InstanceId] });
    await untilState(context, InstanceId, 'running');
  }
}

async function changeProfile(
  context: ResourceContext,
  InstanceId: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  if (!differs(before, wanted, 'IamInstanceProfile')) return;
  const name = textOf(wanted, 'IamInstanceProfile');
  const { IamInstanceProfileAssociations = [] } = await ec2(
    context,
    'DescribeIamInstanceProfileAssociations',
    { Filters: [{ Name: 'instance-id', Values: [InstanceId] }] },
  );
  const held = IamInstanceProfileAssociations.find(
    ({ State }) => State === 'associated' || State === 'associating',
  );
  const AssociationId = held?.AssociationId;
  if (name === undefined) {
    if (AssociationId !== undefined) await ec2(context, 'DisassociateIamInstanceProfile', { AssociationId });
    return;
  }
  const IamInstanceProfile = { Name: name };
  if (AssociationId === undefined)
    await ec2(context, 'AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile });
  else await ec2(context, 'ReplaceIamInstanceProfileAssociation', { AssociationId, IamInstanceProfile });
}
