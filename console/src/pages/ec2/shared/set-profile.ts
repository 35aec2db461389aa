import {
  AssociateIamInstanceProfileCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2';
import type { Connection } from '../../../aws/connection.ts';
import { profileReference } from './profile-reference.ts';

/** What is to become of an instance's profile. */
interface ProfileChange {
  readonly instanceId: string;
  /** The association that there is now. */
  readonly associationId: string | undefined;
  /** The profile that it shall have, or its name; empty for none. */
  readonly arn: string;
}

/** Associates, replaces or disassociates, whatever leads to the profile that is wanted. */
export async function setProfile(
  connection: Connection,
  { instanceId, associationId, arn }: ProfileChange,
): Promise<void> {
  const client = connection.client(EC2Client);
  const IamInstanceProfile = profileReference(arn);
  if (associationId === undefined) {
    if (arn === '') return;
    await client.send(new AssociateIamInstanceProfileCommand({ InstanceId: instanceId, IamInstanceProfile }));
  } else if (arn === '') {
    await client.send(new DisassociateIamInstanceProfileCommand({ AssociationId: associationId }));
  } else {
    await client.send(
      new ReplaceIamInstanceProfileAssociationCommand({ AssociationId: associationId, IamInstanceProfile }),
    );
  }
}
