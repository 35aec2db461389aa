import SpaceBetween from '@cloudscape-design/components/space-between';
import { BucketPolicyPanel } from './bucket-policy-panel.tsx';
import { OwnershipPanel } from './ownership-panel.tsx';
import { PublicAccessPanel } from './public-access-panel.tsx';

/** Who may do what with a bucket, each part asked and shown by itself. */
export function PermissionsTab({ bucket }: { readonly bucket: string }) {
  return (
    <SpaceBetween size="l">
      <PublicAccessPanel bucket={bucket} />
      <BucketPolicyPanel bucket={bucket} />
      <OwnershipPanel bucket={bucket} />
    </SpaceBetween>
  );
}
