import {
  EnablePolicyTypeCommand,
  ListRootsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';

/** Lets service control policies count in a new organization. @returns its root's id */
export async function enableServiceControlPolicies(organizations: OrganizationsClient): Promise<string> {
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const RootId = Roots?.[0]?.Id ?? '';
  const PolicyType = 'SERVICE_CONTROL_POLICY';
  await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType }));
  return RootId;
}
