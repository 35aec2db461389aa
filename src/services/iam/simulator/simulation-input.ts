import { parseArn } from '../../../kernel/arn.ts';
import type { SimulateCustomPolicyRequest } from '../../../model/generated/iam.ts';
import type { Principal } from '../../../policy/request.ts';
import { invalidInput } from '../errors.ts';

/** What both simulations take alike. */
export type SimulationInput = Pick<
  SimulateCustomPolicyRequest,
  | 'ActionNames'
  | 'ResourceArns'
  | 'ResourcePolicy'
  | 'ResourceOwner'
  | 'CallerArn'
  | 'ContextEntries'
  | 'ResourceHandlingOption'
  | 'MaxItems'
  | 'Marker'
>;

/** So that one call cannot ask for more than a moment's work. */
const MOST_RESOURCES = 1000;

/**
 * Checks actions and resources.
 *
 * @throws AwsError InvalidInput for a wildcard or what is no action, or a resource that is no ARN
 */
export function assertSimulable({ ActionNames, ResourceArns = [], ...input }: SimulationInput): void {
  for (const action of ActionNames) {
    if (!/^[A-Za-z\d-]+:[A-Za-z\d]+$/.test(action)) throw invalidInput(`Invalid Input Actions: "${action}"`);
  }
  if (ResourceArns.length > MOST_RESOURCES) {
    throw invalidInput(`Invalid Input Resources: at most ${MOST_RESOURCES} are simulated at once.`);
  }
  for (const resource of ResourceArns) {
    if (resource !== '*' && parseArn(resource) === undefined) {
      throw invalidInput(`Invalid Input Resources: "${resource}"`);
    }
  }
  assertHandling(input.ResourceHandlingOption, ActionNames, ResourceArns);
}

/**
 * The user who is simulated to call.
 *
 * @throws AwsError InvalidInput for anyone but an IAM user, in AWS's words
 */
export function simulatedUser(arn: string): Principal & { readonly kind: 'user' } {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith('user/')) {
    throw invalidInput('Invalid caller - Caller must be an IAM user in this context.');
  }
  return { kind: 'user', accountId: parsed.accountId, arn, id: arn };
}

/**
 * The account in `ResourceOwner`: `arn:aws:iam::111122223333:root`, or the bare account.
 *
 * @throws AwsError InvalidInput
 */
export function ownerAccount(owner: string): string {
  const account = parseArn(owner)?.accountId ?? owner;
  if (!/^\d{12}$/.test(account)) throw invalidInput(`Invalid Resource Owner: ${owner}`);
  return account;
}

/** What each scenario of RunInstances must name, by the resource's type in its ARN. */
const SCENARIOS: Readonly<Record<string, readonly string[]>> = {
  'EC2-VPC-InstanceStore': ['instance', 'image', 'security-group', 'network-interface'],
  'EC2-VPC-InstanceStore-Subnet': ['instance', 'image', 'security-group', 'network-interface', 'subnet'],
  'EC2-VPC-EBS': ['instance', 'image', 'security-group', 'network-interface', 'volume'],
  'EC2-VPC-EBS-Subnet': ['instance', 'image', 'security-group', 'network-interface', 'subnet', 'volume'],
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
function assertHandling(
  option: string | undefined,
  actions: readonly string[],
  resources: readonly string[],
): void {
  if (option === undefined) return;
  const wanted = Object.hasOwn(SCENARIOS, option) ? SCENARIOS[option] : undefined;
  if (wanted === undefined) throw invalidInput(`Invalid Resource Handling Option: ${option}`);
  if (!actions.some((action) => action.toLowerCase() === 'ec2:runinstances')) return;
  const named = new Set(resources.map((arn) => parseArn(arn)?.resource.split('/')[0]));
  const missing = wanted.filter((type) => !named.has(type));
  if (missing.length > 0 && !resources.includes('*')) {
    throw invalidInput(`${option} requires resources of these types: ${missing.join(', ')}`);
  }
}
