import SpaceBetween from '@cloudscape-design/components/space-between';
import { BucketOverviewPanel } from './bucket-overview-panel.tsx';
import { BucketTags } from './bucket-tags.tsx';
import { EncryptionPanel } from './encryption-panel.tsx';
import { VersioningPanel } from './versioning-panel.tsx';

/** What a bucket is, each part asked and shown by itself. */
export function PropertiesTab({ bucket }: { readonly bucket: string }) {
  return (
    <SpaceBetween size="l">
      <BucketOverviewPanel bucket={bucket} />
      <VersioningPanel bucket={bucket} />
      <EncryptionPanel bucket={bucket} />
      <BucketTags bucket={bucket} />
    </SpaceBetween>
  );
}
