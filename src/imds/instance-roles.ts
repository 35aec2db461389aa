import { formatArn } from '../kernel/arn.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceCaller } from '../kernel/caller.ts';
import { assumeAsService } from '../operation/assume-as-service.ts';
import type { House } from '../operation/house.ts';
import type { InstanceProfileView } from '../operation/instance-profiles.ts';
import type { AssociatedProfile, InstanceView } from '../operation/instances.ts';
import { cannotAssume, credentialsDocument, profileInfo, profileNotFound } from './role-documents.ts';

/** Which version of the metadata service hands credentials out: `ec2:RoleDelivery` of what they then sign. */
export type RoleDelivery = '1.0' | '2.0';

/** How long credentials last and when new ones replace them, seconds of emulated time. */
export interface Rotation {
  readonly lifetimeSeconds: number;
  readonly renewAfterSeconds: number;
  /** Whether what happens inside an associated profile (its role swapped or removed, itself deleted) shows only when credentials are renewed, as on AWS. */
  readonly delaysSwaps?: boolean | undefined;
}

/** As AWS does it: six hours, renewed about hourly, so that five hours remain when the next ones come. */
export const AWS_ROTATION: Rotation = { lifetimeSeconds: 6 * 3600, renewAfterSeconds: 3600 };

/** What `iam/` shows of an instance. */
export interface IamMetadata {
  /** `iam/info` */
  readonly info: string;
  /** The role in the profile; absent from an emptied or deleted one. */
  readonly role?: { readonly name: string; readonly credentials: () => Promise<string> } | undefined;
}

type Role = NonNullable<InstanceProfileView['role']>;

/** What was handed out since the last rotation or change of role. */
interface Period {
  readonly associationId: string;
  /** The profile as it was when the period began; `undefined` for one that was deleted. */
  readonly found: InstanceProfileView | undefined;
  readonly since: Date;
  readonly documents: Map<RoleDelivery, Promise<string>>;
}

/**
 * The roles of instances as their metadata service shows them. Association, profile and role are read at
 * each question, so that the next answer is the new truth; credentials are made when first asked for and
 * are the same, byte for byte, until they rotate.
 *
 * AWS shows a role swapped inside its profile only after minutes or hours; here it is there at once,
 * unless {@link Rotation.delaysSwaps} is set.
 */
export class InstanceRoles {
  readonly #house: House;
  readonly #rotation: Rotation;
  readonly #periods = new Map<string, Period>();

  constructor(house: House, rotation: Rotation = AWS_ROTATION) {
    this.#house = house;
    this.#rotation = rotation;
  }

  /** @returns `undefined` for an instance without a profile: it has no `iam/` at all */
  async of(instance: InstanceView, delivery: RoleDelivery): Promise<IamMetadata | undefined> {
    const { profile } = instance;
    if (profile === undefined) return undefined;
    const period = await this.#period(instance.instanceId, profile);
    const { found } = period;
    if (found === undefined) return { info: profileNotFound(profile.profileId, period.since) };
    const { role } = found;
    return {
      info: profileInfo(profile, role !== undefined, period.since),
      role: role && {
        name: role.name,
        credentials: () => this.#document(instance, role, delivery, period),
      },
    };
  }

  /** Drops what is kept of an instance that is switched off. */
  forget(instanceId: string): void {
    this.#periods.delete(instanceId);
  }

  async #period(instanceId: string, { profileId, associationId }: AssociatedProfile): Promise<Period> {
    const current = this.#current(instanceId, associationId);
    if (current !== undefined && this.#rotation.delaysSwaps === true) return current;
    const found = await this.#house.instanceProfiles.byId(profileId);
    // Looked up anew: while the store was read, another question may have begun a period.
    const latest = this.#current(instanceId, associationId);
    if (latest !== undefined && isSame(latest.found, found)) return latest;
    const period = { associationId, found, since: this.#house.clock.now(), documents: new Map() };
    this.#periods.set(instanceId, period);
    return period;
  }

  /** The period under way, unless it is of another association or credentials are due to be renewed. */
  #current(instanceId: string, associationId: string): Period | undefined {
    const current = this.#periods.get(instanceId);
    if (current?.associationId !== associationId) return undefined;
    const ageMs = this.#house.clock.now().getTime() - current.since.getTime();
    return ageMs < this.#rotation.renewAfterSeconds * 1000 ? current : undefined;
  }

  #document(
    instance: InstanceView,
    role: Role,
    delivery: RoleDelivery,
    { documents, since }: Period,
  ): Promise<string> {
    const known = documents.get(delivery);
    if (known !== undefined) return known;
    const making = this.#assume(instance, role, delivery).catch((error: unknown) => {
      // A refusal is not kept: when the trust policy is mended, the next answer has credentials.
      documents.delete(delivery);
      if (error instanceof AwsError && error.code === 'AccessDenied') return cannotAssume(role.name, since);
      throw error;
    });
    documents.set(delivery, making);
    return making;
  }

  /** Asks STS as EC2 does: the role's trust policy decides, and the trail shows it. */
  async #assume(instance: InstanceView, role: Role, delivery: RoleDelivery): Promise<string> {
    const updatedAt = this.#house.clock.now();
    const { lifetimeSeconds } = this.#rotation;
    const { region, instanceId: sessionName } = instance;
    const wanted = { roleArn: role.arn, sessionName, region, lifetimeSeconds };
    const service = ec2OnBehalfOf(instance, delivery);
    return credentialsDocument(await assumeAsService(this.#house, service, wanted), updatedAt);
  }
}

/** Whether a profile is the same and holds the same role, by their unique ids. */
function isSame(one: InstanceProfileView | undefined, other: InstanceProfileView | undefined): boolean {
  return one?.profileId === other?.profileId && one?.role?.roleId === other?.role?.roleId;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2-instance-source-vpc */
function ec2OnBehalfOf(instance: InstanceView, delivery: RoleDelivery): ServiceCaller {
  const { accountId, region, instanceId, vpcId, privateIp } = instance;
  const arn = formatArn({ service: 'ec2', region, accountId, resource: `instance/${instanceId}` });
  return {
    kind: 'service',
    service: 'ec2.amazonaws.com',
    accountId,
    sourceArn: arn,
    sessionContextKeys: {
      'ec2:SourceInstanceARN': arn,
      'ec2:RoleDelivery': delivery,
      'aws:Ec2InstanceSourceVpc': vpcId,
      'aws:Ec2InstanceSourcePrivateIPv4': privateIp,
    },
  };
}
