import type { House } from '../../operation/house.ts';
import type { InstanceView } from '../../operation/instances.ts';
import type { Rotation } from '../instance-roles.ts';
import { metadataJson, metadataTime } from '../metadata-json.ts';
import { credentialsDocument } from '../role-documents.ts';

/** What an instance was last given. */
interface Given {
  readonly since: Date;
  readonly document: string;
}

/**
 * The credentials of instances' own identities, which every instance has whether or not it has a role:
 * sessions of `aws:ec2-instance`, which say who the instance is and may do nothing else.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
 */
export class IdentityCredentials {
  readonly #house: Pick<House, 'clock' | 'ids' | 'sealer'>;
  readonly #rotation: Rotation;
  readonly #given = new Map<string, Given>();

  constructor(house: Pick<House, 'clock' | 'ids' | 'sealer'>, rotation: Rotation) {
    this.#house = house;
    this.#rotation = rotation;
  }

  /** `identity-credentials/ec2/info` */
  info(instance: InstanceView): string {
    return metadataJson({
      Code: 'Success',
      LastUpdated: metadataTime(this.#current(instance).since),
      AccountId: instance.accountId,
    });
  }

  /** `identity-credentials/ec2/security-credentials/ec2-instance`: the same until they rotate. */
  document(instance: InstanceView): string {
    return this.#current(instance).document;
  }

  /** Drops what is kept of an instance that is switched off. */
  forget(instanceId: string): void {
    this.#given.delete(instanceId);
  }

  #current(instance: InstanceView): Given {
    const now = this.#house.clock.now();
    const given = this.#given.get(instance.instanceId);
    const ageMs = given === undefined ? Infinity : now.getTime() - given.since.getTime();
    if (given !== undefined && ageMs < this.#rotation.renewAfterSeconds * 1000) return given;
    const fresh = { since: now, document: this.#make(instance, now) };
    this.#given.set(instance.instanceId, fresh);
    return fresh;
  }

  #make({ accountId, instanceId }: InstanceView, now: Date): string {
    const { ids, sealer } = this.#house;
    const issuedAt = now.getTime();
    const expiresAt = issuedAt + this.#rotation.lifetimeSeconds * 1000;
    const key = {
      accessKeyId: ids.accessKey('ASIA', accountId),
      secretAccessKey: ids.secretAccessKey(),
    };
    const SessionToken = sealer.seal({
      ...key,
      accountId,
      principal: { kind: 'instance', instanceId },
      session: { issuedAt, expiresAt, madeBy: 'AssumeRole' },
    });
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = key;
    const Expiration = new Date(expiresAt);
    return credentialsDocument({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }, now);
  }
}
