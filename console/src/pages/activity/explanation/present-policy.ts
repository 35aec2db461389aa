import {
  GetPolicyVersionCommand,
  paginateListPolicyVersions,
  type IAMClient,
  type PolicyVersion,
} from '@aws-sdk/client-iam';
import { collect } from '../../../aws/collect.ts';
import { documentOf } from '../../../parts/policy-editor/policy-document.ts';
import type { Adoption } from './adoption.ts';

/** A policy as it stands: what a saved document takes the place of. */
export interface PresentPolicy {
  readonly document: string;
  /** A managed policy's. */
  readonly versions: readonly PolicyVersion[];
}

/** Reads the policy that an adoption changes; there is none where it makes one. */
export async function readPresent(iam: IAMClient, adoption: Adoption): Promise<PresentPolicy | undefined> {
  if (adoption.kind === 'inline') {
    const { owner, name } = adoption;
    return name === undefined
      ? undefined
      : { document: documentOf(await owner.getInline(iam, name)), versions: [] };
  }
  const { arn: PolicyArn } = adoption;
  const versions = await collect(
    paginateListPolicyVersions({ client: iam }, { PolicyArn }),
    (page) => page.Versions,
  );
  const VersionId = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.VersionId ?? '';
  const { PolicyVersion: version } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return { document: documentOf(version?.Document), versions };
}
